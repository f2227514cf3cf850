-- One row per address that could not be had or read and still cannot, newest attempt only.
with newest as (
    select
        failures.url,
        failures.site,
        failures.stage,
        failures.code,
        failures.message,
        failures.failed_at
    from failures
    qualify row_number() over (partition by failures.url order by failures.failed_at desc, failures.failure_id asc) = 1
),

had as (
    select
        fetch_log.url,
        max(fetch_log.fetched_at) as fetched_at
    from fetch_log
    where fetch_log.outcome in ('fetched', 'not_modified')
    group by fetch_log.url
)

select
    newest.url,
    newest.site,
    newest.stage,
    newest.code,
    newest.message,
    timezone('UTC', newest.failed_at) as failed_at,
    count(*) over () as total
from newest
left join had on newest.url = had.url
left join articles on newest.url = articles.url
where
    coalesce(newest.stage not in ('discover', 'fetch') or had.fetched_at <= newest.failed_at, true)
    and coalesce(newest.stage in ('discover', 'fetch') or articles.last_seen_at <= newest.failed_at, true)
order by newest.site asc, newest.code asc, newest.url asc
limit $most;
