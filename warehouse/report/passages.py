"""How does a page read with its removed blocks in place and its highlights drawn?"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from warehouse.report import show
from warehouse.report.print_text import print_passage
from warehouse.report.records import Passage, Piece, Ref, Run
from warehouse.report.rows import BlockFacts
from warehouse.report.segments import Highlight, Segment, split_segments

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is highlighted: runs of the page text by key, the classes of each key, its first marker."""

    highlights: Sequence[Highlight]
    css: Mapping[str, str]
    refs: Mapping[str, Ref]
    beside: Mapping[str, int] = field(default_factory=dict)  # bytes that stand elsewhere on the page for a key


class Placed(NamedTuple):
    """A passage of a block, as it is printed, and what it weighs there."""

    anchor: str
    block: BlockFacts
    text: str
    html: str
    anchors: tuple[str, ...]
    size_bytes: int


def css_of(segment: Segment, css: Mapping[str, str]) -> str:
    """Return the classes of a segment: negated wins over hedged, plain over hedged, and every kind shows.

    >>> inside = (Highlight(start=0, end=2, key="c1"), Highlight(start=0, end=2, key="c2"))
    >>> css_of(Segment(start=0, end=2, covers=inside, begins=()), {"c1": "claim unsure", "c2": "claim neg"})
    'claim neg'
    """
    if not segment.covers:
        return ""
    found = {css[highlight.key] for highlight in segment.covers}
    kinds: list[str] = []
    claims = [name for name in ("claim neg", "claim", "claim unsure") if name in found]
    if claims:
        kinds.append(claims[0])
    kinds.extend(name for name in ("sig", "wide", "pii") if name in found)
    return " ".join(kinds)


def _is_plain(ref: Ref) -> bool:
    return ref.css == "" and ref.text.isdigit()


def gather_refs(refs: Sequence[Ref]) -> tuple[Ref, ...]:
    """Return the markers of one place: signals first, then claims by number, plain ones in a row under one marker.

    The first of the row shows "4-7" and leads to the table; the others stay as places to arrive at, without a link.
    """
    if len(refs) <= 1:
        return tuple(refs)
    signals = [ref for ref in refs if not ref.text.isdigit()]
    letters: set[str] = set()
    for place, ref in enumerate(signals):
        signals[place] = ref._replace(href="") if ref.text in letters else ref
        letters.add(ref.text)
    claims = sorted((ref for ref in refs if ref.text.isdigit()), key=lambda ref: int(ref.text))
    gathered: list[Ref] = []
    for _, group in groupby(enumerate(claims), key=lambda item: _row_of(*item)):
        row = [ref for _, ref in group]
        last = row[-1]
        if len(row) > 1:
            label = f"{row[0].text}\N{EN DASH}{last.text}"
            row = [row[0]._replace(text=label, label=f"claims {label}"), *(ref._replace(href="") for ref in row[1:])]
        gathered.extend(row)
    return (*signals, *gathered)


def _row_of(place: int, ref: Ref) -> tuple[int, str]:
    """Return what is the same for plain claims whose numbers follow each other, and its own for every other."""
    return (int(ref.text) - place, "") if _is_plain(ref) else (place, ref.anchor)


def _pieces(block: BlockFacts, left: int, right: int, marks: Marks, near: Sequence[Highlight]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for segment in split_segments(left, right, near):
        begins = [h.key for h in segment.begins if h.key in marks.refs and h.start >= segment.start]
        refs = gather_refs([marks.refs[key] for key in begins]) if begins else ()
        text = block.text[segment.start - block.char_start : segment.end - block.char_start]
        pieces.append(Piece(text=text, css=css_of(segment, marks.css), refs=refs))
    return tuple(pieces)


def _near(blocks: Sequence[BlockFacts], highlights: Sequence[Highlight]) -> list[list[Highlight]]:
    """Return for each block the highlights that touch it."""
    near: list[list[Highlight]] = [[] for _ in blocks]
    starts = [block.char_start for block in blocks]
    for highlight in highlights:
        place = max(0, bisect_right(starts, highlight.start) - 1)
        while place < len(blocks) and starts[place] < highlight.end:
            near[place].append(highlight)
            place += 1
    return near


def _reasons(blocks: Sequence[BlockFacts]) -> Iterator[str]:
    """Yield what to print as the reason of each block: nothing for kept ones and where it says the same again."""
    before = ("", "")
    for block in blocks:
        reason = "" if block.kept else show.text_or_unknown(block.reason or block.rule)
        yield "" if (block.label, reason) == before else reason
        before = (block.label, reason)


def _place(block: BlockFacts, reason: str, near: Sequence[Highlight], marks: Marks) -> Iterator[Placed]:
    for number, left in enumerate(range(block.char_start, block.char_end, PASSAGE_CHARS)):
        right = min(left + PASSAGE_CHARS, block.char_end)
        text = block.text[left - block.char_start : right - block.char_start]
        pieces = _pieces(block, left, right, marks, near) if near else (Piece(text=text, css=""),)
        passage = Passage(
            anchor=f"b{block.block_order}" + (f"-{number + 1}" if number else ""),
            css=f"b-{block.label}" if show.SAFE_CLASS.fullmatch(block.label) else "b-other",
            label=show.words(block.label) if reason else "",
            reason=reason,
            path=(block.path or "") if reason else "",
            pieces=pieces,
        )
        html = print_passage(passage)
        anchors = tuple(ref.anchor for piece in pieces for ref in piece.refs) if near else ()
        size = len(html.encode("utf-8", "replace")) + sum(marks.beside.get(anchor, 0) for anchor in anchors)
        yield Placed(
            anchor=passage.anchor,
            block=block,
            text=text,
            html=html,
            anchors=anchors,
            size_bytes=size + (RUN_BYTES if reason else 0),
        )


def place_blocks(blocks: Sequence[BlockFacts], marks: Marks) -> list[Placed]:
    """Return the blocks as passages in the order of the page, over-long ones cut."""
    near = _near(blocks, marks.highlights)
    rows = zip(blocks, _reasons(blocks), near, strict=True)
    return [placed for block, reason, touching in rows for placed in _place(block, reason, touching, marks)]


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
