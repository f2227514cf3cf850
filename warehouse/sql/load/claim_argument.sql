-- New rows of claim_argument: those of the articles that this batch brings.
insert into claim_argument (
    claim_id,
    article_id,
    text,
    canonical,
    entity_id,
    argument_order
)
select
    part.claim_id,
    part.article_id,
    part.text,
    part.canonical,
    part.entity_id,
    part.argument_order
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
