-- Hashes and shapes of personal data go with the day on which their page was first seen; the text stays masked.
delete from personal_datum
where personal_datum.article_id in (
    select article_state.article_id from article_state
    where article_state.first_seen_at < $before
);
