"""What can be measured of each block of a page, without reading it: the columns that the judge's model sees.

All columns are language-free: sizes, shares, places, what markup calls itself, what stands around. The order of
`COLUMNS` is part of the trained weights; a change needs a new training.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.blocks import Box, SplitPage
from extractors.kinds import Kind
from extractors.labels import markup_label, spoken_label
from extractors.records import Block, BlockLabel

Matrix = NDArray[np.float32]

# Text of this length outside links is prose more often than not: a headline rarely passes it (9 % of wcxb_dev's).
MIN_PROSE = 80
# An element that holds this much of the page's prose is a wrapper: what it calls itself says nothing of its parts.
WRAPPER_SHARE = 0.6
_UPPER = bytes(range(65, 91))
_DIGITS = bytes(range(48, 58))
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_END = re.compile(r"[.!?…。！？:;\"”»’)][\s\"”»’)]*$")  # noqa: RUF001  (the marks of other scripts)
_SENTENCE = re.compile(r"[.!?。！？…](?:\s|$|[\"”»’])")  # noqa: RUF001  (as above)
_WORD = re.compile(r"\w+")
_MONEY = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|EUR|USD|zł|kr)\b")

_TAGS = (
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
_AROUND_TAGS = (
    "article",
    "main",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "table",
    "ul",
    "figure",
    "blockquote",
    "p",
    "dl",
    "details",
)
_KINDS = tuple(Kind)
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
)
_TEXT_COLUMNS = (
    "log_size",
    "log_words",
    "link_share",
    "links",
    "links_per_word",
    "commas",
    "stops",
    "ends_closed",
    "upper_share",
    "digit_share",
    "word_size",
    "starts_lower",
    "starts_digit",
    "lines",
    "bar",
    "at",
    "money",
    "question",
    "other_script",
    "colon_end",
)
_BOX_COLUMNS = (
    "depth",
    "tag_other",
    *(f"tag_{tag}" for tag in _TAGS),
    *(f"in_{tag}" for tag in _AROUND_TAGS),
    *(f"own_{kind.name}" for kind in _KINDS),
    *(f"above_{kind.name}" for kind in _KINDS),
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
)
_CONTAINER_COLUMNS = tuple(
    f"{level}_{name}"
    for level in ("box", "parent", "grand", "great")
    for name in ("size", "share", "prose_share", "link_share", "blocks", "mean_size")
)
_MAIN_COLUMNS = (
    "in_main40",
    "in_main60",
    "in_main80",
    "main40_steps",
    "main60_steps",
    "main80_steps",
    "common_depth",
    "main60_prose",
)
_SIMILAR_COLUMNS = (
    "like_count",
    "like_mean_size",
    "like_share",
    "like_link_share",
    "like_first",
    "like_last",
    "like_prose_share",
)
_NEAR = ("log_size", "link_share", "ends_closed", "heading", "same_box", "like", "prose", "boiler")
_NEIGHBOUR_COLUMNS = (
    *(f"{side}{step}_{name}" for side in ("before", "after") for step in (1, 2, 3) for name in _NEAR),
    "near_prose",
    "near_link",
    "near_prose_wide",
    "near_link_wide",
    "to_prose_before",
    "to_prose_after",
    "size_before_prose",
    "to_heading_after",
    "run_length",
)
COLUMNS = (
    *_TEXT_COLUMNS,
    *_BOX_COLUMNS,
    *(f"says_{label}" for label in _LABELS),
    *(f"marked_{label}" for label in _LABELS),
    *_PLACE_COLUMNS,
    *_PAGE_COLUMNS,
    *_CONTAINER_COLUMNS,
    *_MAIN_COLUMNS,
    *_SIMILAR_COLUMNS,
    *_NEIGHBOUR_COLUMNS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHints:
    """What head and address say of the page, as far as it helps to judge its blocks."""

    title: str = ""
    description: str = ""
    url: str = ""
    og_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The columns of a page's blocks with what later steps reuse."""

    matrix: Matrix  # one row a block, one column a name in COLUMNS
    spoken: tuple[BlockLabel | None, ...]  # what each block says it is
    marked: tuple[BlockLabel | None, ...]  # what the elements around it say
    marked_by: tuple[Box | None, ...]  # which of them says so


def measure_blocks(split: SplitPage, hints: PageHints) -> Measured:
    """Return the columns of every block of a page. A page without blocks gives a matrix of no rows."""
    blocks = split.blocks
    text = _text_columns(blocks, split.links)
    size = np.array([len(block.text) for block in blocks], dtype=np.float32)
    linked = np.array([len(block.link_text) for block in blocks], dtype=np.float32)
    prose = _prose(blocks, size, linked)
    elements = _weigh_elements(split.boxes, size, linked, prose)
    wrappers = frozenset(
        key for key, weight in elements.items() if weight[2] > WRAPPER_SHARE * max(1.0, float(prose.sum()))
    )
    spoken = tuple(spoken_label(block) for block in blocks)
    found = _marked(split.boxes, wrappers)
    marked = tuple(pair[0] if pair else None for pair in found)
    heading = np.array([block.tag in _HEADINGS for block in blocks], dtype=np.float32)
    parts = (
        text,
        _box_columns(split.boxes),
        _one_hot(spoken),
        _one_hot(marked),
        _place_columns(blocks, size, prose, heading, hints),
        _page_columns(split, size, linked, prose, heading, hints),
        _container_columns(split.boxes, elements, size, prose),
        _main_columns(split.boxes, elements, prose),
        *_context_columns(split, text, size, linked, prose, heading, spoken, marked),
    )
    return Measured(
        matrix=np.hstack(parts).astype(np.float32),
        spoken=spoken,
        marked=marked,
        marked_by=tuple(pair[1] if pair else None for pair in found),
    )


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _text_columns(blocks: Sequence[Block], links: Sequence[int]) -> Matrix:
    rows = [_text_row(block, count) for block, count in zip(blocks, links, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(len(blocks), len(_TEXT_COLUMNS))


def _text_row(block: Block, links: int) -> tuple[float, ...]:
    text = block.text
    size = len(text)
    plain = text.encode("latin-1", "replace")
    dense = _CJK.search(text) is not None
    words = size / 2 if dense else text.count(" ") + text.count("\n") + 1
    first = text[0]
    return (
        np.log1p(size * (2.5 if dense else 1.0)),
        np.log1p(words),
        min(1.0, len(block.link_text) / size),
        min(links, 20),
        links / words,
        (text.count(",") + text.count("，") + text.count("、")) / words,
        len(_SENTENCE.findall(text)),
        _END.search(text[-8:]) is not None,
        (size - len(plain.translate(None, _UPPER))) / size,
        (size - len(plain.translate(None, _DIGITS))) / size,
        min(30.0, size / words),
        first.islower(),
        first.isdigit(),
        min(20, text.count("\n")),
        "|" in text or "·" in text or "»" in text,
        "@" in text,
        _MONEY.search(text) is not None,
        "?" in text,
        min(1.0, plain.count(b"?") / size),
        text.endswith(":"),
    )


def _prose(blocks: Sequence[Block], size: Matrix, linked: Matrix) -> Matrix:
    dense = np.array([2.5 if _CJK.search(block.text[:40]) else 1.0 for block in blocks], dtype=np.float32)
    shown = np.array([not block.hidden for block in blocks], dtype=np.float32)
    free = (size - linked) * dense
    return np.where(free >= MIN_PROSE, free, 0).astype(np.float32) * shown


def _weigh_elements(boxes: Sequence[Box], size: Matrix, linked: Matrix, prose: Matrix) -> dict[int, list[float]]:
    """Return for every element around a block: characters, link characters, prose characters, blocks."""
    weights: dict[int, list[float]] = {}
    direct: dict[int, tuple[Box, list[float]]] = {}
    for box, own, link, weight in zip(boxes, size.tolist(), linked.tolist(), prose.tolist(), strict=True):
        sums = direct.setdefault(id(box), (box, [0.0, 0.0, 0.0, 0.0]))[1]
        sums[0] += own
        sums[1] += link
        sums[2] += weight
        sums[3] += 1
    for box, sums in direct.values():
        around: Box | None = box
        while around is not None:
            total = weights.get(id(around))
            if total is None:
                weights[id(around)] = sums.copy()
            else:
                total[0] += sums[0]
                total[1] += sums[1]
                total[2] += sums[2]
                total[3] += sums[3]
            around = around.parent
    return weights


def _marked(boxes: Sequence[Box], wrappers: frozenset[int]) -> list[tuple[BlockLabel, Box] | None]:
    known: dict[int, tuple[BlockLabel, Box] | None] = {}
    for box in boxes:
        if id(box) not in known:
            known[id(box)] = markup_label(box, wrappers)
    return [known[id(box)] for box in boxes]


def _box_columns(boxes: Sequence[Box]) -> Matrix:
    known: dict[int, list[float]] = {}
    for box in boxes:
        if id(box) not in known:
            known[id(box)] = _box_row(box)
    rows = np.array([known[id(box)] for box in boxes], dtype=np.float32)
    return rows.reshape(len(boxes), len(_BOX_COLUMNS))


def _box_row(box: Box) -> list[float]:
    tag = _TAG_GROUPS.get(box.tag, box.tag)
    around = set()
    above: Box | None = box
    while above is not None:
        around.add(above.tag)
        above = above.parent
    own, over = box.own, box.above
    return [
        box.depth,
        tag not in _TAGS,
        *[tag == name for name in _TAGS],
        *[name in around for name in _AROUND_TAGS],
        *[bool(own & kind) for kind in _KIND_BITS],
        *[bool(over & kind) for kind in _KIND_BITS],
    ]


_KIND_BITS = tuple(int(kind) for kind in _KINDS)


def _one_hot(labels: Sequence[BlockLabel | None]) -> Matrix:
    columns = np.zeros((len(labels), len(_LABELS)), dtype=np.float32)
    for row, label in enumerate(labels):
        if label in _LABEL_COLUMN:
            columns[row, _LABEL_COLUMN[label]] = 1
    return columns


_LABEL_COLUMN: dict[BlockLabel | None, int] = {label: column for column, label in enumerate(_LABELS)}


def _place_columns(blocks: Sequence[Block], size: Matrix, prose: Matrix, heading: Matrix, hints: PageHints) -> Matrix:
    count = len(blocks)
    order = np.arange(count, dtype=np.float32)
    first = next((row for row, block in enumerate(blocks) if block.tag == "h1" and not block.hidden), -1)
    before = np.cumsum(size) - size
    prose_before = np.cumsum(prose) - prose
    all_prose = max(1.0, float(prose.sum()))
    repeated, first_seen = _repeats(blocks)
    title = frozenset(_WORD.findall(hints.title.lower()))
    described = hints.description[:60].lower()
    return np.column_stack(
        (
            order / max(1, count),
            before / max(1.0, float(size.sum())),
            prose_before / all_prose,
            1 - (prose_before + prose) / all_prose,
            np.clip(order - first, -50, 50) if first >= 0 else np.full(count, -60),
            order < first,
            np.clip(order - _last_row(heading), 0, 50),
            [_overlap(block.text, title) for block in blocks],
            [bool(title) and block.text.lower() in hints.title.lower() and len(block.text) > 10 for block in blocks],
            repeated,
            first_seen,
            [len(described) > 20 and block.text[:60].lower().startswith(described[:40]) for block in blocks],
            [block.hidden for block in blocks],
        ),
    ).astype(np.float32)


def _repeats(blocks: Sequence[Block]) -> tuple[list[int], list[bool]]:
    seen: dict[str, int] = {}
    firsts = []
    for block in blocks:
        firsts.append(block.text not in seen)
        seen[block.text] = seen.get(block.text, 0) + 1
    return [min(10, seen[block.text] - 1) for block in blocks], firsts


def _overlap(text: str, title: frozenset[str]) -> float:
    # Only what is about as long as a title can be one.
    if not title or len(text) > 300:
        return 0.0
    words = set(_WORD.findall(text.lower()))
    return len(words & title) / len(words | title) if words else 0.0


def _last_row(flag: Matrix) -> Matrix:
    """Return for every row the nearest row above it, or itself, that has the flag; 50 rows above where there is none."""
    rows = np.arange(len(flag), dtype=np.float32)
    return np.maximum.accumulate(np.where(flag > 0, rows, -50)) if len(flag) else rows


def _page_columns(
    split: SplitPage, size: Matrix, linked: Matrix, prose: Matrix, heading: Matrix, hints: PageHints
) -> Matrix:
    blocks, boxes = split.blocks, split.boxes
    articles = {id(box) for box in boxes if box.tag == "article"}
    count = max(1, len(blocks))
    total = max(1.0, float(size.sum()))
    over = 0
    for box in boxes:
        over |= box.above
    row = (
        np.log1p(len(blocks)),
        np.log1p(total),
        np.log1p(float(prose.sum())),
        float(linked.sum()) / total,
        sum(block.tag == "p" for block in blocks) / count,
        min(20, len(articles)),
        any(box.tag == "main" for box in boxes),
        sum(block.tag == "li" for block in blocks) / count,
        sum(block.tag in {"td", "th"} for block in blocks) / count,
        float(heading.sum()) / count,
        float((size < 25).sum()) / count,  # noqa: PLR2004  (a menu entry)
        bool(over & Kind.FORUM),
        bool(over & Kind.COMMENTS),
        bool(over & Kind.PRODUCT),
        min(8, hints.url.split("?")[0].rstrip("/").count("/") - 2),
        hints.og_type == "article",
    )
    return np.tile(np.array(row, dtype=np.float32), (len(blocks), 1))


def _container_columns(boxes: Sequence[Box], elements: dict[int, list[float]], size: Matrix, prose: Matrix) -> Matrix:
    total, all_prose = max(1.0, float(size.sum())), max(1.0, float(prose.sum()))
    known: dict[int, list[float]] = {}
    for box in boxes:
        if id(box) in known:
            continue
        row: list[float] = []
        around: Box | None = box
        for _ in range(4):
            own, link, weight, blocks = elements[id(around)]
            row += (np.log1p(own), own / total, weight / all_prose, link / own, np.log1p(blocks), own / blocks)
            around = (around.parent if around is not None else None) or around
        known[id(box)] = row
    return np.array([known[id(box)] for box in boxes], dtype=np.float32).reshape(len(boxes), len(_CONTAINER_COLUMNS))


def _main_columns(boxes: Sequence[Box], elements: dict[int, list[float]], prose: Matrix) -> Matrix:
    """Return whether and how far from the smallest elements that hold most of the prose a block stands."""
    all_prose = float(prose.sum())
    mains = [_main_element(boxes, elements, share * all_prose) for share in (0.4, 0.6, 0.8)]
    known: dict[int, list[float]] = {}
    for box in boxes:
        if id(box) in known:
            continue
        depths = {}
        around: Box | None = box
        while around is not None:
            depths[id(around)] = box.depth - around.depth
            around = around.parent
        inside = [main is not None and id(main) in depths for main in mains]
        steps = [depths[id(main)] if main is not None and id(main) in depths else -1 for main in mains]
        common = max((main.depth for main in mains if main is not None and id(main) in depths), default=0)
        held = elements[id(mains[1])][2] / max(1.0, all_prose) if mains[1] is not None else 0.0
        known[id(box)] = [*inside, *steps, common, held]
    return np.array([known[id(box)] for box in boxes], dtype=np.float32).reshape(len(boxes), len(_MAIN_COLUMNS))


def _main_element(boxes: Sequence[Box], elements: dict[int, list[float]], least: float) -> Box | None:
    best: Box | None = None
    if least <= 0:
        return None
    for box in {id(box): box for box in boxes}.values():
        around: Box | None = box
        while around is not None and elements[id(around)][2] < least:
            around = around.parent
        if around is not None and (best is None or around.depth > best.depth):
            best = around
    return best


def _context_columns(
    split: SplitPage,
    text: Matrix,
    size: Matrix,
    linked: Matrix,
    prose: Matrix,
    heading: Matrix,
    spoken: Sequence[BlockLabel | None],
    marked: Sequence[BlockLabel | None],
) -> tuple[Matrix, Matrix]:
    like = _likeness(split)
    boiler = np.array([bool(s or m) for s, m in zip(spoken, marked, strict=True)], dtype=np.float32)
    place = np.array([id(box) for box in split.boxes], dtype=np.int64)
    return (
        _similar_columns(like, size, linked, prose),
        _neighbour_columns(text, prose, heading, boiler, place, like, size, linked),
    )


def _likeness(split: SplitPage) -> NDArray[np.int64]:
    """Return a number for every block that it shares with those of the same tag in elements named alike."""
    numbers: dict[tuple[str, ...], int] = {}
    out = []
    for block, box in zip(split.blocks, split.boxes, strict=True):
        over = box.parent
        higher = over.parent if over is not None else None
        key = (
            block.tag,
            box.attrs if box.own else "",
            over.tag if over is not None else "",
            higher.tag if higher is not None else "",
            box.attrs,
        )
        out.append(numbers.setdefault(key, len(numbers)))
    return np.array(out, dtype=np.int64)


def _similar_columns(like: NDArray[np.int64], size: Matrix, linked: Matrix, prose: Matrix) -> Matrix:
    if not len(like):
        return np.zeros((0, len(_SIMILAR_COLUMNS)), dtype=np.float32)
    groups = int(like.max()) + 1
    count = np.bincount(like, minlength=groups)
    sizes = np.bincount(like, weights=size, minlength=groups)
    links = np.bincount(like, weights=linked, minlength=groups)
    proses = np.bincount(like, weights=prose, minlength=groups)
    rows = np.arange(len(like))
    first = np.full(groups, len(like))
    last = np.zeros(groups, dtype=np.int64)
    np.minimum.at(first, like, rows)
    np.maximum.at(last, like, rows)
    columns = (
        np.log1p(count),
        sizes / count,
        sizes / max(1.0, float(size.sum())),
        links / np.maximum(1, sizes),
        first / len(like),
        last / len(like),
        proses / max(1.0, float(prose.sum())),
    )
    return np.column_stack([column[like] for column in columns]).astype(np.float32)


def _neighbour_columns(
    text: Matrix,
    prose: Matrix,
    heading: Matrix,
    boiler: Matrix,
    place: NDArray[np.int64],
    like: NDArray[np.int64],
    size: Matrix,
    linked: Matrix,
) -> Matrix:
    count = len(text)
    is_prose = (prose > 0).astype(np.float32)
    columns: list[Matrix] = []
    for sign in (-1, 1):
        for step in (1, 2, 3):
            shift = sign * step
            columns += (
                _shifted(text[:, 0], shift),
                _shifted(text[:, 2], shift, missing=1.0),
                _shifted(text[:, 7], shift),
                _shifted(heading, shift),
                (_shifted(place, shift, missing=-1) == place).astype(np.float32),
                (_shifted(like, shift, missing=-1) == like).astype(np.float32),
                _shifted(is_prose, shift),
                _shifted(boiler, shift),
            )
    columns += (_window(prose, 3), _link_window(linked, size, 3), _window(prose, 8), _link_window(linked, size, 8))
    rows = np.arange(count, dtype=np.float32)
    last = _last_row(is_prose)
    following = count - 1 - _last_row(is_prose[::-1])[::-1]
    before_size = np.concatenate(([0.0], np.cumsum(size)))
    last_index = np.clip(last, 0, count).astype(np.int64)
    columns += (
        np.clip(rows - last, 0, 50),
        np.clip(following - rows, 0, 50),
        np.log1p(np.maximum(0, before_size[:-1] - before_size[last_index])) if count else rows,
        np.clip(count - 1 - _last_row(heading[::-1])[::-1] - rows, 0, 50),
        _run_lengths(place),
    )
    return np.column_stack(columns).astype(np.float32)


def _shifted(column: NDArray[np.generic], shift: int, *, missing: float = 0.0) -> Matrix:
    out = np.full(len(column), missing, dtype=column.dtype)
    if abs(shift) >= len(column):
        return out  # type: ignore[return-value]  # of the column's own type
    if shift < 0:
        out[-shift:] = column[:shift]
    else:
        out[:-shift] = column[shift:]
    return out  # type: ignore[return-value]  # of the column's own type


def _window(column: Matrix, reach: int) -> Matrix:
    sums = np.concatenate(([0.0], np.cumsum(column)))
    count = len(column)
    rows = np.arange(count)
    return np.log1p(
        np.maximum(0, sums[np.minimum(count, rows + reach + 1)] - sums[np.maximum(0, rows - reach)])
    ).astype(np.float32)


def _link_window(linked: Matrix, size: Matrix, reach: int) -> Matrix:
    return (np.expm1(_window(linked, reach)) / np.maximum(1, np.expm1(_window(size, reach)))).astype(np.float32)


def _run_lengths(place: NDArray[np.int64]) -> Matrix:
    """Return how many blocks in a row stand in the same element."""
    if not len(place):
        return np.zeros(0, dtype=np.float32)
    borders = np.flatnonzero(np.concatenate(([True], place[1:] != place[:-1], [True])))
    lengths = np.diff(borders)
    return np.repeat(lengths, lengths).astype(np.float32)
