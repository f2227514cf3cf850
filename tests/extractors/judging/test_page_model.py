import numpy as np
import pytest

from extractors.judging.features import COLUMNS, Measured, measure_blocks
from extractors.judging.page_model import LEARNT_CLASSES, MIN_CHARS, likely_class, page_row
from extractors.page.blocks import split_page
from extractors.page.hints import PageHints
from extractors.page.parse import parse_html
from extractors.records import PageClass

STORY = "".join(
    f"<p>On day {day} the ferrymen of Skelm counted their boats, mended two of them and went home before dark.</p>"
    for day in range(1, 40)
)


def measured(html: str, *, declared: PageClass | None = None, url: str = "https://skelm.example/a/b") -> Measured:
    return measure_blocks(split_page(parse_html(html)), PageHints(title="Skelm", url=url, declared=declared))


def test_a_long_story_is_an_article() -> None:
    page = measured(f"<main><article><h1>Boats of Skelm</h1>{STORY}</article></main>")
    assert likely_class(page, None) is PageClass.ARTICLE


@pytest.mark.parametrize("declared", [PageClass.FORUM, PageClass.PRODUCT, PageClass.DOCUMENTATION])
def test_a_page_of_few_words_is_what_it_declares(declared: PageClass) -> None:
    page = measured("<h1>Boats</h1><p>Two boats are left.</p>", declared=declared)
    assert page.size.sum() < MIN_CHARS
    assert likely_class(page, declared) is declared


def test_a_page_without_blocks_is_of_no_class() -> None:
    assert likely_class(measured(""), None) is None


def test_hidden_blocks_do_not_speak_for_a_page() -> None:
    shown = measured(f"<main><h1>Boats</h1>{STORY}</main>")
    page = measured(f"<main><h1>Boats</h1>{STORY}</main><div hidden><p>Not shown at all.</p></div>")
    text = [column for column, name in enumerate(COLUMNS) if name == "link_share"]
    count = len(page_row(page, page.matrix)[0]) - len(COLUMNS)
    means = [page_row(each, each.matrix)[0, count + np.array(text)] for each in (shown, page)]
    assert np.allclose(*means)
    assert set(LEARNT_CLASSES) < set(PageClass)
