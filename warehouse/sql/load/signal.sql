-- New rows of signal: those of the articles that this batch brings.
insert into signal (
    article_id,
    signal,
    reason,
    rule,
    source,
    quote,
    signal_order,
    points,
    value,
    threshold,
    spans
)
select
    part.article_id,
    part.signal,
    part.reason,
    part.rule,
    part.source,
    part.quote,
    part.signal_order,
    part.points,
    part.value,
    part.threshold,
    part.spans
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
