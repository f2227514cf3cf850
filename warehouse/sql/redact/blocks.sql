-- One row per kept block of the given articles: where it stands in the page and in the text.
select
    block.article_id,
    block.char_start,
    block.char_end,
    block.text_start
from block
where block.kept and block.text_start is not null and block.article_id in (select unnest($article_ids));
