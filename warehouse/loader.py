"""How do parts become rows of the warehouse? Each batch in one transaction with its ledger rows.

The article is the unit: a batch brings the rows of the article versions that the warehouse does not know, each from
one part, and none of an article that it knows. So a batch that is loaded twice changes nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from extractors.errors import WarehouseError
from extractors.ids import hash_id
from warehouse.open import transaction
from warehouse.parts import Part, list_parts
from warehouse.statements import read_sql
from warehouse.tables import CONTENT_SCHEMAS, SCHEMAS
from warehouse.tombstones import refuse_forgotten
from warehouse.trouble import explain

# About 50,000 pages, a million claims: 14 s of CPU, which is what a kill may cost. DuckDB writes long runs of rows
# straight to the file and short ones twice: a load cost 1.09 x a bare INSERT so, 1.45 x with fifths of such batches.
BATCH_ROWS = 6_000_000
NAMES_SHOWN = 3


def load_parts(connection: duckdb.DuckDBPyConnection, folder: Path) -> Mapping[str, int]:
    """Load every part that is not in the ledger; return the number of new rows by table, 0 included."""
    counts: Counter[str] = Counter(dict.fromkeys(SCHEMAS, 0))
    for batch in _batches(_waiting(connection, folder)):
        counts.update(_load_batch(connection, batch))
    return dict(counts)


def load_part(connection: duckdb.DuckDBPyConnection, part: Part) -> Mapping[str, int]:
    """Load one part unless the ledger has it; return the number of new rows by table, 0 included."""
    if is_loaded(connection, part.chunk_id):
        return dict.fromkeys(SCHEMAS, 0)
    return dict(_load_batch(connection, [part]))


def is_loaded(connection: duckdb.DuckDBPyConnection, chunk_id: str) -> bool:
    """Return whether the ledger holds this part."""
    return connection.execute(read_sql("load/is_loaded.sql"), {"chunk_id": chunk_id}).fetchone() == (True,)


def loaded_chunks(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the chunk ids that the ledger holds: the work that is done."""
    return frozenset(chunk_id for (chunk_id,) in connection.execute(read_sql("load/loaded_chunks.sql")).fetchall())


def _waiting(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Part]:
    done = loaded_chunks(connection)
    return [part for part in list_parts(folder) if part.chunk_id not in done]


def _batches(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    batch: list[Part] = []
    rows = 0
    for part in parts:
        size = sum(part.rows.values())
        if batch and rows + size > BATCH_ROWS:
            yield batch
            batch, rows = [], 0
        batch.append(part)
        rows += size
    if batch:
        yield batch


def _load_batch(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> Counter[str]:
    counts: Counter[str] = Counter()
    try:
        with transaction(connection):
            if any("article" in part.rows for part in parts):
                _execute(connection, "load/new_article.sql", {"paths": _paths(parts, "article")})
                refuse_forgotten(connection, {table: _paths(parts, table) for table in SCHEMAS})
                _execute(connection, "load/unwanted_article.sql", {"paths": _paths(parts, "article")})
            _check_claims(connection, parts)
            for table in SCHEMAS:
                counts[table] = _load_table(connection, table, parts)
            if _paths(parts, "run"):
                _execute(connection, "load/run_order.sql", {})
            _note_addresses(connection, parts)
            _write_ledger(connection, parts)
    except duckdb.Error as error:
        raise explain(error, parts[0].path.parent) from error
    return counts


def _paths(parts: Sequence[Part], table: str) -> list[str]:
    return [str(part.file(table)) for part in parts if table in part.rows]


def _load_table(connection: duckdb.DuckDBPyConnection, table: str, parts: Sequence[Part]) -> int:
    paths = _paths(parts, table)
    return _execute(connection, f"load/{table}.sql", {"paths": paths}) if paths else 0


def _check_claims(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    """Refuse a batch whose claims cannot be right, before a row of it is written."""
    paths = _paths(parts, "claim")
    found = connection.execute(read_sql("load/broken_claims.sql"), {"paths": paths}).fetchone() if paths else None
    if found and any(found):
        names = ", ".join(part.chunk_id for part in parts[:NAMES_SHOWN])
        raise WarehouseError(
            f"{parts[0].path.parent}: {found[0]} claims with impossible values and {found[1]} that stand twice in"
            f" {names}; nothing of it was loaded. Remove these parts: the next run reads their pages again"
        )


def _note_addresses(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    """Write down which addresses the batch touched: what is derived from them waits to be made anew."""
    if paths := _paths(parts, "fetch_log"):
        _execute(connection, "load/changed_url_of_fetches.sql", {"paths": paths})
    if _paths(parts, "article"):
        _execute(connection, "load/changed_url_of_articles.sql", {})


def _execute(connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, object]) -> int:
    """Run one statement; return the number of rows that it wrote."""
    answer = connection.execute(read_sql(name), dict(values)).fetchone()
    return int(answer[0]) if answer else 0


def _write_ledger(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    batch_id = hash_id(*(part.chunk_id for part in parts))
    for part in parts:
        row = {
            "chunk_id": part.chunk_id,
            "batch_id": batch_id,
            "loaded_at": datetime.now(UTC),
            "rows_offered": sum(part.rows.values()),
        }
        _execute(connection, "load/ledger.sql", row)


def content_rows(counts: Mapping[str, int]) -> int:
    """Return how many of the new rows are content and not the run's own history."""
    return sum(counts[table] for table in CONTENT_SCHEMAS)
