-- One row: whether no band was kept, so that every article with bands is a touched one.
select count(*) = 0 as all_touched
from copy_band;
