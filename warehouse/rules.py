"""Which rules measured the signals of this warehouse, in words?"""

from collections.abc import Sequence
from dataclasses import asdict

import duckdb

from warehouse.open import transaction
from warehouse.records import RuleRow
from warehouse.statements import read_sql


def keep_rules(connection: duckdb.DuckDBPyConnection, rows: Sequence[RuleRow]) -> int:
    """Add the versions of rules that are not known, or said in other words; return how many those are.

    Versions that are no longer used stay, since signals that were read with them name them.
    """
    known = {RuleRow(*row) for row in connection.execute(read_sql("load/known_rules.sql")).fetchall()}
    new = [row for row in rows if row not in known]
    if new:
        with transaction(connection):
            for row in new:
                connection.execute(read_sql("load/forget_rule.sql"), {"rule": row.rule})
                connection.execute(read_sql("load/rule.sql"), asdict(row))
    return len(new)
