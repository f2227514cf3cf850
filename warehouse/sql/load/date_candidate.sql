-- New rows of date_candidate: those of the articles that this batch brings.
insert into date_candidate (
    article_id,
    role,
    value,
    source,
    path,
    candidate_order,
    chosen
)
select
    part.article_id,
    part.role,
    part.value,
    part.source,
    part.path,
    part.candidate_order,
    part.chosen
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
