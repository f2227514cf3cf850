"""Is the parser made as ready to end a sentence as its training texts ask for?"""

import pytest
import spacy
from spacy.language import Language

from extractors.nlp import pipeline_folder
from extractors.training.breaks import CORPORA, SHIFTS, calibrate_breaks
from extractors.training.corpus import Sentence, Source

SENTENCES = (
    "The harbour of Ostby was closed on Monday .",
    "Nobody had told the fishermen .",
    "They came at four in the morning , as on any other day",
    "What did they find ?",
    "A rope across the gate and a note from the council",
    "Mr. Brandt , who chairs their union , read it aloud .",
)


def sentence(text: str) -> Sentence:
    words = text.split()
    return Sentence(
        words=words,
        spaces=[True] * len(words),
        tags=["NN"] * len(words),
        heads=[-1, *[0] * (len(words) - 1)],
        deps=["ROOT", *["dep"] * (len(words) - 1)],
        spans=[],
        new_paragraph=False,
    )


@pytest.fixture
def nlp() -> Language:
    return spacy.load(pipeline_folder(), exclude=["attribute_ruler", "lemmatizer", "name_corrector", "ner"])


def break_scores(nlp: Language) -> tuple[list[float], list[float]]:
    """Return the biases of the parser's breaks and those of its other moves."""
    parser = nlp.get_pipe("parser")
    bias = parser.model.get_ref("upper").get_param("b")  # type: ignore[attr-defined] # spaCy has no types for components
    names = parser.move_names  # type: ignore[attr-defined] # as above
    breaks = [float(score) for name, score in zip(names, bias, strict=True) if name.startswith("B")]
    return breaks, [float(score) for name, score in zip(names, bias, strict=True) if not name.startswith("B")]


def test_breaks_are_raised_by_what_is_returned_and_nothing_else_moves(nlp: Language) -> None:
    sources = [Source(corpus=corpus, sentences=[sentence(text) for text in SENTENCES]) for corpus in CORPORA]
    breaks, others = break_scores(nlp)
    shift = calibrate_breaks(nlp, sources, seed=1)
    assert shift in SHIFTS
    assert break_scores(nlp) == (pytest.approx([score + shift for score in breaks]), others)


def test_texts_without_inner_ends_leave_it_shy(nlp: Language) -> None:
    long = " and ".join(text.rstrip(" .?") for text in SENTENCES)
    sources = [Source(corpus=corpus, sentences=[sentence(long)]) for corpus in CORPORA]
    assert calibrate_breaks(nlp, sources, seed=1) == 0
