"""Which highlights lie on which characters, when highlights overlap?"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from warehouse.report.records import Ref


class Highlight(NamedTuple):
    """Characters that something speaks of."""

    start: int
    end: int
    key: str
    kind: int  # one bit, so that kinds that lie on each other add up
    ref: Ref | None = None  # the marker that stands where it begins


class Segment(NamedTuple):
    """Characters that carry the same highlights: their kinds, and those that begin here."""

    start: int
    end: int
    kinds: int
    begins: Sequence[Highlight]


def split_segments(start: int, end: int, highlights: Sequence[Highlight]) -> list[Segment]:
    """Return segments without overlap that cover the characters from `start` to `end`, in order.

    Highlights may overlap and reach over both ends; what lies outside is left out. A highlight begins in the first
    segment that it covers, so one that started in an earlier text begins here again. An empty text has no segments.

    >>> marks = [Highlight(start=0, end=4, key="a", kind=1), Highlight(start=2, end=6, key="b", kind=2)]
    >>> [(s.start, s.end, s.kinds) for s in split_segments(0, 8, marks)]
    [(0, 2, 1), (2, 4, 3), (4, 6, 2), (6, 8, 0)]
    """
    inside = [h for h in highlights if h.start < h.end and h.start < end and h.end > start]
    inside.sort()
    cuts = {start, end, *[h.start for h in inside if h.start > start], *[h.end for h in inside if h.end < end]}
    return _sweep(sorted(cuts), inside)


def _sweep(cuts: Sequence[int], inside: Sequence[Highlight]) -> list[Segment]:
    segments: list[Segment] = []
    active: list[Highlight] = []
    waiting, total = 0, len(inside)
    for left, right in pairwise(cuts):
        first = waiting
        while waiting < total and inside[waiting].start <= left:
            waiting += 1
        begins = inside[first:waiting]
        if active:
            active = [h for h in active if h.end > left]
        active += begins
        kinds = 0
        for highlight in active:
            kinds |= highlight.kind
        segments.append(Segment(left, right, kinds, begins))
    return segments
