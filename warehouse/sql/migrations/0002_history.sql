-- What runs did and when: the history that grows with every run, apart from what pages hold.

create table run (
    run_id varchar,
    flow varchar,
    code_version varchar,
    recipe_id varchar,
    model_id varchar,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    status varchar,
    parameters varchar
);
comment on table run is 'One row per run of the flow.';
comment on column run.run_id is 'Name of the run.';
comment on column run.flow is 'run, demo, replay or load.';
comment on column run.code_version is 'Version of winnow.';
comment on column run.recipe_id is 'Hash of the code, rules and model: what decides the rows of a page beside its bytes.';
comment on column run.model_id is 'The spaCy pipeline.';
comment on column run.started_at is 'When it started, UTC.';
comment on column run.ended_at is 'When it ended, UTC; unknown while it runs or where it died.';
comment on column run.status is 'running, done, failed or stopped.';
comment on column run.parameters is 'Parameters as JSON.';

create table source (
    source_id varchar,
    name varchar,
    kind varchar,
    location varchar
);
comment on table source is 'One row per configured source: where pages come from.';
comment on column source.source_id is 'Hash of kind and location.';
comment on column source.name is 'As the settings call it.';
comment on column source.kind is 'urls, sitemap, feed, directory, warc or page.';
comment on column source.location is 'Address or path.';

create table fetch_log (
    fetch_id varchar,
    run_id varchar,
    source_id varchar,
    url varchar,
    final_url varchar,
    site varchar,
    redirects varchar[],
    fetched_at timestamp with time zone,
    outcome varchar,
    status integer,
    reason varchar,
    robots_line varchar,
    content_type varchar,
    size_bytes bigint,
    body_sha256 varchar,
    etag varchar,
    last_modified varchar,
    warc_file varchar,
    warc_offset bigint,
    elapsed_ms bigint
);
comment on table fetch_log is 'One row per attempt to get an address, whatever came of it.';
comment on column fetch_log.fetch_id is 'Hash of run, url and time.';
comment on column fetch_log.run_id is 'Its run.';
comment on column fetch_log.source_id is 'Its source.';
comment on column fetch_log.url is 'Address as asked for.';
comment on column fetch_log.final_url is 'Address after redirects.';
comment on column fetch_log.site is 'Registered domain of the final address, or its host where it has none.';
comment on column fetch_log.redirects is 'Every hop in order, without the final one.';
comment on column fetch_log.fetched_at is 'When, UTC.';
comment on column fetch_log.outcome is 'fetched, not_modified, http_error, robots, refused, timeout, too_large, not_text, unreachable or broken.';
comment on column fetch_log.status is 'HTTP status; unknown where no response came.';
comment on column fetch_log.reason is 'What happened, in one line.';
comment on column fetch_log.robots_line is 'The line of robots.txt that decided.';
comment on column fetch_log.content_type is 'The Content-Type header as received.';
comment on column fetch_log.size_bytes is 'Length of the body.';
comment on column fetch_log.body_sha256 is 'SHA-256 of the body that was received or confirmed.';
comment on column fetch_log.etag is 'The ETag header, for the next conditional request.';
comment on column fetch_log.last_modified is 'The Last-Modified header, for the next conditional request.';
comment on column fetch_log.warc_file is 'WARC file that keeps the response.';
comment on column fetch_log.warc_offset is 'Bytes into it.';
comment on column fetch_log.elapsed_ms is 'How long it took.';

create table failure (
    failure_id varchar,
    run_id varchar,
    source_id varchar,
    url varchar,
    site varchar,
    stage varchar,
    code varchar,
    message varchar,
    failed_at timestamp with time zone
);
comment on table failure is 'One row per page that did not become an article, and why.';
comment on column failure.failure_id is 'Hash of run, stage and url.';
comment on column failure.run_id is 'Its run.';
comment on column failure.source_id is 'Its source.';
comment on column failure.url is 'The address.';
comment on column failure.site is 'Registered domain of the address, or its host where it has none.';
comment on column failure.stage is 'discover, fetch, read, claims or load.';
comment on column failure.code is 'robots, http_404, timeout, empty, not_text, page_timeout and so on.';
comment on column failure.message is 'What, which, and what to do.';
comment on column failure.failed_at is 'When, UTC.';

create table ledger (
    chunk_id varchar,
    batch_id varchar,
    loaded_at timestamp with time zone,
    rows_offered bigint
);
comment on table ledger is 'One row per loaded part, written in the transaction that loaded it: it decides what is left to do.';
comment on column ledger.chunk_id is 'Name of the part: hash of its inputs, code, rules and model.';
comment on column ledger.batch_id is 'The transaction that loaded it.';
comment on column ledger.loaded_at is 'When, UTC.';
comment on column ledger.rows_offered is 'Rows in the part, before those already known were left out.';

create table relation (
    relation varchar,
    opposite varchar,
    is_symmetric boolean,
    inverse varchar,
    is_functional boolean
);
comment on table relation is 'One row per known relation and opposite: what SQL may conclude from relation names.';
comment on column relation.relation is 'Normalised relation: be ally of.';
comment on column relation.opposite is 'A relation that cannot hold of the same pair at the same time.';
comment on column relation.is_symmetric is 'Whether a-relation-b means b-relation-a.';
comment on column relation.inverse is 'The same relation read from the other end.';
comment on column relation.is_functional is 'Whether a subject has one object at a time.';
