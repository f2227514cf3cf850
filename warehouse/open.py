"""How is a warehouse opened for writing? Alone, with its schema up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.layout import WarehouseFolder
from warehouse.migrate import migrate
from warehouse.statements import read_sql
from warehouse.trouble import explain

# The command lines and BI tools of today read it. Snapshots are copies of the file: it has the format from the start.
STORAGE_VERSION = "v1.5.0"
# A DuckDB file begins with three headers of 4 KB, written when it is made; the magic word stands behind a checksum.
HEADERS_BYTES = 3 * 4_096
MAGIC, MAGIC_AT = b"DUCK", 8
DEFAULT_MEMORY = "1GB"
DEFAULT_THREADS = 2


def open_for_writing(
    folder: WarehouseFolder, *, memory_limit: str = DEFAULT_MEMORY, threads: int = DEFAULT_THREADS
) -> duckdb.DuckDBPyConnection:
    """Return a connection that may write, migrations applied. Hold the lease before you call it."""
    try:
        folder.make()
        _clear_unborn(folder.database)
        connection = duckdb.connect(
            folder.database, config=writer_config(folder.spill, memory_limit=memory_limit, threads=threads)
        )
    except (duckdb.Error, OSError) as error:
        raise explain(error, folder.database) from error
    try:
        connection.execute(read_sql("schema/writer_session.sql"))
        migrate(connection)
    except duckdb.Error as error:
        connection.close()
        raise explain(error, folder.database) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _clear_unborn(database: Path) -> None:
    """Remove a file whose first write was cut off by a kill or a full disk: nothing is in it, and DuckDB refuses it."""
    if not database.exists() or database.stat().st_size >= HEADERS_BYTES:
        return
    start = database.read_bytes()
    if MAGIC.startswith(start[MAGIC_AT : MAGIC_AT + len(MAGIC)]):  # what else is there is not winnow's to remove
        database.unlink()


def writer_config(spill: Path, *, memory_limit: str, threads: int) -> dict[str, str | bool | int | float | list[str]]:
    """Return DuckDB's settings for the loader: limits, a place to spill to, no extension fetched by itself."""
    return {
        "memory_limit": memory_limit,
        "threads": threads,
        "temp_directory": str(spill),
        "storage_compatibility_version": STORAGE_VERSION,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what happens inside, or nothing of it."""
    connection.begin()
    try:
        yield
    except BaseException:
        _roll_back(connection)
        raise
    connection.commit()


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.rollback()
    except duckdb.Error:  # a full disk kills the connection; reopening shows whole transactions only
        connection.close()
