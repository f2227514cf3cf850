-- One row per article whose kept blocks do not add up to its text.
with piece as (
    select
        block.article_id,
        string_agg(block.text, chr(10) || chr(10) order by block.block_order) as text
    from block
    where block.kept
    group by block.article_id
)

select article.article_id
from article
left join piece on article.article_id = piece.article_id
where coalesce(piece.text, '') <> article.text
order by article.article_id;
