-- One row per version of a changed address: when it was seen and whether it is the newest of its address. Clusters come later.
-- Runs count in the order in which they began, not by their clocks; within a run the clock is all there is.
create or replace temp table state_after as
with seen as (
    select
        fetch_log.url,
        fetch_log.body_sha256,
        min(fetch_log.fetched_at) as first_seen_at,
        max(fetch_log.fetched_at) as last_seen_at,
        count(*) as times_seen,
        min((coalesce(run_order.place, 0), fetch_log.fetched_at)) as first_place,
        max((coalesce(run_order.place, 0), fetch_log.fetched_at)) as last_place
    from fetch_log
    semi join changed_url on fetch_log.url = changed_url.url
    left join run_order on fetch_log.run_id = run_order.run_id
    where fetch_log.outcome in ('fetched', 'not_modified') and fetch_log.body_sha256 is not null
    group by fetch_log.url, fetch_log.body_sha256
),

recipe as (
    select
        run.recipe_id,
        max(run_order.place) as used_at
    from run
    inner join run_order on run.run_id = run_order.run_id
    group by run.recipe_id
)

select
    article.article_id,
    article.url,
    seen.first_seen_at,
    seen.last_seen_at,
    coalesce(seen.times_seen, 0) as times_seen,
    row_number() over (
        partition by article.url
        order by seen.first_place asc nulls first, recipe.used_at asc nulls first, article.article_id asc
    ) as version,
    row_number() over (
        partition by article.url
        order by seen.last_place desc nulls last, recipe.used_at desc nulls last, article.article_id desc
    ) = 1 as is_newest,
    article.article_id as cluster_id,
    article.site,
    article.published_at,
    article.page_class
from article
semi join changed_url on article.url = changed_url.url
left join seen on article.url = seen.url and article.body_sha256 = seen.body_sha256
left join recipe on article.recipe_id = recipe.recipe_id;

insert into article_state (
    article_id, url, first_seen_at, last_seen_at, times_seen, version, is_newest, cluster_id
)
select
    state_after.article_id,
    state_after.url,
    state_after.first_seen_at,
    state_after.last_seen_at,
    state_after.times_seen,
    state_after.version,
    state_after.is_newest,
    state_after.cluster_id
from state_after;
