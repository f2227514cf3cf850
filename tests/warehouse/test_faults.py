"""Is anything half-written when the system fails at one of its calls?"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors.errors import RunError, WarehouseError
from warehouse.layout import WarehouseFolder
from warehouse.open import open_for_writing
from warehouse.parts import list_parts, write_part
from warehouse.snapshot import publish

CALLS = ("fsync", "rename", "replace", "symlink", "chmod", "unlink")
MOST_CALLS = 50


class _Fault:
    """Lets `after` system calls pass and fails the next one."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.fired = False

    def wrap(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: Any, **options: Any) -> Any:
            self.left -= 1
            if self.left == -1:
                self.fired = True
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return call(*args, **options)

        return guarded


@contextmanager
def _failing(monkeypatch: pytest.MonkeyPatch, after: int) -> Iterator[_Fault]:
    fault = _Fault(after)
    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, fault.wrap(getattr(os, name)))
        yield fault


def _faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Fault]:
    """Yield a fault at the first call, the second, and so on, until one does not fire."""
    for after in range(MOST_CALLS):
        with _failing(monkeypatch, after) as fault:
            yield fault
        if not fault.fired:
            return
    raise AssertionError(f"more than {MOST_CALLS} calls")


def test_a_part_is_whole_or_not_there_whatever_call_fails(
    tmp_path: Path, kit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = kit.read(kit.sample[3])
    whole = write_part(tmp_path / "whole", "chunk", [reading], key=kit.key)
    failed = 0
    for number, fault in enumerate(_faults(monkeypatch)):
        folder = tmp_path / str(number)
        try:
            write_part(folder, "chunk", [reading], key=kit.key)
        except RunError as error:
            failed += fault.fired
            assert "No space left" in str(error)  # noqa: PT017 - each call fails or not, in its turn
        assert [part.rows for part in list_parts(folder)] in ([], [whole.rows])
    assert failed > len(whole.rows)


def test_analysts_have_a_snapshot_whatever_call_fails(
    connection: duckdb.DuckDBPyConnection,
    folder: WarehouseFolder,
    fill: Callable[..., dict[str, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(connection, folder)
    fill(connection, folder)
    failed = 0
    for fault in _faults(monkeypatch):
        try:
            publish(connection, folder)
        except RunError:
            failed += fault.fired
        with duckdb.connect(folder.snapshot.resolve(), read_only=True) as reader:
            assert reader.execute("select count(*) from articles").fetchone() in ((0,), (4,))
    assert failed > 3
    with duckdb.connect(folder.snapshot.resolve(), read_only=True) as reader:
        assert reader.execute("select count(*) from articles").fetchone() == (4,)


@pytest.mark.parametrize("size", [0, 1, 100, 4_096, 8_192, 12_287])
def test_a_database_whose_first_write_was_cut_off_is_made_anew(size: int, folder: WarehouseFolder) -> None:
    open_for_writing(folder).close()
    born = folder.database.read_bytes()
    folder.database.write_bytes(born[:size])
    with open_for_writing(folder) as connection:
        assert connection.execute("select count(*) from articles").fetchone() == (0,)


def test_a_file_that_is_no_database_is_not_removed(folder: WarehouseFolder) -> None:
    folder.make()
    folder.database.write_bytes(b"somebody's notes")
    with pytest.raises(WarehouseError, match="not a DuckDB file"):
        open_for_writing(folder)
    assert folder.database.read_bytes() == b"somebody's notes"
