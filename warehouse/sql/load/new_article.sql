-- One row per article version that this batch brings, with the one part that its rows are taken from.
create or replace temp table new_article as
select
    part.article_id,
    min(part.chunk_id) as chunk_id
from read_parquet($paths) as part
where part.article_id not in (select article.article_id from article)
group by part.article_id;
