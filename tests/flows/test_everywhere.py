"""What holds for every command: before its name or after it, what is said and how, and what may leave the machine."""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import typer

from flows.cli import app

WINNOW = Path(sys.executable).with_name("winnow")
PAGE = "<html><head><title>The bridge</title></head><body><p>The bridge at Brenholt is closed.</p></body></html>"


def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [WINNOW, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", **(env or {})},
    )


def leaves(command: object) -> list[object]:
    inner = getattr(command, "commands", None)
    return [leaf for each in inner.values() for leaf in leaves(each)] if inner else [command]


def test_every_command_takes_what_holds_for_all() -> None:
    for command in leaves(typer.main.get_command(app)):
        taken = {name for parameter in command.params for name in parameter.opts}  # type: ignore[attr-defined] # a command
        wanted = {"--json", "--quiet", "--verbose", "--offline", "--log-format", "--no-color"}
        assert wanted <= taken, command.name  # type: ignore[attr-defined] # as above


@pytest.mark.parametrize(
    "arguments",
    [["status", "--json", "-w", "here"], ["--json", "-w", "here", "status"], ["-w", "here", "status", "--json"]],
    ids=["after", "before", "both"],
)
def test_options_stand_before_the_command_or_after_it(arguments: list[str], tmp_path: Path) -> None:
    assert json.loads(run(*arguments, cwd=tmp_path).stdout)["warehouse"] == "here"


def test_settings_named_before_the_command_win_over_the_variable(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('warehouse = "mine"\n')
    done = run("--config", "mine.toml", "status", cwd=tmp_path, env={"WINNOW_CONFIG": "other.toml"})
    assert "warehouse mine" in done.stdout


def test_an_option_that_a_command_has_no_use_for_is_refused(tmp_path: Path) -> None:
    done = run("--warehouse", "here", "init", cwd=tmp_path)
    assert done.returncode == 2
    assert "takes no --warehouse" in done.stderr
    assert not (tmp_path / "winnow.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error_code"),
    [
        (["sql", "select 1", "--json"], 1, "WNW300"),
        (["--json", "why", "https://herald.example/"], 1, "WNW300"),
        (["run", "--json"], 2, "WNW100"),
        (["extract", "--config", "none.toml", "--json"], 2, "WNW100"),
        (["statsu", "--json"], 2, "WNW100"),
        (["sql", "--jsn", "--json"], 2, "WNW100"),
        (["check", "--json"], 2, "WNW100"),
        (["check", "http://127.0.0.1:9/", "--json"], 5, "WNW400"),
        (["check", "https://herald.example/", "--offline", "--json"], 5, "WNW400"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_program_that_asks_for_json_gets_its_error_as_json(
    arguments: list[str], exit_code: int, error_code: str, tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    told = json.loads(done.stdout)
    assert done.returncode == told["exit_code"] == exit_code
    assert (told["schema_version"], told["error_code"]) == (1, error_code)
    assert told["error"]


def test_log_lines_for_machines_have_time_level_event_host_and_url(tmp_path: Path) -> None:
    done = run("check", "http://127.0.0.1:9/", "--log-format", "json", cwd=tmp_path)
    fetch, error = (json.loads(line) for line in done.stderr.splitlines())
    assert {"time", "level", "event", "host", "url", "outcome", "message"} <= fetch.keys()
    assert (fetch["event"], fetch["level"], fetch["host"]) == ("fetch", "warning", "127.0.0.1")
    assert (error["event"], error["level"], error["code"]) == ("error", "error", "WNW400")


def test_the_settings_can_choose_the_log_lines(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text('log_format = "json"\n')
    assert json.loads(run("run", cwd=tmp_path).stderr)["code"] == "WNW100"


class _Herald(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def herald(tmp_path: Path) -> "tuple[str, list[str]]":
    """Serve one page; yield its address, and the paths that were asked for."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Herald,), {"asked": asked}))
    Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    (tmp_path / "winnow.toml").write_text(f'allow_net = ["127.0.0.1/32"]\nallow_ports = [{port}]\ndelay_s = 0\n')
    yield f"http://127.0.0.1:{port}/bridge.html", asked
    server.shutdown()
    server.server_close()


def test_verbose_says_what_is_fetched_of_which_source_and_why(herald: "tuple[str, list[str]]", tmp_path: Path) -> None:
    url, _ = herald
    said = run("crawl", url, "--verbose", cwd=tmp_path).stderr
    line = next(line for line in said.splitlines() if url in line)
    assert line.startswith(f"winnow: fetched  {url} (")
    assert "200" in line
    assert "of 127.0.0.1" in line


def test_who_asks_sites_of_others_without_a_contact_is_told(herald: "tuple[str, list[str]]", tmp_path: Path) -> None:
    url, _ = herald
    assert "no contact is set" in run("crawl", url, cwd=tmp_path).stderr
    (tmp_path / "page.html").write_text(PAGE)
    assert "contact" not in run("crawl", "page.html", cwd=tmp_path).stderr


def test_a_list_that_cannot_be_had_is_named_at_once(herald: "tuple[str, list[str]]", tmp_path: Path) -> None:
    url, _ = herald
    done = run("crawl", f"sitemap:{url}", cwd=tmp_path)
    assert "names no pages" in done.stderr
    assert done.stdout == "fetched  1 listed\n"


def test_offline_no_connection_leaves(herald: "tuple[str, list[str]]", tmp_path: Path) -> None:
    url, asked = herald
    for arguments in (["check", url], ["crawl", url], ["run", url]):
        done = run(*arguments, "--offline", cwd=tmp_path)
        assert done.returncode == 5, arguments
        assert url in done.stderr
        assert "offline" in done.stderr
    assert asked == []


def test_offline_files_are_read_and_web_sources_named(herald: "tuple[str, list[str]]", tmp_path: Path) -> None:
    url, asked = herald
    (tmp_path / "page.html").write_text(PAGE)
    done = run("crawl", url, "page.html", "--offline", "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["fetch_outcomes"] == {"fetched": 1}
    assert f"offline: {url} is left out" in done.stderr
    assert asked == []


def test_quiet_says_nothing_but_what_goes_wrong(herald: "tuple[str, list[str]]", tmp_path: Path) -> None:
    url, _ = herald
    assert run("--quiet", "crawl", url, cwd=tmp_path).stderr == ""
    assert "WNW100" in run("--quiet", "crawl", "no-such-folder/", cwd=tmp_path).stderr
