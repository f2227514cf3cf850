-- A source that is the thing itself, or is named after it.
update source
set
    location = replace(location, $thing, '[forgotten]'),
    name = replace(name, $thing, '[forgotten]')
where contains(location, $thing) or contains(name, $thing);
