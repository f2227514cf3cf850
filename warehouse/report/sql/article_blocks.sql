-- One row per block of the given articles, in the order of the page.
select
    block.article_id,
    block.block_order,
    block.label,
    block.kept,
    case when not block.kept then coalesce(block.reason, block.rule) end as reason,
    case when not block.kept then block.path end as path,
    block.char_start,
    block.char_end,
    block.text_start,
    block.text
from block
where block.article_id in (select unnest($article_ids))
order by block.article_id asc, block.block_order asc;
