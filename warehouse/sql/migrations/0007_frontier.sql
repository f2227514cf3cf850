-- What a crawl that was stopped had still to do, and which hosts are left alone for a while.

create table source_round (
    source_id varchar,
    round_id varchar,
    run_id varchar,
    round_number integer,
    status varchar
);
comment on table source_round is 'One row per source and run that crawled it. A round asks for all pages of a source once, in one run or in several.';
comment on column source_round.source_id is 'The source.';
comment on column source_round.round_id is 'The run that began the round.';
comment on column source_round.run_id is 'The run that took part in it.';
comment on column source_round.round_number is 'Place of the round among those of the source, from 1.';
comment on column source_round.status is 'open; listed when all its pages were found; done when all were asked for.';

create table frontier (
    source_id varchar,
    url varchar,
    round_id varchar,
    found_order integer
);
comment on table frontier is 'One row per source and page that it listed: what is not in fetch_log by a run of the round is still to be asked for.';
comment on column frontier.source_id is 'The source.';
comment on column frontier.url is 'Address, as it is asked for.';
comment on column frontier.round_id is 'The newest round in which the source listed it.';
comment on column frontier.found_order is 'Place in the list of that round, from 0.';

create table host (
    host varchar,
    failures integer,
    parked_until timestamp with time zone,
    reason varchar,
    run_id varchar
);
comment on table host is 'One row per host that failed, or asked to be left alone, the last time it was asked.';
comment on column host.host is 'The host.';
comment on column host.failures is 'Failures in a row.';
comment on column host.parked_until is 'Until when it is left alone, UTC; unknown where it is not.';
comment on column host.reason is 'Why.';
comment on column host.run_id is 'The run that found it so.';
