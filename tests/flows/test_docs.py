"""What the documents say can be typed is there, and every error code is explained."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from flows.cli import app
from flows.error_codes import ERROR_CODES, INTERNAL, STOPPED, error_code_of
from flows.exit_codes import ExitCode, exit_code_of

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "flows" / "docs").glob("*.md")))
ERRORS = (ROOT / "flows" / "docs" / "errors.md").read_text(encoding="utf-8")
# A command as it is written: alone on an indented line, or in backticks.
LINE = re.compile(r"^    (?:\S*/)?(winnow [a-z].*)$|`(?:\S*/)?(winnow [a-z][^`]*)`", re.MULTILINE)


def commands() -> list[tuple[str, str]]:
    """Return every command that a document shows, with its document."""
    found = []
    for path in DOCUMENTS:
        for line, inline in LINE.findall(path.read_text(encoding="utf-8")):
            found.append((path.name, (line or inline).replace("\\|", "|")))
    return found


def words_of(command: str) -> list[str]:
    """Return what the shell would hand over: without comment, pipe or redirection."""
    plain = re.sub(r"\s+[<>].*$", "", re.sub(r"\s+#.*$", "", command)).partition(" | ")[0]
    if plain.count('"') % 2:  # it goes on in the next line
        plain += '"'
    return shlex.split(plain.replace("…", "x"))[1:]


@pytest.mark.parametrize(("document", "command"), commands())
def test_a_command_is_written_as_the_parser_takes_it(document: str, command: str) -> None:
    group = typer.main.get_command(app)
    words = words_of(command)
    assert words[0] in group.commands, f"{document}: {command}"  # type: ignore[attr-defined] # a group has commands
    known = group.commands[words[0]]  # type: ignore[attr-defined] # as above
    if len(words) > 1:  # `winnow rules lint`: a command of a group
        known = getattr(known, "commands", {}).get(words[1], known)
    options = {name for parameter in known.params for name in (*parameter.opts, *parameter.secondary_opts)}
    for word in words[1:]:
        if word.startswith("--"):
            assert word.partition("=")[0] in {*options, "--help"}, f"{document}: {command}"


def test_every_command_is_in_the_table_of_commands() -> None:
    text = (ROOT / "flows" / "docs" / "commands.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in typer.main.get_command(app).commands:  # type: ignore[attr-defined] # a group has commands
        assert f"winnow {name}" in text + readme, name


@pytest.mark.parametrize("code", sorted({INTERNAL, STOPPED, *(code for _, code in ERROR_CODES)}))
def test_every_error_code_is_explained(code: str) -> None:
    row = re.search(rf"^\| {code} \| (\d+) \| .{{10,}} \| .{{5,}} \|$", ERRORS, re.MULTILINE)
    assert row is not None, code
    assert int(row[1]) in set(ExitCode)


def test_the_exit_code_in_the_document_is_the_one_that_is_left_with() -> None:
    written = dict(re.findall(r"^\| (WNW\d{3}) \| (\d+) \|", ERRORS, re.MULTILINE))
    for kind, code in ERROR_CODES:
        error = kind.__new__(kind)
        if error_code_of(error) == code and not code.startswith("WNW20"):  # pages do not end a command
            assert int(written[code]) == exit_code_of(error), code


def test_no_code_is_explained_that_no_error_has() -> None:
    assert set(re.findall(r"^\| (WNW\d{3})", ERRORS, re.MULTILINE)) == {
        INTERNAL,
        STOPPED,
        *(code for _, code in ERROR_CODES),
    }


def test_every_command_shows_examples_in_its_help() -> None:
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined] # a group
        assert f"winnow {name}" in (command.epilog or ""), name
