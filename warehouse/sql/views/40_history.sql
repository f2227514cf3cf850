-- One row per run of the flow.
create or replace view runs as
with fetches_of as (
    select
        run_id,
        count(*) as fetches,
        count(*) filter (where outcome = 'fetched') as fetched,
        count(*) filter (where outcome = 'not_modified') as not_modified
    from fetch_log
    group by run_id
),

failures_of as (
    select
        run_id,
        count(*) as failures
    from failure
    group by run_id
)

select
    run.run_id,
    run.flow,
    run.status,
    run.started_at,
    run.ended_at,
    date_diff('second', run.started_at, run.ended_at) as seconds,
    coalesce(fetches_of.fetches, 0) as fetches,
    coalesce(fetches_of.fetched, 0) as fetched,
    coalesce(fetches_of.not_modified, 0) as not_modified,
    coalesce(failures_of.failures, 0) as failures,
    run.code_version,
    run.model_id,
    run.recipe_id,
    run.parameters,
    json_extract_string(run.parameters, '$.rules.file') as rules_file,
    json_extract_string(run.parameters, '$.rules.id') as rules_id,
    json_extract_string(run.parameters, '$.rules.text') as rules_text
from run
left join fetches_of on run.run_id = fetches_of.run_id
left join failures_of on run.run_id = failures_of.run_id;
comment on view runs is 'One row per run of the flow, with what it fetched.';

-- One row per page that did not become an article.
create or replace view failures as
select
    failure.url,
    failure.site,
    failure.stage,
    failure.code,
    failure.message,
    failure.failed_at,
    source.name as source,
    failure.run_id,
    failure.source_id,
    failure.failure_id
from failure
left join source on failure.source_id = source.source_id;
comment on view failures is 'One row per page that did not become an article, and why.';
