"""Which tree without crossing arcs do the scores of heads allow? Eisner's algorithm, one root."""

import numpy as np
from numpy.typing import NDArray

from extractors.training.trees import ROOT, crossing_arcs

Scores = NDArray[np.float64]
NEVER = -1e18
SECOND_ROOT = -1000.0  # what a further child of the root costs: more than any tree can gain
LEFT, RIGHT = 0, 1


def is_projective(heads: list[int]) -> bool:
    """Return whether the heads (ROOT for the root) make one tree without crossing arcs."""
    if heads.count(ROOT) != 1:
        return False
    for token in range(len(heads)):
        steps = 0
        while token != ROOT and steps <= len(heads):
            token, steps = heads[token], steps + 1  # noqa: PLW2901 - the way up to the root
        if token != ROOT:
            return False
    root = heads.index(ROOT)
    covers = any(min(token, head) < root < max(token, head) for token, head in enumerate(heads) if head != ROOT)
    return not covers and not crossing_arcs(heads)


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """Return the heads of the best projective tree; scores[token, 0] is the root's, scores[token, h + 1] that of h."""
    size = len(scores)
    gains = np.zeros((size + 1, size + 1))
    gains[:, 1:] = scores.T
    gains[0] += SECOND_ROOT
    return _follow(*_fill(gains), size)


def _fill(gains: Scores) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the best whole and half-open spans are split; gains[head, token]."""
    size = len(gains)
    whole, half = np.full((2, size, size), NEVER), np.full((2, size, size), NEVER)
    whole_split, half_split = np.zeros((2, size, size), dtype=np.int64), np.zeros((size, size), dtype=np.int64)
    whole[:, np.arange(size), np.arange(size)] = 0
    for width in range(1, size):
        low = np.arange(size - width)
        high, rows, middles = low + width, np.arange(size - width), low[:, None] + np.arange(width)[None]
        wide_low, wide_high = low[:, None], high[:, None]
        joined = whole[RIGHT, wide_low, middles] + whole[LEFT, middles + 1, wide_high]
        best = joined.argmax(1)
        half_split[low, high] = low + best
        half[LEFT, low, high] = joined[rows, best] + np.where(low > 0, gains[high, low], NEVER)
        half[RIGHT, low, high] = joined[rows, best] + gains[low, high]
        joined = whole[LEFT, wide_low, middles] + half[LEFT, middles, wide_high]
        best = joined.argmax(1)
        whole[LEFT, low, high], whole_split[LEFT, low, high] = joined[rows, best], low + best
        joined = half[RIGHT, wide_low, middles + 1] + whole[RIGHT, middles + 1, wide_high]
        best = joined.argmax(1)
        whole[RIGHT, low, high], whole_split[RIGHT, low, high] = joined[rows, best], low + best + 1
    return whole_split, half_split


def _follow(whole_split: NDArray[np.int64], half_split: NDArray[np.int64], size: int) -> list[int]:
    """Return the heads that the splits describe."""
    heads = [ROOT] * (size + 1)
    waiting = [(0, size, RIGHT, True)]
    while waiting:
        low, high, side, is_whole = waiting.pop()
        if low == high:
            continue
        if is_whole:
            split = int(whole_split[side, low, high])
            if side == LEFT:
                waiting += [(low, split, LEFT, True), (split, high, LEFT, False)]
            else:
                waiting += [(low, split, RIGHT, False), (split, high, RIGHT, True)]
            continue
        heads[low if side == LEFT else high] = (high if side == LEFT else low) - 1
        split = int(half_split[low, high])
        waiting += [(low, split, RIGHT, True), (split + 1, high, LEFT, True)]
    return heads[1:]
