"""The static vectors: which words, which codes, which dimensions."""

import numpy as np

from extractors.training.vectors import cluster_codes, frequent_words, whitened


def test_wanted_words_come_first_and_spellings_are_one() -> None:
    probabilities = {"the": -3.0, "The": -5.0, "Orlo": -9.0, " ": -1.0, "b2b": -8.0}
    assert frequent_words(probabilities, ["Voss"]) == ["voss", "the", "orlo"]


def test_near_clusters_have_near_codes() -> None:
    near, far = 0b0001, 0b1011  # the lowest bit is the first branch
    codes = cluster_codes([near, near | 1 << 14, far << 1])
    distance = np.linalg.norm(codes[near] - codes[near | 1 << 14])
    assert distance < np.linalg.norm(codes[near] - codes[far << 1])


def test_the_same_clusters_have_the_same_codes() -> None:
    assert all(
        np.array_equal(a, b)
        for a, b in zip(cluster_codes([5, 9]).values(), cluster_codes([9, 5]).values(), strict=True)
    )


def test_whitened_dimensions_have_variance_one() -> None:
    random = np.random.default_rng(1)
    vectors = (random.standard_normal((500, 6)) * [9, 5, 3, 1, 1, 1]).astype(np.float32)
    assert np.allclose(whitened(vectors, 3).var(0), 1, atol=0.02)
