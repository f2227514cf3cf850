-- One row per removed block without a label or a reason.
select
    block.article_id,
    block.block_order
from block
where not block.kept and (coalesce(block.label, '') = '' or coalesce(block.reason, '') = '')
order by block.article_id, block.block_order;
