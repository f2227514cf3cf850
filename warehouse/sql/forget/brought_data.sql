-- One row per masked datum that a batch brings.
select
    part.article_id,
    part.keyed_hash
from read_parquet($paths) as part
inner join new_article on part.article_id = new_article.article_id;
