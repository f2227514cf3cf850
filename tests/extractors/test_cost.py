"""Does reading a page cost what it should, counted in bare parses of the same page and not in seconds?"""

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest
from lxml import etree

from extractors.article import read_article
from extractors.page.blocks import split_page
from extractors.page.parse import parse_html
from extractors.records import Capture

PAGES = Path(__file__).parents[1] / "pages"
ROUNDS = 5
# CPU of winnow beside libxml2's own walk over the same bytes: 7 for parse and split and 90 for a whole article on the
# bundled pages, which are small (a soup of every element: 11 and 104). Three times as much fails.
MAX_SPLIT_SHARE = 21
MAX_ARTICLE_SHARE = 270


@pytest.fixture(scope="module")
def markups() -> list[str]:
    return [path.read_text(encoding="utf-8", errors="replace") for path in sorted(PAGES.glob("*/page.html"))]


def cpu_of(work: Callable[[str], object], markups: list[str]) -> float:
    """Return the CPU seconds of the fastest of some rounds over all pages: other processes can only slow one down."""
    return min(_round(work, markups) for _ in range(ROUNDS))


def _round(work: Callable[[str], object], markups: list[str]) -> float:
    gc.collect()
    started = process_time()
    for markup in markups:
        work(markup)
    return process_time() - started


def bare_parse(markup: str) -> int:
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser=etree.HTMLParser(encoding="utf-8"))
    return sum(1 for _ in root.iter())


def read(markup: str) -> object:
    body = markup.encode("utf-8", "replace")
    return read_article(
        Capture(
            url="https://mill.example/a",
            final_url="https://mill.example/a",
            body=body,
            fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
            sha256=sha256(body).hexdigest(),
        )
    )


def test_splitting_a_page_costs_a_few_bare_parses(markups: list[str]) -> None:
    share = cpu_of(lambda markup: split_page(parse_html(markup)), markups) / cpu_of(bare_parse, markups)
    assert share <= MAX_SPLIT_SHARE


def test_reading_an_article_costs_some_dozen_bare_parses(markups: list[str]) -> None:
    share = cpu_of(read, markups) / cpu_of(bare_parse, markups)
    assert share <= MAX_ARTICLE_SHARE
