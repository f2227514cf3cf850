"""Rows on a terminal fit it, and rows for programs say which version they have."""

import json

import pytest

from flows.commands.print_rows import print_first_rows, print_rows
from flows.commands.versions import SCHEMA_VERSION


def test_rows_for_programs_name_their_version_and_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(("site", "score"), [("herald.example", 96)], form="json")
    assert json.loads(capsys.readouterr().out) == {
        "schema_version": SCHEMA_VERSION,
        "columns": ["site", "score"],
        "rows": [{"site": "herald.example", "score": 96}],
    }


def test_an_answer_without_rows_still_names_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(("site",), [], form="json")
    found = json.loads(capsys.readouterr().out)
    assert (found["columns"], found["rows"]) == (["site"], [])


def test_many_rows_are_cut_to_the_first_with_a_count(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(f"site{number}.example", number) for number in range(1_240)]
    print_first_rows(("site", "score"), rows, most=3, rest="winnow sql …")
    printed = capsys.readouterr().out
    assert "site2.example" in printed
    assert "site3.example" not in printed
    assert "and 1,237 more: winnow sql …" in printed


def test_a_row_is_one_line_where_words_are_too_long_for_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_first_rows(("site", "claims"), [("a-very-long-name-of-a-site." * 4 + "example", 1_234_567)], most=5, rest="")
    lines = [line for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert len(lines) == 3
    assert "1234567" in lines[-1]
    assert all(len(line) <= 40 for line in lines)
