"""What do loads, snapshots and audits cost at size? `python -m tests.bench.warehouse [CLAIMS] [FOLDER]`.

Invented claims (1 million unless told) are loaded beside a bare INSERT … SELECT of the same Parquet files; each audit
view is read whole beside the plainest self-join on subject, relation and object, which counts equal pairs and reads no
sentence. DuckDB has 1 GB and two threads. Seconds are CPU seconds: shares hold on a busy machine, too. FOLDER keeps the
invented parts for the next time. What an update costs is told by `tests.bench.update`.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time, sleep

import duckdb
from rich.console import Console
from rich.table import Table

from tests.bench.invented_claims import TABLES, invented_relations, write_invented_parts
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.relations import replace_relations
from warehouse.snapshot import publish

CLAIMS = 1_000_000
READERS = 3
ROUNDS = 5
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
    parts = kept / str(claims)
    if not parts.exists():
        write_invented_parts(parts, claims=claims)
    table = Table("what", "CPU s", "beside", "", title=f"{claims:,} claims, DuckDB with 1 GB and two threads")
    bare = load_bare(parts, WarehouseFolder(scratch / "bare"))
    big = WarehouseFolder(scratch / "big").make()
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
    Console(width=120).print(table)
    Console(width=120).print(f"peak memory of the process: {peak_mib()} MiB")


def add_audits(table: Table, connection: duckdb.DuckDBPyConnection) -> None:
    """Read each audit whole, in turns with all others and the self-join; the least of each counts."""
    wholes = {name: f"select count(*), bit_xor(hash(audit)) from (from {name}) as audit" for name in AUDITS}
    least: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, query in {"plain self-join": SELF_JOIN, **wholes}.items():  # every column is made
            spent = cost(lambda query=query: connection.execute(query).fetchall())
            least[name] = min(spent, least.get(name, spent))
    base = least["plain self-join"]
    table.add_row("plain self-join", f"{base:.2f}", "", "pairs counted, no sentence read")
    for name in AUDITS:
        rows = connection.execute(f"select count(*) from {name}").fetchone()
        table.add_row(
            name, f"{least[name]:.2f}", f"{least[name] / base:.2f} x self-join", f"{rows[0] if rows else 0:,} rows"
        )


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
