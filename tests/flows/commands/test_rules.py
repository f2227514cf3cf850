"""What is measured can be looked up, with its price and its reason."""

import json
from datetime import UTC, datetime

import pytest
from rich.console import Console

from extractors.errors import SettingsError
from extractors.records import Article, Capture, Grade, Metadata, PageClass, Reading, Score, Signal, Span
from extractors.signals.filters import load_filters
from extractors.signals.weights import load_weights
from flows.commands.check_view import show_reading
from flows.commands.rules import show_rules


def test_every_signal_and_filter_is_listed_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    show_rules(None, rules=None, config=None, as_json=True)
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["signal"] for row in rows] == [*load_weights(), *load_filters()]
    assert all(row["definition"] and row["why"] and row["source"] for row in rows)


def test_a_limit_that_fails_itself_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    show_rules("fineweb_line_punct_ratio", rules=None, config=None, as_json=True)
    assert json.loads(capsys.readouterr().out)["rows"][0]["why"] == "passes: over 0.12"


def test_a_mistyped_signal_is_answered_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match="did you mean keyword_stuffing"):
        show_rules("keyword stufing", rules=None, config=None, as_json=False)


def test_an_explained_score_shows_its_words_and_its_price(capsys: pytest.CaptureFixture[str]) -> None:
    line = Signal(
        name="filler", value=20.0, threshold=12.0, points=-5, reason="2 phrases", rule="filler.1",
        spans=(Span(start=0, end=6), Span(start=8, end=10)),
    )  # fmt: skip
    article = Article(
        url="-", text="", page_text="Indeed, so", page_class=PageClass.ARTICLE, metadata=Metadata(), blocks=()
    )
    capture = Capture(url="-", final_url="-", body=b"", fetched_at=datetime.now(UTC), sha256="")
    reading = Reading(
        capture=capture,
        article=article,
        signals=(line,),
        score=Score(value=95, grade=Grade.A, lines=(line,)),
        claims=None,
    )
    show_reading(Console(width=120), "page.html", reading, seconds=0.1, explain=True)
    printed = capsys.readouterr().out
    assert "“Indeed”" in printed
    assert "measured 20, costs from 12; filler.1" in printed
    assert load_weights()["filler"].why.split(";")[0] in " ".join(printed.split())
