"""What do 10,000 claims more cost a large warehouse? `python -m tests.bench.update [TIMES]`.

250,000 invented claims are loaded and derived, and multiplied TIMES (20) inside DuckDB, each copy with ids, addresses
and bands of its own; a dozen updates are then loaded, derived and checkpointed there and in a warehouse of 100,000
claims, one after the other, each in a file that is opened anew. Their mean in CPU seconds is told. Takes some ten
minutes on a quiet core, and 4 GB of disk.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import duckdb
from rich.console import Console

from tests.bench.invented_claims import write_invented_parts
from tests.bench.warehouse import SMALL_CLAIMS, UPDATE_CLAIMS, add, cost, written_updates
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.statements import read_sql

BASE_CLAIMS, TIMES = 250_000, 20
# Things and runs are shared by all copies; articles, claims and what hangs on them are not.
SHARED_IDS = frozenset(
    {"entity_id", "subject_entity_id", "object_entity_id", "thing_id", "answer_id", "source_id", "run_id", "recipe_id"}
)
ADDRESSES = frozenset({"url", "final_url", "canonical_url", "body_sha256"})
PAIRS = frozenset({"article_a", "article_b", "claim_a", "claim_b"})
GROWING = [
    "article",
    "article_copy",
    "article_entity",
    "article_state",
    "article_trait",
    "block",
    "capture",
    "claim",
    "claim_number",
    "contradiction",
    "copy_band",
    "copy_edge",
    "fetch_log",
    "mention",
    "restated_claim",
    "restated_proposition",
    "score",
    "signal",
    "single_answer",
]


def main() -> None:
    """Measure and print."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as scratch:
        updates = written_updates(Path(scratch))
        small = made(Path(scratch) / "small", claims=SMALL_CLAIMS)
        large = made(Path(scratch) / "large", claims=BASE_CLAIMS)
        grow(large, times)
        few, many = updated(small, updates), updated(large, updates)
    Console(width=120).print(
        f"{UPDATE_CLAIMS:,} claims more: {few:.2f} s at {SMALL_CLAIMS:,}, {many:.2f} s at {BASE_CLAIMS * times:,}:"
        f" {many / few:.2f} x"
    )


def made(path: Path, *, claims: int) -> WarehouseFolder:
    """Return a warehouse with so many claims, derived."""
    folder = WarehouseFolder(path).make()
    write_invented_parts(path / "invented", claims=claims)
    with open_for_writing(folder) as connection:
        load_parts(connection, path / "invented")
        derive(connection)
        connection.execute("checkpoint")
    return folder


def updated(folder: WarehouseFolder, updates: Sequence[Path]) -> float:
    """Return what one of these updates costs in a warehouse that was just opened."""
    return mean(_updated(folder, update) for update in updates)


def _updated(folder: WarehouseFolder, update: Path) -> float:
    with open_for_writing(folder) as connection:
        return cost(lambda: add(connection, update))


def grow(folder: WarehouseFolder, times: int) -> None:
    """Multiply what depends on articles, and write down where it stands now."""
    with open_for_writing(folder, memory_limit="3GB") as connection:
        for table in GROWING:
            _multiply(connection, table, times)
        connection.execute("truncate derived_to; truncate claim_place; truncate opposing_place")
        for name in ("derive/05_first_rows.sql", "derive/40a_claim_place.sql", "derive/80_derived_to.sql"):
            connection.execute(read_sql(name))
        connection.execute("checkpoint")


def _multiply(connection: duckdb.DuckDBPyConnection, table: str, times: int) -> None:
    columns = [name for name, *_ in connection.execute(f"describe {table}").fetchall()]
    changed = ", ".join(filter(None, map(_own, columns)))
    select = f"select * replace ({changed}) from base" if changed else "from base"
    connection.execute(f"create temp table base as from {table}")
    for copy in range(1, times):
        connection.execute(f"insert into {table} {select}".replace("$copy", str(copy)))
    connection.execute("drop table base")


def _own(column: str) -> str:
    """Return what a column holds in a copy, nothing where it holds the same."""
    if column == "bucket":
        return "cast((cast(bucket as ubigint) * 2654435761 + $copy * 7919) & 4294967295 as uinteger) as bucket"
    if column == "minhash":
        return "list_transform(minhash, lambda x: cast(xor(x, hash($copy) & 4294967295) as uinteger)) as minhash"
    if column in ADDRESSES:
        return f"{column} || '#$copy' as {column}"
    if (column.endswith("_id") or column in PAIRS) and column not in SHARED_IDS:
        return f"substr(sha256({column} || '$copy'), 1, 24) as {column}"
    return ""


if __name__ == "__main__":
    main()
