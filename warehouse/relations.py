"""What may SQL conclude from the names of relations?"""

from collections import Counter
from collections.abc import Sequence

import duckdb

from warehouse.open import transaction
from warehouse.records import RelationRow
from warehouse.statements import read_sql


def replace_relations(connection: duckdb.DuckDBPyConnection, rows: Sequence[RelationRow]) -> bool:
    """Put these relation facts in the place of the old ones; derive the tables anew afterwards.

    Return False, and leave the derived tables as they are, where the facts are the old ones.
    """
    values = [_values(row) for row in rows]
    known = connection.execute(read_sql("load/known_relations.sql")).fetchall()
    if Counter(known) == Counter(tuple(each.values()) for each in values):
        return False
    with transaction(connection):
        connection.execute(read_sql("load/forget_relations.sql"))
        for each in values:
            connection.execute(read_sql("load/relation.sql"), each)
    return True


def _values(row: RelationRow) -> dict[str, str | bool | None]:
    return {
        "relation": row.relation,
        "opposite": row.opposite,
        "is_symmetric": row.symmetric,
        "inverse": row.inverse,
        "is_functional": row.functional,
        "happens_once": row.once,
    }
