"""Does the report have a page for what claims do with words, times and numbers?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from extractors.records import Modality
from warehouse.layout import WarehouseFolder
from warehouse.report.audit import Audit
from warehouse.report.wording_audits import wording_audits

Fill = Callable[..., dict[str, int]]
COUNTS = ("Quell Bank employs 212 people.", "Quell Bank employs 1,130 people.")
LONG = "Reeds grow along the bank. " * 200
MISPLACED = "select count(*) from evidence_is_not_at_its_place"
AGAIN = "Quell Bank, it is said, is an owner of Tarn Bridge."


@pytest.fixture
def audits(connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any) -> dict[str, Audit]:
    again = replace(kit.owns, sentence=AGAIN, modality=Modality.REPORTED, time="this week")
    counted = [
        replace(kit.owns, relation="employs", lemma="employ", object=words[19:-1], sentence=words, tense="present")
        for words in COUNTS
    ]
    first = replace(kit.sample[0], paragraphs=(kit.news, AGAIN, COUNTS[0]), statements=(kit.owns, again, counted[0]))
    second = replace(
        kit.sample[1], paragraphs=(kit.news, AGAIN, COUNTS[1]), statements=(kit.owns, again, counted[1]), published=None
    )
    fill(connection, folder, [first, second])
    return {audit.anchor: audit for audit in wording_audits(connection)}


@pytest.mark.parametrize(
    ("anchor", "total", "words"),
    [
        ("doubted", 1, "Quell Bank · be owner of · Tarn Bridge"),
        ("numbers", 1, "Quell Bank · employ · # people"),
        ("spread", 1, "Quell Bank · is an owner of · Tarn Bridge"),
        ("padding", 2, "Quell Bank · is an owner of · Tarn Bridge"),
        ("undated", 1, "“this week”"),
    ],
)
def test_an_audit_has_its_rows(audits: dict[str, Audit], anchor: str, total: int, words: str) -> None:
    assert audits[anchor].total == total
    assert audits[anchor].rows[0].cells[0].text == words
    assert all(len(row.cells) == len(audits[anchor].columns) for row in audits[anchor].rows)


def test_amounts_are_read_with_their_commas(audits: dict[str, Audit]) -> None:
    assert audits["numbers"].rows[0].cells[1].text == "212, 1,130"


def test_evidence_stands_at_its_place_and_the_report_says_so(
    audits: dict[str, Audit], connection: duckdb.DuckDBPyConnection
) -> None:
    assert audits["misplaced"].total == 0
    connection.execute("update claim set sentence_start = sentence_start + 1 where claim_order = 0")
    found = {audit.anchor: audit for audit in wording_audits(connection)}
    assert found["misplaced"].total == 2


def test_evidence_far_down_a_long_article_is_looked_up_too(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    fill(connection, folder, [replace(kit.sample[0], paragraphs=(LONG, *kit.sample[0].paragraphs))])
    assert connection.execute("select min(sentence_start) > 4000 from claim").fetchone() == (True,)
    assert connection.execute(MISPLACED).fetchone() == (0,)
    connection.execute("update claim set sentence_start = sentence_start + 1 where claim_order = 0")
    assert connection.execute(MISPLACED).fetchone() == (1,)
