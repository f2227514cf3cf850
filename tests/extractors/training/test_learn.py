"""Does the recipe's network train, and does what it leaves load in stock spaCy?"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from extractors.training.corpus import Sentence, Source, load_sources, write_sources
from extractors.training.grow import grow
from extractors.training.heads import BORDERS, TAGGER, UNKNOWN, read_texts, train_heads
from extractors.training.learn import learn, learn_on
from extractors.training.quantities import Span
from extractors.training.texts import to_doc

PARTS = ["tok2vec", "tagger", "parser", "ner"]
TEXT = "Brandt left Voss. Brandt left Ostby."


def sentence(place: str) -> Sentence:
    return Sentence(
        words=["Brandt", "left", place, "."],
        spaces=[True, True, False, True],
        tags=["NNP", "VBD", "NNP", "."],
        heads=[1, -1, 1, 1],
        deps=["nsubj", "ROOT", "dobj", "punct"],
        spans=[Span(0, 1, "PERSON"), Span(2, 3, "GPE")],
        new_paragraph=False,
    )


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a corpus, the same texts as gold, and static vectors (none)."""
    folder = tmp_path_factory.mktemp("learn")
    runs = [[sentence(place), sentence("Ostby")] for place in ("Voss", "Hallin", "Orlo", "Kestrel")]
    write_sources([Source(corpus="ewt-train", sentences=run) for run in runs * 10], folder / "corpus.jsonl")
    nlp = spacy.blank("en")
    nlp.vocab.set_vector("Ostby", np.ones(8, dtype=np.float32))
    nlp.to_disk(folder / "vectors")
    DocBin(docs=[to_doc(nlp.vocab, run, [False, False]) for run in runs]).to_disk(folder / "gold.spacy")
    return folder


@pytest.fixture(scope="module")
def first(work: Path) -> Path:
    paths = {"corpus": "corpus.jsonl", "vectors": "vectors", "dev_ewt": "gold.spacy", "dev_gum": "gold.spacy"}
    overrides = {f"paths.{name}": str(work / file) for name, file in paths.items()}
    return learn(work / "run", overrides | {"training.max_steps": 60, "training.eval_frequency": 30})


def tags_and_sentences(nlp: Language) -> tuple[list[str], list[str]]:
    doc = nlp(TEXT)
    return [token.tag_ for token in doc], [sent.text for sent in doc.sents]


def weights_of(nlp: Language, name: str) -> list[bytes]:
    nodes = nlp.get_pipe(name).model.walk()  # type: ignore[attr-defined] # spaCy has no types for components
    return [node.get_param(key).tobytes() for node in nodes for key in node.param_names if node.has_param(key)]


EXPECTED = (["NNP", "VBD", "NNP", "."] * 2, ["Brandt left Voss.", "Brandt left Ostby."])


def test_it_learns_tags_borders_heads_and_names(first: Path) -> None:
    nlp = spacy.load(first)
    assert nlp.pipe_names == PARTS
    assert tags_and_sentences(nlp) == EXPECTED
    doc = nlp(TEXT)
    assert [token.dep_ for token in doc[:4]] == ["nsubj", "ROOT", "dobj", "punct"]
    assert ("Brandt", "PERSON") in {(name.text, name.label_) for name in doc.ents}


def test_a_grown_one_goes_on_learning(work: Path, first: Path) -> None:
    student = grow(first, work / "grown", depth=5, hidden=112, seed=7)
    best = learn_on(student, work / "student", work / "corpus.jsonl", steps=2, rate=0.001)
    assert spacy.load(best).pipe_names == PARTS


def test_heads_learn_on_the_states_of_the_rest_which_stays(work: Path, first: Path, tmp_path: Path) -> None:
    nlp, before = spacy.load(first), spacy.load(first)
    train_heads(nlp, load_sources(work / "corpus.jsonl"), steps={TAGGER: 40, BORDERS: 40}, seed=7)
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)  # in stock spaCy
    assert loaded.pipe_names == ["tok2vec", "tagger", BORDERS, "parser", "ner"]
    assert tags_and_sentences(loaded) == EXPECTED
    assert np.array_equal(loaded(TEXT).tensor, before(TEXT).tensor)
    assert weights_of(loaded, "ner") == weights_of(before, "ner")


def test_borders_that_are_set_already_stay(work: Path, first: Path) -> None:
    nlp = spacy.load(first)
    train_heads(nlp, load_sources(work / "corpus.jsonl"), steps={TAGGER: 1, BORDERS: 40}, seed=7)
    doc = nlp.make_doc("Brandt left Voss")
    doc[1].is_sent_start = True
    assert [sent.text for sent in nlp(doc).sents] == ["Brandt", "left Voss"]


def test_blanks_have_no_label(first: Path) -> None:
    nlp = spacy.load(first)
    run = [sentence("Voss"), replace(sentence("Ostby"), new_paragraph=True)]
    texts = list(read_texts(nlp, [Source(corpus="pud", sentences=run)], passes=8, seed=1))
    broken = [text for text in texts if len(text.tags) == 9]  # with the break between the paragraphs
    assert broken
    assert all(text.tags[4] == text.borders[4] == UNKNOWN for text in broken)
    assert all(list(text.borders[[0, 5]]) == [1, 1] for text in broken)
    assert all(text.states.shape == (len(text.tags), 112) for text in texts)
