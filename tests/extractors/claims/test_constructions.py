"""Each construction gives its claims on a parse as spaCy's English pipelines make it."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from extractors.claims.read import read_doc
from extractors.records import Claim

NLP = spacy.blank("en")
PARSES = Path(__file__).with_name("parses.txt")


def read_parses() -> list[tuple[str, str, list[str]]]:
    """Return (sentence, parse, claim lines) for each sentence of the file."""
    found: list[tuple[str, str, list[str]]] = []
    for line in PARSES.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "S":
            found.append((rest, "", []))
        elif mark == "P":
            found[-1] = (found[-1][0], rest, [])
        elif line and mark != "#":
            found[-1][2].append(line)
    return found


def to_doc(sentence: str, parse: str) -> Doc:
    """Return the document that a parse line describes."""
    rows = [cell.split("|") for cell in parse.split(" ")]
    spaces, at = [], 0
    for row in rows:
        at = sentence.index(row[0], at) + len(row[0])
        spaces.append(sentence[at : at + 1] == " ")
    labels = [(row[4:] or [""])[0] for row in rows]
    entities = [
        ("I-" if i and labels[i - 1] == label else "B-") + label if label else "O" for i, label in enumerate(labels)
    ]
    return Doc(
        NLP.vocab, words=[row[0] for row in rows], spaces=spaces, tags=[row[1] for row in rows],
        deps=[row[2] for row in rows], heads=[int(row[3]) for row in rows], ents=entities,
    )  # fmt: skip


def to_line(claim: Claim) -> str:
    """Return a claim as the file writes it."""
    sign = {"positive": "+", "negative": "-"}[claim.polarity]
    other = claim.object.text if claim.object is not None else "-"
    facts = f"{sign} {claim.modality}"
    return " | ".join(
        [claim.subject.text, claim.relation_lemma, other, facts, claim.attribution or "-", claim.time or "-"]
    )


@pytest.mark.parametrize(("sentence", "parse", "lines"), read_parses(), ids=lambda value: str(value)[:40])
def test_a_construction_gives_its_claims(sentence: str, parse: str, lines: list[str]) -> None:
    doc = to_doc(sentence, parse)
    assert doc.text == sentence
    assert [to_line(claim) for claim in read_doc(doc).claims] == lines


def claims_of(sentence: str) -> tuple[Claim, ...]:
    """Return the claims of one of the file's sentences."""
    parse = next(parse for text, parse, _ in read_parses() if text == sentence)
    return read_doc(to_doc(sentence, parse)).claims


def test_the_passive_and_the_active_state_one_proposition() -> None:
    passive = claims_of("The militia, backed by Chad, seized the airport.")[0]
    other = to_doc(
        "Chad backed the militia.", "Chad|NNP|nsubj|1|GPE backed|VBD|ROOT|1 the|DT|det|3 militia|NN|dobj|1 .|.|punct|1"
    )
    assert passive.relation.text == "backed by"
    assert passive.proposition_id == read_doc(other).claims[0].proposition_id


def test_a_symmetric_relation_is_one_proposition_either_way_round() -> None:
    one = claims_of("Peru and Bolivia are allies.")[0]
    other = to_doc(
        "Bolivia is not an ally of Peru.",
        "Bolivia|NNP|nsubj|1|GPE is|VBZ|ROOT|1 "
        "not|RB|neg|1 an|DT|det|4 ally|NN|attr|1 of|IN|prep|4 Peru|NNP|pobj|5|GPE "
        ".|.|punct|1",
    )
    denied = read_doc(other).claims[0]
    assert denied.polarity == "negative"
    assert denied.relation.text == "is not an ally of"
    assert denied.proposition_id == one.proposition_id
    assert denied.claim_id != one.claim_id


def test_a_relation_quotes_auxiliaries_and_negation_and_its_name_does_not() -> None:
    claim = claims_of("The firm hired welders but did not close its school.")[1]
    assert claim.relation.text == "did not close"
    assert claim.relation_lemma == "close"
    assert claim.cue == "not"


def test_the_other_arguments_keep_their_prepositions() -> None:
    claim = claims_of("Dorn became president of Solaria in 2009.")[0]
    assert [slot.text for slot in claim.arguments] == ["in 2009"]


def test_pronouns_and_countries_have_canonical_names() -> None:
    denied = claims_of("The minister denied that he had met the banker.")[1]
    assert denied.subject.canonical == "minister"
    assert claims_of("Peru and Bolivia are allies.")[0].subject.canonical == "Peru"
