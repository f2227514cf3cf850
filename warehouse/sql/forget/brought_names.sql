-- One row per author profile that a batch brings.
select
    part.article_id,
    concat_ws(' | ', part.name, cast(part.fields as varchar)) as said
from read_parquet($paths) as part
inner join new_article on part.article_id = new_article.article_id;
