"""What reading kept pages again changes, and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest

from extractors.records import AuthorVerdict, BlockLabel
from warehouse.errors import QueryError
from warehouse.layout import WarehouseFolder
from warehouse.replayed import chosen_addresses, replay_changes
from warehouse.snapshot import publish


def read_again(
    changes: dict[str, object],
    *,
    connection: duckdb.DuckDBPyConnection,
    folder: WarehouseFolder,
    fill: Callable[..., dict[str, int]],
    kit: Any,
) -> list[tuple[Any, ...]]:
    """Read the sample, then the first page of it otherwise; return what changed."""
    fill(connection, folder)
    specs = [replace(kit.sample[0], **changes), *kit.sample[1:]]
    fill(connection, folder, specs, run_id="run-2", at=kit.monday + timedelta(days=1), recipe="other")
    publish(connection, folder)
    _, rows = replay_changes(folder.snapshot, run_id="run-2", urls=chosen_addresses(folder.snapshot, None))
    return list(rows)


@pytest.fixture
def again(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]], kit: Any
) -> Callable[[dict[str, object]], list[tuple[Any, ...]]]:
    return lambda changes: read_again(changes, connection=connection, folder=folder, fill=fill, kit=kit)


def test_what_is_read_alike_has_no_rows(again: Any) -> None:
    assert again({}) == []


def test_a_changed_score_names_the_signal_that_changed_it(again: Any) -> None:
    rows = again({"penalty": 12})
    assert [row[:4] for row in rows] == [("https://herald.example/bridge", "score", "100", "88")]
    assert rows[0][4].startswith("other rules: ")
    assert " 0 → -12" in rows[0][4]


def test_a_changed_verdict_and_title_are_told(again: Any) -> None:
    rows = {row[1]: row for row in again({"title": "Another bridge", "verdict": AuthorVerdict.UNSURE})}
    assert rows["title"][2:4] == ("A bridge", "Another bridge")
    assert "read from nowhere before" in rows["title"][4]
    assert rows["author_verdict"][2:4] == ("person", "unsure")


def test_blocks_that_were_kept_and_are_removed_now_are_told_with_their_rule(again: Any, kit: Any) -> None:
    first, second = kit.sample[0].paragraphs
    removed = (*kit.sample[0].removed, (first, BlockLabel.ADVERT))
    rows = {row[1]: row for row in again({"paragraphs": (second,), "removed": removed, "statements": ()})}
    assert int(rows["blocks_kept"][2]) - int(rows["blocks_kept"][3]) == 1
    assert "removed as advert" in rows["blocks_kept"][4]
    assert first[:40] in rows["blocks_kept"][4]
    assert rows["claims"][2:4] == ("1", "0")


def test_a_condition_chooses_pages(filled: WarehouseFolder) -> None:
    assert chosen_addresses(filled.snapshot, "site = 'farm.example' or score < 85 -- the worst") >= {
        "https://farm.example/tarn"
    }
    assert chosen_addresses(filled.snapshot, "false") == frozenset()


@pytest.mark.parametrize(
    "where", ["scoer < 60", "true); drop table article; --", "url in (select 1 from read_csv('/etc/passwd'))"]
)
def test_a_condition_that_is_none_is_refused(where: str, filled: WarehouseFolder) -> None:
    with pytest.raises(QueryError):
        chosen_addresses(filled.snapshot, where)
