"""A line for machines is JSON, short, and moves no cursor, whatever a page says."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import voice
from flows.run.progress import Lines, PageTold
from flows.voice import Level, Line, LogFormat, Manner, behave, say


@pytest.fixture(autouse=True)
def machines() -> Iterator[None]:
    before = voice.manner()
    behave(log_format=LogFormat.JSON)
    yield
    voice._CURRENT[0] = before


@given(st.text(), st.text())
def test_any_words_make_one_valid_line(url: str, message: str) -> None:
    line = str(Line(message=message, url=url))
    assert line.isprintable()
    assert json.loads(line)["event"] == "note"


def test_one_page_logs_less_than_8_kb(capfd: pytest.CaptureFixture[str]) -> None:
    hostile = '"\\\x1b]0;é' * 100_000
    for event in ("fetch", "read"):
        Lines().page(
            PageTold(event=event, url=f"https://herald.example/{hostile}", host=hostile, outcome="broken", why=hostile)
        )
    said = capfd.readouterr().err
    assert len(said.splitlines()) == 2
    assert len(said.encode()) <= 8_192
    for line in said.splitlines():
        json.loads(line)


def test_quiet_leaves_what_goes_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    behave(quiet=True)
    say(Line(message="on the way"))
    say(Line(message="a page is lost", level=Level.WARNING))
    said = capsys.readouterr().err.splitlines()
    assert [json.loads(line)["message"] for line in said] == ["a page is lost"]


def test_progress_has_its_numbers_as_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    Lines().advance("read", 9, 9)
    told = json.loads(capsys.readouterr().err)
    assert (told["event"], told["stage"], told["done"], told["total"]) == ("progress", "read", 9, 9)


def test_a_process_speaks_in_words_unless_told() -> None:
    assert not Manner().is_json
