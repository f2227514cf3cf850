-- One row per given article: its two texts.
select
    article.article_id,
    coalesce(article.text, '') as text,
    coalesce(article.page_text, '') as page_text
from article
where article.article_id in (select unnest($article_ids));
