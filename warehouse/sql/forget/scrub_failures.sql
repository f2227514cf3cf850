-- The thing itself in messages that stay.
update failure
set message = replace(message, $thing, '[forgotten]')
where contains(message, $thing);
