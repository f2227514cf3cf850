"""Are the weights of an encoder found under both names that encoders give them?"""

import json
from pathlib import Path

import numpy as np
import pytest

from extractors.training.encoders import Shape, encoder_state, read_shape
from extractors.training.minilm import Floats

WIDTH, INNER, HEADS, POSITIONS = 4, 6, 2, 5
CONFIG = {
    "hidden_size": WIDTH,
    "intermediate_size": INNER,
    "num_attention_heads": HEADS,
    "num_hidden_layers": 1,
    "layer_norm_eps": 1e-5,
}
SHARED = {
    "embeddings.word_embeddings.weight": (9, WIDTH),
    "embeddings.position_embeddings.weight": (POSITIONS, WIDTH),
    "embeddings.LayerNorm.weight": (WIDTH,),
    "embeddings.LayerNorm.bias": (WIDTH,),
}
DENSE = {"intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
BERT_ATTENTION = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
MPNET_ATTENTION = ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o")


def write_encoder(folder: Path, kind: str) -> dict[str, Floats]:
    """Write a small encoder of a kind and return its arrays."""
    attention, norm = (BERT_ATTENTION, "attention.output") if kind == "bert" else (MPNET_ATTENTION, "attention")
    layer = dict.fromkeys(attention, (WIDTH, WIDTH)) | DENSE
    shapes = dict(SHARED)
    for name, shape in layer.items():
        shapes |= {f"encoder.layer.0.{name}.weight": shape, f"encoder.layer.0.{name}.bias": shape[:1]}
    for name in (f"{norm}.LayerNorm", "output.LayerNorm"):
        shapes |= {f"encoder.layer.0.{name}.{part}": (WIDTH,) for part in ("weight", "bias")}
    if kind == "bert":
        shapes["embeddings.token_type_embeddings.weight"] = (2, WIDTH)
    else:
        shapes["encoder.relative_attention_bias.weight"] = (32, HEADS)
    random = np.random.default_rng(3)
    arrays = {name: random.standard_normal(shape).astype("<f4") for name, shape in shapes.items()}
    write_safetensors(folder / "model.safetensors", arrays)
    config = CONFIG | {"model_type": kind} | ({"relative_attention_num_buckets": 32} if kind == "mpnet" else {})
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "vocab.txt").write_text("[UNK]\nharbour\n", encoding="utf-8")
    return arrays


def write_safetensors(path: Path, arrays: dict[str, Floats]) -> None:
    header, at = {}, 0
    for name, array in arrays.items():
        header[name] = {"dtype": "F32", "shape": array.shape, "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    blob = json.dumps(header).encode()
    path.write_bytes(len(blob).to_bytes(8, "little") + blob + b"".join(array.tobytes() for array in arrays.values()))


@pytest.mark.parametrize(("kind", "first_position", "distances"), [("bert", 0, 0), ("mpnet", 2, 32)])
def test_the_sizes_are_those_of_the_configuration(
    tmp_path: Path, kind: str, first_position: int, distances: int
) -> None:
    write_encoder(tmp_path, kind)
    assert read_shape(tmp_path) == Shape(WIDTH, INNER, HEADS, 1, 1e-5, first_position, distances)


@pytest.mark.parametrize("kind", ["bert", "mpnet"])
def test_query_key_and_value_are_joined_in_this_order(tmp_path: Path, kind: str) -> None:
    arrays = write_encoder(tmp_path, kind)
    state = encoder_state(tmp_path, read_shape(tmp_path))
    names = (BERT_ATTENTION if kind == "bert" else MPNET_ATTENTION)[:3]
    expected = [arrays[f"encoder.layer.0.{name}.weight"] for name in names]
    assert np.array_equal(state["layers.0.heads.weight"], np.concatenate(expected))
    assert state["layers.0.heads.bias"].shape == (3 * WIDTH,)


def test_the_layers_of_both_kinds_have_the_same_names(tmp_path: Path) -> None:
    states = []
    for kind in ("bert", "mpnet"):
        (tmp_path / kind).mkdir()
        write_encoder(tmp_path / kind, kind)
        states.append(set(encoder_state(tmp_path / kind, read_shape(tmp_path / kind))))
    assert states[0] ^ states[1] == {"kind", "distance.weight"}


def test_the_positions_of_mpnet_begin_after_those_it_never_reads(tmp_path: Path) -> None:
    arrays = write_encoder(tmp_path, "mpnet")
    positions = encoder_state(tmp_path, read_shape(tmp_path))["position.weight"]
    assert np.array_equal(positions, arrays["embeddings.position_embeddings.weight"][2:])


def test_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps(CONFIG | {"model_type": "gpt2"}), encoding="utf-8")
    with pytest.raises(SystemExit, match="gpt2 found"):
        read_shape(tmp_path)
