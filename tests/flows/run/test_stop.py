"""Ctrl-C once ends a run in order, twice at once; real processes, signalled as a terminal does. SIGTERM is like it."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from flows.run.stop import SAID, SIGNALS, stoppable
from warehouse.layout import WarehouseFolder

WINNOW = Path(sys.executable).with_name("winnow")
PAGES = 120  # enough that no machine has read them all when the signal comes
PATIENCE_S = 400
AT_ONCE_S = 30  # five to unwind, and what a busy machine adds


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(PAGES):
        text = f"The harbour office replaced lamp {number} on Tuesday. Dena Ostrow, its keeper, did not pay for it."
        (folder / f"{number:03}.html").write_text(f"<html><body><h1>Lamp {number}</h1><p>{text}</p></body></html>")
    return folder


@contextmanager
def running(pages: Path, warehouse: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start a run in a process group of its own."""
    with subprocess.Popen(
        [WINNOW, "run", str(pages), "--warehouse", str(warehouse), "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"},
    ) as run:
        yield run


def wait_for_line(run: "subprocess.Popen[str]", start: str) -> None:
    assert run.stderr is not None
    for line in run.stderr:
        if line.startswith(start):
            return
    raise AssertionError(f"no line began with {start!r}")


def press_ctrl_c(run: "subprocess.Popen[str]") -> None:
    os.killpg(run.pid, signal.SIGINT)


def test_once_the_pages_at_hand_are_finished_and_the_next_run_does_the_rest(pages: Path, tmp_path: Path) -> None:
    with running(pages, tmp_path / "w") as run:
        wait_for_line(run, "winnow: read ")
        press_ctrl_c(run)
        wait_for_line(run, "winnow: stopping with the pages at hand")
        printed, said = run.communicate(timeout=PATIENCE_S)

    assert run.returncode == 130, said
    assert said.splitlines()[-1] == str(SAID)
    read = int(re.findall(r"^read +(\d+) pages, 0 unreadable$", printed, re.MULTILINE)[0])
    assert 0 < read < PAGES
    assert state_of(tmp_path / "w") == (read, ["stopped"])
    assert list((tmp_path / "w" / "private" / "chunks").iterdir()) == []
    with running(pages, tmp_path / "w") as again:
        printed, said = again.communicate(timeout=PATIENCE_S)
    assert again.returncode == 0, said
    assert f"read     {PAGES - read} pages" in printed
    assert state_of(tmp_path / "w") == (PAGES, ["stopped", "done"])


@pytest.mark.parametrize("first", SIGNALS, ids=lambda each: each.name)
def test_each_signal_is_heard_once_before_it_interrupts(first: signal.Signals) -> None:
    before = signal.getsignal(first)
    asked = threading.Event()
    with stoppable(asked.set):
        signal.raise_signal(first)
        assert asked.wait(timeout=PATIENCE_S)
    assert signal.getsignal(first) is before


def test_twice_the_run_ends_at_once_and_the_warehouse_opens(pages: Path, tmp_path: Path) -> None:
    with running(pages, tmp_path / "w") as run:
        wait_for_line(run, "winnow: read ")
        press_ctrl_c(run)
        wait_for_line(run, "winnow: stopping with the pages at hand")
        press_ctrl_c(run)
        began = time.monotonic()
        _, said = run.communicate(timeout=PATIENCE_S)

    assert time.monotonic() - began < AT_ONCE_S
    assert run.returncode == 130, said
    assert said.splitlines()[-1] == str(SAID)
    assert "Traceback" not in said
    with duckdb.connect(WarehouseFolder(tmp_path / "w").database, read_only=True) as private:
        assert private.execute("select status from run").fetchall() in ([("stopped",)], [(None,)])


def state_of(warehouse: Path) -> tuple[int, list[str]]:
    """Return how many articles are published, and how each run ended."""
    with duckdb.connect(str((warehouse / "winnow.duckdb").resolve()), read_only=True) as snapshot:
        (articles,) = snapshot.execute("select count(*) from articles").fetchone() or (0,)
        ends = snapshot.execute("select status from runs order by started_at").fetchall()
    return articles, [status for (status,) in ends]
