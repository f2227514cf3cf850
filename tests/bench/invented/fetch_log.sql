-- The fetches that returned the invented articles.
select distinct
    substr(sha256('fetch' || said.n), 1, 24) as fetch_id,
    'run-1' as run_id,
    'source-1' as source_id,
    'https://site' || said.n % 500 || '.example/' || said.n as url,
    'https://site' || said.n % 500 || '.example/' || said.n as final_url,
    'site' || said.n % 500 || '.example' as site,
    cast([] as varchar[]) as redirects,
    timestamptz '2026-11-01 00:00:00+00' + to_seconds(cast(said.n as integer)) as fetched_at,
    'fetched' as outcome,
    200 as status,
    '' as reason,
    sha256('body' || said.n) as body_sha256,
    'a.warc.gz' as warc_file,
    said.n as warc_offset,
    5 as elapsed_ms
from said
