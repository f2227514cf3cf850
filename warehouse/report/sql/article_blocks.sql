-- One row per block of the given articles, in the order of the page.
select
    block.article_id,
    block.block_order,
    block.label,
    block.kept,
    block.reason,
    block.rule,
    block.score,
    block.path,
    block.char_start,
    block.char_end,
    block.text_start,
    block.text_end,
    block.text
from block
where block.article_id in (select unnest($article_ids))
order by block.article_id asc, block.block_order asc;
