-- One row: the newest run.
select
    runs.run_id,
    runs.flow,
    runs.status,
    timezone('UTC', runs.started_at) as started_at,
    timezone('UTC', runs.ended_at) as ended_at,
    runs.seconds,
    runs.fetches,
    runs.fetched,
    runs.not_modified,
    runs.failures,
    runs.code_version,
    runs.model_id,
    runs.recipe_id
from runs
order by runs.started_at desc, runs.run_id desc
limit 1;
