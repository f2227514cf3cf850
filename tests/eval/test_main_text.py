"""The figures gate: a change that loses main text, or keeps more beside it, on our own pages fails here."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import fmean

import pytest

from extractors.article import read_article
from extractors.records import Capture
from extractors.training.blocks.figures import page_f1
from tests.bench.extraction import interval

PAGES = Path(__file__).parent.parent / "pages"
# Two points below what was measured on 2026-11-27; a page may gain and the mean must not fall.
FLOORS = {
    "company-news": 0.865,
    "div-soup": 0.965,
    "documentation": 0.98,
    "filed-post": 0.98,
    "forum-thread": 0.765,
    "german-news": 0.92,
    "japanese-news": 0.98,
    "news-article": 0.98,
    "old-table-layout": 0.98,
    "product-page": 0.98,
    "short-post": 0.98,
}
MEAN_FLOOR = 0.96
# What the floors were measured on: pages and gold texts, in the order of their names.
DATA = "cbc9fefcfbfadcfc"


def figure(name: str) -> float:
    facts = json.loads((PAGES / name / "capture.json").read_text(encoding="utf-8"))
    body = (PAGES / name / "page.html").read_bytes()
    capture = Capture(
        url=facts["url"],
        final_url=facts["url"],
        status=facts["status"],
        headers=tuple((key, value) for key, value in facts["headers"]),
        body=body,
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
        sha256=sha256(body).hexdigest(),
    )
    return page_f1((PAGES / name / "gold.txt").read_text(encoding="utf-8"), read_article(capture).text)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_text_of_a_page_is_as_right_as_it_was(name: str) -> None:
    assert figure(name) >= FLOORS[name]


def test_the_text_of_all_pages_is_as_right_as_it_was() -> None:
    assert fmean(map(figure, FLOORS)) >= MEAN_FLOOR


def test_the_floors_were_measured_on_these_pages() -> None:
    digest = sha256()
    for name in sorted(FLOORS):
        for part in ("page.html", "gold.txt"):
            digest.update((PAGES / name / part).read_bytes())
    assert digest.hexdigest()[:16] == DATA


def test_every_page_with_a_gold_text_has_a_floor() -> None:
    told = {folder.parent.name for folder in PAGES.glob("*/gold.txt") if folder.read_text(encoding="utf-8").strip()}
    assert told == set(FLOORS)


def test_a_tool_is_no_better_than_itself() -> None:
    figures = [(0.5, 0.0, 0.0), (0.9, 0.0, 0.0), (1.0, 0.0, 0.0)]
    assert interval(figures, figures, rounds=50) == (0.0, 0.0, 0.0)


def test_an_interval_lies_around_what_a_tool_is_better_by() -> None:
    better = [(0.9, 0.0, 0.0), (0.8, 0.0, 0.0), (1.0, 0.0, 0.0), (0.7, 0.0, 0.0)]
    worse = [(0.5, 0.0, 0.0), (0.7, 0.0, 0.0), (0.6, 0.0, 0.0), (0.6, 0.0, 0.0)]
    difference, low, high = interval(better, worse, rounds=200)
    assert difference == pytest.approx(0.25)
    assert 0 < low < difference < high


def test_snippets_are_counted_over_all_pages() -> None:
    ours = [(3.0, 0.0, 0.0), (1.0, 1.0, 0.0)]
    theirs = [(1.0, 2.0, 2.0), (1.0, 1.0, 0.0)]
    difference, _, _ = interval(ours, theirs, rounds=20)
    assert difference == pytest.approx(8 / 9 - 4 / 9)
