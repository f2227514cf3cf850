-- One row per address and body that a WARC file keeps, at the place of its newest fetch; of some rounds alone where
-- $rounds names them.
select
    fetch_log.url,
    fetch_log.source_id,
    fetch_log.body_sha256,
    fetch_log.warc_file,
    fetch_log.warc_offset
from fetch_log
where
    fetch_log.outcome in ('fetched', 'not_modified')
    and fetch_log.body_sha256 is not null
    and fetch_log.warc_file is not null
    and fetch_log.warc_offset is not null
    and (
        $rounds::varchar[] is null
        or fetch_log.run_id in (
            select source_round.run_id
            from source_round
            where list_contains($rounds::varchar[], source_round.round_id)
        )
    )
qualify
    row_number() over (
        partition by fetch_log.url, fetch_log.body_sha256
        order by fetch_log.fetched_at desc, fetch_log.fetch_id desc
    ) = 1
order by fetch_log.url, fetch_log.body_sha256;
