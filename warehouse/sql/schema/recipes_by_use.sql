-- One row per recipe that a run used, in the order of the last use: later ones win over the same bytes.
select run.recipe_id
from run
where run.recipe_id is not null
group by run.recipe_id
order by max(run.started_at) asc nulls first, run.recipe_id asc;
