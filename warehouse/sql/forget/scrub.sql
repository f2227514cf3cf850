-- The thing itself where rows that stay speak of it.
update run
set parameters = replace(parameters, $thing, '[forgotten]')
where contains(parameters, $thing);
