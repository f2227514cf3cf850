-- One row per version of a changed address that was known before, where its row stands, and whether it was the newest.
create or replace temp table state_before as
select
    article_state.rowid as place,
    article_state.article_id,
    article_state.is_newest
from article_state
semi join changed_url on article_state.url = changed_url.url;
