"""Which element looks most like the one that holds the text, and where does each block stand to it?

Two views that need no training: paragraphs vote for the elements around them (the method of Arc90's Readability,
2009: a point, one for each comma, up to three for length), and elements that call themselves the body of a text.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.judging.measure_text import Matrix
from extractors.judging.measure_tree import Numbers, Weights
from extractors.page.blocks import SplitPage
from extractors.page.kinds import Kind

# As in Readability: shorter paragraphs do not vote, and 100 characters more are another point, three at most.
MIN_VOTE_CHARS = 25
CHARS_A_POINT, MAX_LENGTH_POINTS = 100, 3
# What an element calls itself counts as much as 25 points.
NAME_POINTS = 25
FAVOURED = int(Kind.BODY | Kind.CONTENT)
DISFAVOURED = int(
    Kind.COMMENTS
    | Kind.SIDEBAR
    | Kind.FOOTER
    | Kind.NAVIGATION
    | Kind.RELATED
    | Kind.SHARE
    | Kind.ADVERT
    | Kind.COOKIE_NOTICE
    | Kind.POPUP
    | Kind.FORM
)
FAR = 50
CANDIDATE_COLUMNS = (
    "top_in",
    "top_ratio",
    "top_parent",
    "top_from",
    "top_after",
    "top_strength",
    "top_prose",
    "body_in",
    "body_count",
    "body_prose",
    "body_from",
    "body_after",
    "title_row",
    "title_up",
    "title_down",
    "title_found",
)


@dataclass(frozen=True, slots=True)
class _Span:
    """The rows of the blocks inside an element."""

    first: int
    last: int  # one past


def candidate_columns(
    split: SplitPage,
    weights: Weights,
    place: Numbers,
    *,
    commas: Matrix,
    free: Matrix,
    title: int | None,
) -> Matrix:
    """Return a row of CANDIDATE_COLUMNS for every block.

    `commas` is their number and `free` the characters outside links, 0 in hidden blocks.
    """
    count = len(place)
    rows = np.arange(count)
    score = _scores(split, weights, place, commas, free)
    top = int(score.argmax())
    best = max(1.0, float(score[top]))
    span = _span(place, weights, top)
    named = _bodies(split, weights)
    body = int(named[np.argmax(weights.prose[named])]) if len(named) else -1
    around = _span(place, weights, body) if body >= 0 else _Span(0, 0)
    own_body = np.full(count, weights.prose[body] / weights.all_prose if body >= 0 else 0.0)
    columns = (
        (rows >= span.first) & (rows < span.last),
        _best_above(score, weights)[place] / best,
        score[weights.parent[place]] / best,
        np.clip(rows - span.first, -FAR, FAR),
        np.clip(rows - span.last, -FAR, FAR),
        np.full(count, np.log1p(best)),
        np.full(count, weights.prose[top] / weights.all_prose),
        (rows >= around.first) & (rows < around.last),
        np.full(count, min(len(named), FAR)),
        own_body,
        np.clip(rows - around.first, -FAR, FAR) if body >= 0 else np.zeros(count),
        np.clip(rows - around.last, -FAR, FAR) if body >= 0 else np.zeros(count),
        *_title_columns(weights, place, title),
    )
    return np.column_stack(columns).astype(np.float32)


def _scores(split: SplitPage, weights: Weights, place: Numbers, commas: Matrix, free: Matrix) -> NDArray[np.float64]:
    votes = np.where(free >= MIN_VOTE_CHARS, 1 + commas + np.minimum(free / CHARS_A_POINT, MAX_LENGTH_POINTS), 0)
    count = len(weights.parent)
    parent = weights.parent[place]
    score = np.bincount(parent, weights=votes, minlength=count)
    score += np.bincount(weights.parent[parent], weights=votes / 2, minlength=count)
    # Text that stands bare between line breaks votes for the element that it stands in.
    alone = np.bincount(place, weights=votes > 0, minlength=count) > 1
    score += np.where(alone, np.bincount(place, weights=votes, minlength=count), 0)
    own = np.array([box.own for box in split.elements], dtype=np.int64)
    voted = score > 0
    score += voted * NAME_POINTS * (((own & FAVOURED) > 0).astype(float) - ((own & DISFAVOURED) > 0))
    return np.maximum(score, 0) * (1 - weights.linked / np.maximum(1, weights.size))


def _bodies(split: SplitPage, weights: Weights) -> Numbers:
    """Return the indices of the outermost elements that call themselves the body of a text and hold prose."""
    found = []
    end = 0
    for box in split.elements:
        if box.own & Kind.BODY and box.index >= end and weights.prose[box.index] > 0 and not box.hidden:
            found.append(box.index)
            end = box.index + int(weights.elements[box.index])
    return np.array(found, dtype=np.int64)


def _span(place: Numbers, weights: Weights, element: int) -> _Span:
    first, last = np.searchsorted(place, (element, element + weights.elements[element]))
    return _Span(int(first), int(last))


def _best_above(score: NDArray[np.float64], weights: Weights) -> NDArray[np.float64]:
    """Return for every element the best score of it and those around it."""
    best = score.copy()
    for level in range(1, int(weights.depth.max()) + 1):
        rows = np.flatnonzero(weights.depth == level)
        best[rows] = np.maximum(best[rows], best[weights.parent[rows]])
    return best


def _title_columns(weights: Weights, place: Numbers, title: int | None) -> tuple[Matrix, ...]:
    """Return how many rows from the heading a block stands, and how many elements up and down the way leads."""
    count = len(place)
    if title is None:
        nothing: Matrix = np.zeros(count, dtype=np.float32)
        return nothing, nothing, nothing, nothing
    holds = np.zeros(len(weights.parent), dtype=bool)
    element = int(place[title])
    while element:
        holds[element] = True
        element = int(weights.parent[element])
    holds[0] = True
    common = np.where(holds, weights.depth, 0)
    for level in range(1, int(weights.depth.max()) + 1):
        rows = np.flatnonzero(weights.depth == level)
        common[rows] = np.maximum(common[rows], common[weights.parent[rows]])
    here = common[place]
    return (
        np.clip(np.arange(count) - title, -FAR, FAR).astype(np.float32),
        (weights.depth[place[title]] - here).astype(np.float32),
        (weights.depth[place] - here).astype(np.float32),
        np.ones(count, dtype=np.float32),
    )
