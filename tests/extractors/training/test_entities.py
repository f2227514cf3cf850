"""Names and amounts as training sees them: what is typed, what is missing, what the rules find."""

import pytest

from extractors.training.conllu import tree_of
from extractors.training.entities import MISSING, bare_spans, corpus_entities, gum_entities, place_label
from extractors.training.quantities import Span, find_quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on May 4 , 2019 it ended", [("May 4 , 2019", "DATE")]),
        ("a 15 - year term", [("15 - year", "DATE")]),
        ("few years ago", [("few years ago", "DATE")]),
        ("in the early 1990s", [("early 1990s", "DATE")]),
        ("last week and this morning", [("last week", "DATE"), ("this morning", "TIME")]),
        ("at 4:30 p.m. sharp", [("4:30 p.m.", "TIME")]),
        ("it cost $ 3.5 million", [("$ 3.5 million", "MONEY")]),
        ("some 20 euros", [("20 euros", "MONEY")]),
        ("up 12 %", [("12 %", "PERCENT")]),
        ("40 km north", [("40 km", "QUANTITY")]),
        ("the third of 2,500 pages", [("third", "ORDINAL"), ("2,500", "CARDINAL")]),
        ("two or three boats", [("two or three", "CARDINAL")]),
        ("hundreds of them", [("hundreds", "CARDINAL")]),
        ("call 555-010-7788", []),
        ("they may march", []),
    ],
)
def test_quantities_are_found_by_rule(text: str, expected: list[tuple[str, str]]) -> None:
    words = text.split()
    found = [(" ".join(words[span.start : span.end]), span.label) for span in find_quantities(words)]
    assert found == expected


@pytest.mark.parametrize(
    ("name", "label"),
    [("Lake Orlo", "LOC"), ("Orlo Bridge", "FAC"), ("Europe", "LOC"), ("Tampere", "GPE"), ("West Bank", "LOC")],
)
def test_places_are_split_by_their_words(name: str, label: str) -> None:
    assert place_label(name.split()) == label


def named(words: str, *marked: tuple[int, int, str]) -> list[tuple[str, str]]:
    forms = words.split()
    spans = corpus_entities(forms, [Span(*mark) for mark in marked])
    return [(" ".join(forms[span.start : span.end]), span.label) for span in spans]


def test_corpus_labels_become_ontonotes_labels() -> None:
    assert named("the Reform Party of Orlo", (0, 5, "politicalparty")) == [("Reform Party of Orlo", "ORG")]
    assert named("Judge Ada Obi", (0, 3, "person")) == [("Ada Obi", "PERSON")]
    assert named("near Voss , Norway", (1, 4, "Location")) == [("Voss", "GPE"), ("Norway", "GPE")]


def test_what_has_no_label_is_missing_and_common_nouns_are_nothing() -> None:
    assert named("we used Orlex", (2, 3, "algorithm")) == [("Orlex", MISSING)]
    assert named("a soldier fell", (0, 2, "Person")) == []


def test_peoples_are_known_without_a_mark() -> None:
    assert named("the Kenyan team") == [("Kenyan", "NORP")]


def test_without_marks_possible_names_are_missing_and_the_rest_outside() -> None:
    words = ["Ada", "met", "two", "Finns", "in", "Voss"]
    spans = bare_spans(words, ["NNP", "VBD", "CD", "NNPS", "IN", "NNP"], [Span(5, 6, "GPE")])
    assert [(words[span.start], span.label) for span in spans] == [
        ("Ada", MISSING),
        ("two", "CARDINAL"),
        ("Finns", "NORP"),
        ("Voss", "GPE"),
    ]


def gum_row(line: str) -> list[str]:
    number, form, tag, head, dep, *entity = line.split()
    return [number, form, form, "PROPN", tag, "_", head, dep, "_", f"Entity={entity[0]}" if entity else "_"]


def test_treebank_mentions_are_cut_to_the_name() -> None:
    lines = (
        "1 the DT 3 det (1-person-new-nnnnn-cf1-3-sgl-Ada_Obi",
        "2 president NN 3 nmod:desc",
        "3 Ada NNP 5 nsubj",
        "4 Obi NNP 3 flat 1)",
        "5 saw VBD 0 root",
        "6 University NNP 5 obj (2-organization-new-nnnnn-cf2-1-sgl",
        "7 of IN 8 case",
        "8 Orlo NNP 6 nmod (3-place-new-nnnnn-cf3-1-sgl-Orlo)2)",
    )
    spans = gum_entities(tree_of([gum_row(line) for line in lines]))
    assert [(span.start, span.end, span.label) for span in spans] == [(2, 4, "PERSON"), (5, 8, "ORG")]
