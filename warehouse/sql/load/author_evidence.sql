-- New rows of author_evidence: those of the articles that this batch brings.
insert into author_evidence (
    author_id,
    article_id,
    sign,
    field,
    detail,
    quote,
    path,
    evidence_order,
    char_start,
    char_end,
    weight
)
select
    part.author_id,
    part.article_id,
    part.sign,
    part.field,
    part.detail,
    part.quote,
    part.path,
    part.evidence_order,
    part.char_start,
    part.char_end,
    part.weight
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
