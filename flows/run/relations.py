"""Which relations are symmetric, inverse, opposite or functional? The claims' data file, as warehouse rows."""

from extractors.claims.relations import relation_table
from warehouse.records import RelationRow


def relation_rows() -> tuple[RelationRow, ...]:
    """Return one row per relation that the data file names."""
    return tuple(
        RelationRow(
            relation=fact.relation,
            symmetric=fact.symmetric,
            inverse=fact.inverse,
            opposite=fact.opposite,
            functional=fact.functional,
        )
        for fact in relation_table()
    )
