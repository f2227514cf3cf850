"""Does loading bring every row once, whatever happens on the way?"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractors.errors import WarehouseError
from warehouse.checks import content_hash, run_checks
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import content_rows, load_part, load_parts, loaded_chunks
from warehouse.open import open_for_writing
from warehouse.parts import list_parts, write_part
from warehouse.snapshot import publish
from warehouse.tables import SCHEMAS

CHUNKS = 6
# Runs loaders, one after the other, from opening the file to the published snapshot. A line of its input is a
# warehouse, the seconds after which its loader is killed and the bytes that a file may have; a line of its output is
# how that loader ended, and after how many seconds.
LOADERS = """
import json, os, resource, signal, sys, time
from pathlib import Path
from extractors.errors import StorageError
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.lease import hold_lease
from warehouse.loader import load_part
from warehouse.open import open_for_writing
from warehouse.parts import list_parts
from warehouse.snapshot import publish
from warehouse.tables import SCHEMAS

def load(path):
    folder = WarehouseFolder(Path(path)).make()
    with hold_lease(folder.lease, purpose="load"):
        connection = open_for_writing(folder)
        for part in list_parts(folder.parts):
            load_part(connection, part)
        derive(connection)
        publish(connection, folder)
        connection.close()

for line in sys.stdin:
    path, kill_after_s, most_bytes = json.loads(line)
    began = time.perf_counter()
    child = os.fork()
    if not child:
        if most_bytes:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        try:
            load(path)
        except StorageError:
            os._exit(7)
        os._exit(0)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(child, signal.SIGKILL)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([ended, time.perf_counter() - began]), flush=True)
"""
Fill = Callable[..., dict[str, int]]


def test_loading_brings_the_rows_of_every_page(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    counts = fill(connection, folder)
    assert counts["article"] == 4
    assert counts["claim"] == 3
    assert counts["personal_datum"] == 3
    assert content_rows(counts) > 40
    assert run_checks(connection) == []


def test_loading_twice_changes_nothing(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    fill(connection, folder)
    before = content_hash(connection)
    assert set(load_parts(connection, folder.parts).values()) == {0}
    assert content_hash(connection) == before


def test_the_same_pages_in_another_run_bring_history_only(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    fill(connection, folder)
    before = content_hash(connection)
    counts = fill(connection, folder, run_id="run-2", at=kit.monday + timedelta(days=1))
    assert content_rows(counts) == 0
    assert counts["fetch_log"] == 4
    assert counts["run"] == 1
    assert content_hash(connection) == before


def test_a_page_that_two_parts_of_one_batch_hold_is_loaded_once(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, kit: Any
) -> None:
    reading = kit.read(kit.sample[0])
    for chunk_id in ("a", "b"):
        write_part(folder.parts, chunk_id, [reading, reading], recipe_id="r", key=kit.key, fetches=[kit.fetch(reading)])
    counts = load_parts(connection, folder.parts)
    assert (counts["article"], counts["block"], counts["claim"], counts["fetch_log"]) == (1, 3, 1, 1)
    assert loaded_chunks(connection) == {"a", "b"}
    assert run_checks(connection) == []


def test_the_order_of_parts_does_not_show_in_the_content(tmp_path: Path, kit: Any) -> None:
    hashes = set()
    for order in (1, -1):
        folder = WarehouseFolder(tmp_path / str(order)).make()
        with open_for_writing(folder) as connection:
            for spec in kit.sample[::order]:
                chunk_id = sha256(spec.url.encode()).hexdigest()
                load_part(connection, write_part(folder.parts, chunk_id, [kit.read(spec)], key=kit.key))
            hashes.add(content_hash(connection))
    assert len(hashes) == 1


def test_a_run_that_ends_replaces_the_row_of_its_start(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, kit: Any
) -> None:
    started = kit.run("r", ended=False)
    load_part(connection, write_part(folder.parts, "r-begin", runs=[started]))
    assert connection.execute("select status from runs").fetchall() == [("running",)]
    load_part(connection, write_part(folder.parts, "r-end", runs=[kit.run("r")]))
    load_part(connection, write_part(folder.parts, "r-late", runs=[started]))
    assert connection.execute("select status, seconds from runs").fetchall() == [("done", 60)]


def test_a_source_takes_its_new_name(connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, kit: Any) -> None:
    load_part(connection, write_part(folder.parts, "one", sources=[kit.source]))
    load_part(connection, write_part(folder.parts, "two", sources=[replace(kit.source, name="renamed")]))
    assert connection.execute("select name from source").fetchall() == [("renamed",)]


def _write_chunks(folder: WarehouseFolder, kit: Any) -> None:
    for number in range(CHUNKS):
        readings = [
            kit.read(replace(spec, url=f"{spec.url}/{number}/{copy}")) for spec in kit.sample for copy in range(5)
        ]
        write_part(
            folder.parts,
            f"chunk-{number}",
            readings,
            recipe_id=kit.recipe,
            key=kit.key,
            fetches=[kit.fetch(reading) for reading in readings],
        )


@pytest.fixture
def run_loader() -> Iterator[Callable[..., tuple[int, float]]]:
    """Yield what runs a loader over a warehouse and tells how it ended and after how many seconds."""
    command = [sys.executable, "-c", LOADERS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        orders, answers = process.stdin, process.stdout

        def run(path: Path, *, kill_after_s: float | None = None, most_bytes: int | None = None) -> tuple[int, float]:
            orders.write(json.dumps([str(path), kill_after_s, most_bytes]) + "\n")
            orders.flush()
            ended, seconds = json.loads(answers.readline())
            return int(ended), float(seconds)

        yield run
        orders.close()


def test_a_loader_that_runs_out_of_space_goes_on_when_there_is_some(
    tmp_path: Path, kit: Any, run_loader: Callable[..., tuple[int, float]]
) -> None:
    quiet = WarehouseFolder(tmp_path / "quiet").make()
    folder = WarehouseFolder(tmp_path / "full").make()
    for each in (quiet, folder):
        _write_chunks(each, kit)
    assert run_loader(quiet.path)[0] == 0
    endings = [run_loader(folder.path, most_bytes=share * 200_000)[0] for share in range(1, 8)]
    assert set(endings) <= {0, 7}
    assert endings[0] == 7
    assert run_loader(folder.path)[0] == 0
    _assert_same(folder, quiet)


def _assert_same(folder: WarehouseFolder, quiet: WarehouseFolder) -> None:
    with open_for_writing(quiet) as undisturbed, open_for_writing(folder) as disturbed:
        assert content_hash(disturbed) == content_hash(undisturbed)
        assert run_checks(disturbed) == []
        assert loaded_chunks(disturbed) == {part.chunk_id for part in list_parts(folder.parts)}
        assert derive(disturbed) is False


@pytest.mark.nightly
def test_ten_thousand_pages_load_in_one_go(folder: WarehouseFolder, kit: Any) -> None:
    with open_for_writing(folder) as connection:
        spec = kit.sample[0]
        for chunk in range(50):
            readings = [kit.read(replace(spec, url=f"{spec.url}/{chunk}/{number}")) for number in range(200)]
            write_part(folder.parts, f"chunk-{chunk}", readings, key=kit.key)
        assert load_parts(connection, folder.parts)["article"] == 10_000
        derive(connection)
        publish(connection, folder)


def test_claims_that_cannot_be_right_are_refused_and_named(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, kit: Any
) -> None:
    part = write_part(folder.parts, "bad", [kit.read(kit.sample[0])], key=kit.key)
    rows = pq.read_table(part.file("claim")).to_pylist()
    for broken in ([rows[0], rows[0]], [rows[0] | {"polarity": "sideways"}], [rows[0] | {"char_end": 9_999}]):
        pq.write_table(pa.Table.from_pylist(broken, schema=SCHEMAS["claim"]), part.file("claim"))
        with pytest.raises(WarehouseError, match=r"in bad; nothing of it was loaded"):
            load_part(connection, part)
        assert connection.execute("select count(*) from article").fetchone() == (0,)
        assert not loaded_chunks(connection)
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS["claim"]), part.file("claim"))
    assert load_part(connection, part)["claim"] == 1
