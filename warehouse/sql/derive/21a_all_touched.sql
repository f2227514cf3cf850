-- One row: whether no band was kept, so that every article with bands is a touched one.
select getvariable('first_band') = 0 as all_touched;
