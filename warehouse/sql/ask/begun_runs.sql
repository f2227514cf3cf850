-- One row per run that began, with what it was asked to do, the newest first.
select
    run.started_at,
    run.parameters
from runs as run
order by run.started_at desc
limit 100;
