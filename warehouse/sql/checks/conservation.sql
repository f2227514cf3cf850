-- One row per article whose blocks, kept and removed, do not add up to its page text.
with piece as (
    select
        block.article_id,
        string_agg(block.text, chr(10) || chr(10) order by block.block_order) as page_text
    from block
    group by block.article_id
)

select article.article_id
from article
left join piece on article.article_id = piece.article_id
where coalesce(piece.page_text, '') <> article.page_text
order by article.article_id;
