"""How is a page, a person or an e-mail address taken out of the warehouse for good?

Whole pages go: what a page says of somebody stands in its text, its claims and its evidence alike. Deleted rows leave
their bytes in the file of a database, so the file is written anew; older snapshots are removed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.derive import derive
from warehouse.files import sync_path
from warehouse.layout import WarehouseFolder
from warehouse.masking import keyed_hash
from warehouse.open import open_for_writing, transaction, writer_config
from warehouse.snapshot import list_snapshots, publish
from warehouse.statements import read_sql
from warehouse.tombstones import Tombstone, keep_tombstones
from warehouse.trouble import explain

SCRUBS = ("forget/scrub.sql", "forget/scrub_failures.sql", "forget/scrub_sources.sql")
COUNTED = ("article", "capture", "fetch_log", "failure", "claim", "block", "author", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A WARC file that was written anew: where its records stand now."""

    old: Path
    new: Path
    places: Mapping[int, int]


def pages_holding(connection: duckdb.DuckDBPyConnection, kind: str, thing: str, *, key: bytes) -> list[str]:
    """Return the addresses of the pages that are, name or hold the thing (an address, a name, an e-mail address)."""
    given = {
        "url": {"thing": thing},
        "email": {"keyed_hash": keyed_hash("email", thing, key=key)},
        "person": {"pattern": _name_pattern(thing)},
    }[kind]
    rows = connection.execute(read_sql(f"forget/pages_of_{kind}.sql"), given).fetchall()
    return sorted(url for (url,) in rows if url is not None)


def _name_pattern(name: str) -> str:
    """Return what finds a name in any case, with any white space between its words, in the words of RE2."""
    words = r"\s+".join(map(re.escape, name.split()))
    return rf"(?i)(^|[^\pL\pN]){words}($|[^\pL\pN])"


def delete_pages(
    connection: duckdb.DuckDBPyConnection,
    urls: Sequence[str],
    *,
    thing: str,
    moved: Sequence[Moved],
    stones: Sequence[Tombstone],
    at: datetime,
) -> Mapping[str, int]:
    """Delete every row of the pages, write down the new places of kept records and the tombstones: all or nothing.

    Returns how many rows went, by table.
    """
    before = count_rows(connection)
    with transaction(connection):
        erase_pages(connection, urls, moved)
        for name in SCRUBS:
            connection.execute(read_sql(name), {"thing": thing})
        keep_tombstones(connection, stones, at=at)
    after = count_rows(connection)
    return {name: before[name] - after[name] for name in COUNTED}


def erase_pages(connection: duckdb.DuckDBPyConnection, urls: Sequence[str], moved: Sequence[Moved]) -> None:
    """Delete every row of the pages and write down where kept WARC records stand; the transaction is the caller's."""
    connection.execute(read_sql("forget/choose_pages.sql"), {"urls": list(urls)})
    connection.execute(read_sql("forget/choose_articles.sql"))
    connection.execute(read_sql("forget/delete_pages.sql"))
    for each in moved:
        connection.execute(read_sql("forget/move_places.sql"), _places_of(each))


def _places_of(moved: Moved) -> dict[str, object]:
    """Return what `move_places.sql` asks for: where the records of a file stood, and where they stand now."""
    return {
        "new_file": moved.new.name,
        "old_file": moved.old.name,
        "old_path": str(moved.old.absolute()),
        "old_offsets": list(moved.places),
        "new_offsets": list(moved.places.values()),
    }


def count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows each table has that a receipt may count."""
    return dict(connection.execute(read_sql("forget/counts.sql")).fetchall())


def write_anew(connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder) -> None:
    """Close the connection and replace the database by a copy without what was deleted; publish it alone."""
    derive(connection)
    connection.execute("force checkpoint")
    connection.close()
    draft = folder.database.with_suffix(".anew")
    draft.unlink(missing_ok=True)
    try:
        _copy(folder, draft)
        draft.replace(folder.database)
        folder.database.with_name(f"{folder.database.name}.wal").unlink(missing_ok=True)
        sync_path(folder.database.parent)
    except (duckdb.Error, OSError) as error:
        draft.unlink(missing_ok=True)
        raise explain(error, folder.database) from error
    fresh = open_for_writing(folder)
    try:
        fresh.execute(read_sql("forget/forget_places.sql"))
        newest = publish(fresh, folder, keep=1)
    finally:
        fresh.close()
    for old in list_snapshots(folder):
        if old != newest:
            old.unlink()


def _copy(folder: WarehouseFolder, draft: Path) -> None:
    config = writer_config(folder.spill, memory_limit="1GB", threads=2)
    with duckdb.connect(":memory:", config=config) as connection:
        connection.execute(read_sql("forget/attach_old.sql"), {"old": str(folder.database)})
        connection.execute(read_sql("forget/attach_new.sql"), {"new": str(draft)})
        connection.execute(read_sql("forget/copy.sql"))
