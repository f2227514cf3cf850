-- One row per run, the newest first.
select
    run.run_id,
    run.flow,
    run.status,
    run.started_at,
    run.seconds,
    run.fetches,
    run.fetched,
    run.failures
from runs as run
order by run.started_at desc
limit 10;
