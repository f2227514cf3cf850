"""Does a quickened pipeline say what it said before?"""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.network import Floats, MatrixOps, quicken
from extractors.nlp import pipeline_folder

TEXTS = [
    "Ministers from Varland met the Harbour Union in Ostby on Monday, and they did not sign the treaty.",
    "",
    "Prices rose by 4 percent.\n\nHARBOUR UNION STRIKES\n\n\u201cWe can't say who won,\u201d Ms. Ilse Brandt said.",
]
MATRIX: Floats = np.arange(12, dtype=np.float32).reshape(3, 4)


def network(nlp: Language) -> Any:
    component: Any = nlp.get_pipe("tok2vec")
    return component.model


def said(doc: Doc) -> list[tuple[str, str, str, int, str, bool | None]]:
    return [(t.text, t.tag_, t.dep_, t.head.i, t.ent_iob_ + t.ent_type_, t.is_sent_start) for t in doc]


@pytest.fixture(scope="module")
def stock() -> Language:
    return spacy.load(pipeline_folder(), exclude=["attribute_ruler", "lemmatizer"])


@pytest.fixture(scope="module")
def quick() -> Language:
    nlp = spacy.load(pipeline_folder(), exclude=["attribute_ruler", "lemmatizer"])
    quicken(nlp)
    return nlp


def test_a_quickened_pipeline_says_the_same(stock: Language, quick: Language) -> None:
    assert [said(doc) for doc in quick.pipe(TEXTS)] == [said(doc) for doc in stock.pipe(TEXTS)]


def test_its_token_vectors_are_the_same(stock: Language, quick: Language) -> None:
    docs = [stock.make_doc(text) for text in TEXTS]
    expected = network(stock).predict(docs)
    found = network(quick).predict(docs)
    assert [array.shape for array in found] == [array.shape for array in expected]
    assert all(np.allclose(left, right, atol=1e-4) for left, right in zip(found, expected, strict=True))
    assert np.ptp(expected[0]) > 1


def test_it_embeds_a_form_once_however_often_it_stands(quick: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    product = MatrixOps.gemm

    def counted(self: MatrixOps, x: Floats, y: Floats, **options: Any) -> Floats:
        seen.append(len(x))
        return product(self, x, y, **options)

    monkeypatch.setattr(MatrixOps, "gemm", counted)
    network(quick).layers[0].predict([quick.make_doc("so " * 50 + "on")])
    assert set(seen) == {2}  # "so " and "on"


def test_texts_without_a_word_have_empty_vectors(quick: Language) -> None:
    (states,) = network(quick).predict([quick.make_doc("")])
    assert len(states) == 0


@pytest.mark.parametrize("trans1", [False, True])
@pytest.mark.parametrize("trans2", [False, True])
def test_products_are_those_of_the_matrices(*, trans1: bool, trans2: bool) -> None:
    left = MATRIX.T.copy() if trans1 else MATRIX
    right = MATRIX if trans2 else MATRIX.T.copy()
    assert np.allclose(MatrixOps().gemm(left, right, trans1=trans1, trans2=trans2), MATRIX @ MATRIX.T)


def test_a_product_can_be_written_where_it_is_wanted() -> None:
    out = np.zeros((3, 3), dtype=np.float32)
    assert MatrixOps().gemm(MATRIX, MATRIX, out=out, trans2=True) is out
    assert np.allclose(out, MATRIX @ MATRIX.T)


def test_an_embedding_of_another_shape_is_kept() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")  # hash embedding without static vectors
    nlp.initialize()
    before = network(nlp).layers[0]
    quicken(nlp)
    assert network(nlp).layers[0] is before
    assert len(nlp("One two.").tensor) == 3
