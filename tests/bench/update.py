"""What do 10,000 claims more cost a large warehouse? `python -m tests.bench.update [TIMES]`.

250,000 invented claims are loaded and derived, and multiplied TIMES (20) inside DuckDB, each copy with ids, addresses
and bands of its own. A dozen updates are then loaded and derived there, one after the other, and each in a copy of a
warehouse of 100,000 claims of its own, so that this one does not grow; every file is opened anew. Told are the mean CPU
seconds of loading and deriving, and of these with the checkpoint after them. Takes some four minutes on a quiet core,
and 4 GB of disk.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import duckdb
from rich.console import Console

from tests.bench.invented_claims import CLAIMS_OF_ARTICLE, invented_relations, write_invented_parts
from tests.bench.warehouse import cost, load
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.relations import replace_relations
from warehouse.statements import read_sql

BASE_CLAIMS, TIMES = 250_000, 20
SMALL_CLAIMS, UPDATE_CLAIMS = 100_000, 10_000
UPDATE_FIRST = 50_000_000  # no article of a base has such a number
# One update alone says little: a checkpoint that merges row groups which are partly full costs .06 s the one time and
# 1.3 s the other, at either size.
UPDATES = 12
# Things and runs are shared by all copies; articles, claims and what hangs on them are not.
SHARED_IDS = frozenset(
    {"entity_id", "subject_entity_id", "object_entity_id", "thing_id", "answer_id", "source_id", "run_id", "recipe_id"}
)
ADDRESSES = frozenset({"url", "final_url", "canonical_url", "body_sha256"})
PAIRS = frozenset({"article_a", "article_b", "claim_a", "claim_b"})
_ID = "substr(sha256({column} || '$copy'), 1, 24)"
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
    "opposing_claim",
    "restated_claim",
    "restated_proposition",
    "score",
    "signal",
    "single_answer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """CPU seconds of updates, each the mean of several."""

    derived_s: float
    stored_s: float  # with the checkpoint after them


def main() -> None:
    """Measure and print."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as scratch:
        updates = written_updates(Path(scratch))
        small = made(Path(scratch) / "few", claims=SMALL_CLAIMS)
        large = made(Path(scratch) / "many", claims=BASE_CLAIMS)
        grow(large, times)
        few = mean_of([updated(copied(small, Path(scratch) / "small" / update.name), update) for update in updates])
        many = mean_of([updated(large, update) for update in updates])
    console = Console(width=120)
    console.print(f"{UPDATE_CLAIMS:,} claims more at {SMALL_CLAIMS:,} and at {BASE_CLAIMS * times:,}, CPU seconds")
    tell(console, "loaded and derived", few.derived_s, many.derived_s)
    tell(console, "with the checkpoint", few.stored_s, many.stored_s)


def tell(console: Console, what: str, few: float, many: float) -> None:
    """Print the mean costs of one kind, beside each other."""
    console.print(f"{what:20} {few:.2f} and {many:.2f}: {many / few:.2f} x")


def made(path: Path, *, claims: int) -> WarehouseFolder:
    """Return a warehouse with so many claims, derived."""
    folder = WarehouseFolder(path).make()
    write_invented_parts(path / "invented", claims=claims)
    with open_for_writing(folder) as connection:
        replace_relations(connection, invented_relations())
        load_parts(connection, path / "invented")
        derive(connection)
        connection.execute("checkpoint")
    return folder


def written_updates(place: Path) -> list[Path]:
    """Return the folders of the updates."""
    articles = UPDATE_CLAIMS // CLAIMS_OF_ARTICLE
    updates = [place / f"update-{number}" for number in range(UPDATES)]
    for number, update in enumerate(updates):
        write_invented_parts(update, claims=UPDATE_CLAIMS, first=UPDATE_FIRST + number * articles)
    return updates


def copied(folder: WarehouseFolder, place: Path) -> WarehouseFolder:
    """Return a copy of a warehouse as it stands."""
    shutil.copytree(folder.path, place, ignore=shutil.ignore_patterns("invented"))
    return WarehouseFolder(place)


def updated(folder: WarehouseFolder, update: Path) -> Costs:
    """Return what an update costs in a warehouse that is opened anew."""
    with open_for_writing(folder) as connection:
        derived_s = cost(lambda: load(connection, update)) + cost(lambda: derive(connection))
        return Costs(derived_s=derived_s, stored_s=derived_s + cost(lambda: connection.execute("checkpoint")))


def mean_of(costs: Sequence[Costs]) -> Costs:
    """Return the mean of several updates."""
    return Costs(derived_s=mean(each.derived_s for each in costs), stored_s=mean(each.stored_s for each in costs))


def grow(folder: WarehouseFolder, times: int) -> None:
    """Multiply what depends on articles, and write down where it stands now."""
    with open_for_writing(folder, memory_limit="3GB") as connection:
        for table in GROWING:
            _multiply(connection, table, times)
        connection.execute("truncate derived_to; truncate claim_place")
        for name in ("derive/05_first_rows.sql", "derive/40a_claim_place.sql", "derive/80_derived_to.sql"):
            connection.execute(read_sql(name))
        connection.execute("checkpoint")


def _multiply(connection: duckdb.DuckDBPyConnection, table: str, times: int) -> None:
    columns = [name for name, *_ in connection.execute(f"describe {table}").fetchall()]
    changed = ", ".join(filter(None, map(_own, columns)))
    if {"key", "proposition_id"} <= set(columns):
        changed += f", md5_number_lower({_ID.format(column='proposition_id')}) as key"
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
        return f"{_ID.format(column=column)} as {column}"
    return ""


if __name__ == "__main__":
    main()
