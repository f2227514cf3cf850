"""What can be measured of the elements that a block stands in?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractors.judging.measure_text import Matrix
from extractors.page.blocks import AROUND_TAGS, Box, SplitPage
from extractors.page.kinds import Kind

Numbers = NDArray[np.int64]

TAGS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "div",
    "td",
    "th",
    "section",
    "blockquote",
    "pre",
    "dd",
    "dt",
    "button",
    "option",
)
_TAG_GROUPS = {
    "h5": "h4",
    "h6": "h4",
    "select": "option",
    "label": "button",
    "summary": "button",
    "article": "section",
    "main": "section",
    "body": "section",
    "tr": "td",
}
BOX_COLUMNS = (
    "depth",
    *(f"tag_{tag}" for tag in (*TAGS, "other")),
    *(f"in_{tag}" for tag in AROUND_TAGS),
    *(f"own_{kind.name}" for kind in Kind),
    *(f"above_{kind.name}" for kind in Kind),
)
LEVELS = ("box", "parent", "grand", "great")
CONTAINER_COLUMNS = tuple(
    f"{level}_{name}"
    for level in LEVELS
    for name in ("size", "share", "prose_share", "link_share", "blocks", "mean_size")
)
# The smallest elements that hold these shares of the page's prose are its main parts, from narrow to wide.
MAIN_SHARES = (0.4, 0.6, 0.8)
MAIN_COLUMNS = (
    *(f"in_main{share:.0%}" for share in MAIN_SHARES),
    *(f"main{share:.0%}_steps" for share in MAIN_SHARES),
    "main_from",
    "main_after",
    "common_depth",
    "main_prose",
)
# An element that holds this much of the page's prose is a wrapper: what it calls itself says nothing of its parts.
WRAPPER_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Weights:
    """What every element of a page holds, itself and everything in it."""

    parent: Numbers
    depth: Numbers
    size: Matrix
    linked: Matrix
    prose: Matrix
    blocks: Matrix
    elements: Numbers  # how many elements, itself included

    @property
    def all_prose(self) -> float:
        """The prose characters of the page, at least 1."""
        return max(1.0, float(self.prose[0]))


def weigh_elements(split: SplitPage, size: Matrix, linked: Matrix, prose: Matrix) -> Weights:
    """Return the sums over every element of a page."""
    elements = split.elements
    count = len(elements)
    parent = np.array([box.parent.index if box.parent else 0 for box in elements], dtype=np.int64)
    depth = np.array([box.depth for box in elements], dtype=np.int64)
    place = places_of(split)
    sums = np.empty((count, 5))
    ones: Matrix = np.ones(len(place), dtype=np.float32)
    for column, values in enumerate((size, linked, prose, ones)):
        sums[:, column] = np.bincount(place, weights=values, minlength=count)
    sums[:, 4] = 1
    for level in range(int(depth.max()), 0, -1):
        rows = np.flatnonzero(depth == level)
        np.add.at(sums, parent[rows], sums[rows])
    columns = sums.astype(np.float32).T
    return Weights(parent, depth, columns[0], columns[1], columns[2], columns[3], columns[4].astype(np.int64))


def places_of(split: SplitPage) -> Numbers:
    """Return for every block the index of its element."""
    return np.array([box.index for box in split.boxes], dtype=np.int64)


def wrappers_of(weights: Weights) -> frozenset[int]:
    """Return the indices of the elements that hold most of the page's prose."""
    return frozenset(np.flatnonzero(weights.prose > WRAPPER_SHARE * weights.all_prose).tolist())


def box_columns(boxes: Sequence[Box]) -> Matrix:
    """Return a row of BOX_COLUMNS for every block's element."""
    count = len(boxes)
    depth = np.array([[box.depth] for box in boxes], dtype=np.float32).reshape(count, 1)
    tags = np.zeros((count, len(TAGS) + 1), dtype=np.float32)
    tags[np.arange(count), [_tag_column(box.tag) for box in boxes]] = 1
    around = _bits([box.around for box in boxes], len(AROUND_TAGS))
    own = _bits([box.own for box in boxes], len(Kind))
    above = _bits([box.above for box in boxes], len(Kind))
    return np.hstack((depth, tags, around, own, above))


@cache
def _tag_column(tag: str) -> int:
    tag = _TAG_GROUPS.get(tag, tag)
    return TAGS.index(tag) if tag in TAGS else len(TAGS)


def _bits(numbers: Sequence[int], width: int) -> Matrix:
    column = np.array(numbers, dtype=np.int64).reshape(len(numbers), 1)
    return ((column >> np.arange(width)) & 1).astype(np.float32)


def container_columns(place: Numbers, weights: Weights) -> Matrix:
    """Return a row of CONTAINER_COLUMNS for every block: its element and the three around it."""
    page_size = max(1.0, float(weights.size[0]))
    columns: list[Matrix] = []
    around = place
    for _ in LEVELS:
        size, blocks = weights.size[around], weights.blocks[around]
        columns += (
            np.log1p(size),
            size / page_size,
            weights.prose[around] / weights.all_prose,
            weights.linked[around] / size,
            np.log1p(blocks),
            size / blocks,
        )
        around = weights.parent[around]
    return np.column_stack(columns).astype(np.float32)


def main_columns(place: Numbers, weights: Weights) -> Matrix:
    """Return a row of MAIN_COLUMNS for every block: is it in the page's main part, and how far from it?"""
    count = len(place)
    inside, steps, deepest = [], [], np.zeros(count)
    main = 0
    for share in MAIN_SHARES:
        main = _main_element(weights, share)
        within = (place >= main) & (place < main + weights.elements[main])
        inside.append(within)
        steps.append(np.where(within, weights.depth[place] - weights.depth[main], -1))
        deepest = np.maximum(deepest, np.where(within, weights.depth[main], 0))
    middle = _main_element(weights, MAIN_SHARES[1])
    first = np.searchsorted(place, middle) if count else 0
    last = np.searchsorted(place, middle + weights.elements[middle]) if count else 0
    rows = np.arange(count)
    held = np.full(count, weights.prose[middle] / weights.all_prose)
    far = 50
    columns = (*inside, *steps, np.clip(rows - first, -far, far), np.clip(rows - last, -far, far), deepest, held)
    return np.column_stack(columns).astype(np.float32)


def _main_element(weights: Weights, share: float) -> int:
    """Return the deepest element, the first of several, that holds a share of the page's prose."""
    if weights.prose[0] <= 0:
        return 0
    holding = np.flatnonzero(weights.prose >= share * weights.prose[0])
    return int(holding[np.argmax(weights.depth[holding])])
