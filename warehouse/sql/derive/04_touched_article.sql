-- One row per article version that became the newest of its address (sign 1) or ceased to be it (sign -1).
create or replace temp table touched_article as
with state_after as (
    select article_state.article_id
    from article_state
    semi join changed_url on article_state.url = changed_url.url
    where article_state.is_newest
)

select
    state_after.article_id,
    1 as sign
from state_after
anti join state_before on state_after.article_id = state_before.article_id
union all
select
    state_before.article_id,
    -1 as sign
from state_before
anti join state_after on state_before.article_id = state_after.article_id;
