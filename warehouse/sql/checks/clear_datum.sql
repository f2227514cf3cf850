-- One row per personal datum that still holds a letter or a digit at its place in the page.
select
    personal_datum.article_id,
    personal_datum.datum_order
from personal_datum
inner join article on personal_datum.article_id = article.article_id
where
    regexp_matches(
        substring(article.page_text, personal_datum.char_start + 1, personal_datum.char_end - personal_datum.char_start),
        '[\pL\pN]'
    )
order by personal_datum.article_id, personal_datum.datum_order;
