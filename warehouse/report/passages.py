"""How does a page read with its removed blocks in place and its highlights drawn?"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from itertools import groupby
from typing import NamedTuple

from warehouse.report import show
from warehouse.report.markers import gather_markers
from warehouse.report.marks import Marks, css_of
from warehouse.report.print_text import escape_all, print_markers, print_passage, print_why, weigh
from warehouse.report.records import Ref, Run
from warehouse.report.rows import BlockFacts
from warehouse.report.segments import Highlight, split_segments

# A page of the report is at most 150 KB: this and the frame of the page, 8 to 12 KB.
PART_BYTES = 128_000
# Longest run of characters that stays in one piece, so that one endless block cannot fill a page.
PASSAGE_CHARS = 8_000
# What the head of a run of removed blocks adds to the first of them, with its preview.
RUN_BYTES = 700
PREVIEW_CHARS = 90
# Kinds of removed blocks that the head of a run names.
MOST_LABELS = 3
# Labels whose removal is the point of the report: they stand open.
UNFOLDED = frozenset({"generated_author", "author_profile"})


class Placed(NamedTuple):
    """A passage of a block, as it is printed, and what it weighs there."""

    anchor: str
    block: BlockFacts
    text: str
    html: str
    anchors: Sequence[str]
    size_bytes: int


@cache
def _css_of_label(label: str) -> str:
    return f"b-{label}" if show.SAFE_CLASS.fullmatch(label) else "b-other"


def _near(blocks: Sequence[BlockFacts], highlights: Sequence[Highlight]) -> Mapping[int, Sequence[Highlight]]:
    """Return for each block that highlights touch, by its place among the blocks, those highlights."""
    near: dict[int, list[Highlight]] = {}
    starts = [block.char_start for block in blocks]
    for highlight in highlights:
        place = max(0, bisect_right(starts, highlight.start) - 1)
        while place < len(blocks) and starts[place] < highlight.end:
            near.setdefault(place, []).append(highlight)
            place += 1
    return near


def _whys(blocks: Sequence[BlockFacts]) -> Iterator[str]:
    """Yield what stands above each block, as HTML: nothing over kept ones and where it would say the same again."""
    before: tuple[str, str | None] | None = None
    for block in blocks:
        here = None if block.kept else (block.label, block.reason or block.rule)
        yield "" if here is None or here == before else print_why(*here, block.path or "")
        before = here


def _marked(text: str, start: int, near: Sequence[Highlight]) -> tuple[str, list[Ref]]:
    """Return a text as HTML with its highlights drawn, and what begins in it; its first character is number `start`."""
    html: list[str] = []
    begun: list[Ref] = []
    for segment in split_segments(start, start + len(text), near):
        refs = [h.ref for h in segment.begins if h.ref is not None and h.start >= segment.start]
        if refs:
            html.append(print_markers(gather_markers(refs)))
            begun += refs
        said = escape(text[segment.start - start : segment.end - start])
        html.append(f'<mark class="{css_of(segment.kinds)}">{said}</mark>' if segment.kinds else said)
    return "".join(html), begun


def _pieces(block: BlockFacts) -> Iterator[tuple[str, str, int]]:
    """Yield the anchor, the text and the first character of each piece of a block; nearly every block is one."""
    anchor = f"b{block.block_order}"
    if len(block.text) <= PASSAGE_CHARS:
        yield anchor, block.text, block.char_start
        return
    for number, first in enumerate(range(0, len(block.text), PASSAGE_CHARS), 1):
        name = anchor if number == 1 else f"{anchor}-{number}"
        yield name, block.text[first : first + PASSAGE_CHARS], block.char_start + first


def _place_marked(block: BlockFacts, why: str, near: Sequence[Highlight], marks: Marks) -> Iterator[Placed]:
    for anchor, text, start in _pieces(block):
        printed, begun = _marked(text, start, near)
        anchors = [ref.anchor for ref in begun]
        html = print_passage(css=_css_of_label(block.label), anchor=anchor, why=why, text=printed)
        size = weigh(html) + sum(marks.beside.get(each, 0) for each in anchors)
        yield Placed(anchor, block, text, html, anchors, size + (RUN_BYTES if why else 0))


def _place_plain(block: BlockFacts, why: str, printed: str) -> Placed:
    anchor = f"b{block.block_order}"
    html = print_passage(css=_css_of_label(block.label), anchor=anchor, why=why, text=printed)
    return Placed(anchor, block, block.text, html, (), weigh(html) + (RUN_BYTES if why else 0))


def place_blocks(blocks: Sequence[BlockFacts], marks: Marks) -> list[Placed]:
    """Return the blocks as passages in the order of the page, over-long ones cut."""
    near = _near(blocks, marks.highlights)
    printed = escape_all([block.text for block in blocks])
    placed: list[Placed] = []
    for place, (block, why) in enumerate(zip(blocks, _whys(blocks), strict=True)):
        if place in near or len(block.text) > PASSAGE_CHARS:
            placed.extend(_place_marked(block, why, near.get(place, ()), marks))
        else:
            placed.append(_place_plain(block, why, printed[place]))
    return placed


def split_parts(placed: Sequence[Placed], *, first_bytes: int = PART_BYTES) -> list[list[Placed]]:
    """Return the passages in parts that each fit on one page of the report; always at least one part."""
    parts: list[list[Placed]] = [[]]
    room = first_bytes
    for passage in placed:
        if passage.size_bytes > room and parts[-1]:
            parts.append([])
            room = PART_BYTES
        parts[-1].append(passage)
        room -= passage.size_bytes
    return parts


def _kind(placed: Placed) -> str:
    """Return what neighbours must share to stand in one run: blocks that stand open are apart from folded ones."""
    if placed.block.kept:
        return "kept"
    return "unfolded" if placed.block.label in UNFOLDED else "folded"


def _title(members: Sequence[Placed]) -> str:
    blocks = {member.block.block_order: member.block.label for member in members}
    counts = Counter(blocks.values()).most_common()
    shown = [show.words(label) + (f" {count}" if len(blocks) > 1 else "") for label, count in counts[:MOST_LABELS]]
    rest = sum(count for _, count in counts[MOST_LABELS:])
    return ", ".join([*shown, f"{rest} more"] if rest else shown)


def gather_runs(placed: Sequence[Placed]) -> tuple[Run, ...]:
    """Return neighbouring passages together: kept ones, and removed ones folded or open."""
    runs: list[Run] = []
    for kind, group in groupby(placed, key=_kind):
        members = list(group)
        first = members[0].text
        runs.append(
            Run(
                kept=kind == "kept",
                title="" if kind == "kept" else _title(members),
                preview="" if kind == "kept" else show.shorten(first, PREVIEW_CHARS),
                unfolded=kind == "unfolded",
                html="".join(member.html for member in members),
            )
        )
    return tuple(runs)
