"""Do analysts always find a whole, read-only snapshot?"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from extractors.errors import WarehouseError
from warehouse.layout import WarehouseFolder
from warehouse.snapshot import list_snapshots, publish

Fill = Callable[..., dict[str, int]]
# Opens a snapshot and asks it, again and again, until a line comes; says how often.
READER = """
import select, sys
import duckdb
opened = 0
while not (opened and select.select([sys.stdin], [], [], 0)[0]):
    with duckdb.connect(sys.argv[1], read_only=True) as snapshot:
        assert snapshot.execute("select count(*) from articles").fetchone() == (4,)
    opened += 1
    if opened == 1:
        print("reading", flush=True)
print(opened)
"""

# Opens a snapshot for writing, holds it, and asks it once more when it may go on.
HOLDER = """
import sys
import duckdb
with duckdb.connect(sys.argv[1]) as snapshot:
    snapshot.execute("create table mine as select 1 as one; begin; insert into mine values (2)")
    print("holding", flush=True)
    sys.stdin.readline()
    print(*snapshot.execute("select count(*) from articles").fetchone())
"""


def test_a_stock_client_opens_the_symlink_read_only(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    fill(connection, folder)
    target = publish(connection, folder)
    assert folder.snapshot.is_symlink()
    assert folder.snapshot.resolve() == target
    assert target.stat().st_mode & 0o777 == 0o444
    with duckdb.connect(folder.snapshot, read_only=True) as reader:
        assert reader.execute("select count(*) from articles").fetchone() == (4,)
        assert reader.execute("from why('https://farm.example/tarn')").fetchall()
        comment = reader.execute(
            "select comment from duckdb_columns() where table_name = 'claim' and column_name = 'polarity'"
        )
        assert comment.fetchone() == ("positive or negative.",)
        tags = reader.execute("select tags from duckdb_databases() where database_name = 'winnow'").fetchone()
        assert tags is not None
        assert tags[0]["storage_version"].startswith("v1.5.0")
    assert not list(folder.path.rglob("*.wal"))


def test_a_reader_keeps_its_version_while_newer_ones_are_published(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    publish(connection, folder)
    with duckdb.connect(folder.snapshot, read_only=True) as reader:
        fill(connection, folder)
        for _ in range(4):
            publish(connection, folder)
        assert reader.execute("select count(*) from articles").fetchone() == (0,)
    with duckdb.connect(folder.snapshot, read_only=True) as reader:
        assert reader.execute("select count(*) from articles").fetchone() == (4,)
    assert [path.name for path in list_snapshots(folder)] == [f"winnow.v{n}.duckdb" for n in (3, 4, 5)]


def test_no_reader_fails_while_snapshots_are_published(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    fill(connection, folder)
    publish(connection, folder)
    command = [sys.executable, "-c", READER, str(folder.snapshot)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        for _ in range(10):
            publish(connection, folder)
        answer, _ = reader.communicate("stop\n")
    opened = int(answer)
    assert reader.returncode == 0
    assert opened > 1


def test_an_analyst_who_holds_a_snapshot_even_for_writing_stops_nobody(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    held = publish(connection, folder)
    held.chmod(0o644)  # as somebody does who wants a table of his own
    command = [sys.executable, "-c", HOLDER, str(folder.snapshot)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        with pytest.raises(duckdb.IOException, match="lock"):
            duckdb.connect(held)
        fill(connection, folder)
        for _ in range(4):
            publish(connection, folder)
        with duckdb.connect(folder.snapshot, read_only=True) as reader:
            assert reader.execute("select count(*) from articles").fetchone() == (4,)
        assert holder.communicate("go on\n")[0] == "0\n"
    assert holder.returncode == 0
    assert [path.name for path in list_snapshots(folder)] == [f"winnow.v{n}.duckdb" for n in (3, 4, 5)]


def test_what_a_killed_publisher_left_is_cleared_away(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder
) -> None:
    (folder.snapshots / "winnow.v1.draft").write_bytes(b"half")
    (folder.snapshots / "winnow.v7.draft").write_bytes(b"half")
    publish(connection, folder)
    assert [path.name for path in folder.snapshots.iterdir()] == ["winnow.v1.duckdb"]


def test_the_loader_goes_on_after_publishing(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    publish(connection, folder)
    assert fill(connection, folder)["article"] == 4


def test_a_folder_that_is_gone_is_named(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, tmp_path: Path
) -> None:
    folder.snapshots.rename(tmp_path / "elsewhere")
    with pytest.raises(WarehouseError, match="snapshots: there is no such folder"):
        publish(connection, folder)
