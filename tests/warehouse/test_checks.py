"""Do the checks find what is broken?"""

from collections.abc import Iterator

import duckdb
import pytest

from warehouse.checks import run_checks
from warehouse.layout import WarehouseFolder
from warehouse.open import open_for_writing
from warehouse.statements import list_sql

DAMAGE = {
    "claim_evidence": "update claim set sentence = 'Nobody wrote this.' where claim_order = 0",
    "claim_within_sentence": "update claim set char_end = sentence_end + 1",
    "mention_evidence": "update mention set char_start = char_start + 1",
    "block_evidence": "update block set char_start = char_start + 1 where block_order = 1",
    "conservation": "delete from block where not kept",
    "kept_text": "update block set kept = false where block_order = 1",
    "removed_without_reason": "update block set reason = '' where not kept",
    "score_sum": "update score set score = score - 1",
    "score_grade": "update score set grade = 'E'",
    "unknown_word": "update claim set modality = 'perhaps'",
    "orphan": "delete from article where site = 'farm.example'",
    "duplicate_id": "insert into score select article_id, score, grade from score",
    "article_without_capture": "delete from capture",
    "article_without_fetch": "delete from fetch_log",
    "newest_version": "update article_state set is_newest = false",
    "clear_datum": "update article set page_text = repeat('x', length(page_text))",
}


@pytest.fixture(scope="module")
def broken(filled: WarehouseFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_for_writing(filled) as opened:
        yield opened


@pytest.mark.parametrize(("name", "damage"), DAMAGE.items(), ids=DAMAGE.keys())
def test_a_broken_rule_is_found(broken: duckdb.DuckDBPyConnection, name: str, damage: str) -> None:
    broken.begin()
    try:
        broken.execute(damage)
        found = {rule.name: rule for rule in run_checks(broken)}
    finally:
        broken.rollback()
    assert name in found
    assert found[name].title.startswith("One row per ")
    assert found[name].count >= len(found[name].rows) > 0


def test_an_unbroken_warehouse_breaks_no_rule(broken: duckdb.DuckDBPyConnection) -> None:
    assert run_checks(broken) == []


def test_every_check_has_its_damage() -> None:

    assert {name.removeprefix("checks/").removesuffix(".sql") for name in list_sql("checks")} == set(DAMAGE)
