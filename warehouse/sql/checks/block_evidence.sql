-- One row per block whose text is not at its place in the page or, where it was kept, in the article.
select
    block.article_id,
    block.block_order
from block
inner join article on block.article_id = article.article_id
where
    substring(article.page_text, block.char_start + 1, block.char_end - block.char_start) is distinct from block.text
    or (
        block.kept
        and substring(article.text, block.text_start + 1, block.text_end - block.text_start) is distinct from block.text
    )
order by block.article_id, block.block_order;
