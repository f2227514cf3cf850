"""Can two processes write to one warehouse?"""

import errno
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from extractors.errors import StorageError, WarehouseBusyError
from warehouse.lease import dead_owner, hold_lease, lease_owner

HOLDER = """
import sys
from pathlib import Path
from threading import Event, Thread
from time import sleep
from warehouse.lease import hold_lease
with hold_lease(Path(sys.argv[1]), purpose="crawl"):
    print("held", flush=True)
    sleep(60)
"""


def test_the_second_writer_learns_who_is_first(tmp_path: Path) -> None:
    path = tmp_path / "lease"
    with (
        hold_lease(path, purpose="load"),
        pytest.raises(WarehouseBusyError, match=rf"process {os.getpid()} is writing \(load, since .*wait for it"),
        hold_lease(path, purpose="crawl"),
    ):
        pass
    assert lease_owner(path) is None


def test_the_lease_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "lease"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert "crawl" in (lease_owner(path) or "")
        assert dead_owner(path) is None
        process.kill()
    assert f"process {process.pid} died (crawl, since" in (dead_owner(path) or "")
    with hold_lease(path, purpose="load"):
        assert str(os.getpid()) in (lease_owner(path) or "")
    assert dead_owner(path) is None


def test_no_lease_was_ever_taken(tmp_path: Path) -> None:
    assert lease_owner(tmp_path / "lease") is None
    assert dead_owner(tmp_path / "lease") is None


def test_a_disk_that_is_full_at_the_end_takes_no_result_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lease"
    with hold_lease(path, purpose="load"):
        monkeypatch.setattr(os, "ftruncate", _full)
    assert lease_owner(path) is None
    monkeypatch.undo()
    with hold_lease(path, purpose="crawl"):
        assert "crawl" in (lease_owner(path) or "")
    assert dead_owner(path) is None


def test_a_disk_that_is_full_at_the_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "ftruncate", _full)
    with pytest.raises(StorageError, match="the disk is full"), hold_lease(tmp_path / "lease", purpose="load"):
        pass


def _full(descriptor: int, size: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), f"{descriptor}, {size}")


def test_a_patient_writer_comes_next(tmp_path: Path) -> None:
    path = tmp_path / "lease"
    is_held, may_end = Event(), Event()

    def hold() -> None:
        with hold_lease(path, purpose="crawl"):
            is_held.set()
            may_end.wait()

    first = Thread(target=hold)
    first.start()
    is_held.wait()
    with pytest.raises(WarehouseBusyError, match="crawl"), hold_lease(path, purpose="load", patience_s=0.01):
        pass
    may_end.set()
    with hold_lease(path, purpose="load", patience_s=60):
        pass
    first.join()
