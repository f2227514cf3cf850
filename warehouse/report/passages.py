"""How does a page read with its removed blocks in place and its highlights drawn?"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from warehouse.report import show
from warehouse.report.marks import Marks, css_of
from warehouse.report.print_text import escape_all, escape_text, print_refs, print_why, weigh
from warehouse.report.records import Run
from warehouse.report.rows import BlockFacts
from warehouse.report.segments import Highlight, split_segments

# A page of the report is at most 150 KB: this and the frame of the page, 8 to 12 KB.
PART_BYTES = 128_000
# Longest run of characters that stays in one piece, so that one endless block cannot fill a page.
PASSAGE_CHARS = 8_000
# What a block adds to its characters, about.
BLOCK_CHARS = 25
# What the head of a run of removed blocks takes, with its preview.
RUN_BYTES = 700
PREVIEW_CHARS = 90
# Kinds of removed blocks that the head of a run names.
MOST_LABELS = 3
# Labels whose removal is the point of the report: they stand open.
UNFOLDED = frozenset({"generated_author", "author_profile"})
KEPT = "kept"


class Placed(NamedTuple):
    """A passage of the page as it is printed: a block, a piece of one, or neighbours that were removed alike."""

    kind: str  # what neighbours must share to stand in one run: kept, folded or unfolded
    label: str
    blocks: int  # that begin here: a further piece of a block is none
    text: str  # of the first
    html: str
    anchors: Sequence[str]  # of blocks and of highlights
    size_bytes: int  # with what stands elsewhere on the page for its anchors


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


def _kind(block: BlockFacts) -> str:
    if block.kept:
        return KEPT
    return "unfolded" if block.label in UNFOLDED else "folded"


def _marked(text: str, start: int, near: Sequence[Highlight]) -> tuple[str, list[str]]:
    """Return a text as HTML with its highlights drawn, and the anchors in it; its first character is number `start`."""
    html: list[str] = []
    begun: list[str] = []
    is_plain = escape_text(text) == text
    for left, right, kinds, begins in split_segments(start, start + len(text), near):
        refs = tuple([h.ref for h in begins if h.ref is not None and h.start >= left]) if begins else ()
        if refs:
            html.append(print_refs(refs))
            begun += [ref.anchor for ref in refs]
        said = text[left - start : right - start]
        if not is_plain:
            said = escape_text(said)
        html.append(f'<mark class="{css_of(kinds)}">{said}</mark>' if kinds else said)
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
    """Yield a block that is marked, or cut because it is over-long."""
    kind = _kind(block)
    css = f' class="{_css_of_label(block.label)}"' if block.kept else ""
    for number, (anchor, text, start) in enumerate(_pieces(block)):
        printed, begun = _marked(text, start, near)
        html = f'{why}<p{css} id="{anchor}">{printed}</p>\n'
        size = weigh(html) + sum(marks.beside.get(each, 0) for each in begun)
        yield Placed(kind, block.label, 0 if number else 1, text, html, (anchor, *begun), size)
        why = ""


def _place_kept(block: BlockFacts, printed: str) -> Placed:
    anchor = f"b{block.block_order}"
    html = f'<p class="{_css_of_label(block.label)}" id="{anchor}">{printed}</p>\n'
    return Placed(KEPT, block.label, 1, block.text, html, (anchor,), weigh(html))


def _place_removed(blocks: Sequence[BlockFacts], why: str, printed: Iterable[str]) -> Placed:
    """Return neighbours that were removed alike, with the reason once."""
    anchors = [f"b{block.block_order}" for block in blocks]
    lines = [f'<p id="{anchor}">{text}</p>\n' for anchor, text in zip(anchors, printed, strict=True)]
    html = why + "".join(lines)
    first = blocks[0]
    return Placed(_kind(first), first.label, len(blocks), first.text, html, anchors, weigh(html))


def _neighbours(blocks: Sequence[BlockFacts], apart: Collection[int]) -> Iterator[tuple[slice, bool]]:
    """Yield where the blocks of each passage stand, and whether their reason stands over them.

    Neighbours that were removed alike share a passage of bearable length; those `apart` and kept ones have their own. A
    reason that holds for several passages stands over the first.
    """
    began, room, shared, is_new = 0, PASSAGE_CHARS, False, True
    before: object = None
    for place, block in enumerate(blocks):
        fate = None if block.kept else (block.label, block.reason)
        sharing = fate is not None and place not in apart
        size = len(block.text) + BLOCK_CHARS
        if place and not (sharing and shared and fate == before and size <= room):
            yield slice(began, place), is_new
            began, room, is_new = place, PASSAGE_CHARS, fate != before
        before, shared = fate, sharing
        room -= size
    if blocks:
        yield slice(began, len(blocks)), is_new


def place_blocks(blocks: Sequence[BlockFacts], marks: Marks) -> list[Placed]:
    """Return the blocks as passages in the order of the page, over-long ones cut."""
    near = _near(blocks, marks.highlights)
    texts = [block.text for block in blocks]
    apart = near.keys() | {place for place, text in enumerate(texts) if len(text) > PASSAGE_CHARS}
    printed = escape_all(texts)
    placed: list[Placed] = []
    for where, is_new in _neighbours(blocks, apart):
        first = blocks[where.start]
        why = "" if first.kept or not is_new else print_why(first.label, first.reason, first.path or "")
        if where.start in apart:
            placed.extend(_place_marked(first, why, near.get(where.start, ()), marks))
        elif first.kept:
            placed.append(_place_kept(first, printed[where.start]))
        else:
            placed.append(_place_removed(blocks[where], why, printed[where]))
    return placed


def split_parts(placed: Sequence[Placed], *, first_bytes: int = PART_BYTES) -> list[list[Placed]]:
    """Return the passages in parts that each fit on one page of the report; always at least one part."""
    parts: list[list[Placed]] = [[]]
    room = first_bytes
    before = KEPT
    for passage in placed:
        size = passage.size_bytes + (RUN_BYTES if passage.kind not in {before, KEPT} else 0)
        if size > room and parts[-1]:
            parts.append([])
            room = PART_BYTES - RUN_BYTES
        parts[-1].append(passage)
        room -= size
        before = passage.kind
    return parts


def _title(members: Sequence[Placed]) -> str:
    counts: dict[str, int] = {}
    for member in members:
        counts[member.label] = counts.get(member.label, 0) + member.blocks
    named = sorted(counts.items(), key=lambda item: -item[1])
    several = sum(counts.values()) > 1
    shown = [show.words(label) + (f" {count}" if several else "") for label, count in named[:MOST_LABELS]]
    rest = sum(count for _, count in named[MOST_LABELS:])
    return ", ".join([*shown, f"{rest} more"] if rest else shown)


def gather_runs(placed: Sequence[Placed]) -> tuple[Run, ...]:
    """Return neighbouring passages together: kept ones, and removed ones folded or open."""
    runs: list[Run] = []
    for kind, group in groupby(placed, key=attrgetter("kind")):
        members = list(group)
        runs.append(
            Run(
                kept=kind == KEPT,
                title="" if kind == KEPT else _title(members),
                preview="" if kind == KEPT else show.shorten(members[0].text, PREVIEW_CHARS),
                unfolded=kind == "unfolded",
                html="".join([member.html for member in members]),
            )
        )
    return tuple(runs)
