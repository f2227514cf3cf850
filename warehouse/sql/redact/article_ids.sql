-- One row per article version.
select article.article_id
from article
order by article.article_id;
