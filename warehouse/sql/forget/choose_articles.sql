-- One row per reading that is forgotten.
create or replace temp table forgotten_article as
select article.article_id
from article
where
    article.url in (select forgotten_url.url from forgotten_url)
    or article.final_url in (select forgotten_url.url from forgotten_url);
