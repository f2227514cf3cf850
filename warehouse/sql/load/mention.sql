-- New rows of mention: those of the articles that this batch brings.
insert into mention (
    article_id,
    entity_id,
    text,
    type,
    kind,
    canonical,
    reason,
    mention_order,
    char_start,
    char_end
)
select
    part.article_id,
    part.entity_id,
    part.text,
    part.type,
    part.kind,
    part.canonical,
    part.reason,
    part.mention_order,
    part.char_start,
    part.char_end
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
