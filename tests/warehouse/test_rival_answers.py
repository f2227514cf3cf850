"""Which answers exclude each other, where a thing can have one only, and which do not?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest

from extractors.records import Modality, Polarity, TimeKind
from warehouse.audits import run_audit
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.records import RelationRow
from warehouse.relations import replace_relations
from warehouse.report.wording_audits import wording_audits

Fill = Callable[..., dict[str, int]]
Find = Callable[..., list[tuple[Any, ...]]]
FACTS = (
    RelationRow(relation="be capital of", inverse="have capital", functional=True),
    RelationRow(relation="have capital", inverse="be capital of", functional=True),
    RelationRow(relation="be president of", inverse="have president"),
    RelationRow(relation="have president", inverse="be president of", functional=True),
    RelationRow(relation="be born in", functional=True, once=True),
    RelationRow(relation="be based in", functional=True),
)
FOUND = "select thing, relation, answer_a, answer_b from only_one_can_be_right order by all"


@pytest.fixture
def find(connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any) -> Find:
    """Return what loads one page for each claim and gives the rivals."""
    replace_relations(connection, FACTS)

    def load(*said: dict[str, Any], published: tuple[str | None, ...] = ()) -> list[tuple[Any, ...]]:
        pages = []
        for at, each in enumerate(said):
            lemma = each["relation"].replace("is the", "be")
            claim = replace(kit.owns, **{"lemma": lemma, **each})
            page = replace(kit.sample[0], url=f"https://site{at}.example/page", paragraphs=(claim.sentence,))
            day = published[at] if published else "2026-03-01"
            pages.append(replace(page, statements=(claim,), published=day))
        fill(connection, folder, pages)
        return connection.execute(FOUND).fetchall()

    return load


def capital(city: str, country: str = "Torvia", **more: Any) -> dict[str, Any]:
    """Return what the claim that a city is the capital says."""
    words = f"{city} is the capital of {country}."
    return {"subject": city, "relation": "is the capital of", "object": country, "sentence": words, **more}


def president(name: str, **more: Any) -> dict[str, Any]:
    """Return what the claim that somebody is president says."""
    words = f"{name} is the president of Torvia."
    return {"subject": name, "relation": "is the president of", "object": "Torvia", "sentence": words, **more}


def born(place: str, **more: Any) -> dict[str, Any]:
    """Return what the claim that Ada Fenn was born somewhere says."""
    words = f"Ada Fenn was born in {place}."
    lemma = "be born in"
    return {
        "subject": "Ada Fenn", "relation": "was born in", "object": place, "sentence": words, "lemma": lemma,
        "tense": "past", **more,
    }  # fmt: skip


def dated(value: str, words: str) -> dict[str, Any]:
    """Return the time of a claim."""
    return {"time": words, "time_value": value, "time_kind": TimeKind.ABSOLUTE}


def test_two_capitals_of_one_country_exclude_each_other(find: Find, connection: duckdb.DuckDBPyConnection) -> None:
    assert [row[:2] for row in find(capital("Brenn"), capital("Sadow"))] == [("Torvia", "have capital")]
    answer = run_audit(connection, "rival_answers")
    row = dict(zip(answer.columns, answer.rows[0], strict=True))
    assert {row["answer_a"], row["answer_b"]} == {"Brenn", "Sadow"}
    assert {row["sentence_a"], row["sentence_b"]} == {capital("Brenn")["sentence"], capital("Sadow")["sentence"]}
    assert row["same_article"] is False


def test_the_report_has_a_page_for_rival_answers(find: Find, connection: duckdb.DuckDBPyConnection) -> None:
    find(capital("Brenn"), capital("Sadow"))
    audit = next(audit for audit in wording_audits(connection) if audit.anchor == "rivals")
    assert (audit.total, audit.rows[0].cells[0].text) == (1, "Torvia · have capital")
    assert {cell.text for cell in audit.rows[0].cells[1:]} == {
        "Brenn", "Sadow", capital("Brenn")["sentence"], capital("Sadow")["sentence"],
    }  # fmt: skip
    assert len(audit.rows[0].cells) == len(audit.columns)


def test_one_capital_of_two_countries_excludes_itself(find: Find) -> None:
    assert [row[:2] for row in find(capital("Brenn"), capital("Brenn", "Norvia"))] == [("Brenn", "be capital of")]


def test_two_presidents_at_overlapping_times_exclude_each_other(find: Find) -> None:
    first = president("Ada Fenn", **dated("2019/..", "since 2019"))
    assert len(find(first, president("Raf Korn", **dated("2020", "in 2020")))) == 1


def test_a_president_since_a_year_excludes_another_of_today(find: Find) -> None:
    assert len(find(president("Ada Fenn", **dated("2019/..", "since 2019")), president("Raf Korn"))) == 1


def test_two_places_of_birth_exclude_each_other_whenever_they_are_told(find: Find) -> None:
    assert len(find(born("Brenn"), born("Sadow"), published=("2010-01-01", "2026-01-01"))) == 1


def test_two_dates_of_birth_exclude_each_other(find: Find) -> None:
    first, second = (born("the town", **dated(year, f"in {year}")) for year in ("1931", "1932"))
    assert find(first, second) == [("Ada Fenn", "be born in", "in 1931", "in 1932")]


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ((capital("Brenn"), capital("Brenn")), ()),
        ((capital("Brenn"), capital("Sadow", polarity=Polarity.NEGATIVE)), ()),
        ((capital("Brenn"), capital("Sadow", modality=Modality.HEDGED)), ()),
        ((capital("Brenn"), capital("Sadow", modality=Modality.REPORTED)), ()),
        ((president("Ada Fenn"), president("Raf Korn", time="former", time_kind=TimeKind.VAGUE)), ()),
        ((president("Ada Fenn"), president("Raf Korn")), ("2025-06-01", "2026-03-01")),
        ((president("Ada Fenn", tense="past"), president("Raf Korn", tense="past")), ()),
        ((president("Ada Fenn", tense="past"), president("Raf Korn")), ()),
        ((president("Ada Fenn", **dated("2001", "in 2001")), president("Raf Korn", **dated("2019", "in 2019"))), ()),
        ((president("Ada Fenn", **dated("2001/2005", "from 2001 to 2005")), president("Raf Korn")), ()),
        ((president("Fenn"), president("Ada Fenn")), ()),
        ((born("the town", **dated("1931", "in 1931")), born("the town", **dated("1931-05", "in May 1931"))), ()),
        ((born("Torvia Rail Works"), born("TRW")), ()),
    ],
    ids=[
        "the same answer", "denied", "hedged", "reported", "former", "half a year apart", "both past without dates",
        "past and present", "dates apart", "term over before today", "surname", "one date within the other", "initials",
    ],
)  # fmt: skip
def test_answers_that_can_both_be_right_are_not_reported(
    find: Find, said: tuple[dict[str, Any], ...], published: tuple[str, ...]
) -> None:
    assert find(*said, published=published) == []


@pytest.mark.usefixtures("find")
def test_one_sentence_that_gives_two_answers_lists_them(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    words = "Ada Fenn was born in Brenn and Sadow."
    both = [replace(kit.owns, **{**born(place), "sentence": words}) for place in ("Brenn", "Sadow")]
    fill(connection, folder, [replace(kit.sample[0], paragraphs=(words,), statements=both)])
    assert connection.execute(FOUND).fetchall() == []
    apart = [replace(kit.owns, **born(place)) for place in ("Brenn", "Sadow")]
    page = replace(
        kit.sample[0], url="https://two.example/", paragraphs=[each.sentence for each in apart], statements=apart
    )
    fill(connection, folder, [page], run_id="run-2", at=kit.monday + timedelta(days=1))
    assert len(connection.execute(FOUND).fetchall()) == 1


def test_a_city_and_its_country_are_no_rivals(find: Find, connection: duckdb.DuckDBPyConnection) -> None:
    assert len(find(born("Brenn"), born("Torvia"))) == 1
    connection.execute("update mention set reason = 'gazetteer' where text = 'Torvia'")
    connection.execute("truncate derivation")
    assert derive(connection)
    assert connection.execute(FOUND).fetchall() == []


def test_a_place_that_some_article_puts_inside_the_other_is_no_rival(find: Find) -> None:
    inside = {
        "subject": "Brenn", "relation": "is located in", "object": "Torvia", "lemma": "be located in",
        "sentence": "Brenn is located in Torvia.",
    }  # fmt: skip
    assert find(born("Brenn"), born("Torvia"), inside) == []


def test_other_kinds_of_things_are_no_rivals(find: Find, connection: duckdb.DuckDBPyConnection) -> None:
    assert len(find(capital("Brenn"), capital("Sadow"))) == 1
    connection.execute("update entity set type = 'PERSON' where name = 'Sadow'")
    assert connection.execute(FOUND).fetchall() == []


def test_an_answer_that_its_page_no_longer_gives_is_forgotten(
    find: Find, connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    assert len(find(capital("Brenn"), capital("Sadow"))) == 1
    page = replace(kit.sample[0], url="https://site1.example/page")
    fill(connection, folder, [page], run_id="run-2", at=kit.monday + timedelta(days=1))
    assert connection.execute(FOUND).fetchall() == []
    connection.execute("truncate derivation")
    assert derive(connection)
    assert connection.execute(FOUND).fetchall() == []
