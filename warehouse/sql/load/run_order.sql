-- The runs that this batch brought take the next places, whatever their clocks said.
insert into run_order (run_id, place)
select
    run.run_id,
    (select coalesce(max(known.place), 0) from run_order as known)
    + row_number() over (order by run.started_at asc nulls first, run.run_id asc) as place
from run
anti join run_order on run.run_id = run_order.run_id;
