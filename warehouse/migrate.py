"""Which version of the schema does a warehouse have, and how does it get to this one?

A migration may call `minhash_of`, as Python has it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb

from extractors.errors import WarehouseError
from warehouse.minhash import minhash_of
from warehouse.statements import hash_sql, list_sql, read_sql


def migrate(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Apply the migrations that are missing and renew views that changed; return the names of the former."""
    connection.execute(read_sql("schema/create_bookkeeping.sql"))
    applied = dict(connection.execute(read_sql("schema/applied_migrations.sql")).fetchall())
    known = {name: hash_sql(name) for name in list_sql("migrations")}
    _check_unedited(applied, known)
    missing = tuple(name for name in known if name not in applied)
    with _functions(connection):
        for name in missing:
            _apply(connection, name, known[name])
    _renew_views(connection)
    return missing


@contextmanager
def _functions(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let the connection call `minhash_of` for as long as this block lasts."""
    connection.create_function("minhash_of", minhash_of, ["VARCHAR"], "UINTEGER[]")
    try:
        yield
    finally:
        connection.remove_function("minhash_of")


def _check_unedited(applied: dict[str, str], known: dict[str, str]) -> None:
    for name, digest in applied.items():
        if name not in known:
            raise WarehouseError(f"{name}: a newer winnow made this warehouse; upgrade winnow to open it")
        if known[name] != digest:
            raise WarehouseError(f"{name}: the migration was edited after this warehouse applied it; put it back")


def _apply(connection: duckdb.DuckDBPyConnection, name: str, digest: str) -> None:
    connection.begin()
    try:
        connection.execute(read_sql(name))
        connection.execute(
            read_sql("schema/record_migration.sql"), {"name": name, "sha256": digest, "applied_at": datetime.now(UTC)}
        )
    except duckdb.Error:
        connection.rollback()
        raise
    connection.commit()


def _renew_views(connection: duckdb.DuckDBPyConnection) -> None:
    names = list_sql("views")
    digest = hash_sql(*names)
    if connection.execute(read_sql("schema/view_hash.sql")).fetchone() == (digest,):
        return
    connection.begin()
    try:
        for name in names:
            connection.execute(read_sql(name))
        connection.execute(read_sql("schema/forget_views.sql"))
        connection.execute(read_sql("schema/record_views.sql"), {"sha256": digest})
    except duckdb.Error:
        connection.rollback()
        raise
    connection.commit()
