-- New rows of capture: addresses and bodies that were not known.
insert into capture (
    capture_id,
    url,
    final_url,
    content_type,
    body_sha256,
    site,
    redirects,
    status,
    size_bytes
)
select
    part.capture_id,
    part.url,
    part.final_url,
    part.content_type,
    part.body_sha256,
    part.site,
    part.redirects,
    part.status,
    part.size_bytes
from read_parquet($paths) as part
where part.capture_id not in (select known.capture_id from capture as known)
qualify row_number() over (partition by part.capture_id order by part.chunk_id) = 1;
