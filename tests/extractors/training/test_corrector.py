"""Names that a closed list or their last word knows better than the recogniser."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.training.corrector import NAME, add_corrector


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("ner")
    add_corrector(made, [])
    return made


def corrected(nlp: Language, text: str, *entities: tuple[int, int, str]) -> list[tuple[str, str]]:
    doc = Doc(nlp.vocab, words=text.split())
    doc.ents = tuple(Span(doc, start, end, label=label) for start, end, label in entities)
    doc = nlp.get_pipe(NAME)(doc)
    return [(ent.text, ent.label_) for ent in doc.ents]


def test_the_last_word_of_a_name_tells_its_type(nlp: Language) -> None:
    assert corrected(nlp, "the Orlo Harbour Act passed", (1, 4, "ORG")) == [("Orlo Harbour Act", "LAW")]
    assert corrected(nlp, "near Orlo Bridge", (1, 3, "GPE")) == [("Orlo Bridge", "FAC")]


def test_countries_and_peoples_that_were_missed_are_added(nlp: Language) -> None:
    assert corrected(nlp, "Kenyans left Norway") == [("Kenyans", "NORP"), ("Norway", "GPE")]


def test_larger_names_of_other_types_stay(nlp: Language) -> None:
    assert corrected(nlp, "the Norway Pilots Club", (1, 4, "ORG")) == [("Norway Pilots Club", "ORG")]


def test_a_currency_makes_a_number_money(nlp: Language) -> None:
    assert corrected(nlp, "fined 4.3 billion euros", (1, 3, "CARDINAL")) == [("4.3 billion euros", "MONEY")]


def test_an_unmistakable_organisation_is_no_place(nlp: Language) -> None:
    assert corrected(nlp, "in the United Nations", (2, 4, "GPE")) == [("United Nations", "ORG")]
