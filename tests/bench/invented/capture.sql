-- The responses that held the invented articles.
select distinct
    substr(sha256('capture' || said.n), 1, 24) as capture_id,
    'https://site' || said.n % 500 || '.example/' || said.n as url,
    'https://site' || said.n % 500 || '.example/' || said.n as final_url,
    cast([] as varchar[]) as redirects,
    200 as status,
    'text/html' as content_type,
    sha256('body' || said.n) as body_sha256,
    'site' || said.n % 500 || '.example' as site
from said
