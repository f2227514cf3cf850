"""What may SQL conclude from the names of relations?"""

from collections.abc import Sequence

import duckdb

from warehouse.open import transaction
from warehouse.records import RelationRow
from warehouse.statements import read_sql


def replace_relations(connection: duckdb.DuckDBPyConnection, rows: Sequence[RelationRow]) -> None:
    """Put these relation facts in the place of the old ones; derive the tables anew afterwards."""
    with transaction(connection):
        connection.execute(read_sql("load/forget_relations.sql"))
        for row in rows:
            connection.execute(read_sql("load/relation.sql"), _values(row))


def _values(row: RelationRow) -> dict[str, str | bool | None]:
    return {
        "relation": row.relation,
        "opposite": row.opposite,
        "is_symmetric": row.symmetric,
        "inverse": row.inverse,
        "is_functional": row.functional,
    }
