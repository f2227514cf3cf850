"""How is the network of the pipeline trained? spaCy's own loop, with every label known from the start."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.training.loop import train as run_loop
from spacy.util import load_config, load_model, load_model_from_config, registry
from thinc.api import fix_random_seed

import extractors.training.texts  # noqa: F401 - its readers are named in the configuration
from extractors.training.tokens import adapt_tokenizer

CONFIG = Path(__file__).parent / "config.cfg"
WARM_UP = 150  # steps until the rate of a second run is reached
FURTHER_DROPOUT = 0.1  # less than the first: there is four times the text


def learn(out: Path, overrides: dict[str, Any]) -> Path:
    """Train under a folder and return where the best pipeline of the run lies.

    `overrides` are dotted configuration names; the paths of corpus, development halves and vectors are among them.
    """
    config = load_config(CONFIG, overrides=overrides, interpolate=True)
    fix_random_seed(config["training"]["seed"])
    nlp = load_model_from_config(config, auto_fill=True)
    adapt_tokenizer(nlp)
    _initialize(nlp)
    out.mkdir(parents=True, exist_ok=True)
    run_loop(nlp, out)
    return out / "model-best"


def learn_on(start: Path, out: Path, corpus: Path, *, steps: int, rate: float) -> Path:
    """Train a finished pipeline further on a corpus and return where the best pipeline of that run lies."""
    nlp = load_model(start)
    nlp.config["paths"]["corpus"] = nlp.config["corpora"]["train"]["path"] = str(corpus)
    training = nlp.config["training"]
    training |= {"max_steps": steps, "dropout": FURTHER_DROPOUT}
    training["optimizer"]["learn_rate"] |= {"initial_rate": rate, "total_steps": steps, "warmup_steps": WARM_UP}
    component: Any
    for name in ("parser", "ner"):
        component = nlp.get_pipe(name)
        component.cfg["update_with_oracle_cut_size"] = 0  # runs are short: cutting them costs a third of the time
    fix_random_seed(training["seed"])
    out.mkdir(parents=True, exist_ok=True)
    run_loop(nlp, out)
    return out / "model-best"


def average(pipelines: Sequence[Path], out: Path) -> Path:
    """Write the pipeline whose weights are the means of several of one training and return where it lies."""
    loaded = [load_model(path) for path in pipelines]
    for nodes in zip(*(_nodes(nlp) for nlp in loaded), strict=True):
        for name in nodes[0].param_names:
            if nodes[0].has_param(name):
                nodes[0].set_param(name, sum(node.get_param(name) for node in nodes) / len(nodes))
    loaded[0].to_disk(out)
    return out


def _nodes(nlp: Language) -> Iterator[Any]:
    component: Any
    for _, component in nlp.pipeline:
        yield from component.model.walk()


def _initialize(nlp: Language) -> None:
    """Initialise on a whole epoch: a sample would miss rare labels."""
    corpora = registry.resolve(nlp.config.interpolate()["corpora"])
    examples = list(corpora["train"](nlp))
    nlp.initialize(lambda: examples)


def seed_everything(seed: int) -> None:
    """Fix the seeds of the standard library, numpy and thinc."""
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - thinc draws from the old generator
    fix_random_seed(seed)
