"""Does the warehouse hold what it should? Each check returns the rows that break a rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from warehouse.query import open_snapshot
from warehouse.statements import list_sql, read_sql, read_title
from warehouse.tables import CONTENT_SCHEMAS

# Enough to see what is wrong; the count says how much.
ROWS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A rule that some rows break."""

    name: str
    title: str  # what one of the rows is
    count: int
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]  # the first of them


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[BrokenRule]:
    """Return the rules that are broken; none means that all is well."""
    return [broken for name in list_sql("checks") if (broken := _run_check(connection, name))]


def check_snapshot(snapshot: Path) -> dict[str, int]:
    """Return the number of rows that break each rule of a published snapshot; rules that hold are left out."""
    connection = open_snapshot(snapshot)
    try:
        return {broken.name: broken.count for broken in run_checks(connection)}
    finally:
        connection.close()


def content_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """Return a hash of every content row, whatever the order: equal content, equal hash.

    Keyed hashes are left out: they differ between warehouses.
    """
    digest = sha256()
    for table, count, total in _table_hashes(connection).values():
        digest.update(f"{table} {count} {total}\n".encode())
    return digest.hexdigest()


def _table_hashes(connection: duckdb.DuckDBPyConnection) -> Mapping[str, tuple[str, int, int]]:
    found = connection.execute(read_sql("schema/content_hash.sql")).fetchall()
    by_table = {table: (table, count, total) for table, count, total in found}
    return {table: by_table[table] for table in CONTENT_SCHEMAS}


def _run_check(connection: duckdb.DuckDBPyConnection, name: str) -> BrokenRule | None:
    rows = connection.execute(read_sql(name)).fetchall()
    if not rows:
        return None
    columns = tuple(str(column[0]) for column in connection.description or ())
    return BrokenRule(
        name=_short(name), title=read_title(name), count=len(rows), columns=columns, rows=rows[:ROWS_SHOWN]
    )


def _short(name: str) -> str:
    return name.rsplit("/", 1)[-1].removesuffix(".sql")
