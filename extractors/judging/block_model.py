"""How likely does each block belong to the article, by its columns and by the scores of the blocks around it?

Three ensembles of symmetric trees, trained by `extractors/training/blocks`: the first sees a block's columns, the
second also what the first thinks of the blocks above, below and alike, the third what the second thinks of these and
how a block's score stands to those of the page. Weights are plain arrays; reading them is arithmetic.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractors.judging.features import COLUMNS, Measured
from extractors.judging.measure_scores import AROUND_COLUMNS, RELATIVE_COLUMNS, Scores, around_columns, relative_columns
from extractors.judging.measure_text import Matrix

# Rows scored at once: 1,000 rows of 400 trees of six questions take 2.4 MB.
CHUNK_ROWS = 1_000
# What a hidden block is given: as sure not to be the article as any shown one.
HIDDEN_SCORE = -6.0
# Half of the characters in another script than Latin: a page in another alphabet that quotes some English.
MAX_FOREIGN = 0.5
_TELLING = [COLUMNS.index(f"in_{tag}") for tag in ("article", "main", "nav", "header", "footer", "aside")]
_OTHER_SCRIPT = COLUMNS.index("other_script")


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble of symmetric trees: all nodes of a level ask the same question."""

    columns: NDArray[np.int64]  # trees x depth: the column that each level asks about
    borders: Matrix  # trees x depth: the answer is yes above it
    leaves: Matrix  # trees x 2 ** depth: what each combination of answers adds
    bias: float


def score_blocks(measured: Measured) -> Scores:
    """Return the score of every block, 0 surely boilerplate to 1 surely article."""
    if not len(measured.matrix):
        return np.zeros(0)
    first = _logits("first", measured, measured.matrix)
    second = _logits("second", measured, second_columns(measured, first))
    third = _logits("third", measured, third_columns(measured, first, second))
    # Old blogs and pages made by hand are read better by both (every third page of dragnet .9149 to .9122, of CleanEval
    # .9100 to .9084), pages of today by the third alone (every second page of WCXB, out of fold, .8306 to .8335).
    last = third if is_modern(measured) else (second + third) / 2
    return 1 / (1 + np.exp(-last))


def is_modern(measured: Measured) -> bool:
    """Return whether a page has elements of HTML 5 and Latin script, as most that the judge has learnt from."""
    shown = measured.size * ~measured.hidden
    foreign = float((measured.matrix[:, _OTHER_SCRIPT] * shown).sum())
    return bool(measured.matrix[:, _TELLING].any()) and foreign < MAX_FOREIGN * float(shown.sum())


def second_columns(measured: Measured, first: Scores) -> Matrix:
    """Return what the second ensemble sees: the columns, and the first one's scores around every block."""
    return np.hstack((measured.matrix, around_columns(measured, first)))


def third_columns(measured: Measured, first: Scores, second: Scores) -> Matrix:
    """Return what the third ensemble sees: the columns, both scores, the second one's around each block and overall."""
    return np.hstack(
        (
            measured.matrix,
            first[:, None].astype(np.float32),
            around_columns(measured, second),
            relative_columns(measured, second),
        ),
    )


def _logits(name: str, measured: Measured, matrix: Matrix) -> Scores:
    return np.where(measured.hidden, HIDDEN_SCORE, sum_trees(read_trees(name), matrix))


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


def columns_id() -> int:
    """Return a number for the names and order of the columns: weights trained on others would say anything."""
    return crc32("\n".join((*COLUMNS, *AROUND_COLUMNS, *RELATIVE_COLUMNS)).encode())


@cache
def read_trees(name: str) -> Trees:
    """Return an ensemble from the package's data."""
    data = files("extractors").joinpath("data", "block_trees.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        assert int(arrays["columns_id"]) == columns_id(), "the weights were trained on other columns"
        return Trees(
            columns=arrays[f"{name}_columns"].astype(np.int64),
            borders=arrays[f"{name}_borders"].astype(np.float32),
            leaves=arrays[f"{name}_leaves"].astype(np.float32),
            bias=float(arrays[f"{name}_bias"]),
        )
