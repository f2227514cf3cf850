"""Served schedules run the flow: real server, real subprocesses, as `winnow deploy` leaves them running."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from warehouse.lease import lease_owner
from warehouse.query import open_snapshot

WINNOW = Path(sys.executable).with_name("winnow")
PAGE = "<html><body><h1>Lamp</h1><p>The harbour office replaced the lamp on Tuesday.</p></body></html>"
API = "http://127.0.0.1:4200/api"
# Server 6 to 25 s, the schedule's minute, the run itself; more on a busy machine.
PATIENCE_S = 400

pytestmark = pytest.mark.nightly


@pytest.fixture(autouse=True)
def free_port() -> None:
    """Skip where somebody has Prefect's own port."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 4200)) == 0:
            pytest.skip("port 4200 is taken")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with settings and one page."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "lamp.html").write_text(PAGE)
    (tmp_path / "winnow.toml").write_text('warehouse = "w"\n[[source]]\nlocation = "pages"\n')
    return tmp_path


@pytest.fixture
def slow_site() -> Iterator["SlowSite"]:
    """Yield a site that answers when it is told to."""
    site = SlowSite()
    Thread(target=site.serve_forever, daemon=True).start()
    yield site
    site.may_answer.set()
    site.shutdown()
    site.server_close()


class SlowSite(ThreadingHTTPServer):
    """A site of one page."""

    def __init__(self) -> None:
        """Listen, and let nobody have an answer yet."""
        super().__init__(("127.0.0.1", 0), SlowAnswer)
        self.may_answer = Event()
        self.asked: list[str] = []


class SlowAnswer(BaseHTTPRequestHandler):
    """Answers for the page when that is allowed, and has no robots.txt."""

    server: SlowSite

    def do_GET(self) -> None:
        """Wait and answer."""
        self.server.asked.append(self.path)
        is_page = self.path == "/lamp.html"
        if is_page:
            self.server.may_answer.wait()
        self.send_response(200 if is_page else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_deployment_runs_on_its_schedule(project: Path) -> None:
    with deployed(project, "--every", "60"):
        wait_until((project / "w" / "report" / "index.html").exists, "no report appeared")
        with open_snapshot(project / "w" / "winnow.duckdb") as snapshot:
            assert snapshot.execute("select count(*) from articles").fetchone() == (1,)


def test_sources_with_schedules_of_their_own_are_read_in_turn(project: Path) -> None:
    (project / "more").mkdir()
    (project / "more" / "bell.html").write_text(PAGE.replace("lamp", "bell"))
    own = '[[source]]\nlocation = "pages"\nevery = "1m"\n[[source]]\nlocation = "more"\ncron = "* * * * *"\n'
    (project / "winnow.toml").write_text(f'warehouse = "w"\n{own}')
    log = project / "winnow-every-1m"
    with deployed(project, "--name", "winnow") as served:
        wait_until(lambda: f"serving '{log.name}'" in served.log.read_text(), "it is not served")
        wait_until(lambda: len(flow_runs("Completed")) > 1, "the two did not come to their end")
        assert flow_runs("Failed") == []
        assert status(project).count("served, on time") == 2
    with open_snapshot(project / "w" / "winnow.duckdb") as snapshot:
        assert snapshot.execute("select count(*) from articles").fetchone() == (2,)


def test_two_schedules_that_begin_together_share_one_server(project: Path) -> None:
    with (
        deployed(project, "--every", "3600", "--name", "morning") as morning,
        deployed(project, "--every", "3600", "--name", "hourly") as hourly,
    ):
        morning.wait()
        hourly.wait()
        said = morning.log.read_text() + hourly.log.read_text()
        assert said.count("starting a Prefect server") == 1
        assert said.count("using the Prefect server") == 1
        assert status(project).count("served, on time") == 2


def test_a_schedule_that_is_ended_by_sigterm_is_listed_no_more(project: Path) -> None:
    with deployed(project, "--every", "3600", end=signal.SIGTERM) as served:
        served.wait()
        assert "served, on time" in status(project)
    assert "schedule" not in status(project)


def test_of_runs_that_overlap_one_goes_on_and_the_others_are_refused_in_words(
    project: Path, slow_site: SlowSite
) -> None:
    port = slow_site.server_address[1]
    net = f'allow_net = ["127.0.0.0/8"]\nallow_ports = [{port}]\ntimeout_s = 600\ndeadline_s = 600\n'
    source = f'[[source]]\nlocation = "http://127.0.0.1:{port}/lamp.html"\n'
    (project / "winnow.toml").write_text(f'warehouse = "w"\n{net}{source}')
    with deployed(project, "--every", "60", "--name", "often") as often:
        often.wait()
        wait_until(lambda: "/lamp.html" in slow_site.asked, "no run came as far as the page")
        wait_until(lambda: flow_runs("Cancelled") != [], "no later run of the same schedule was refused")
        with deployed(project, "--every", "3600", "--name", "other") as other:
            other.wait()
            wait_until(lambda: started_now("other"), "the other schedule is not known to the server")
            wait_until(lambda: flow_runs("Failed") != [], "the run of the other schedule was not refused")
        assert len(flow_runs("Running")) == 1
        words = {run["state"]["message"] for run in flow_runs("Cancelled")}
        assert words == {"Deployment concurrency limit reached."}
        (refused,) = flow_runs("Failed")
        assert (
            f"{lease_owner(project / 'w' / 'private' / 'lease')}; wait for it or stop it" in refused["state"]["message"]
        )
        slow_site.may_answer.set()
        wait_until(lambda: flow_runs("Completed") != [], "the first run did not come to its end")
        assert slow_site.asked.count("/lamp.html") == 1


@dataclass
class Served:
    """A schedule's process, and the file of what it says."""

    process: subprocess.Popen[bytes]
    log: Path

    def wait(self) -> None:
        """Wait until it serves."""
        wait_until(self._is_serving, f"{self.log.name} is not served")

    def _is_serving(self) -> bool:
        said = self.log.read_text()
        assert self.process.poll() is None, said
        return f"serving '{self.log.name}'" in said


@contextmanager
def deployed(project: Path, *options: str, end: signal.Signals = signal.SIGINT) -> Iterator[Served]:
    """Serve a schedule while the block runs."""
    log = project / (options[options.index("--name") + 1] if "--name" in options else "winnow")
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    with log.open("w") as file:
        command = [WINNOW, "deploy", *options]
        process = subprocess.Popen(command, cwd=project, env=environment, start_new_session=True, stderr=file)
    try:
        yield Served(process, log)
    finally:
        with suppress(ProcessLookupError):  # it could not even start
            (os.killpg if end is signal.SIGINT else os.kill)(process.pid, end)  # a terminal's Ctrl-C goes to the group
        process.wait(timeout=PATIENCE_S)


def status(project: Path) -> str:
    """Return what `winnow status` prints."""
    return subprocess.run([WINNOW, "status"], cwd=project, capture_output=True, text=True, check=True).stdout


def flow_runs(state: str) -> list[dict[str, Any]]:
    """Return the runs that are in a state, as the server tells."""
    asked = {"flow_runs": {"state": {"name": {"any_": [state]}}}}
    answer = httpx.post(f"{API}/flow_runs/filter", json=asked, trust_env=False, timeout=60)
    found: list[dict[str, Any]] = answer.raise_for_status().json()
    return found


def started_now(name: str) -> bool:
    """Start a run of a deployment now, as its schedule would; return whether the server knows it by now."""
    found = httpx.get(f"{API}/deployments/name/winnow/{name}", trust_env=False, timeout=60)
    if found.status_code == httpx.codes.NOT_FOUND:
        return False
    place = f"{API}/deployments/{found.raise_for_status().json()['id']}/create_flow_run"
    return httpx.post(place, json={"state": {"type": "SCHEDULED"}}, trust_env=False, timeout=60).is_success


def wait_until(condition: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, complaint
        time.sleep(1)
