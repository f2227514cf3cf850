-- Runs that began or ended: the row written at the end replaces the one written at the start.
merge into run
using (
    select
        part.run_id,
        part.flow,
        part.code_version,
        part.recipe_id,
        part.model_id,
        part.started_at,
        part.ended_at,
        part.status,
        part.parameters
    from read_parquet($paths) as part
    qualify row_number() over (partition by part.run_id order by part.ended_at desc nulls last, part.chunk_id asc) = 1
) as offered
    on run.run_id = offered.run_id
when matched and run.ended_at is null and offered.ended_at is not null then
    update
        set
            ended_at = offered.ended_at,
            status = offered.status
when not matched then insert (
    run_id, flow, code_version, recipe_id, model_id, started_at, ended_at, status, parameters
) values (
    offered.run_id,
    offered.flow,
    offered.code_version,
    offered.recipe_id,
    offered.model_id,
    offered.started_at,
    offered.ended_at,
    offered.status,
    offered.parameters
);
