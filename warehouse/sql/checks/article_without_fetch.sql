-- One row per article that no fetch returned.
select
    article.article_id,
    article.url
from article
anti join fetch_log on article.url = fetch_log.url and article.body_sha256 = fetch_log.body_sha256
order by article.article_id;
