-- One row per page of a run that did not become an article, and why.
select
    failure.site,
    failure.url,
    failure.stage,
    failure.code,
    failure.message
from failures as failure
where failure.run_id = $run_id
order by failure.site, failure.url, failure.stage;
