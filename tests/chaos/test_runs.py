"""Does a run that is killed, or started twice, lose a page, double one, or do much of its work again?"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import duckdb
import pytest

from flows.exit_codes import ExitCode
from tests.chaos.plain_runs import CHUNK_PAGES, READ_LOG, WORKERS
from warehouse.checks import check_snapshot, content_hash

PAGES = 24
WORKER_GONE_S = 30.0
PAGE = """<html lang="en"><head><title>Harbour report {n}</title></head><body><nav><a href="/">Home</a></nav><main>
<h1>Harbour report {n}</h1><p>The harbour office of Tarn counted {n} boats on the pier this morning, it says.
Two of them had left before noon, and the ferry took the third one in tow after its engine had failed.</p>
<p>The office will count again next week, and it asks owners to move what is moored at pier {n} until then.</p>
</main></body></html>
"""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(PAGES):
        (folder / f"page-{number:02}.html").write_text(PAGE.format(n=number), encoding="utf-8")
    return folder


class Run:
    """A run in a process group of its own."""

    def __init__(self, warehouse: Path, source: str, log: Path, *nets: str) -> None:
        """Start it."""
        command = [sys.executable, "-m", "tests.chaos.plain_runs", str(warehouse), source, *nets]
        self.process = subprocess.Popen(
            command, env={**os.environ, READ_LOG: str(log)}, start_new_session=True, stderr=subprocess.PIPE, text=True
        )

    def wait(self) -> tuple[int, str]:
        """Return how it ended and what it said."""
        _, said = self.process.communicate()
        return self.process.returncode, said

    def workers(self) -> list[int]:
        """Return the processes of pages that the run has at the moment."""
        with suppress(OSError):
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        return []

    def kill(self, who: str, moments: random.Random) -> None:
        """Kill the run's process, one of its workers, or all of them."""
        with suppress(ProcessLookupError):
            if who == "flow":
                self.process.kill()
            elif who == "flow and workers":
                os.killpg(self.process.pid, signal.SIGKILL)
            elif workers := self.workers():
                os.kill(moments.choice(workers), signal.SIGKILL)


@pytest.fixture(scope="session")
def peace(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """Return the content hash of an undisturbed run, and its seconds."""
    folder = tmp_path_factory.mktemp("peace")
    began = time.perf_counter()
    assert Run(folder / "warehouse", str(pages), folder / "log").wait() == (0, "")
    return hash_of(folder / "warehouse"), time.perf_counter() - began


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.chaos)])
@pytest.mark.timeout(7_200)
def test_killed_runs_lose_and_double_nothing(kills: int, pages: Path, peace: tuple[str, float], tmp_path: Path) -> None:
    undisturbed, whole_s = peace
    moments = random.Random(5)
    for number in range(kills):
        who = ("flow", "worker", "flow and workers")[number % 3]
        warehouse, log = tmp_path / str(number), tmp_path / f"log-{number}"
        log.touch()
        run = Run(warehouse, str(pages), log)
        # Half of the time nothing but imports happens, which a kill cannot disturb much.
        time.sleep(whole_s * moments.uniform(0.3, 1.0))
        workers = run.workers()
        run.kill(who, moments)
        code, said = run.wait()
        assert code in ((0,) if who == "worker" else (0, -signal.SIGKILL)), said
        assert Run(warehouse, str(pages), log).wait() == (0, "")
        assert hash_of(warehouse) == undisturbed, who
        assert check_snapshot(warehouse / "winnow.duckdb") == {}
        again = len(log.read_text().splitlines()) - PAGES
        assert again <= WORKERS * CHUNK_PAGES, (who, again)
        assert_gone(workers)
        shutil.rmtree(warehouse)


def test_a_finished_run_repeated_reads_and_writes_nothing(
    pages: Path, peace: tuple[str, float], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    assert Run(tmp_path / "warehouse", str(pages), log).wait() == (0, "")
    read = log.read_text()
    with duckdb.connect(tmp_path / "warehouse" / "winnow.duckdb", read_only=True) as snapshot:
        before = snapshot.execute("select max(ledger_rows), count(*) from derivation").fetchone()
    assert Run(tmp_path / "warehouse", str(pages), log).wait() == (0, "")
    assert log.read_text() == read
    assert hash_of(tmp_path / "warehouse") == peace[0]
    assert before is not None


class Counting(SimpleHTTPRequestHandler):
    """Serves the pages and counts who asked for what."""

    asked: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        """Count and answer."""
        Counting.asked[self.path] += 1
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(pages: Path) -> Iterator[str]:
    """Yield the address of a server of the pages, with a list of them."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(pages)))
    Counting.asked.clear()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    names = sorted(path.name for path in pages.glob("page-*.html"))[:8]
    (pages / "sitemap.xml").write_text(
        "<urlset>" + "".join(f"<url><loc>{base}/{name}</loc></url>" for name in names) + "</urlset>"
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield base
    server.shutdown()
    thread.join()
    server.server_close()
    (pages / "sitemap.xml").unlink()


@pytest.mark.parametrize("times", [2, pytest.param(50, marks=pytest.mark.chaos)])
@pytest.mark.timeout(7_200)
def test_of_two_runs_started_together_one_writes(times: int, site: str, tmp_path: Path) -> None:
    for number in range(times):
        Counting.asked.clear()
        warehouse = tmp_path / str(number)
        both = [Run(warehouse, f"{site}/sitemap.xml", tmp_path / f"log-{number}", "127.0.0.0/8") for _ in range(2)]
        ended = [run.wait() for run in both]
        codes = sorted(code for code, _ in ended)
        # On a slow machine the second may begin when the first is done.
        assert codes in ([0, ExitCode.BUSY], [0, 0]), ended
        if ExitCode.BUSY in codes:
            said = next(said for code, said in ended if code == ExitCode.BUSY)
            winner = next(run.process.pid for run, (code, _) in zip(both, ended, strict=True) if code == 0)
            assert f"process {winner} is writing" in said or "another process is writing" in said
            fetched = {path: count for path, count in Counting.asked.items() if path.startswith("/page")}
            assert set(fetched.values()) == {1}
            assert len(fetched) == 8
        assert check_snapshot(warehouse / "winnow.duckdb") == {}


def assert_gone(workers: list[int]) -> None:
    """Hold that no worker outlives its run."""
    deadline = time.monotonic() + WORKER_GONE_S
    while left := [pid for pid in workers if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < deadline, left
        time.sleep(0.2)


def hash_of(warehouse: Path) -> str:
    with duckdb.connect((warehouse / "winnow.duckdb").resolve(), read_only=True) as connection:
        return content_hash(connection)
