"""How does a loaded pipeline's network run fast on a processor while it says the same?

Two changes, both of the way and not of the result: matrices are multiplied by numpy's library (thinc brings a
generic kernel), and the vector of a word form is made once for a batch instead of once for each of its tokens.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH  # type: ignore[import-not-found] # Cython without stubs
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]
# The layers of a token-vector network whose embedding can be made once for each form.
EMBEDDING_LAYERS = ("extract_features", "static_vectors", "maxout")
_ODD = 0x9E3779B97F4A7C15  # 2**64 divided by the golden ratio: spreads the sums of features over 64 bits


class MatrixOps(NumpyOps):  # type: ignore[misc] # Cython without stubs
    """The operations of a network, with numpy's matrix product."""

    def gemm(
        self, x: Floats, y: Floats, *, out: Floats | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats:
        """Return the product of two matrices, either of them transposed if asked for."""
        product: Floats = np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)
        return product


def quicken(nlp: Language) -> None:
    """Make the network of a loaded pipeline fast; a pipeline of another shape keeps its embedding as it is.

    For running alone: what `to_disk` would write of a quickened pipeline, stock spaCy could not load.
    """
    ops = MatrixOps()
    component: Any
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for node in model.walk():
                node.ops = ops
    if nlp.has_pipe("tok2vec"):
        component = nlp.get_pipe("tok2vec")
        _embed_each_form_once(component.model)


def _embed_each_form_once(model: Model[Any, Any]) -> None:
    """Exchange the embedding of a token-vector network for one that looks at each form of a batch once."""
    layers = model.layers
    if layers and all(any(node.name == name for node in layers[0].walk()) for name in EMBEDDING_LAYERS):
        layers[0] = form_embedding(layers[0])


def form_embedding(embedding: Model[list[Doc], list[Floats]]) -> Model[list[Doc], list[Floats]]:
    """Return a layer that answers as an embedding of token features and static vectors does."""
    named = {node.name: node for node in embedding.walk()}
    columns = list(named["extract_features"].attrs["columns"])
    tables = [node for node in embedding.walk() if node.name == "hashembed"]

    def forward(  # thinc's signature
        _: Model[Any, Any],
        docs: list[Doc],
        is_train: bool,  # noqa: FBT001
    ) -> tuple[list[Floats], Any]:
        if is_train:
            return embedding.begin_update(docs)
        if not any(map(len, docs)):
            nothing: Floats = np.zeros((0, embedding.get_dim("nO")), dtype=np.float32)
            return [nothing for _ in docs], None
        key = getattr(docs[0].vocab.vectors, "attr", ORTH)
        features = np.concatenate([doc.to_array([*columns, key]).reshape(len(doc), len(columns) + 1) for doc in docs])
        forms, places = _distinct(features.astype(np.uint64))
        parts = [table.predict(np.ascontiguousarray(forms[:, number])) for number, table in enumerate(tables)]
        parts.append(_static(named["static_vectors"], docs[0], forms[:, -1]))
        states = _mixed(embedding, np.hstack(parts))
        return _split(states[places], docs), None

    return Model("form_embedding", forward, layers=[embedding])


def _distinct(features: Keys) -> tuple[Keys, NDArray[np.int64]]:
    """Return the distinct rows and, for each row given, which of them it is."""
    weights = np.array([pow(_ODD, power, 2**64) for power in range(1, features.shape[1] + 1)], dtype=np.uint64)
    _, first, places = np.unique(_spread(features) @ weights, return_index=True, return_inverse=True)
    return features[first], places


def _spread(features: Keys) -> Keys:
    """Return the features with their high bits mixed into the low ones, so that small numbers differ as well."""
    return features ^ (features >> np.uint64(29))


def _static(layer: Model[Any, Any], doc: Doc, keys: Keys) -> Floats:
    """Return the projected static vectors of some keys; zeros for a word without one."""
    vectors = doc.vocab.vectors
    rows = vectors.find(keys=keys)
    weights: Any = layer.get_param("W")
    projected: Any = layer.ops.gemm(vectors.data[rows], weights, trans2=True)
    projected[rows < 0] = 0
    return np.asarray(projected)


def _mixed(embedding: Model[Any, Any], parts: Floats) -> Floats:
    """Return what the embedding's last layer makes of the parts joined."""
    (mixer,) = [layer for layer in embedding.layers if layer.name.startswith("with_array(maxout")]
    mixed: Floats = mixer.layers[0].predict(parts)
    return mixed


def _split(states: Floats, docs: list[Doc]) -> list[Floats]:
    ends = np.cumsum([len(doc) for doc in docs])[:-1]
    return list(np.split(states, ends))
