"""What a crawl that was stopped had still to do, and what is known of hosts, from one run to the next."""

import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors.errors import RunError
from flows.fetch.frontier import Resume
from flows.fetch.journal import CrawlJournal, read_journal, recover_journals
from flows.fetch.result import FetchResult
from flows.sources.spec import SourceKind, SourceSpec
from flows.warc.read import WarcPage, read_warc
from flows.warc.write import WarcWriter
from tests.trials import trials
from warehouse.history import HostState, host_states, open_bodies, source_rounds
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.open import open_for_writing

HOSTS = ("herald.example", "gazette.example", "courier.example")
URLS = tuple(f"http://{host}/{number}" for number in range(20) for host in HOSTS)
MANY = SourceSpec(name="many", kind=SourceKind.URLS, location=URLS[0], urls=URLS)


class Base:
    """A warehouse, and crawls whose outcomes reach it through their journal."""

    def __init__(self, path: Path, *, empty: Path) -> None:
        """Copy an empty one."""
        self.path = path
        self.folder = WarehouseFolder(path).make()
        shutil.copyfile(empty, self.folder.database)
        self.connection: duckdb.DuckDBPyConnection = open_for_writing(self.folder)

    def resume(self) -> Resume:
        """Load what the last crawl left, whether it ended or not, and return what the next one should know."""
        recover_journals(self.path, self.folder.parts)
        load_parts(self.connection, self.folder.parts)
        return Resume(rounds=source_rounds(self.connection), hosts=host_states(self.connection))

    def crawl(self, lab: Any, *wanted: object, run_id: str, **options: Any) -> list[FetchResult]:
        """Crawl, knowing what the warehouse knows."""
        with CrawlJournal(self.path, run_id=run_id) as journal:
            return lab.fetch(*wanted, resume=self.resume(), journal=journal, run_id=run_id, **options)  # type: ignore[no-any-return]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what the warehouse holds."""
        self.resume()
        return self.connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = WarehouseFolder(tmp_path_factory.mktemp("empty")).make()
    open_for_writing(folder).close()
    return folder.database


@pytest.fixture
def base(tmp_path: Path, empty: Path) -> Iterator[Base]:
    made = Base(tmp_path, empty=empty)
    yield made
    made.connection.close()


def stop_after(pages: int) -> Any:
    """Return a progress function that breaks a crawl off."""
    seen = []

    def note(step: object) -> None:
        seen.append(step)
        if len(seen) == pages:
            raise RunError("stopped")

    return note


def pages_asked(site: Any) -> Counter[str]:
    return Counter(f"http://{host}{path}" for _, host, path, _ in site.requests if path != "/robots.txt")


def kill_and_go_on(base: Base, lab: Any, *, seed: int) -> None:
    """Kill a crawl in the middle; the next one asks for what is left, and for at most one page of a host again."""

    def slowly(connection: socket.socket) -> None:
        time.sleep(0.005)
        connection.sendall(lab.page())

    site = lab.serve({"*": slowly})
    command = [sys.executable, "-m", "tests.flows.fetch.killable", str(base.path), "run-1", site.address, *URLS]
    process = subprocess.Popen(command)
    wanted = random.Random(seed).randint(1, len(URLS) - 5)
    while len(site.requests) < wanted and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    settings = lab.settings(connect_to=dict.fromkeys(HOSTS, site.address), respect_robots=False)
    with WarcWriter(base.path / "warc", run_id="run-2") as warc:
        results = base.crawl(lab, MANY, run_id="run-2", settings=settings, warc=warc)
    asked = pages_asked(site)
    assert set(asked) == set(URLS)
    assert max(asked.values()) <= 2
    again = Counter(url.split("/")[2] for url, times in asked.items() if times > 1)
    assert max(again.values(), default=0) <= 1
    assert len(results) <= len(URLS) - wanted + 2 * len(HOSTS)
    fetched = base.rows("select url, count(*) from fetch_log where outcome = 'fetched' group by url")
    assert dict(fetched) == dict.fromkeys(URLS, 1)
    kept = [
        found.capture.url
        for file in (base.path / "warc").iterdir()
        for found in read_warc(file)
        if isinstance(found, WarcPage)
    ]
    assert set(kept) == set(URLS)
    assert base.rows("select status from source_round where run_id = 'run-2'") == [("done",)]


@trials("killed crawls", few=3, many=100)
def test_a_killed_crawl_goes_on_and_asks_for_at_most_one_page_of_a_host_again(seed: int, base: Base, lab: Any) -> None:
    kill_and_go_on(base, lab, seed=seed)


def test_a_round_that_was_stopped_is_ended_before_another_begins(base: Base, lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    settings = lab.settings(connect_to=dict.fromkeys(HOSTS, site.address))
    with pytest.raises(RunError):
        base.crawl(lab, MANY, run_id="run-1", settings=settings, on_progress=stop_after(20))
    first = set(pages_asked(site))
    assert 20 <= len(first) < len(URLS)
    second = base.crawl(lab, MANY, run_id="run-2", settings=settings)
    assert not {result.fetch.url for result in second if result.fetch} & {
        url for url in first if pages_asked(site)[url] == 1
    }
    assert set(pages_asked(site)) == set(URLS)
    third = base.crawl(lab, MANY, run_id="run-3", settings=settings)
    assert len(third) == len(URLS)
    rounds = base.rows("select run_id, round_id, round_number, status from source_round order by run_id")
    assert rounds == [
        ("run-1", "run-1", 1, "listed"),
        ("run-2", "run-1", 1, "done"),
        ("run-3", "run-3", 2, "done"),
    ]


def test_a_listing_that_was_read_is_not_read_again_to_go_on(base: Base, lab: Any) -> None:
    entries = "".join(f"<url><loc>http://herald.example/{number}</loc></url>" for number in range(9))
    site = lab.serve({"/s.xml": lab.page(f"<urlset>{entries}</urlset>".encode()), "*": lab.page()})
    spec = SourceSpec(name="h", kind=SourceKind.SITEMAP, location="http://herald.example/s.xml")
    with pytest.raises(RunError):
        base.crawl(lab, spec, run_id="run-1", settings=lab.settings(site), on_progress=stop_after(3))
    base.crawl(lab, spec, run_id="run-2", settings=lab.settings(site))
    asked = pages_asked(site)
    assert asked.pop("http://herald.example/s.xml") == 1
    assert sorted(asked) == [f"http://herald.example/{number}" for number in range(9)]


def test_rules_that_changed_meanwhile_hold_for_pages_that_waited(base: Base, lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    spec = SourceSpec(name="h", kind=SourceKind.URLS, location="", urls=URLS[::3])
    with pytest.raises(RunError):
        base.crawl(lab, spec, run_id="run-1", settings=lab.settings(site), on_progress=stop_after(4))
    before = len(pages_asked(site))
    site.answers["/robots.txt"] = lab.page(b"User-agent: *\nDisallow: /")
    results = base.crawl(lab, spec, run_id="run-2", settings=lab.settings(site))
    assert {result.fetch.outcome for result in results if result.fetch} == {"robots"}
    assert {result.fetch.robots_line for result in results if result.fetch} == {"Disallow: /"}
    assert len(pages_asked(site)) == before


def test_pages_that_were_fetched_and_perhaps_not_read_are_named(base: Base, lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    settings = lab.settings(connect_to=dict.fromkeys(HOSTS, site.address))
    with WarcWriter(base.path / "warc", run_id="run-1") as warc, pytest.raises(RunError):
        base.crawl(lab, MANY, run_id="run-1", settings=settings, warc=warc, on_progress=stop_after(7))
    bodies = open_bodies(base.connection, base.resume().rounds.values())
    assert {body.url for body in bodies} == set(pages_asked(site)) - {
        url for (url,) in base.rows("select url from frontier where url not in (select url from fetch_log)")
    }
    base.crawl(lab, MANY, run_id="run-2", settings=settings)
    assert open_bodies(base.connection, base.resume().rounds.values()) == []


def test_a_host_that_keeps_failing_is_left_alone_by_later_runs_for_a_day(base: Base, lab: Any) -> None:
    site = lab.serve({"/robots.txt": lab.page(b""), "*": lab.page(b"", status="500 Error")})
    spec = SourceSpec(name="h", kind=SourceKind.URLS, location="", urls=URLS[::3])
    base.crawl(lab, spec, run_id="run-1", settings=lab.settings(site))
    ((host, failures, hours),) = base.rows(
        "select host, failures, date_diff('minute', now(), parked_until) / 60 from host"
    )
    assert (host, failures, round(hours)) == ("herald.example", 5, 24)
    asked = len(site.requests)
    results = base.crawl(lab, spec, run_id="run-2", settings=lab.settings(site))
    assert {result.failure.code for result in results if result.failure} == {"parked"}
    assert len(site.requests) == asked
    site.answers["*"] = lab.page()
    healed = base.crawl(lab, spec, run_id="run-3", settings=lab.settings(site, park_s=0))
    assert {result.fetch.outcome for result in healed if result.fetch} == {"fetched"}
    assert base.rows("select failures, parked_until from host") == [(0, None)]


def test_a_pause_that_a_wrong_clock_made_is_not_believed(lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    far = datetime.now(UTC) + timedelta(days=400)
    hosts = {"herald.example": HostState(failures=5, parked_until=far, reason="failed")}
    (result,) = lab.fetch("http://herald.example/a", settings=lab.settings(site), resume=Resume(hosts=hosts))
    assert result.fetch.outcome == "fetched"


def test_a_torn_last_line_of_a_journal_costs_itself_alone(base: Base, lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    lab.fetch(
        "http://herald.example/a",
        settings=lab.settings(site),
        journal=CrawlJournal(base.path, run_id="run-1"),
        run_id="run-1",
    )
    path = base.path / "run-1.jsonl"
    whole = list(read_journal(path))
    path.write_bytes(path.read_bytes()[:-7])
    assert list(read_journal(path)) == whole[:-1]
    assert [type(row).__name__ for row in whole] == ["RoundRow", "FrontierRow", "RoundRow", "FetchRow", "RoundRow"]


def test_what_is_forgotten_is_left_out_without_a_trace(base: Base, lab: Any) -> None:
    site = lab.serve({"/2": lab.page(b"", status="302 Found", headers="Location: /secret\r\n"), "*": lab.page()})
    urls = tuple(f"http://herald.example/{path}" for path in ("1", "secret", "2"))
    spec = SourceSpec(name="h", kind=SourceKind.URLS, location="", urls=urls)
    results = base.crawl(lab, spec, run_id="run-1", settings=lab.settings(site), forgotten=lambda url: "secret" in url)
    rows = [result.fetch for result in results if result.fetch]
    assert [(row.url[-1], row.outcome) for row in rows] == [("1", "fetched"), ("2", "refused")]
    assert "secret" not in (base.path / "run-1.jsonl").read_text()
    assert "/secret" not in site.paths
