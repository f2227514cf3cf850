-- One row per article version that became the newest of its address (sign 1) or ceased to be it (sign -1); is_new where
-- it was not known before, so that all its rows were added since. What later steps say of those that became it stands here.
create or replace temp table touched_article as
with newest_after as (
    select
        state_after.article_id,
        state_after.site,
        state_after.published_at,
        state_after.page_class
    from state_after
    where state_after.is_newest
),

newest_before as (
    select state_before.article_id
    from state_before
    where state_before.is_newest
)

select
    newest_after.article_id,
    1 as sign,
    state_before.article_id is null as is_new,
    newest_after.site,
    newest_after.published_at,
    newest_after.page_class
from newest_after
anti join newest_before on newest_after.article_id = newest_before.article_id
left join state_before on newest_after.article_id = state_before.article_id
union all
select
    newest_before.article_id,
    -1 as sign,
    false as is_new,
    null as site,
    null as published_at,
    null as page_class
from newest_before
anti join newest_after on newest_before.article_id = newest_after.article_id;
