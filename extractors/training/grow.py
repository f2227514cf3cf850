"""How does a trained pipeline get more layers and a wider parser, and say at first what it said before?

A further layer adds its output to its input, so one whose last scale is 0 changes nothing; further units of the
parser change nothing while what reads them is 0. Training on from there starts at the old scores.
"""

from pathlib import Path
from typing import Any, cast

from spacy.language import Language
from spacy.pipeline import SentenceRecognizer, Tagger
from spacy.tokens import Doc
from spacy.util import load_model, load_model_from_config
from thinc.api import Model, fix_random_seed

SAMPLE = "A text about nothing, said Ms. Smith of Acme Corp."
LAYERED = ("maxout", "layernorm", "hashembed", "static_vectors")


def grow(trained: Path, out: Path, *, depth: int, hidden: int, seed: int) -> Path:
    """Write a pipeline that answers as a trained one does, with so many layers and hidden units in its parser."""
    fix_random_seed(seed)
    old = load_model(trained)
    config = old.config.copy()
    config["components"]["tok2vec"]["model"]["encode"]["depth"] = depth
    config["components"]["parser"]["model"]["hidden_width"] = hidden
    config["initialize"]["vectors"] = None
    new = load_model_from_config(config, auto_fill=True, validate=False)
    tokenizer: Any = new.tokenizer
    tokenizer.from_bytes(cast("Any", old.tokenizer).to_bytes())
    new.vocab.vectors = old.vocab.vectors
    new.vocab.strings.from_bytes(old.vocab.strings.to_bytes())
    sample = old.make_doc(SAMPLE)
    _deepen(_component(old, "tok2vec").model, _component(new, "tok2vec").model, sample)
    for name in old.pipe_names:
        if name not in ("tok2vec", "parser"):
            _copy_whole(_component(old, name), _component(new, name))
    _widen(_component(old, "parser"), _component(new, "parser"), sample)
    new.to_disk(out)
    return out


def _component(nlp: Language, name: str) -> Any:
    return nlp.get_pipe(name)


def _copy_whole(old: Any, new: Any) -> None:
    for label in old.labels if isinstance(old, Tagger) and not isinstance(old, SentenceRecognizer) else ():
        new.add_label(label)
    new.from_bytes(old.to_bytes())


def _deepen(old: Model[Any, Any], new: Model[Any, Any], sample: Doc) -> None:
    """Copy the layers that there are; let the others add nothing."""
    new.initialize(X=[sample])
    old_nodes = [node for node in old.walk() if node.name in LAYERED]
    new_nodes = [node for node in new.walk() if node.name in LAYERED]
    for old_node, new_node in zip(old_nodes, new_nodes, strict=False):
        _copy_corner(old_node, new_node)
    for node in new_nodes[len(old_nodes) :]:
        if node.name == "layernorm":
            for name in ("G", "b"):
                _set_to_zero(node, name)


def _set_to_zero(node: Model[Any, Any], name: str) -> None:
    array: Any = node.get_param(name)
    node.set_param(name, array * 0)


def _copy_corner(old: Model[Any, Any], new: Model[Any, Any]) -> None:
    """Copy an array into the corner of a larger one, or of one of its size."""
    for name in old.param_names:
        if old.has_param(name):
            array: Any = old.get_param(name)
            target: Any = new.get_param(name).copy()
            target[tuple(slice(size) for size in array.shape)] = array
            new.set_param(name, target)


def _widen(old: Any, new: Any, sample: Doc) -> None:
    """Copy a parser into one with as many or more hidden units."""
    new.from_bytes(old.to_bytes(exclude=["model"]), exclude=["model"])
    new.model.attrs["resize_output"](new.model, new.moves.n_moves)
    new.model.initialize(X=[sample])
    lower, upper = new.model.get_ref("lower"), new.model.get_ref("upper")
    hidden, read = old.model.get_ref("lower").get_param("W").shape[1::2]
    weights = lower.get_param("W").copy()
    weights[:, :hidden, :, read:] = 0  # old units read nothing of what is new
    lower.set_param("W", weights)
    for name in ("b", "pad"):
        _set_to_zero(lower, name)
    _set_to_zero(upper, "W")
    for part in ("lower", "upper"):
        _copy_corner(old.model.get_ref(part), new.model.get_ref(part))
    old_nodes = [node for node in old.model.get_ref("tok2vec").walk() if node.param_names]
    new_nodes = [node for node in new.model.get_ref("tok2vec").walk() if node.param_names]
    for old_node, new_node in zip(old_nodes, new_nodes, strict=True):
        _copy_corner(old_node, new_node)
