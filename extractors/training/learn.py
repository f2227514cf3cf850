"""How is the network of the pipeline trained? spaCy's own loop, with every label known from the start."""

import random
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.training.loop import train as run_loop
from spacy.util import load_config, load_model_from_config, registry
from thinc.api import fix_random_seed

import extractors.training.texts  # noqa: F401 - its readers are named in the configuration
from extractors.training.tokens import adapt_tokenizer

CONFIG = Path(__file__).parent / "config.cfg"


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
