-- New rows of article_entity: those of the articles that this batch brings.
insert into article_entity (
    article_id,
    entity_id,
    name,
    type,
    mentions
)
select
    part.article_id,
    part.entity_id,
    part.name,
    part.type,
    part.mentions
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
