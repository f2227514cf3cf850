"""In a real browser: keys, filters and buttons work, nothing is logged, and no request leaves the folder."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.look import dead_links, faults_of
from tests.browser import BROWSER, Tab, open_tab
from tests.warehouse.report import sample
from warehouse.report.build import build_report

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the report is not opened in a browser")


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with open_tab(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(fill_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    many = [
        sample.replace(sample.HERALD, url=f"https://site{number}.example/{number}", said=(), title=f"Story {number}")
        for number in range(12)
    ]
    leaves = (sample.FARM, sample.HERALD, sample.FIRST, sample.SECOND, sample.WALL, *many)
    snapshot = fill_warehouse(folder / "warehouse", leaves, sample.FAILURES)
    return build_report(snapshot, folder / "out", generated_at="2026-11-22").parent


def article(report: Path, words: str) -> Path:
    return next(path for path in (report / "a").iterdir() if words in path.read_text(encoding="utf-8"))


def shown(selector: str) -> str:
    return f"[...document.querySelectorAll({selector!r})].filter((e) => e.offsetParent !== null).length"


def test_no_page_logs_an_error_or_asks_for_anything_outside_its_folder(tab: Tab, report: Path) -> None:
    tab.log.clear()
    tab.requests.clear()
    paths = sorted(report.rglob("*.html"))
    for path in paths:
        tab.open(path)
    assert tab.log == []
    assert len(tab.requests) >= 3 * len(paths)
    assert [url for url in tab.requests if not url.startswith(report.as_uri())] == []


@pytest.mark.parametrize(
    ("key", "selector"), [("k", ".page .kept"), ("x", ".page .removed"), ("c", ".page .ref:not(.sig)")]
)
def test_a_key_hides_and_shows_again(tab: Tab, report: Path, key: str, selector: str) -> None:
    tab.open(article(report, "FakerPHP"))
    before = tab.js(shown(selector))
    assert before > 0
    tab.press(key)
    assert tab.js(shown(selector)) == 0
    tab.press(key)
    assert tab.js(shown(selector)) == before


def test_a_key_leaves_negated_claims_alone(tab: Tab, report: Path) -> None:
    tab.open(article(report, "FakerPHP"))
    tab.press("n")
    assert tab.js(shown("#claims tbody tr")) == tab.js(shown("#claims tbody tr.neg")) > 0


def test_keys_walk_through_marks_and_articles_and_up(tab: Tab, report: Path) -> None:
    tab.open(article(report, "FakerPHP"))
    tab.press("j")
    first = tab.js("document.querySelector('.ref.here').id")
    tab.press("j")
    assert tab.js("document.querySelector('.ref.here').id") != first
    tab.press("J")
    assert tab.js("document.querySelector('.ref.here').id") == first
    tab.press("u")
    tab.wait("location.pathname.includes('/s/') && document.readyState === 'complete'")
    tab.press("u")
    tab.wait("location.pathname.endsWith('/index.html')")


def test_brackets_lead_to_the_articles_beside(tab: Tab, report: Path) -> None:
    path = next(path for path in (report / "a").iterdir() if 'data-key="]"' in path.read_text(encoding="utf-8"))
    tab.open(path)
    tab.press("]")
    tab.wait(f"!location.pathname.endsWith({path.name!r}) && document.readyState === 'complete'")
    tab.press("[")
    tab.wait(f"location.pathname.endsWith({path.name!r})")


def test_the_question_mark_lists_the_keys(tab: Tab, report: Path) -> None:
    tab.open(article(report, "FakerPHP"))
    tab.press("?")
    assert tab.js("[...document.querySelectorAll('dialog kbd')].map((k) => k.textContent).join('')") == "kxcnsjJ[]u?"
    tab.js("document.querySelector('dialog button').click()")
    tab.wait("document.querySelector('dialog') === null")


def test_a_filter_leaves_the_rows_that_hold_its_words(tab: Tab, report: Path) -> None:
    tab.open(report / "index.html")
    assert tab.js(shown("#sources tbody tr")) > 9
    tab.js("document.querySelector('#sources input').focus()")
    for key in "site7":
        tab.press(key)
    assert tab.js(shown("#sources tbody tr")) == 1


def test_what_costs_points_chooses_the_articles_that_it_costs(tab: Tab, report: Path) -> None:
    farm = next(path for path in (report / "s").iterdir() if "<h1>mapfarm.example</h1>" in path.read_text("utf-8"))
    tab.open(farm)
    rows = shown("#articles tbody tr")
    before = tab.js(rows)
    tab.js("document.querySelector('a[data-filter]').click()")
    assert tab.js("document.querySelector('#articles input').value") == "generated author"
    assert 1 <= tab.js(rows) <= before
    tab.js("document.querySelector('#articles input').value = 'nothing of the kind'")
    tab.js("document.querySelector('#articles input').dispatchEvent(new Event('input'))")
    assert tab.js(rows) == 0


def test_a_head_sorts_its_column_both_ways(tab: Tab, report: Path) -> None:
    tab.open(report / "index.html")
    scores = "[...document.querySelectorAll('#sources tbody th')].map((h) => Number(h.dataset.order))"
    tab.js("document.querySelector('#sources th button').click()")
    rising = tab.js(scores)
    tab.js("document.querySelector('#sources th button').click()")
    assert rising == sorted(rising)
    assert tab.js(scores) == rising[::-1] or sorted(tab.js(scores)) == rising


def test_the_page_hands_itself_on_as_data(tab: Tab, report: Path) -> None:
    tab.open(article(report, "FakerPHP"))
    # A headless browser has no clipboard: what would go there is taken on the way.
    tab.js(
        "document.execCommand = () => { window.taken = document.querySelector('body > textarea').value; return true }"
    )
    tab.js("document.querySelector('.copy').click()")
    found = json.loads(tab.js("window.taken"))
    assert tab.js("document.querySelector('.copy').textContent") == "copied"
    assert found["score"] == "31"
    assert found["points"][0]["points"] == "100"
    assert "negative" in {claim["polarity"].split("“")[0].removeprefix("✗ ") for claim in found["claims"]}
    assert "winnow-20261122" in found["evidence"]["WARC record"]


def test_a_link_to_a_claim_arrives_on_whatever_part_it_stands(
    tab: Tab, fill_warehouse: Callable[..., Path], tmp_path: Path
) -> None:
    text = "The <harbour> of Norvik & its quay are a place of salt. " * 12
    said = "Norvik is part of Halland"
    blocks = [*(("content", f"{number}. {text}", "") for number in range(300)), ("content", f"{said}.", "")]
    leaf = sample.replace(sample.HERALD, blocks=blocks)
    folder = build_report(fill_warehouse(tmp_path / "w", (leaf,)), tmp_path / "out", generated_at="2026-11-22").parent
    first = min((folder / "a").iterdir(), key=lambda path: len(path.name))
    tab.call("Page.navigate", url=f"{first.as_uri()}#c1")
    tab.wait("document.getElementById('c1') !== null && document.readyState === 'complete'")
    assert tab.js("location.pathname").endswith("-2.html")
    assert list(dead_links(tab, first.with_name(f"{first.stem}-2.html"))) == []


# The last two change the size and theme of the window.
def test_every_page_looks_right_wide_and_narrow_light_and_dark(tab: Tab, report: Path) -> None:
    found = {path.name: [*faults_of(tab, report, path), *dead_links(tab, path)] for path in report.rglob("*.html")}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_page_that_looks_wrong_is_told(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text(
        "<style>#wide { width: 3000px } #pale { color: #aaa } #over { margin-bottom: -2em }"
        " #cut { width: 4em; overflow: hidden; white-space: nowrap }</style>"
        "<main><h1>Mill</h1><h3>Wheel</h3><section id=none><h2>Weir</h2></section><div id=wide>wide</div>"
        "<p id=pale>pale</p><div id=cut>more than has room</div><p id=over>over</p><p>under</p>"
        "<p id=pale><a href=gone.html>gone</a><a href='#gone'>gone</a></main>"
    )
    found = "\n".join([*faults_of(tab, tmp_path, page), *dead_links(tab, page)])
    for told in (
        *("1280: wider than the window", "390: wider", "contrast 2.32: p#pale", "clipped: div#cut"),
        *("empty: section#none", "a heading of level 3 under one of 1", "overlaps the next", "the id pale twice"),
        *("a link to no file: gone.html", "a link to no place: #gone"),
    ):
        assert told in found
