"""Which relations are symmetric, inverse, opposite or functional? The claims' data file, as warehouse rows."""

from extractors.claims.relations import relation_table
from warehouse.records import RelationRow


def relation_rows() -> tuple[RelationRow, ...]:
    """Return the facts that the data file states: one row per opposite, or one where a relation has none."""
    return tuple(
        RelationRow(
            relation=fact.name,
            opposite=opposite,
            symmetric=fact.symmetric,
            inverse=fact.inverse,
            functional=fact.functional,
            once=fact.once,
        )
        for fact in relation_table()
        for opposite in (fact.opposite or (None,))
    )
