-- One row per recipe that a run used, in the order of the last use: later ones win over the same bytes.
select run.recipe_id
from run
inner join run_order on run.run_id = run_order.run_id
where run.recipe_id is not null
group by run.recipe_id
order by max(run_order.place) asc, run.recipe_id asc;
