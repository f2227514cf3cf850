"""Does a run that is killed, or started twice, lose a page, double one, or do much of its work again?"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from flows.exit_codes import ExitCode
from flows.warc.read import WarcPage, read_warc
from tests.chaos.plain_runs import CHUNK_PAGES, WORKERS, Order
from tests.trials import trials
from warehouse.checks import check_snapshot, content_hash
from warehouse.query import open_snapshot
from warehouse.tables import CONTENT_SCHEMAS

PAGES = 24
WORKER_GONE_S = 30.0
READ = "read"  # the file of pages that were read, beside a warehouse
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


class Runs:
    """The process that starts runs."""

    def __init__(self) -> None:
        """Start it."""
        command = [sys.executable, "-m", "tests.chaos.plain_runs"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, folder: Path, source: str, *nets: str) -> "Run":
        """Start a run whose warehouse and files are in the folder."""
        return Run(self, folder, source, nets)

    def ask(self, question: object) -> int:
        """Return what it answers."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


class Run:
    """One run, in a process group of its own."""

    number = count()

    def __init__(self, runs: Runs, folder: Path, source: str, nets: tuple[str, ...]) -> None:
        """Start it."""
        self.runs = runs
        self.place = folder / f"said-{next(Run.number)}"
        order = Order(
            warehouse=str(folder / "warehouse"), source=source, nets=nets, read=str(folder / READ), said=str(self.place)
        )
        self.pid = runs.ask(asdict(order))

    def wait(self) -> tuple[int, str]:
        """Return how it ended and what it said."""
        return self.runs.ask(self.pid), self.place.read_text()

    def workers(self) -> list[int]:
        """Return the processes of pages that the run has at the moment."""
        with suppress(OSError):
            children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
            return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        return []

    def kill(self, who: str, moments: random.Random) -> None:
        """Kill the run's process, one of its workers, or all of them."""
        with suppress(ProcessLookupError):
            if who == "flow":
                os.kill(self.pid, signal.SIGKILL)
            elif who == "flow and workers":
                os.killpg(self.pid, signal.SIGKILL)
            elif workers := self.workers():
                os.kill(moments.choice(workers), signal.SIGKILL)


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    made = Runs()
    yield made
    made.process.communicate()


@pytest.fixture(scope="module")
def peace(runs: Runs, pages: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """Return the content hash of an undisturbed run, and its seconds."""
    folder = tmp_path_factory.mktemp("peace")
    began = time.perf_counter()
    assert runs.start(folder, str(pages)).wait() == (0, "")
    return hash_of(folder), time.perf_counter() - began


@trials("killed runs", few=6, many=100)
def test_killed_runs_lose_and_double_nothing(
    seed: int, runs: Runs, pages: Path, peace: tuple[str, float], tmp_path: Path
) -> None:
    undisturbed, whole_s = peace
    moments = random.Random(seed)
    who = ("flow", "worker", "flow and workers")[seed % 3]
    run = runs.start(tmp_path, str(pages))
    time.sleep(whole_s * moments.uniform(0, 1))
    workers = run.workers()
    run.kill(who, moments)
    code, said = run.wait()
    assert code in ((0,) if who == "worker" else (0, -signal.SIGKILL)), said
    assert runs.start(tmp_path, str(pages)).wait() == (0, "")
    assert hash_of(tmp_path) == undisturbed
    assert check_snapshot(tmp_path / "warehouse" / "winnow.duckdb") == {}
    again = len((tmp_path / READ).read_text().splitlines()) - PAGES
    assert again <= WORKERS * CHUNK_PAGES
    assert_gone(workers)


def test_a_finished_run_repeated_reads_and_writes_nothing(
    runs: Runs, pages: Path, peace: tuple[str, float], tmp_path: Path
) -> None:
    assert runs.start(tmp_path, str(pages)).wait() == (0, "")
    read, before = (tmp_path / READ).read_text(), content_rows(tmp_path)
    assert runs.start(tmp_path, str(pages)).wait() == (0, "")
    assert (tmp_path / READ).read_text() == read
    assert content_rows(tmp_path) == before
    assert hash_of(tmp_path) == peace[0]


class Counting(SimpleHTTPRequestHandler):
    """Serves the pages and counts who asked for what."""

    asked: ClassVar[Counter[str]] = Counter()
    unchanged: ClassVar[set[str]] = set()

    def send_response(self, code: int, message: str | None = None) -> None:
        """Note whether a body follows."""
        if code == HTTPStatus.NOT_MODIFIED:
            Counting.unchanged.add(self.path)
        super().send_response(code, message)

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
    Counting.unchanged.clear()
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


@trials("two runs at once", few=2, many=50)
def test_of_two_runs_started_together_one_writes(seed: int, runs: Runs, site: str, tmp_path: Path) -> None:
    both = [runs.start(tmp_path, f"{site}/sitemap.xml", "127.0.0.0/8")]
    time.sleep(random.Random(seed).choice((0, 0, 0.02, 0.1, 0.3)))
    both.append(runs.start(tmp_path, f"{site}/sitemap.xml", "127.0.0.0/8"))
    ended = [run.wait() for run in both]
    codes = sorted(code for code, _ in ended)
    # On a slow machine the second may begin when the first is done.
    assert codes in ([0, ExitCode.BUSY], [0, 0]), ended
    if ExitCode.BUSY in codes:
        said = next(said for code, said in ended if code == ExitCode.BUSY)
        winner = next(run.pid for run, (code, _) in zip(both, ended, strict=True) if code == 0)
        assert f"process {winner} is writing" in said or "another process is writing" in said
        fetched = {path: times for path, times in Counting.asked.items() if path.startswith("/page")}
        assert set(fetched.values()) == {1}
        assert len(fetched) == 8
    assert check_snapshot(tmp_path / "warehouse" / "winnow.duckdb") == {}


def test_a_site_that_did_not_change_sends_no_page_again_and_none_is_kept_again(
    runs: Runs, site: str, tmp_path: Path
) -> None:
    source = (f"{site}/sitemap.xml", "127.0.0.0/8")
    assert runs.start(tmp_path, *source).wait() == (0, "")
    before, files, asked = content_rows(tmp_path), kept_files(tmp_path), Counting.asked.copy()
    assert not Counting.unchanged
    assert runs.start(tmp_path, *source).wait() == (0, "")
    pages = {path for path in asked if path.startswith("/page")}
    assert {path: Counting.asked[path] for path in pages} == dict.fromkeys(pages, 2)
    assert len(pages) == 8
    assert Counting.unchanged >= pages
    assert content_rows(tmp_path) == before
    (written,) = kept_files(tmp_path) - files
    kept = {found.capture.url.removeprefix(site) for found in read_warc(written) if isinstance(found, WarcPage)}
    assert kept == {"/robots.txt"}


def kept_files(folder: Path) -> set[Path]:
    return set((folder / "warehouse" / "warc").iterdir())


def assert_gone(workers: list[int]) -> None:
    """Hold that no worker outlives its run."""
    deadline = time.monotonic() + WORKER_GONE_S
    while left := [pid for pid in workers if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < deadline, left
        time.sleep(0.2)


def hash_of(folder: Path) -> str:
    with open_snapshot(folder / "warehouse" / "winnow.duckdb") as snapshot:
        return content_hash(snapshot)


def content_rows(folder: Path) -> dict[str, int]:
    """Return how many rows each content table has."""
    with open_snapshot(folder / "warehouse" / "winnow.duckdb") as snapshot:
        return {table: snapshot.table(table).shape[0] for table in CONTENT_SCHEMAS}
