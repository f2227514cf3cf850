"""How likely does each block belong to the article, by its columns and by the scores of the blocks around it?

Two ensembles of symmetric trees, trained by `extractors/training/blocks`: the first sees a block's columns, the second
also what the first thinks of the blocks above, below and alike. Weights are plain arrays; reading them is arithmetic.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractors.features import COLUMNS, Measured
from extractors.measure_text import Matrix

Scores = NDArray[np.float64]

# Rows scored at once: 1,000 rows of 400 trees of six questions take 2.4 MB.
CHUNK_ROWS = 1_000
# What a hidden block is given: as sure not to be the article as any shown one.
HIDDEN_SCORE = -6.0

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


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble of symmetric trees: all nodes of a level ask the same question."""

    columns: NDArray[np.int64]  # trees x depth: the column that each level asks about
    borders: Matrix  # trees x depth: the answer is yes above it
    leaves: Matrix  # trees x 2 ** depth: what each combination of answers adds
    bias: float


def score_blocks(measured: Measured) -> Scores:
    """Return the score of every block, 0 surely boilerplate to 1 surely article."""
    first, second = _trees("first"), _trees("second")
    if not len(measured.matrix):
        return np.zeros(0)
    hidden = measured.hidden
    guess = np.where(hidden, HIDDEN_SCORE, sum_trees(first, measured.matrix))
    logits = sum_trees(second, np.hstack((measured.matrix, around_columns(measured, guess))))
    return 1 / (1 + np.exp(-np.where(hidden, np.minimum(logits, HIDDEN_SCORE), logits)))


def sum_trees(trees: Trees, matrix: Matrix) -> Scores:
    """Return what the trees add up to for every row."""
    count, depth = trees.columns.shape
    base = (np.arange(count) * trees.leaves.shape[1])[:, None]
    leaves = trees.leaves.ravel()
    sums = np.empty(len(matrix))
    for start in range(0, len(matrix), CHUNK_ROWS):
        rows = np.ascontiguousarray(matrix[start : start + CHUNK_ROWS].T)
        # Each level's answers are a bit of the leaf's number; np.packbits takes five times as long for the same.
        leaf = np.zeros((count, rows.shape[1]), dtype=np.uint8)
        for level in range(depth):
            answers = rows.take(trees.columns[:, level], axis=0) > trees.borders[:, level, None]
            leaf |= answers.view(np.uint8) << np.uint8(level)
        sums[start : start + CHUNK_ROWS] = leaves.take(base + leaf).sum(axis=0)
    return sums + trees.bias


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


def columns_id() -> int:
    """Return a number for the names and order of the columns: weights trained on others would say anything."""
    return crc32("\n".join((*COLUMNS, *AROUND_COLUMNS)).encode())


@cache
def _trees(name: str) -> Trees:
    """Return an ensemble from the package's data."""
    data = files("extractors").joinpath("data", "block_trees.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        if "columns_id" in arrays:
            assert int(arrays["columns_id"]) == columns_id(), "the weights were trained on other columns"
        return Trees(
            columns=arrays[f"{name}_columns"].astype(np.int64),
            borders=arrays[f"{name}_borders"].astype(np.float32),
            leaves=arrays[f"{name}_leaves"].astype(np.float32),
            bias=float(arrays[f"{name}_bias"]),
        )
