"""What can be measured of the blocks around a block, above and below it and of its kind?"""

import numpy as np

from extractors.judging.measure_text import Matrix
from extractors.judging.measure_tree import Numbers
from extractors.page.blocks import SplitPage

_NEAR = ("log_size", "link_share", "closed", "heading", "same_box", "same_parent", "like", "prose", "boiler")
_SHIFTS = (-1, -2, -3, 1, 2, 3)
SIMILAR_COLUMNS = (
    "like_count",
    "like_size",
    "like_share",
    "like_link_share",
    "like_first",
    "like_last",
    "like_prose_share",
)
NEIGHBOUR_COLUMNS = (
    *(f"{name}_at{shift:+d}" for shift in _SHIFTS for name in _NEAR),
    "near_prose",
    "near_link",
    "near_prose_wide",
    "near_link_wide",
    "from_prose",
    "to_prose",
    "size_since_prose",
    "to_heading",
    "run",
)
NARROW, WIDE = 3, 8
# Farther than this is far.
FAR = 50


def likeness_of(split: SplitPage) -> Numbers:
    """Return a number for every block that it shares with those in elements of the same tags and names."""
    numbers: dict[tuple[str, str, str], int] = {}
    out = []
    for box in split.boxes:
        over = box.parent
        key = (box.tag, over.tag if over is not None else "", box.attrs)
        out.append(numbers.setdefault(key, len(numbers)))
    return np.array(out, dtype=np.int64)


def similar_columns(like: Numbers, size: Matrix, linked: Matrix, prose: Matrix) -> Matrix:
    """Return a row of SIMILAR_COLUMNS for every block: what its likes on the page are."""
    count = len(like)
    groups = int(like.max()) + 1
    members = np.bincount(like, minlength=groups)
    sizes, links, proses = (np.bincount(like, weights=values, minlength=groups) for values in (size, linked, prose))
    rows = np.arange(count)
    first, last = np.full(groups, count), np.zeros(groups, dtype=np.int64)
    np.minimum.at(first, like, rows)
    np.maximum.at(last, like, rows)
    columns = (
        np.log1p(members),
        sizes / members,
        sizes / max(1.0, float(size.sum())),
        links / np.maximum(1, sizes),
        first / count,
        last / count,
        proses / max(1.0, float(prose.sum())),
    )
    return np.column_stack([column[like] for column in columns]).astype(np.float32)


def neighbour_columns(near: Matrix, place: Numbers, parent: Numbers, like: Numbers, sums: Matrix) -> Matrix:
    """Return a row of NEIGHBOUR_COLUMNS for every block.

    `near` holds log_size, link_share, closed, heading, prose flag and boilerplate flag; `sums` size, linked and prose.
    """
    size, linked, prose = sums.T
    columns: list[Matrix] = []
    for shift in _SHIFTS:
        moved = _shifted(near, shift)
        columns += (
            moved[:, 0],
            moved[:, 1],
            moved[:, 2],
            moved[:, 3],
            _same(place, shift),
            _same(parent, shift),
            _same(like, shift),
            moved[:, 4],
            moved[:, 5],
        )
    for reach in (NARROW, WIDE):
        window = _window(prose, reach)
        share: Matrix = (_window(linked, reach) / np.maximum(1, _window(size, reach))).astype(np.float32)
        columns += (np.log1p(window), share)
    columns += _distances(near[:, 4], near[:, 3], size, place)
    return np.column_stack(columns).astype(np.float32)


def _distances(is_prose: Matrix, heading: Matrix, size: Matrix, place: Numbers) -> tuple[Matrix, ...]:
    count = len(size)
    rows = np.arange(count)
    last = _last_row(is_prose)
    upto = np.concatenate(([0.0], np.cumsum(size)))
    return (
        np.clip(rows - last, 0, FAR),
        np.clip(_next_row(is_prose) - rows, 0, FAR),
        np.log1p(np.maximum(0, upto[:-1] - upto[np.clip(last, 0, count)])),
        np.clip(_next_row(heading) - rows, 0, FAR),
        _run_lengths(place),
    )


def _shifted(columns: Matrix, shift: int) -> Matrix:
    out = np.zeros_like(columns)
    out[:, 1] = 1  # beyond the page there is nothing to read: all links
    if abs(shift) < len(columns):
        if shift < 0:
            out[-shift:] = columns[:shift]
        else:
            out[:-shift] = columns[shift:]
    return out


def _same(numbers: Numbers, shift: int) -> Matrix:
    out = np.zeros(len(numbers), dtype=np.float32)
    if shift < 0:
        out[-shift:] = numbers[-shift:] == numbers[:shift]
    else:
        out[:-shift] = numbers[:-shift] == numbers[shift:]
    return out


def _window(column: Matrix, reach: int) -> Matrix:
    upto = np.concatenate(([0.0], np.cumsum(column)))
    rows = np.arange(len(column))
    window: Matrix = upto[np.minimum(len(column), rows + reach + 1)] - upto[np.maximum(0, rows - reach)]
    return np.maximum(0, window)


def _last_row(flag: Matrix) -> Numbers:
    """Return for every row the nearest one above it, or itself, that has the flag; -FAR where there is none."""
    return np.maximum.accumulate(np.where(flag > 0, np.arange(len(flag)), -FAR))


def _next_row(flag: Matrix) -> Numbers:
    count = len(flag)
    return count - 1 - _last_row(flag[::-1])[::-1]


def _run_lengths(place: Numbers) -> Matrix:
    """Return how many blocks in a row stand in the same element."""
    borders = np.flatnonzero(np.concatenate(([True], place[1:] != place[:-1], [True])))
    lengths = np.diff(borders)
    return np.repeat(lengths, lengths).astype(np.float32)
