"""Is the tree that scores allow the best one without crossing arcs?"""

from itertools import product

import numpy as np
import pytest

from extractors.training.projective import best_tree, is_projective
from extractors.training.trees import ROOT


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(6))
def test_the_tree_is_the_best_of_all_projective_trees(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    trees = [list(heads) for heads in product(range(ROOT, size), repeat=size) if is_projective(list(heads))]
    best = max(trees, key=lambda heads: sum(scores[token, head + 1] for token, head in enumerate(heads)))
    assert best_tree(scores) == best


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ([ROOT], True),
        ([1, ROOT, 1], True),
        ([ROOT, ROOT], False),  # two roots
        ([1, 0, ROOT], False),  # a cycle
        ([2, ROOT, 1], False),  # an arc over the root
        ([2, 3, ROOT, 2], False),  # crossing arcs
        ([], False),
    ],
)
def test_only_one_tree_without_crossing_arcs_is_projective(heads: list[int], *, expected: bool) -> None:
    assert is_projective(heads) is expected


def test_a_long_sentence_gets_one_root() -> None:
    scores = np.zeros((60, 61), dtype=np.float32)
    scores[:, 0] = 9  # every token would be the root
    assert is_projective(best_tree(scores))
