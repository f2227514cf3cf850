-- One row per masked run of characters in the visible text of the given articles.
select distinct
    personal_datum.article_id,
    personal_datum.kind,
    personal_datum.char_start,
    personal_datum.char_end
from personal_datum
where personal_datum.article_id in (select unnest($article_ids)) and personal_datum.char_start is not null
order by personal_datum.article_id asc, personal_datum.char_start asc, personal_datum.char_end asc;
