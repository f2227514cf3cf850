"""Every command in README and documents that needs no network runs as it is written."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.errors import PolicyError
from flows.cli import app
from tests.flows.commands import stock
from tests.flows.test_docs import ROOT, commands, words_of

WINNOW = Path(sys.executable).with_name("winnow")
# What these do is elsewhere: they fetch, run the whole flow, or serve until they are stopped.
ELSEWHERE = {"run", "replay", "deploy", "demo", "crawl", "load", "diff"}
# Words that stand for something of the reader's own.
STANDS_FOR = {"ENTITY", "NAME", "URL", "URL|CLAIM", "URL|FILE|WARC|-", "SOURCE", "EMAIL|URL|PERSON", "x"}
REFUSED = {"winnow check http://10.0.0.1/"}  # shown for its exit code
QUESTION = re.compile(r"^\d+\. [^\n`]*`((?:from|select) [^`]+)`", re.MULTILINE)


def offline() -> list[str]:
    """Return the commands that say all they need."""
    found = []
    for _, command in commands():
        words = words_of(command)
        if words[0] in ELSEWHERE or "--open" in words or STANDS_FOR & set(words) or "|" in command.split("<")[0]:
            continue
        if command.count('"') % 2 and "#" not in command:
            continue  # it goes on in the next line
        if len(words) > 1 or words[0] in {"init", "status", "doctor", "report", "rules"} or " < " in command:
            found.append(command)
    return sorted(set(found))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    stock.stock(folder / "winnow-demo")
    (folder / "winnow.toml").write_text('warehouse = "winnow-demo"\n[keep_days]\nfailure = 90\n')
    (folder / "page.html").write_text(stock.PAGES[stock.QUAY])
    (folder / "rules.toml").write_text((ROOT / "flows" / "data" / "rules.toml").read_text(encoding="utf-8"))
    (folder / "question.sql").write_text("from sources")
    (folder / "pages.jsonl").write_text(json.dumps({"id": "1", "html": stock.PAGES[stock.QUAY]}))
    (folder / "texts.jsonl").write_text(json.dumps({"id": "1", "text": "Norvia is no ally of Estmark."}))
    queue = "kind,url,quote,found,wanted,note,context,target,body_sha256\n"
    (folder / "judged.csv").write_text(f"{queue}author,{stock.QUAY},by,person,person,,,,00\n")
    return folder


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@pytest.mark.parametrize("command", offline())
def test_a_command_runs_as_it_is_written(command: str, place: Path, tmp_path: Path) -> None:
    words = words_of(command)
    # A file of settings or rules stands only once.
    folder = tmp_path if words[0] == "init" or words[:2] == ["rules", "new"] else place
    plain = re.sub(r"\s+#.*$", "", command)
    if "<" in plain:
        done = subprocess.run(
            plain.replace("winnow", str(WINNOW), 1), shell=True, cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return
    if words[0] == "forget" and "--yes" not in words:
        words.append("--yes")
    with inside(folder):
        result = CliRunner().invoke(app, words, input="q\n")
    if words[0] == "add" and "already" in str(result.exception):
        return  # two documents add the same source
    if command in REFUSED:
        assert isinstance(result.exception, PolicyError)
        return
    assert result.exception is None or isinstance(result.exception, SystemExit), (command, result.exception)
    assert result.exit_code == 0, (command, result.output)


def test_a_document_shows_commands_of_every_kind() -> None:
    first = {words_of(command)[0] for command in offline()}
    assert first >= {"export", "label", "forget", "check", "extract", "claims", "init", "add"}


@pytest.mark.parametrize("question", QUESTION.findall((ROOT / "README.md").read_text(encoding="utf-8")))
def test_a_question_of_the_readme_is_answered(question: str, place: Path) -> None:
    with inside(place):
        result = CliRunner().invoke(app, ["sql", question, "--json"])
    assert result.exit_code == 0, result.output
