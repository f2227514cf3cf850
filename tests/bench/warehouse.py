"""What do loads, updates, snapshots and audits cost at size? `python -m tests.bench.warehouse [CLAIMS] [FOLDER]`.

Invented claims (1 million unless told) are loaded beside a bare INSERT … SELECT of the same Parquet files; a dozen
times 10,000 more are then added to that warehouse and to one of 100,000; each audit view is read whole beside the
plainest self-join on subject, relation and object, which counts equal pairs and reads no sentence. DuckDB has 1 GB and
two threads. Seconds are CPU seconds: shares hold on a busy machine, too. FOLDER keeps the invented parts for the next
time.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from time import process_time, sleep

import duckdb
from rich.console import Console
from rich.table import Table

from tests.bench.invented_claims import CLAIMS_OF_ARTICLE, TABLES, invented_relations, write_invented_parts
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.relations import replace_relations
from warehouse.snapshot import publish

CLAIMS = 1_000_000
SMALL_CLAIMS = 100_000
UPDATE_CLAIMS = 10_000
UPDATE_FIRST = 50_000_000  # no article of the big set has such a number
# A checkpoint merges row groups that are partly full, .06 s the one time and 1.3 s the other, at 100,000 claims as at a
# million: one update alone says little.
UPDATES = 12
READERS = 3
MEBI = 1024
SELF_JOIN = (
    "select count(*) from claim as a inner join claim as b"
    " on a.subject = b.subject and a.relation = b.relation and a.object = b.object"
)
AUDITS = (
    "claims_are_affirmed_and_denied",
    "relations_exclude_each_other",
    "claims_are_sure_here_and_doubted_there",
    "claims_are_repeated_within_an_article",
    "claims_stand_on_several_sites",
    "checkable_claims_name_no_source",
    "sources_are_nobody_in_particular",
    "times_hang_on_no_date",
    "numbers_disagree",
    "only_one_can_be_right",
    "evidence_is_not_at_its_place",
)
# Opens the snapshot and asks it until its input ends; tells how often it did and how often that failed.
READER = """
import select, sys
import duckdb
opened = failed = 0
while not select.select([sys.stdin], [], [], 0)[0]:
    try:
        with duckdb.connect(sys.argv[1], read_only=True) as snapshot:
            snapshot.execute("select count(*), max(published_at) from claims").fetchone()
        opened += 1
    except duckdb.Error as error:
        failed += 1
        print(error, file=sys.stderr)
print(opened, failed)
"""


def main() -> None:
    """Measure and print."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as scratch:
        kept = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch) / "parts"
        measure(claims, kept, Path(scratch))


def measure(claims: int, kept: Path, scratch: Path) -> None:
    """Print the costs at this size."""
    parts, few, updates = kept / str(claims), kept / str(SMALL_CLAIMS), written_updates(kept)
    for place, size in ((parts, claims), (few, SMALL_CLAIMS)):
        if not place.exists():
            write_invented_parts(place, claims=size)
    table = Table("what", "CPU s", "beside", "", title=f"{claims:,} claims, DuckDB with 1 GB and two threads")
    bare = load_bare(parts, WarehouseFolder(scratch / "bare"))
    big, small = WarehouseFolder(scratch / "big").make(), WarehouseFolder(scratch / "small").make()
    with open_for_writing(big) as connection:
        publish(connection, big)
        replace_relations(connection, invented_relations())
        loaded, readers = beside_readers(big, lambda: cost(lambda: load(connection, parts)))
        table.add_row("bare INSERT … SELECT", f"{bare:.2f}", "", "the same tables, one statement each")
        table.add_row("load", f"{loaded:.2f}", f"{loaded / bare:.2f} x bare", readers)
        derived = cost(lambda: derive(connection))
        table.add_row("derive", f"{derived:.2f}", "", "everything, for the first time")
        published = cost(lambda: publish(connection, big))
        table.add_row("publish", f"{published:.2f}", f"{published / (loaded + derived):.1%} of load and derive", "")
        again = cost(lambda: load(connection, parts))
        table.add_row("the same parts again", f"{again:.2f}", f"{again / (loaded + derived):.1%}", "writes nothing")
        add_audits(table, connection)
        base = updated(small, few, updates)
        grown = mean_cost(connection, updates)
    table.add_row(f"{UPDATE_CLAIMS:,} claims more", f"{grown:.2f}", f"{grown / base:.2f} x", "loaded and derived")
    table.add_row(f"the same at {SMALL_CLAIMS:,}", f"{base:.2f}", "", "")
    Console(width=120).print(table)
    Console(width=120).print(f"peak memory of the process: {peak_mib()} MiB")


def add_audits(table: Table, connection: duckdb.DuckDBPyConnection) -> None:
    """Read each audit whole, beside the self-join."""
    base = min(cost(lambda: connection.execute(SELF_JOIN).fetchall()) for _ in range(3))
    table.add_row("plain self-join", f"{base:.2f}", "", "pairs counted, no sentence read")
    for name in AUDITS:
        whole = f"select count(*), bit_xor(hash(audit)) from (from {name}) as audit"  # every column is made
        spent = min(cost(lambda whole=whole: connection.execute(whole).fetchall()) for _ in range(3))
        rows = connection.execute(f"select count(*) from {name}").fetchone()
        table.add_row(name, f"{spent:.2f}", f"{spent / base:.2f} x self-join", f"{rows[0] if rows else 0:,} rows")


def load_bare(parts: Path, folder: WarehouseFolder) -> float:
    """Return what it costs to insert the Parquet files as they are."""
    with open_for_writing(folder.make()) as connection:

        def insert() -> None:
            for name in TABLES:
                files = f"{parts}/*/{name}.parquet"
                connection.execute(f"insert into {name} by name select * exclude chunk_id from read_parquet('{files}')")
            connection.execute("checkpoint")

        return cost(insert)


def load(connection: duckdb.DuckDBPyConnection, parts: Path) -> None:
    """Load parts as a run does."""
    load_parts(connection, parts)
    connection.execute("checkpoint")


def written_updates(kept: Path) -> list[Path]:
    """Return the folders of the updates, written where they are not kept from before."""
    articles = UPDATE_CLAIMS // CLAIMS_OF_ARTICLE
    updates = {kept / f"update-{number}": UPDATE_FIRST + number * articles for number in range(UPDATES)}
    for place, first in updates.items():
        if not place.exists():
            write_invented_parts(place, claims=UPDATE_CLAIMS, first=first)
    return list(updates)


def add(connection: duckdb.DuckDBPyConnection, parts: Path) -> None:
    """Load and derive, both to the file."""
    load(connection, parts)
    derive(connection)
    connection.execute("checkpoint")


def mean_cost(connection: duckdb.DuckDBPyConnection, updates: Sequence[Path]) -> float:
    """Return what one of these updates costs, added one after the other."""
    return mean(cost(lambda update=update: add(connection, update)) for update in updates)


def updated(folder: WarehouseFolder, few: Path, updates: Sequence[Path]) -> float:
    """Return what an update costs in a small warehouse."""
    with open_for_writing(folder) as connection:
        replace_relations(connection, invented_relations())
        add(connection, few)
        return mean_cost(connection, updates)


def beside_readers(folder: WarehouseFolder, work: Callable[[], float]) -> tuple[float, str]:
    """Return what work costs while analysts read the snapshot again and again, and how they fared."""
    command = [sys.executable, "-c", READER, str(folder.snapshot)]
    readers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(READERS)
    ]
    sleep(1)
    spent = work()
    answers = [reader.communicate("stop\n")[0].split() for reader in readers]
    opened, failed = (sum(int(answer[place]) for answer in answers) for place in (0, 1))
    return spent, f"{READERS} readers opened the snapshot {opened:,} times meanwhile, {failed} failed"


def cost(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process, all threads, that work takes."""
    before = process_time()
    work()
    return process_time() - before


def peak_mib() -> int:
    """Return the most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEBI


if __name__ == "__main__":
    main()
