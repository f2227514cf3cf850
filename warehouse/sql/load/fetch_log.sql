-- New rows of fetch_log: attempts that were not known.
insert into fetch_log (
    fetch_id,
    run_id,
    source_id,
    url,
    final_url,
    site,
    outcome,
    reason,
    robots_line,
    content_type,
    body_sha256,
    etag,
    last_modified,
    warc_file,
    redirects,
    fetched_at,
    status,
    size_bytes,
    warc_offset,
    elapsed_ms
)
select
    part.fetch_id,
    part.run_id,
    part.source_id,
    part.url,
    part.final_url,
    part.site,
    part.outcome,
    part.reason,
    part.robots_line,
    part.content_type,
    part.body_sha256,
    part.etag,
    part.last_modified,
    part.warc_file,
    part.redirects,
    part.fetched_at,
    part.status,
    part.size_bytes,
    part.warc_offset,
    part.elapsed_ms
from read_parquet($paths) as part
where part.fetch_id not in (select known.fetch_id from fetch_log as known)
qualify row_number() over (partition by part.fetch_id order by part.chunk_id) = 1;
