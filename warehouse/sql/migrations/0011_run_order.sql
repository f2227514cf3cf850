-- Runs are counted as they begin: clocks are set back and forward, and the order of runs must not follow them.

create table run_order (
    run_id varchar,
    place bigint
);
comment on table run_order is 'One row per run: its place among all, by the order in which they began to be loaded.';
comment on column run_order.run_id is 'The run.';
comment on column run_order.place is 'From 1; later runs have higher ones, whatever the clock said.';

insert into run_order (run_id, place)
select
    run.run_id,
    row_number() over (order by run.started_at asc nulls first, run.run_id asc) as place
from run;
