-- Runs that began and did not write down their end, oldest first.
select
    run.run_id,
    run.flow,
    run.code_version,
    run.recipe_id,
    run.model_id,
    run.started_at,
    run.parameters
from run
where run.ended_at is null
order by run.started_at, run.run_id;
