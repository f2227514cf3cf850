-- The one block of each invented article.
select
    said.article_id,
    0 as block_order,
    'content' as label,
    true as kept,
    'prose' as reason,
    false as hidden,
    'html/body/p' as path,
    0 as char_start,
    sum(length(said.sentence) + 1)::integer - 1 as char_end,
    0 as text_start,
    sum(length(said.sentence) + 1)::integer - 1 as text_end,
    0 as link_chars,
    string_agg(said.sentence, ' ' order by said.k) as text
from said
group by said.article_id
