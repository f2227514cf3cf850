import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from flows.cli import app

WINNOW = Path(sys.executable).with_name("winnow")
# The promise is half a second on an idle core; CPU time stays true on a busy one.
HELP_CPU_S = 0.5
HEAVY = {"prefect", "spacy", "duckdb", "pyarrow", "numpy", "bs4", "lxml", "httpx", "pydantic", "jinja2"}


def run(*arguments: str, stdin: str = "", cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [WINNOW, *arguments], input=stdin, capture_output=True, text=True, timeout=120, check=False, cwd=cwd
    )


def commands() -> list[str]:
    """Return what can be typed before --help: nothing, a command, a command of a group."""
    found, waiting = [], [("", typer.main.get_command(app))]
    while waiting:
        name, command = waiting.pop()
        found.append(name)
        inner = getattr(command, "commands", {})
        waiting += [(f"{name} {each}".strip(), made) for each, made in inner.items()]
    return sorted(found)


@pytest.mark.parametrize("command", commands())
def test_help_answers_at_once(command: str) -> None:
    assert min(help_cpu_s(command) for _ in range(2)) < HELP_CPU_S  # the first may find a cold disk


def help_cpu_s(command: str) -> float:
    before = children_cpu_s()
    assert run(*command.split(), "--help").returncode == 0
    return children_cpu_s() - before


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("winnow che", "check"), ("winnow run --wo", "--workers"), ("winnow rules l", "list\nlint")],
)
def test_the_shell_completes_commands_and_options(typed: str, completed: str) -> None:
    asked = {"_WINNOW_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    done = subprocess.run(
        [WINNOW], env={**os.environ, **asked}, capture_output=True, text=True, timeout=120, check=True
    )
    assert sorted(done.stdout.split()) == sorted(completed.split())


def test_colours_can_be_switched_off_for_every_command() -> None:
    coloured = subprocess.run(
        [WINNOW, "--no-color", "rules"],
        env={**os.environ, "FORCE_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "\x1b[3" not in coloured.stdout


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", WINNOW, "--help"], capture_output=True, text=True, check=True
    )
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert imported & HEAVY == set()
    assert "typer" in imported


def children_cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check", "nowhere.html"], 2, "nowhere.html: no such file"),
        (["check", "http://127.0.0.1:9/"], 5, "127.0.0.1"),
        (["check", "http://missing.invalid/"], 4, "missing.invalid"),
        (["run"], 2, "no source to run"),
        (["load", "https://herald.example/"], 2, "load takes"),
        (["label"], 1, "nothing is published"),
        (["forget", "Full Name", "--yes"], 2, "there is no warehouse"),
        (["run", "no-such-folder/"], 2, "no-such-folder"),
        (["run", "--config", "none.toml"], 2, "none.toml"),
        (["sql", "select 1"], 1, "nothing is published"),
        (["report", "--since", "tomorrow"], 1, "nothing is published"),
        (["check", "."], 2, "winnow load ."),
        (["status", "-w", "a-file"], 2, "a-file: is a file; a warehouse is a folder"),
        (["init", "a-file"], 2, "a-file: is a file; name a folder"),
        (["init", "a-file/in-it"], 2, "not a directory"),
        (["crawl", "https://herald.example/", "--since", "tomorrow"], 2, "2026-10-01"),
        (["run", "https://herald.example/", "--since", "tomorrow"], 2, "2026-10-01"),
        (["replay", "--model", "no-such-pipeline"], 1, "no such installed package"),
        (["deploy"], 2, "`winnow init` writes one"),
        (["frobnicate"], 2, "frobnicate"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_mistakes_are_one_clear_line(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_unknown_setting_is_named_with_the_nearest_known(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text("dealy_s = 2\n")
    done = run("run", "https://herald.example/", cwd=tmp_path)
    assert done.returncode == 2
    assert "dealy_s" in done.stderr
    assert "delay_s" in done.stderr


def test_init_and_add_tell_as_json_what_they_wrote(tmp_path: Path) -> None:
    assert json.loads(run("init", "--json", cwd=tmp_path).stdout) == {"schema_version": 1, "settings": "winnow.toml"}
    told = json.loads(run("add", "https://herald.example/sitemap.xml", "--json", cwd=tmp_path).stdout)
    assert (told["kind"], told["location"]) == ("sitemap", "https://herald.example/sitemap.xml")


def test_init_and_add_make_a_settings_file_that_loads(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).returncode == 0
    assert run("add", "https://herald.example/sitemap.xml", "--max-pages", "5", cwd=tmp_path).returncode == 0
    again = run("add", "https://herald.example/sitemap.xml", cwd=tmp_path)
    assert again.returncode == 2
    assert "already" in again.stderr
    assert 'kind = "sitemap"' in (tmp_path / "winnow.toml").read_text()
