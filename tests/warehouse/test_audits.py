"""Does each audit answer its question?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from extractors.records import Modality
from warehouse.audits import list_audits, run_audit, run_audits
from warehouse.layout import WarehouseFolder

Fill = Callable[..., dict[str, int]]


def test_every_audit_is_a_question_and_runs_on_an_empty_warehouse(connection: duckdb.DuckDBPyConnection) -> None:
    answers = run_audits(connection)
    assert {answer.name for answer in answers} == set(list_audits())
    assert all("?" in answer.title and answer.columns and not answer.rows for answer in answers)


@pytest.mark.parametrize(
    ("name", "first_row"),
    [
        ("copied_articles", {"site": "copier.example", "original_site": "herald.example"}),
        ("generated_authors_by_site", {"site": "farm.example", "generated": 1, "articles": 1}),
        ("copied_claims", {"sites": 2, "first_url": "https://herald.example/bridge"}),
        ("contradictions", {"subject": "Quell Bank", "denied_by": "magazine.example"}),
        ("unattributed_claims", {"without_source": 1, "share_without_source": 1.0}),
    ],
)
def test_an_audit_finds_what_the_sample_holds(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, name: str, first_row: dict[str, Any]
) -> None:
    fill(connection, folder)
    answer = run_audit(connection, name)
    found = dict(zip(answer.columns, answer.rows[0], strict=True))
    assert {column: found[column] for column in first_row} == first_row


def test_repeated_vague_and_doubtful_claims_are_found(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    again = "Quell Bank, it is said, is an owner of Tarn Bridge."
    vague = replace(kit.owns, sentence=again, modality=Modality.REPORTED, attribution="Analysts", vague=True)
    page = replace(kit.sample[0], paragraphs=(kit.news, again), statements=(kit.owns, vague))
    fill(connection, folder, [page])
    repeated = run_audit(connection, "repeated_claims")
    assert dict(zip(repeated.columns, repeated.rows[0], strict=True))["sentences"] == 2
    assert run_audit(connection, "vague_sources").rows[0][:2] == ("analysts", 1)
    assert len(run_audit(connection, "certainty_shift").rows) == 1


def test_a_time_that_no_date_pins_down_is_found(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    loose = replace(kit.owns, time="this week")
    page = replace(kit.sample[0], statements=(loose,), published=None)
    dated = replace(kit.sample[0], url="https://herald.example/dated", statements=(loose,))
    fill(connection, folder, [page, dated])
    assert [row[1] for row in run_audit(connection, "undated_claims").rows] == ["https://herald.example/bridge"]


def test_authors_with_one_address_are_found(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    farm = kit.sample[3]
    fill(connection, folder, [farm, replace(farm, url="https://farm.example/2")])
    assert not run_audit(connection, "shared_personal_data").rows
    connection.execute("update author set name = 'Ada Fenn' where article_id = (select min(article_id) from author)")
    shared = run_audit(connection, "shared_personal_data").rows
    assert [row[0] for row in shared] == ["email", "handle", "phone"]
