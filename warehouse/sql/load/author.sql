-- New rows of author: those of the articles that this batch brings.
insert into author (
    author_id,
    article_id,
    name,
    verdict,
    generator,
    path,
    author_order,
    confidence,
    jsonld,
    block_orders,
    spans,
    fields
)
select
    part.author_id,
    part.article_id,
    part.name,
    part.verdict,
    part.generator,
    part.path,
    part.author_order,
    part.confidence,
    part.jsonld,
    part.block_orders,
    part.spans,
    part.fields
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
