-- New rows of block: those of the articles that this batch brings.
insert into block (
    article_id,
    label,
    reason,
    rule,
    path,
    tag,
    text,
    block_order,
    char_start,
    char_end,
    text_start,
    text_end,
    link_chars,
    kept,
    hidden,
    score
)
select
    part.article_id,
    part.label,
    part.reason,
    part.rule,
    part.path,
    part.tag,
    part.text,
    part.block_order,
    part.char_start,
    part.char_end,
    part.text_start,
    part.text_end,
    part.link_chars,
    part.kept,
    part.hidden,
    part.score
from read_parquet($paths) as part
anti join unwanted_article on part.article_id = unwanted_article.article_id and part.chunk_id = unwanted_article.chunk_id;
