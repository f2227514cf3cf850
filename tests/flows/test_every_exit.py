"""Each exit code that the documents name is one that a command really leaves with."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from warehouse.lease import hold_lease

WINNOW = Path(sys.executable).with_name("winnow")
ERRORS = Path(__file__).resolve().parents[2] / "flows" / "docs" / "errors.md"
PAGE = "<html><head><title>The bridge</title></head><body><p>The bridge at Brenholt is closed.</p></body></html>"
MOST_BYTES = 4_096  # of any file: less than a database takes


def run(*arguments: str, cwd: Path, before: Callable[[], None] | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [WINNOW, *arguments], capture_output=True, text=True, timeout=240, check=False, cwd=cwd, preexec_fn=before
    )


def ends_well(folder: Path) -> "subprocess.CompletedProcess[str]":
    return run("init", cwd=folder)


def asks_an_empty_place(folder: Path) -> "subprocess.CompletedProcess[str]":
    return run("sql", "select 1", cwd=folder)


def names_no_folder(folder: Path) -> "subprocess.CompletedProcess[str]":
    return run("run", "no-such-folder", cwd=folder)


def wants_a_better_page(folder: Path) -> "subprocess.CompletedProcess[str]":
    text = "Experts say that the bridge is safe. Many believe it. In conclusion, it is important to note this. " * 12
    (folder / "page.html").write_text(f"<html><body><article><h1>Bridge</h1><p>{text}</p></article></body></html>")
    return run("check", "page.html", "--fail-under", "100", cwd=folder)


def reads_an_empty_page(folder: Path) -> "subprocess.CompletedProcess[str]":
    (folder / "page.html").write_text("")
    return run("check", "page.html", cwd=folder)


def asks_a_private_address(folder: Path) -> "subprocess.CompletedProcess[str]":
    return run("check", "http://10.0.0.1/", cwd=folder)


def is_second(folder: Path) -> "subprocess.CompletedProcess[str]":
    (folder / "page.html").write_text(PAGE)
    with hold_lease(Layout(folder / "w").folder.lease, purpose="load"):
        return run("crawl", "page.html", "--warehouse", "w", cwd=folder)


def finds_no_room(folder: Path) -> "subprocess.CompletedProcess[str]":
    (folder / "page.html").write_text(PAGE)
    small = (MOST_BYTES, MOST_BYTES)
    return run("crawl", "page.html", cwd=folder, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, small))


def is_stopped(folder: Path) -> "subprocess.CompletedProcess[str]":
    with slow_site() as (address, asked):
        port = address.rpartition(":")[2].partition("/")[0]
        (folder / "winnow.toml").write_text(f'allow_net = ["127.0.0.0/8"]\nallow_ports = [{port}]\n')
        process = subprocess.Popen(
            [WINNOW, "crawl", address], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert asked.wait(120)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=240)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


TRIALS: Mapping[ExitCode, tuple[Callable[[Path], "subprocess.CompletedProcess[str]"], str]] = {
    ExitCode.OK: (ends_well, ""),
    ExitCode.INTERNAL: (asks_an_empty_place, "WNW300"),
    ExitCode.USAGE: (names_no_folder, "WNW100"),
    ExitCode.BELOW_THRESHOLD: (wants_a_better_page, ""),
    ExitCode.PAGES_FAILED: (reads_an_empty_page, "WNW201"),
    ExitCode.REFUSED: (asks_a_private_address, "WNW400"),
    ExitCode.BUSY: (is_second, "WNW302"),
    ExitCode.LIMITS: (finds_no_room, "WNW301"),
    ExitCode.INTERRUPTED: (is_stopped, "WNW002"),
}


@pytest.mark.parametrize("code", list(TRIALS), ids=lambda code: code.name)
def test_a_command_leaves_with_each_code(code: ExitCode, tmp_path: Path) -> None:
    trial, error_code = TRIALS[code]
    done = trial(tmp_path)
    assert done.returncode == code, done.stderr
    assert error_code in done.stderr
    assert "Traceback" not in done.stderr


def test_the_table_of_exit_codes_has_each_that_there_is_and_no_other() -> None:
    table = ERRORS.read_text(encoding="utf-8").partition("| code |")[0]
    written = [int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)]
    assert written == sorted(ExitCode) == sorted(TRIALS)


@pytest.mark.parametrize("verbose", [False, True], ids=["in a line", "with its traceback"])
def test_an_error_that_nobody_expected_names_its_place(verbose: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    program = "import sys; from flows import cli; cli.app = lambda **_: {}['the bridge']; cli.main()"
    behave = "from flows.voice import behave; behave(verbose=True); " if verbose else ""
    done = subprocess.run(
        [sys.executable, "-c", behave + program, "status", "--json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ERRORS.parents[2])},
    )
    assert done.returncode == ExitCode.INTERNAL
    assert "internal error at <string>:1, please report it: KeyError: 'the bridge'" in done.stderr
    assert ("Traceback" in done.stderr) == verbose
    assert ("--verbose prints the traceback" in done.stderr) != verbose
    assert json.loads(done.stdout)["error_code"] == "WNW001"


@contextmanager
def slow_site() -> Iterator[tuple[str, Event]]:
    """Serve a page that never comes while the block runs; yield its address, and what is set when it was asked for."""
    asked, over = Event(), Event()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/robots.txt":
                asked.set()
                over.wait()
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/page.html", asked
    finally:
        over.set()
        server.shutdown()
        server.server_close()
