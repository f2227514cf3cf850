"""The relation table is consistent, and every entry of the gazetteer is a known country."""

import pycountry
import pytest

from extractors.claims.gazetteer import look_up
from extractors.claims.lexicon import data_rows
from extractors.claims.relations import proposition_key, relation_table


def test_names_are_unique_and_sorted() -> None:
    names = [fact.name for fact in relation_table()]
    assert names == sorted(set(names))


def test_opposites_name_each_other() -> None:
    opposite = {fact.name: fact.opposite for fact in relation_table()}
    assert [(name, other) for name, others in opposite.items() for other in others if name not in opposite[other]] == []


def test_a_symmetric_relation_needs_no_inverse() -> None:
    assert [fact.name for fact in relation_table() if fact.symmetric and fact.inverse] == []


def test_what_happens_once_is_functional_and_inverses_of_functional_relations_read_either_way() -> None:
    facts = {fact.name: fact for fact in relation_table()}
    assert [name for name, fact in facts.items() if fact.once and not fact.functional] == []
    assert facts["be mayor of"].inverse == "have mayor"
    assert facts["have mayor"].functional
    assert facts["be born in"].once
    assert not facts["have mayor"].once


def test_opposed_relations_are_different_propositions() -> None:
    assert proposition_key("Iran", "be ally of", "Chad") != proposition_key("Iran", "be rival of", "Chad")


def test_country_codes_are_known() -> None:
    known = {country.alpha_2 for country in pycountry.countries} | {"XK"}  # Kosovo's code is not in ISO 3166-1
    assert [row[0] for row in data_rows("countries.tsv") if row[0] not in known] == []


@pytest.mark.parametrize(
    ("name", "canonical", "reason"),
    [
        ("U.S.", "United States", "gazetteer"),
        ("US", "United States", "gazetteer"),
        ("United States of America", "United States", "gazetteer"),
        ("UAE", "United Arab Emirates", "gazetteer"),
        ("Kremlin", "Russia", "palace_for_government"),
        ("Tehran", "Iran", "capital"),
        ("Ukrainian", "Ukraine", "demonym"),
        ("South Korea", "South Korea", "gazetteer"),
    ],
)
def test_a_name_stands_for_its_country(name: str, canonical: str, reason: str) -> None:
    place = look_up(name)
    assert place is not None
    assert (place.name, place.reason) == (canonical, reason)


def test_lower_case_words_are_no_countries() -> None:
    assert look_up("us") is None
