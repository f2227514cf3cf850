"""A page reads whole, in its order, on parts that are small enough to open."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from warehouse.report.marks import CLAIM, Marks
from warehouse.report.passages import PART_BYTES, gather_runs, place_blocks, split_parts
from warehouse.report.records import Ref
from warehouse.report.rows import BlockFacts
from warehouse.report.segments import Highlight

LABELS = st.sampled_from(["content", "navigation", "generated_author", "related"])
BLOCKS = st.lists(st.tuples(st.text(min_size=1, max_size=30), st.booleans(), LABELS), max_size=12)
NO_MARKS = Marks(highlights=())


def blocks_of(parts: list[tuple[str, bool, str]]) -> list[BlockFacts]:
    blocks = []
    start = 0
    for order, (text, kept, label) in enumerate(parts):
        blocks.append(
            BlockFacts(
                article_id="a",
                block_order=order,
                label=label,
                kept=kept,
                reason="because",
                path="html/body/p",
                char_start=start,
                char_end=start + len(text),
                text_start=None,
                text=text,
            )
        )
        start += len(text) + 2
    return blocks


def marks_of(spans: list[tuple[int, int]]) -> Marks:
    return Marks(
        highlights=[
            Highlight(start, end, f"c{number}", CLAIM, Ref(anchor=f"c{number}", number=number))
            for number, (start, end) in enumerate(spans, 1)
        ]
    )


@given(blocks=BLOCKS, spans=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=8))
def test_the_pieces_of_a_page_are_its_text_in_order(
    blocks: list[tuple[str, bool, str]], spans: list[tuple[int, int]]
) -> None:
    placed = place_blocks(blocks_of(blocks), marks_of(spans))
    assert sum(item.blocks for item in placed) == len(blocks)
    html = "".join(run.html for run in gather_runs(placed))
    printed = re.findall(r'<p(?: class="b-\w+")? id="b\d+">(.*?)</p>\n', html, re.DOTALL)
    assert [unescape(re.sub(r"<[^<>]*>", "", text)) for text in printed] == [text for text, _, _ in blocks]


@given(blocks=BLOCKS, spans=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=8))
def test_no_anchor_stands_twice(blocks: list[tuple[str, bool, str]], spans: list[tuple[int, int]]) -> None:
    placed = place_blocks(blocks_of(blocks), marks_of(spans))
    anchors = [anchor for item in placed for anchor in item.anchors]
    assert len(anchors) == len(set(anchors))


def test_neighbours_that_were_removed_stand_together_and_invented_authors_apart() -> None:
    blocks = blocks_of(
        [
            ("a", False, "navigation"),
            ("b", False, "related"),
            ("c", False, "navigation"),
            ("d", True, "content"),
            ("e", False, "related"),
            ("f", False, "generated_author"),
        ]
    )
    runs = gather_runs(place_blocks(blocks, NO_MARKS))
    assert [(run.kept, run.title, run.unfolded) for run in runs] == [
        (False, "navigation 2, related 1", False),
        (True, "", False),
        (False, "related", False),
        (False, "generated author", True),
    ]


def test_an_endless_block_is_cut_and_a_long_page_gets_parts() -> None:
    blocks = blocks_of([("<&>" * 100_000, True, "content"), ("end", True, "content")])
    parts = split_parts(place_blocks(blocks, NO_MARKS))
    assert len(parts) > 5
    for part in parts:
        assert sum(item.size_bytes for item in part) <= PART_BYTES


def test_a_mark_goes_on_where_an_endless_block_is_cut_and_begins_once() -> None:
    blocks = blocks_of([("x" * 20_000, True, "content")])
    placed = place_blocks(blocks, marks_of([(7_000, 9_000)]))
    assert [(list(item.anchors), item.html.count("<mark")) for item in placed] == [
        (["b0", "c1"], 1),
        (["b0-2"], 1),
        (["b0-3"], 0),
    ]


def test_a_reason_stands_once_over_the_blocks_that_it_holds_for() -> None:
    blocks = blocks_of([("a" * 30, False, "navigation")] * 700 + [("b", False, "related")])
    placed = place_blocks(blocks, marks_of([(90, 95)]))
    html = "".join(item.html for item in placed)
    assert html.count('<p class="why">') == 2
    assert html.count("<p id=") == 701
    assert max(item.size_bytes for item in placed) < 12_000
    [run] = gather_runs(placed)
    assert run.title == "navigation 700, related 1"


def test_a_page_without_blocks_has_one_part() -> None:
    assert split_parts(place_blocks([], NO_MARKS)) == [[]]
