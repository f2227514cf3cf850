-- One row per address whose pages are, or lead to, the given address.
select article.url
from article
where $thing in (article.url, article.final_url, article.canonical_url)
union
select fetch_log.url
from fetch_log
where $thing in (fetch_log.url, fetch_log.final_url) or list_contains(fetch_log.redirects, $thing)
union
select failure.url
from failure
where failure.url = $thing
union
select label.url
from label
where label.url = $thing;
