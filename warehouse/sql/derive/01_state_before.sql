-- One row per version of a changed address that was the newest before.
create or replace temp table state_before as
select article_state.article_id
from article_state
semi join changed_url on article_state.url = changed_url.url
where article_state.is_newest;
