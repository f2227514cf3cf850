"""Which static vectors does the pipeline carry?

Frequent words get their MiniLM vector (reduced by PCA, whitened) beside a code of their Brown cluster; rarer
words share the mean of their cluster. Keys are lower-case forms.
"""

import gzip
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import numpy as np
from spacy.strings import get_string_id
from spacy.vectors import Vectors  # type: ignore[import-not-found] # Cython without stubs
from spacy.vocab import Vocab

from extractors.training.minilm import Floats, encode_words, read_encoder

FREQUENT_WORDS = 24_000
CLUSTERED_WORDS = 130_000  # beyond these the cluster file is mostly misspellings
MEANING_DIMENSIONS = 80
CLUSTER_DIMENSIONS = 32
PREFIX_BITS = (3, 4, 5, 6, 8, 10, 12, 15, 18)
SEED = 20


def _lookup(name: str) -> dict[str, float]:
    data = files("spacy_lookups_data").joinpath(f"data/{name}.json.gz").read_bytes()
    table: dict[str, float] = json.loads(gzip.decompress(data))
    return table


def _lower_table(table: dict[str, float], probabilities: dict[str, float]) -> dict[str, float]:
    """Return the value of each lower-case form: that of its most probable spelling with a value other than 0."""
    best: dict[str, tuple[float, float]] = {}
    for word, value in table.items():
        score = (probabilities.get(word, -20.0), value)  # absent: as rare as the rarest listed
        lower = word.lower()
        if value and (lower not in best or score > best[lower]):
            best[lower] = score
    return {word: value for word, (_, value) in best.items()}


def frequent_words(probabilities: dict[str, float], wanted: Iterable[str]) -> list[str]:
    """Return the most probable lower-case words, the wanted ones first, without blanks."""
    ranked = dict.fromkeys(word.lower() for word in wanted)
    for word in sorted(probabilities, key=lambda word: -probabilities[word]):
        lower = word.lower()
        if len(ranked) >= FREQUENT_WORDS:
            break
        if word.strip() and not any(character.isdigit() for character in word[1:]):
            ranked.setdefault(lower)
    return list(ranked)[:FREQUENT_WORDS]


def cluster_codes(clusters: Iterable[int]) -> dict[int, Floats]:
    """Return a code for each cluster: random directions of the prefixes of its path, summed and scaled."""
    random = np.random.default_rng(SEED)
    directions: dict[str, Floats] = {}
    codes = {}
    for cluster in sorted(set(clusters)):
        path = f"{cluster:b}"[::-1].ljust(max(PREFIX_BITS), "0")  # the lowest bit is the first branch
        total = np.zeros(CLUSTER_DIMENSIONS, dtype=np.float32)
        for bits in PREFIX_BITS:
            prefix = path[:bits]
            if prefix not in directions:
                directions[prefix] = random.standard_normal(CLUSTER_DIMENSIONS).astype(np.float32)
            total += directions[prefix]
        codes[cluster] = total / np.float32(np.sqrt(len(PREFIX_BITS)))
    return codes


def whitened(vectors: Floats, dimensions: int) -> Floats:
    """Return the first principal components, each with variance 1."""
    centred = vectors - vectors.mean(0)
    values, directions = np.linalg.eigh(np.cov(centred.T))
    top = np.argsort(values)[::-1][:dimensions]
    return np.asarray(centred @ directions[:, top] / np.sqrt(values[top]), dtype=np.float32)


def build_vectors(vocab: Vocab, model_folder: Path, wanted: Iterable[str]) -> Vectors:
    """Return the vectors table for a vocabulary; `wanted` words have rows of their own."""
    probabilities = _lookup("en_lexeme_prob")
    clusters = {word: int(value) for word, value in _lower_table(_lookup("en_lexeme_cluster"), probabilities).items()}
    words = frequent_words(probabilities, wanted)
    meanings = whitened(encode_words(read_encoder(model_folder), words), MEANING_DIMENSIONS)
    codes = cluster_codes(clusters.values())
    nothing = np.zeros(CLUSTER_DIMENSIONS, dtype=np.float32)
    own = np.stack([codes.get(clusters.get(word, 0), nothing) for word in words])
    means, row_of = _cluster_rows(words, meanings, clusters, codes)
    vectors = Vectors(strings=vocab.strings, data=np.vstack([np.hstack([meanings, own]), means]), attr="LOWER")
    for row, word in enumerate(words):
        vectors.add(vocab.strings.add(word), row=row)
    known = set(words)
    rarer = [word.lower() for word in sorted(probabilities, key=lambda word: -probabilities[word])]
    for word in dict.fromkeys(rarer[: 3 * CLUSTERED_WORDS]):
        if word not in known and len(vectors.key2row) < CLUSTERED_WORDS and clusters.get(word) in row_of:
            vectors.add(_hash(word), row=len(words) + row_of[clusters[word]])
    return vectors


def _hash(word: str) -> int:
    """Return the key of a word that gets no entry in the string store."""
    return int(get_string_id(word))


def _cluster_rows(
    words: list[str], meanings: Floats, clusters: dict[str, int], codes: dict[int, Floats]
) -> tuple[Floats, dict[int, int]]:
    """Return one row for each cluster (mean meaning of its frequent words, its code) and which row is whose."""
    members: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        if clusters.get(word):
            members.setdefault(clusters[word], []).append(place)
    order = sorted(members)
    rows = [np.hstack([meanings[members[cluster]].mean(0), codes[cluster]]) for cluster in order]
    return np.stack(rows), {cluster: row for row, cluster in enumerate(order)}
