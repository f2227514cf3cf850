-- One row per fact about a relation, as the warehouse has it.
select
    relation.relation,
    relation.opposite,
    relation.is_symmetric,
    relation.inverse,
    relation.is_functional,
    relation.happens_once
from relation;
