import numpy as np
import pytest

from extractors.judging.features import COLUMNS, measure_blocks, title_row
from extractors.page.blocks import SplitPage, split_page
from extractors.page.hints import PageHints
from extractors.page.kinds import Kind, kinds_of
from extractors.page.parse import parse_html

PROSE = "The miller of Selm closed the sluice, counted the sacks, and walked home along the dry side of the canal."


def column(html: str, name: str, title: str = "The mill of Selm") -> dict[str, float]:
    split = split_page(parse_html(html))
    measured = measure_blocks(split, PageHints(title=title))
    values = measured.matrix[:, COLUMNS.index(name)]
    return {block.text: float(value) for block, value in zip(split.blocks, values, strict=True)}


def split(html: str) -> SplitPage:
    return split_page(parse_html(html))


@pytest.mark.parametrize(
    ("words", "spoken", "silent"),
    [
        ("post-12 post type-post hentry category-for-discussion tag-share", Kind.CONTENT, Kind.COMMENTS | Kind.SHARE),
        ("entry-category-advertising entry", Kind.CONTENT, Kind.ADVERT),
        ("content no-sidebar has-comments", Kind.CONTENT, Kind.SIDEBAR | Kind.COMMENTS),
        ("post comments-open", Kind.CONTENT, Kind.COMMENTS),
        ("widget Blog", Kind(0), Kind.SIDEBAR),
        ("widget BlogArchive", Kind.SIDEBAR, Kind.BODY),
        ("category-list", Kind(0), Kind.BODY),
        ("comments", Kind.COMMENTS, Kind.CONTENT),
    ],
)
def test_what_a_post_is_filed_under_is_not_what_it_is(words: str, spoken: Kind, silent: Kind) -> None:
    kinds = Kind(kinds_of("div", words))
    assert kinds & spoken == spoken
    assert not kinds & silent


@pytest.mark.parametrize(
    ("title", "headings", "found"),
    [
        ("Lantern: The mill of Selm", "<h1>Lantern</h1><h3>The mill of Selm</h3>", "The mill of Selm"),
        ("The mill of Selm | Lantern", "<h1>Lantern</h1><h2>The mill of Selm</h2>", "The mill of Selm"),
        ("The mill of Selm - Lantern", "<h1>The mill of Selm</h1><h2>Menu</h2>", "The mill of Selm"),
        ("Something else entirely", "<h1>The mill of Selm</h1>", "The mill of Selm"),
        ("", "<h2>Menu</h2>", None),
    ],
)
def test_the_heading_of_the_text_is_told_from_that_of_the_site(title: str, headings: str, found: str | None) -> None:
    blocks = split(f"<body>{headings}<p>{PROSE}</p></body>").blocks
    row = title_row(blocks, PageHints(title=title))
    assert (None if row is None else blocks[row].text) == found


def test_paragraphs_vote_for_the_element_around_them() -> None:
    html = f"<div id=a><p>{PROSE}</p><p>{PROSE} Twice.</p></div><div id=b><p>Short, bare.</p></div>"
    inside = column(html, "top_in")
    assert inside[PROSE] == 1
    assert inside["Short, bare."] == 0


def test_text_between_line_breaks_votes_for_its_own_element() -> None:
    html = f"<td>{PROSE}<br><br>{PROSE} Twice.<br><br>{PROSE} Thrice.</td>"
    inside = column(f"<table><tr>{html}</tr></table><table><tr><td>Menu</td></tr></table>", "top_in")
    assert inside[PROSE] == 1
    assert inside["Menu"] == 0


def test_links_do_not_vote() -> None:
    links = f"<div><p><a href=/x>{PROSE}</a></p><p><a href=/y>{PROSE} Twice.</a></p></div>"
    inside = column(f"{links}<div><p>{PROSE} Plain.</p></div>", "top_in")
    assert inside[f"{PROSE} Plain."] == 1
    assert inside[PROSE] == 0


def test_a_block_knows_how_far_above_comments_were_announced() -> None:
    html = f"<p>{PROSE}</p><h3>3 comments</h3><div>Ruta says:</div><p>{PROSE} Never.</p>"
    since = column(html, "since_comments")
    assert since[PROSE] == 50
    assert since[f"{PROSE} Never."] == 2


def test_the_way_from_the_heading_is_counted_in_elements() -> None:
    html = f"<div><div><h1>The mill of Selm</h1><p>{PROSE}</p></div><div><p>{PROSE} Aside.</p></div></div>"
    up, down = column(html, "title_up"), column(html, "title_down")
    assert (up[PROSE], down[PROSE]) == (1, 1)
    assert (up[f"{PROSE} Aside."], down[f"{PROSE} Aside."]) == (2, 2)


def test_a_page_of_hidden_text_has_finite_columns() -> None:
    page = split(f"<div hidden><p>{PROSE}</p></div>")
    assert np.isfinite(measure_blocks(page, PageHints()).matrix).all()
