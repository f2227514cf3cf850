"""Which highlights lie on which characters, when highlights overlap?"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Highlight(NamedTuple):
    """Characters that something speaks of; `key` says what."""

    start: int
    end: int
    key: str


class Segment(NamedTuple):
    """Characters that carry the same highlights, and the highlights that begin with them."""

    start: int
    end: int
    covers: tuple[Highlight, ...]
    begins: tuple[Highlight, ...]


def split_segments(start: int, end: int, highlights: Sequence[Highlight]) -> tuple[Segment, ...]:
    """Return segments without overlap that cover the characters from `start` to `end`, in order.

    Highlights may overlap and reach over both ends; what lies outside is left out. A highlight begins in the first
    segment that it covers, so one that started in an earlier text begins here again. An empty text has no segments.

    >>> marks = [Highlight(start=0, end=4, key="a"), Highlight(start=2, end=6, key="b")]
    >>> [(s.start, s.end, "".join(h.key for h in s.covers)) for s in split_segments(0, 8, marks)]
    [(0, 2, 'a'), (2, 4, 'ab'), (4, 6, 'b'), (6, 8, '')]
    """
    inside = [h for h in highlights if h.start < h.end and h.start < end and h.end > start]
    inside.sort(key=lambda h: (h.start, -h.end, h.key))
    cuts = sorted({start, end, *(max(h.start, start) for h in inside), *(min(h.end, end) for h in inside)})
    segments: list[Segment] = []
    active: list[Highlight] = []
    waiting = 0
    for left, right in pairwise(cuts):
        active = [h for h in active if h.end > left]
        first = waiting
        while waiting < len(inside) and inside[waiting].start <= left:
            waiting += 1
        begins = tuple(inside[first:waiting])
        active.extend(begins)
        segments.append(Segment(start=left, end=right, covers=tuple(active), begins=begins))
    return tuple(segments)
