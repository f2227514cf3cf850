-- One row per address: the headers of the newest fetch that returned or confirmed a body, and where the body is kept.
with stored as (
    select
        fetch_log.url,
        fetch_log.body_sha256,
        arg_min(fetch_log.warc_file, fetch_log.fetched_at) as warc_file,
        arg_min(fetch_log.warc_offset, fetch_log.fetched_at) as warc_offset
    from fetch_log
    where fetch_log.outcome in ('fetched', 'listed') and fetch_log.warc_file is not null
    group by fetch_log.url, fetch_log.body_sha256
),

newest as (
    select
        fetch_log.url,
        fetch_log.etag,
        fetch_log.last_modified,
        fetch_log.body_sha256
    from fetch_log
    left join run_order on fetch_log.run_id = run_order.run_id
    where fetch_log.outcome in ('fetched', 'not_modified', 'listed') and fetch_log.body_sha256 is not null
    qualify
        row_number() over (
            partition by fetch_log.url
            -- A clock that was set back makes no fetch older than those of earlier runs.
            order by coalesce(run_order.place, 0) desc, fetch_log.fetched_at desc, fetch_log.fetch_id asc
        ) = 1
)

select
    newest.url,
    newest.etag,
    newest.last_modified,
    newest.body_sha256,
    stored.warc_file,
    stored.warc_offset
from newest
left join stored on newest.url = stored.url and newest.body_sha256 = stored.body_sha256;
