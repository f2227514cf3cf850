-- One row per kept block of the given articles, in the order of the page.
select
    block.article_id,
    block.text
from block
where block.kept and block.article_id in (select unnest($article_ids))
order by block.article_id asc, block.block_order asc;
