"""Does a pipeline that was made larger say what it said before?"""

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language

from extractors.nlp import pipeline_folder
from extractors.training.grow import grow

TEXT = "Mr. Brandt, who chairs the Harbour Union, said in Ostby that prices had not risen.\n\nThe Harbour At Night"


@pytest.fixture(scope="module")
def small() -> Language:
    return spacy.load(pipeline_folder(), exclude=["attribute_ruler", "lemmatizer", "name_corrector"])


@pytest.fixture(scope="module")
def large(small: Language, tmp_path_factory: pytest.TempPathFactory) -> Language:
    folder = tmp_path_factory.mktemp("grown")
    small.to_disk(folder / "small")
    encode = small.config["components"]["tok2vec"]["model"]["encode"]
    hidden = small.config["components"]["parser"]["model"]["hidden_width"]
    grown = grow(folder / "small", folder / "large", depth=encode["depth"] + 1, hidden=hidden + 16, seed=1)
    return spacy.load(Path(grown))


def test_it_says_the_same(small: Language, large: Language) -> None:
    told = [[(t.tag_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in nlp(TEXT)] for nlp in (small, large)]
    assert told[0] == told[1]
    assert any(ent for *_, ent in told[0])


def test_its_token_vectors_are_the_same(small: Language, large: Language) -> None:
    assert np.allclose(small(TEXT).tensor, large(TEXT).tensor, atol=1e-5)


def test_it_has_the_layers_and_units_asked_for(small: Language, large: Language) -> None:
    depths = [nlp.config["components"]["tok2vec"]["model"]["encode"]["depth"] for nlp in (small, large)]
    assert depths[1] == depths[0] + 1
    widths = [
        next(node for node in nlp.get_pipe("parser").model.walk() if node.name == "precomputable_affine").get_dim("nO")  # type: ignore[attr-defined] # spaCy has no types for components
        for nlp in (small, large)
    ]
    assert widths[1] == widths[0] + 16
