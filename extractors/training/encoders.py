"""Which encoders may teach, and how are their weights named? BERT's way (MiniLM) or MPNet's.

Both are stacks of the same layers. MPNet adds one learned number for each head and distance of two pieces to the
scores of attention (Song et al., NeurIPS 2020) and begins its positions at 2.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractors.training.minilm import Floats, read_encoder

_PARTS = ("weight", "bias")
_BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "first_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "second_norm": "output.LayerNorm",
}
_MPNET = _BERT | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "first_norm": "attention.LayerNorm",
}


class Shape(NamedTuple):
    """The sizes of an encoder, as its config.json gives them."""

    width: int
    inner: int
    heads: int
    layers: int
    epsilon: float
    first_position: int
    distances: int  # classes of the distance of two pieces; 0 for none


def read_shape(folder: Path) -> Shape:
    """Return the sizes of the encoder in a folder; SystemExit for a kind that is not known."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config["model_type"] not in ("bert", "mpnet"):
        raise SystemExit(f"{folder}: an encoder of the kind bert or mpnet expected, {config['model_type']} found")
    is_mpnet = config["model_type"] == "mpnet"
    return Shape(
        width=config["hidden_size"],
        inner=config["intermediate_size"],
        heads=config["num_attention_heads"],
        layers=config["num_hidden_layers"],
        epsilon=config["layer_norm_eps"],
        first_position=2 if is_mpnet else 0,
        distances=config["relative_attention_num_buckets"] if is_mpnet else 0,
    )


def encoder_state(folder: Path, shape: Shape) -> dict[str, Floats]:
    """Return the encoder's arrays by the names of `teacher.Encoder`."""
    weights = read_encoder(folder).weights
    state = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": weights["embeddings.position_embeddings.weight"][shape.first_position :],
    }
    if shape.distances:
        state["distance.weight"] = weights["encoder.relative_attention_bias.weight"]
    else:
        state["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
    for part in _PARTS:
        state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
        for number in range(shape.layers):
            state |= _layer(weights, number, part, _MPNET if shape.distances else _BERT)
    return state


def _layer(weights: dict[str, Floats], number: int, part: str, names: dict[str, str]) -> dict[str, Floats]:
    """Return one layer's arrays of one kind; those of query, key and value are joined."""

    def of(name: str) -> Floats:
        return weights[f"encoder.layer.{number}.{names[name]}.{part}"]

    alone = {name: of(name) for name in ("out", "first_norm", "inner", "outer", "second_norm")}
    joined = np.concatenate([of(name) for name in ("query", "key", "value")])
    return {f"layers.{number}.{name}.{part}": array for name, array in {**alone, "heads": joined}.items()}
