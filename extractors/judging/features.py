"""What can be measured of each block of a page: the columns that the judge's model sees.

All columns are language-free but the few words by which blocks name themselves: sizes, shares, places, what markup
calls itself, what stands around. The order of `COLUMNS` is part of the trained weights; a change needs a new training.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.judging.labels import markup_labels, spoken_label
from extractors.judging.measure_candidates import CANDIDATE_COLUMNS, candidate_columns
from extractors.judging.measure_context import (
    FAR,
    NEIGHBOUR_COLUMNS,
    SIMILAR_COLUMNS,
    likeness_of,
    neighbour_columns,
    similar_columns,
)
from extractors.judging.measure_text import TEXT_COLUMNS, Matrix, prose_of, text_columns
from extractors.judging.measure_tree import (
    BOX_COLUMNS,
    CONTAINER_COLUMNS,
    MAIN_COLUMNS,
    Numbers,
    Weights,
    box_columns,
    container_columns,
    main_columns,
    places_of,
    weigh_elements,
    wrappers_of,
)
from extractors.page.blocks import Box, SplitPage
from extractors.page.hints import PageHints
from extractors.page.kinds import Kind
from extractors.records import Block, BlockLabel, PageClass

_LABELS = (
    BlockLabel.NAVIGATION,
    BlockLabel.RELATED,
    BlockLabel.SHARE,
    BlockLabel.CALL_TO_ACTION,
    BlockLabel.COMMENTS,
    BlockLabel.LEGAL,
    BlockLabel.COOKIE_NOTICE,
    BlockLabel.ADVERT,
    BlockLabel.BYLINE,
    BlockLabel.DATE_LINE,
    BlockLabel.PAYWALL,
    BlockLabel.TOC,
    BlockLabel.CAPTION,
    BlockLabel.AUTHOR_PROFILE,
)
_TALK_COLUMNS = (
    "since_comments",
    "comments_before",
    "dates_near",
    "dates_wide",
    "page_dates",
)
_PLACE_COLUMNS = (
    "order_share",
    "size_before_share",
    "prose_before_share",
    "prose_after_share",
    "since_h1",
    "before_h1",
    "since_heading",
    "title_overlap",
    "equals_title",
    "repeated",
    "repeat_first",
    "described",
    "hidden",
)
_DECLARED = (
    PageClass.ARTICLE,
    PageClass.FORUM,
    PageClass.DOCUMENTATION,
    PageClass.PRODUCT,
    PageClass.LISTING,
)
_PAGE_COLUMNS = (
    "page_blocks",
    "page_size",
    "page_prose",
    "page_link_share",
    "page_paragraphs",
    "page_articles",
    "page_has_main",
    "page_lists",
    "page_cells",
    "page_headings",
    "page_short_share",
    "page_forum",
    "page_comments",
    "page_product",
    "url_depth",
    "page_type_article",
    *(f"page_is_{page_class}" for page_class in _DECLARED),
)
COLUMNS = (
    *TEXT_COLUMNS,
    *BOX_COLUMNS,
    *(f"says_{label}" for label in _LABELS),
    *(f"marked_{label}" for label in _LABELS),
    *_PLACE_COLUMNS,
    *_PAGE_COLUMNS,
    *CONTAINER_COLUMNS,
    *MAIN_COLUMNS,
    *SIMILAR_COLUMNS,
    *NEIGHBOUR_COLUMNS,
    *CANDIDATE_COLUMNS,
    *_TALK_COLUMNS,
)
# How much of the title a heading must share to be the page's own.
MAIN_HEADINGS = {"h1": 0.3, "h2": 0.6, "h3": 0.6}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Only what is about as long as a title can be one.
MAX_TITLE_CHARS = 300
MIN_TITLE_CHARS = 10
# A description shorter than this begins like many a sentence.
MIN_DESCRIPTION_CHARS = 40
_BESIDE = Kind.SIDEBAR | Kind.FOOTER
# A sidebar that holds most of a page's prose is a column of its text.
MAX_BESIDE_SHARE = 0.8
MAX_REPEATS = 10
MENU_CHARS = 25
MAX_ARTICLES = 20
MAX_URL_DEPTH = 8

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The columns of a page's blocks with what later steps reuse."""

    matrix: Matrix  # one row a block, one column a name in COLUMNS
    spoken: tuple[BlockLabel | None, ...]  # what each block says it is
    marked: tuple[BlockLabel | None, ...]  # what the elements around it say
    marked_by: tuple[Box | None, ...]  # which of them says so
    hidden: NDArray[np.bool_]
    beside: NDArray[np.bool_]  # in a sidebar or footer that does not hold the title
    size: Matrix  # characters of each block
    place: Numbers  # index of its element
    parent: Numbers  # of the one around
    grand: Numbers  # of the one around that
    like: Numbers  # a number that blocks share with their likes


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What several groups of columns are made from, a value a block."""

    size: Matrix
    linked: Matrix
    prose: Matrix
    heading: Matrix


def measure_blocks(split: SplitPage, hints: PageHints) -> Measured:
    """Return the columns of every block of a page. A page without blocks gives a matrix of no rows."""
    blocks = split.blocks
    if not blocks:
        return _nothing()
    text = text_columns(blocks, split.links, split.inpage_links)
    sizes = _sizes(blocks, text)
    weights = weigh_elements(split, sizes.size, sizes.linked, sizes.prose)
    spoken = tuple(spoken_label(block) for block in blocks)
    title = title_row(blocks, hints)
    holders = _title_holders(split, title, weights)
    found = markup_labels(split.elements, wrappers_of(weights), holders=holders)
    marks = [found[box.index] for box in split.boxes]
    marked = tuple(mark[0] if mark else None for mark in marks)
    place, like = places_of(split), likeness_of(split)
    boiler = np.array([bool(said or mark) for said, mark in zip(spoken, marked, strict=True)], dtype=np.float32)
    near: Matrix = np.column_stack((text[:, (0, 2, 8)], sizes.heading, sizes.prose > 0, boiler)).astype(np.float32)
    parts = (
        text,
        box_columns(split.boxes),
        _one_hot(spoken),
        _one_hot(marked),
        _place_columns(blocks, sizes, hints),
        _page_columns(split, sizes, hints),
        container_columns(place, weights),
        main_columns(place, weights),
        similar_columns(like, sizes.size, sizes.linked, sizes.prose),
        neighbour_columns(
            near,
            place,
            weights.parent[place],
            like,
            np.column_stack((sizes.size, sizes.linked, sizes.prose)),
        ),
        candidate_columns(
            split,
            weights,
            place,
            commas=text[:, TEXT_COLUMNS.index("commas")] * np.exp(text[:, 1]),
            free=np.where([block.hidden for block in blocks], 0, sizes.size - sizes.linked),
            title=title,
        ),
        _talk_columns(blocks, spoken),
    )
    return Measured(
        matrix=np.hstack(parts).astype(np.float32),
        spoken=spoken,
        marked=marked,
        marked_by=tuple(mark[1] if mark else None for mark in marks),
        hidden=np.array([block.hidden for block in blocks], dtype=bool),
        beside=_beside(split, holders, weights)[place],
        size=sizes.size,
        place=place,
        parent=weights.parent[place],
        grand=weights.parent[weights.parent[place]],
        like=like,
    )


def _nothing() -> Measured:
    none = np.zeros(0, dtype=np.int64)
    return Measured(
        matrix=np.zeros((0, len(COLUMNS)), dtype=np.float32),
        spoken=(),
        marked=(),
        marked_by=(),
        hidden=none.astype(bool),
        beside=none.astype(bool),
        size=none.astype(np.float32),
        place=none,
        parent=none,
        grand=none,
        like=none,
    )


def _title_holders(split: SplitPage, row: int | None, weights: Weights) -> frozenset[int]:
    """Return the indices of the elements around the main heading; where there is none, of those that hold all prose."""
    if row is None:
        return frozenset(np.flatnonzero(weights.prose >= weights.all_prose).tolist())
    holders = []
    around: Box | None = split.boxes[row]
    while around is not None:
        holders.append(around.index)
        around = around.parent
    return frozenset(holders)


def _beside(split: SplitPage, holders: frozenset[int], weights: Weights) -> NDArray[np.bool_]:
    """Return for every element whether it stands in what calls itself a sidebar or footer."""
    beside: list[bool] = []
    for box in split.elements:
        around = box.parent is not None and beside[box.parent.index]
        named = bool(box.own & _BESIDE) and box.index not in holders
        beside.append(around or (named and float(weights.prose[box.index]) < MAX_BESIDE_SHARE * weights.all_prose))
    return np.array(beside, dtype=bool)


def title_row(blocks: Sequence[Block], hints: PageHints) -> int | None:
    """Return the row of the heading that says what the document's title says, else of the first main heading.

    A title has parts: "Site: Text". Where headings say several of them, the first is the site's.
    """
    parts = _title_parts(hints.title)
    best: list[tuple[float, int, int]] = []  # likeness, part, row
    first = None
    for row, block in enumerate(blocks):
        if block.hidden or block.tag not in MAIN_HEADINGS:
            continue
        like = [(_overlap(block.text, words), part) for part, words in enumerate(parts)]
        likeness, part = max(like, default=(0.0, 0))
        if likeness >= MAIN_HEADINGS[block.tag]:
            best.append((likeness, part, row))
        if first is None and block.tag == "h1":
            first = row
    if not best:
        return first
    top = max(likeness for likeness, _, _ in best)
    best = [found for found in best if found[0] >= top - SAME_LIKENESS]
    site = best[0][1] if len({part for _, part, _ in best}) > 1 else -1
    return max((likeness, -row) for likeness, part, row in best if part != site)[1] * -1


# Headings that say nearly as much of the title as the best.
SAME_LIKENESS = 0.15
_PARTS = re.compile(r"\s+[-|\u2013\u2014·•»«:]+\s+|\s*[|»«]\s*|:\s+")


def _title_parts(title: str) -> tuple[frozenset[str], ...]:
    """Return the words of the whole title and of each of its parts."""
    parts = [part for part in _PARTS.split(title) if part]
    texts = [title, *parts] if len(parts) > 1 else [title]
    return tuple(words for text in texts if (words := frozenset(_WORD.findall(text.lower()))))


def _sizes(blocks: Sequence[Block], text: Matrix) -> _Sizes:
    size = np.array([len(block.text) for block in blocks], dtype=np.float32)
    linked = np.array([len(block.link_text) for block in blocks], dtype=np.float32)
    prose = prose_of(blocks, size, linked, text[:, TEXT_COLUMNS.index("other_script")])
    heading = np.array([block.tag in HEADINGS for block in blocks], dtype=np.float32)
    return _Sizes(size, linked, prose, heading)


def _one_hot(labels: Sequence[BlockLabel | None]) -> Matrix:
    columns = np.zeros((len(labels), len(_LABELS) + 1), dtype=np.float32)
    columns[np.arange(len(labels)), [_LABEL_COLUMN.get(label, len(_LABELS)) for label in labels]] = 1
    return columns[:, :-1]


_LABEL_COLUMN: dict[BlockLabel | None, int] = {label: column for column, label in enumerate(_LABELS)}


def _place_columns(blocks: Sequence[Block], sizes: _Sizes, hints: PageHints) -> Matrix:
    count = len(blocks)
    order = np.arange(count)
    first = next((row for row, block in enumerate(blocks) if block.tag == "h1" and not block.hidden), -FAR)
    before = np.cumsum(sizes.size) - sizes.size
    prose_before = np.cumsum(sizes.prose) - sizes.prose
    all_prose = max(1.0, float(sizes.prose.sum()))
    repeated, first_seen = _repeats(blocks)
    title = frozenset(_WORD.findall(hints.title.lower()))
    named, described = hints.title.lower(), hints.description[:MIN_DESCRIPTION_CHARS].lower()
    last_heading = np.maximum.accumulate(np.where(sizes.heading > 0, order, -FAR))
    columns = (
        order / count,
        before / max(1.0, float(sizes.size.sum())),
        prose_before / all_prose,
        1 - (prose_before + sizes.prose) / all_prose,
        np.clip(order - first, -FAR, FAR),
        order < first,
        np.clip(order - last_heading, 0, FAR),
        [_overlap(block.text, title) for block in blocks],
        [MIN_TITLE_CHARS < len(block.text) <= len(named) and block.text.lower() in named for block in blocks],
        repeated,
        first_seen,
        [len(described) == MIN_DESCRIPTION_CHARS and block.text.lower().startswith(described) for block in blocks],
        [block.hidden for block in blocks],
    )
    return np.column_stack(columns).astype(np.float32)


_TALK = frozenset({BlockLabel.DATE_LINE, BlockLabel.BYLINE, BlockLabel.COMMENTS})
_TALK_REACHES = (3, 10)


def _talk_columns(blocks: Sequence[Block], spoken: Sequence[BlockLabel | None]) -> Matrix:
    """Return how far above readers' comments were announced, and how many names and dates stand around."""
    count = len(blocks)
    rows = np.arange(count)
    shown = np.array([not block.hidden for block in blocks])
    announced = shown & np.array([said is BlockLabel.COMMENTS for said in spoken])
    dated = shown & np.array([said in _TALK for said in spoken])
    last = np.maximum.accumulate(np.where(announced, rows, -FAR))
    upto = np.concatenate(([0.0], np.cumsum(dated)))
    near = [upto[np.minimum(count, rows + reach + 1)] - upto[np.maximum(0, rows - reach)] for reach in _TALK_REACHES]
    columns = (
        np.clip(rows - last, 0, FAR),
        np.minimum(FAR, np.cumsum(announced) - announced),
        *near,
        np.full(count, min(FAR, int(dated.sum()))),
    )
    return np.column_stack(columns).astype(np.float32)


def _repeats(blocks: Sequence[Block]) -> tuple[list[int], list[bool]]:
    seen: dict[str, int] = {}
    firsts = []
    for block in blocks:
        firsts.append(block.text not in seen)
        seen[block.text] = seen.get(block.text, 0) + 1
    return [min(MAX_REPEATS, seen[block.text] - 1) for block in blocks], firsts


def _overlap(text: str, title: frozenset[str]) -> float:
    if not title or len(text) > MAX_TITLE_CHARS:
        return 0.0
    words = set(_WORD.findall(text.lower()))
    return len(words & title) / len(words | title) if words else 0.0


def _page_columns(split: SplitPage, sizes: _Sizes, hints: PageHints) -> Matrix:
    count = len(split.blocks)
    total = max(1.0, float(sizes.size.sum()))
    tags = [block.tag for block in split.blocks]
    elements = [box.tag for box in split.elements]
    over = 0
    for box in split.elements:
        over |= box.own
    row = (
        np.log1p(count),
        np.log1p(total),
        np.log1p(float(sizes.prose.sum())),
        float(sizes.linked.sum()) / total,
        tags.count("p") / count,
        min(MAX_ARTICLES, elements.count("article")),
        "main" in elements,
        tags.count("li") / count,
        (tags.count("td") + tags.count("th")) / count,
        float(sizes.heading.sum()) / count,
        float((sizes.size < MENU_CHARS).sum()) / count,
        bool(over & Kind.FORUM),
        bool(over & Kind.COMMENTS),
        bool(over & Kind.PRODUCT),
        min(MAX_URL_DEPTH, hints.url.split("?")[0].rstrip("/").count("/") - 2),
        hints.og_type == "article",
        *(hints.declared is page_class for page_class in _DECLARED),
    )
    return np.tile(np.array(row, dtype=np.float32), (count, 1))
