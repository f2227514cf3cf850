-- One row per article version that became the newest of its address (sign 1) or ceased to be it (sign -1); is_new where
-- it was not known before, so that all its rows were added since.
create or replace temp table touched_article as
with state_after as (
    select article_state.article_id
    from article_state
    semi join changed_url on article_state.url = changed_url.url
    where article_state.is_newest
),

newest_before as (
    select state_before.article_id
    from state_before
    where state_before.is_newest
)

select
    state_after.article_id,
    1 as sign,
    state_before.article_id is null as is_new
from state_after
anti join newest_before on state_after.article_id = newest_before.article_id
left join state_before on state_after.article_id = state_before.article_id
union all
select
    newest_before.article_id,
    -1 as sign,
    false as is_new
from newest_before
anti join state_after on newest_before.article_id = state_after.article_id;
