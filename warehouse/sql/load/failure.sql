-- New rows of failure: failures that were not known.
insert into failure (
    failure_id,
    run_id,
    source_id,
    url,
    site,
    stage,
    code,
    message,
    failed_at
)
select
    part.failure_id,
    part.run_id,
    part.source_id,
    part.url,
    part.site,
    part.stage,
    part.code,
    part.message,
    part.failed_at
from read_parquet($paths) as part
where part.failure_id not in (select known.failure_id from failure as known)
qualify row_number() over (partition by part.failure_id order by part.chunk_id) = 1;
