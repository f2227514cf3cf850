"""What strangers write reaches a log as one short line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.plain import MOST_BYTES, plain
from flows.run.progress import Lines


@given(st.text())
def test_any_text_is_one_line_of_printed_characters(text: str) -> None:
    assert plain(text).isprintable()
    assert len(plain(text).encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    "text", ["\x1b]0;title\x07", "a\r\nwinnow: done", "\x9b2J", "\u202eelpmaxe", "\ud800", "\x00"], ids=ascii
)
def test_what_would_move_the_cursor_or_forge_a_line_is_spelled(text: str) -> None:
    assert "\\" in plain(text)


def test_a_page_cannot_fill_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    lines = Lines()
    lines.advance("read", 1, 9, "https://herald.example/" + "é" * 900_000 + "\nwinnow: run complete")
    lines.note("https://herald.example/" + "a" * 900_000)
    said = capfd.readouterr().err
    assert len(said.encode()) < 8_192
    assert len(said.splitlines()) == 2


def test_words_of_any_script_stay_as_they_are() -> None:
    assert plain("Käse, 東京, عربي") == "Käse, 東京, عربي"
