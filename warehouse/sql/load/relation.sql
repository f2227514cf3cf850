-- A fact about a relation.
insert into relation (relation, opposite, is_symmetric, inverse, is_functional, happens_once)
values ($relation, $opposite, $is_symmetric, $inverse, $is_functional, $happens_once);
