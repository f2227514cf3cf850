-- One row per article and part whose rows this batch leaves out: known, offered by another part as well, or forgotten.
-- It is empty in most batches, and an anti join with nothing costs nothing.
create or replace temp table unwanted_article as
select distinct
    part.article_id,
    part.chunk_id
from read_parquet($paths) as part
anti join new_article on part.article_id = new_article.article_id and part.chunk_id = new_article.chunk_id;
