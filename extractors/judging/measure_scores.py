"""What do the scores that a page's blocks were given say of each block: those around it, and its place among all?"""

import numpy as np
from numpy.typing import NDArray

from extractors.judging.features import Measured
from extractors.judging.measure_text import Matrix

Scores = NDArray[np.float64]

_SHIFTS = (-1, 1, -2, 2, -3, 3, -4, 4)
_REACHES = (1, 3, 8)
AROUND_COLUMNS = (
    "own",
    *(f"score_at{shift:+d}" for shift in _SHIFTS),
    *(f"mean_{reach}" for reach in _REACHES),
    "box_mean",
    "parent_mean",
    "grand_mean",
    "like_mean",
    "page_mean",
    "kept_share",
    "kept_before",
    "kept_after",
    "since_kept",
    "to_kept",
    "page_best",
)
FAR = 50
RELATIVE_COLUMNS = (
    "below_best",
    "best",
    "likelier_share",
    "likelier_size",
    "above_bar",
    "promised",
    "likely_size",
    "shown_size",
)
# What scores best on a page, by this many characters: a paragraph.
BEST_CHARS = 600
# Scores of pages that were not learnt from are too sure: their logits are this much smaller (wcxb_dev, out of fold,
# .6 to 1.25 tried with the best bar of every page: .8312 at .6, .8309 at .8, .8289 at 1).
SOFTENED = 0.7
LEAST_SCORE = 1e-4


def around_columns(measured: Measured, logits: Scores) -> Matrix:
    """Return a row of AROUND_COLUMNS for every block: the first ensemble's scores of it and of those around it."""
    scores = 1 / (1 + np.exp(-logits))
    size = np.sqrt(measured.size)
    kept = scores > 0.5  # noqa: PLR2004  (more likely than not)
    weight = kept * size
    before: Scores = np.cumsum(weight) - weight
    total = max(1.0, float(weight.sum()))
    rows = np.arange(len(scores))
    last = np.maximum.accumulate(np.where(kept, rows, -FAR))
    following = len(rows) - 1 - np.maximum.accumulate(np.where(kept[::-1], rows, -FAR))[::-1]
    columns: tuple[Scores, ...] = (
        logits,
        *(_shifted(scores, shift) for shift in _SHIFTS),
        *(_smoothed(scores, size, reach) for reach in _REACHES),
        *(_mean_by(group, scores, size) for group in (measured.place, measured.parent, measured.grand, measured.like)),
        np.full(len(rows), float((scores * size).sum() / max(1.0, float(size.sum())))),
        np.full(len(rows), float(kept.mean())),
        before / total,
        1 - (before + weight) / total,
        np.clip(rows - last, 0, FAR),
        np.clip(following - rows, 0, FAR),
        np.full(len(rows), float(scores.max())),
    )
    return np.column_stack(columns).astype(np.float32)


def _shifted(scores: Scores, shift: int) -> Scores:
    out = np.zeros_like(scores)
    if shift < 0:
        out[-shift:] = scores[:shift]
    else:
        out[:-shift] = scores[shift:]
    return out


def _smoothed(scores: Scores, size: Matrix, reach: int) -> Scores:
    """Return the mean score of the blocks within reach, the block itself left out, long blocks counting more."""
    weighted, weights = _window(scores * size, reach) - scores * size, _window(size, reach) - size
    return weighted / np.maximum(1e-6, weights)


def _window(values: NDArray[np.floating], reach: int) -> Scores:
    upto = np.concatenate(([0.0], np.cumsum(values)))
    rows = np.arange(len(values))
    window: Scores = upto[np.minimum(len(values), rows + reach + 1)] - upto[np.maximum(0, rows - reach)]
    return window


def _mean_by(group: NDArray[np.int64], scores: Scores, size: Matrix) -> Scores:
    weights = np.bincount(group, weights=size)
    sums = np.bincount(group, weights=size * scores)
    mean: Scores = (sums / np.maximum(1e-6, weights))[group]
    return mean


def relative_columns(measured: Measured, logits: Scores) -> Matrix:
    """Return a row of RELATIVE_COLUMNS for every block: how its score stands to those of the whole page."""
    count = len(logits)
    scores = np.where(measured.hidden, 0.0, 1 / (1 + np.exp(-SOFTENED * logits)))
    bar, promised = best_bar(scores, measured.size)
    order = np.argsort(-scores, kind="stable")
    size = measured.size[order].astype(np.float64)
    likely = scores[order] * size
    total = max(1e-6, float(likely.sum()))
    reach = int(np.searchsorted(np.cumsum(size), BEST_CHARS)) + 1
    best = float((logits[order] * size)[:reach].sum() / size[:reach].sum())
    above, above_size = np.empty(count), np.empty(count)
    above[order] = (np.cumsum(likely) - likely) / total
    above_size[order] = np.log1p(np.cumsum(size) - size)
    least = max(LEAST_SCORE, bar)
    columns = (
        logits - best,
        np.full(count, best),
        above,
        above_size,
        SOFTENED * logits - np.log(least / (1 - min(least, 1 - LEAST_SCORE))),
        np.full(count, promised),
        np.full(count, np.log1p(total)),
        np.full(count, np.log1p(float(measured.size[~measured.hidden].sum()))),
    )
    return np.column_stack(columns).astype(np.float32)


def best_bar(scores: Scores, size: Matrix) -> tuple[float, float]:
    """Return the score from which on keeping blocks promises the best F1, and that F1.

    With scores for probabilities: kept characters that belong, twice, over those kept and those that belong at all. So
    a page of which little is sure gets a lower bar than one whose text is plain to see. No blocks give a bar of 1.

    >>> best_bar(np.array([0.9, 0.3, 0.1]), np.array([100, 100, 100], dtype=np.float32))[0]
    0.9
    >>> best_bar(np.array([0.4, 0.3, 0.1]), np.array([100, 100, 100], dtype=np.float32))[0]
    0.3
    """
    if not len(scores):
        return 1.0, 0.0
    order = np.argsort(-scores, kind="stable")
    weights = size[order].astype(np.float64)
    likely = np.cumsum(scores[order] * weights)
    promised = 2 * likely / np.maximum(1e-6, np.cumsum(weights) + likely[-1])
    best = int(promised.argmax())
    return float(scores[order[best]]), float(promised[best])
