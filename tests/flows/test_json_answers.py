"""Every command answers `--json` with JSON that names its version, in good and in ill, and with nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.commands.versions import SCHEMA_VERSION
from tests.flows.commands import stock

WINNOW = Path(sys.executable).with_name("winnow")
W = ("-w", "w")
RULES_OK = ("rules", "list")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with settings, a page and a warehouse."""
    folder = tmp_path_factory.mktemp("json")
    stock.stock(folder / "w")
    (folder / "page.html").write_text(stock.PAGES[stock.QUAY])
    (folder / "mine").mkdir()
    (folder / "mine" / "winnow.toml").write_text('[[source]]\nlocation = "https://herald.example/"\n')
    return folder


def run(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [WINNOW, *arguments, "--json"],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80"},
    )


@pytest.mark.parametrize(
    ("arguments", "has"),
    [
        (("--version",), "version"),
        (("init", "new"), "settings"),
        (("add", "https://gazette.example/feed.xml", "--every", "6h", "-c", "mine/winnow.toml"), "schedule"),
        (("crawl", "--dry-run", "-c", "mine/winnow.toml"), "sources"),
        (("crawl", "page.html", "-w", "other"), "fetch_outcomes"),
        (("check", "page.html"), "score"),
        (RULES_OK, "rows"),
        (("sql", "from sources", *W), "rows"),
        (("sql", "from sources", "--parquet", "sources.parquet", *W), "rows"),
        (("why", stock.QUAY, *W), "rows"),
        (("why", "https://herald.example/quai.html", *W), "rows"),
        (("claims-about", "Norvik", *W), "rows"),
        (("diff", stock.QUAY, *W), "rows"),
        (("export", "articles", "articles.csv", *W), "files"),
        (("label", "--queue", "queue.csv", *W), "file"),
        (("label", "--export", "labels.csv", *W), "file"),
        (("label", "--measure", *W), "rows"),
        (("report", "--out", "report", *W), "index"),
        (("status", *W), "runs"),
        (("forget", "nobody@mail.example", "--yes", "-c", "w.toml"), "receipt"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_the_answer_is_one_value_with_its_version(arguments: tuple[str, ...], has: str, folder: Path) -> None:
    (folder / "w.toml").write_text('warehouse = "w"\n')
    done = run(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["schema_version"] == SCHEMA_VERSION
    assert has in told or has == "receipt"


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "mine"),
        ("add", "https://herald.example/", "-c", "mine/winnow.toml"),
        ("add", "https://herald.example/x", "--every", "soon", "-c", "mine/winnow.toml"),
        ("check", "none.html"),
        ("crawl", "none"),
        ("run", "none"),
        ("load", "none.jsonl"),
        ("replay", "--model", "none"),
        ("deploy",),
        ("demo", "--none"),
        ("extract", "-c", "none.toml"),
        ("claims", "-c", "none.toml"),
        ("sql", "selec 1", *W),
        ("sql", "select 1", "--csv", *W),
        ("why", stock.QUAY),
        ("claims-about", "Norvik"),
        ("diff", stock.QUAY),
        ("export", "artcles", "out.csv", *W),
        ("label", "--kind", "none", *W),
        ("report", "--source", "none.example", "--out", "r", *W),
        ("status", "-c", "none.toml"),
        ("doctor", "-c", "none.toml"),
        ("forget", "Nobody"),
        ("rules", "list", "none"),
    ],
    ids=" ".join,
)
def test_what_goes_wrong_is_one_value_too(arguments: tuple[str, ...], folder: Path) -> None:
    done = run(*arguments, cwd=folder)
    told = json.loads(done.stdout)
    assert (told["schema_version"], told["exit_code"]) == (SCHEMA_VERSION, done.returncode)
    assert done.returncode != 0
    assert told["error"]
    assert told["error_code"].startswith("WNW")
    assert "Traceback" not in done.stderr


def test_what_was_forgotten_is_not_kept_in_the_name_of_who_forgot(folder: Path) -> None:
    done = run("forget", "odd@mill.example", "--yes", "-c", "w.toml", cwd=folder)
    assert done.returncode == 0, done.stdout
    assert not any(b"odd@mill.example" in path.read_bytes() for path in (folder / "w").rglob("*") if path.is_file())
