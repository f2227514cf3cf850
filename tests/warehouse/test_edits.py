"""What changed between crawls of an address: claims that appeared, vanished or flipped, passages, said or silent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest

from extractors.records import Modality

Fill = Callable[..., dict[str, int]]
URL = "https://herald.example/bridge"


def crawl_twice(connection: duckdb.DuckDBPyConnection, folder: Any, fill: Fill, kit: Any, *specs: Any) -> None:
    """Load the first specification on Monday and the others a day later each."""
    for day, spec in enumerate(specs):
        fill(connection, folder, [spec], run_id=f"run-{day}", at=kit.monday + timedelta(days=day))


def edits(connection: duckdb.DuckDBPyConnection, columns: str, where: str = "true") -> list[Any]:
    return connection.execute(f"select {columns} from edits_of('{URL}') where {where}").fetchall()


def test_a_claim_that_says_the_opposite_now_is_flipped(
    connection: duckdb.DuckDBPyConnection, folder: Any, fill: Fill, kit: Any
) -> None:
    first = kit.page(url=URL, paragraphs=(kit.news,), statements=(kit.owns,))
    second = kit.page(url=URL, paragraphs=(kit.denial,), statements=(kit.owns_not,))
    crawl_twice(connection, folder, fill, kit, first, second)
    assert edits(connection, "change, before, after", "kind = 'claim'") == [
        ("flipped", kit.owns.sentence, kit.owns_not.sentence)
    ]
    assert edits(connection, "change, before, after", "kind = 'passage'") == [
        ("appeared", None, kit.denial),
        ("vanished", kit.news, None),
    ]


def test_claims_appear_and_vanish(connection: duckdb.DuckDBPyConnection, folder: Any, fill: Fill, kit: Any) -> None:
    bare = kit.page(url=URL, paragraphs=(kit.news,))
    claiming = kit.page(url=URL, paragraphs=(kit.news, "A second paragraph."), statements=(kit.owns,))
    crawl_twice(connection, folder, fill, kit, bare, claiming, replace(bare, paragraphs=(kit.news, "A third.")))
    assert edits(connection, "change", "kind = 'claim'") == [("vanished",), ("appeared",)], "newest crawl first"


def test_a_claim_that_grew_surer_is_recast(
    connection: duckdb.DuckDBPyConnection, folder: Any, fill: Fill, kit: Any
) -> None:
    hedged = replace(kit.owns, modality=Modality.HEDGED)
    first = kit.page(url=URL, paragraphs=(kit.news, "One."), statements=(hedged,))
    second = kit.page(url=URL, paragraphs=(kit.news, "Two."), statements=(kit.owns,))
    crawl_twice(connection, folder, fill, kit, first, second)
    assert edits(connection, "change", "kind = 'claim'") == [("recast",)]


def test_a_page_that_did_not_change_has_no_edits(
    connection: duckdb.DuckDBPyConnection, folder: Any, fill: Fill, kit: Any
) -> None:
    page = kit.page(url=URL, paragraphs=(kit.news,), statements=(kit.owns,))
    crawl_twice(connection, folder, fill, kit, page, page)
    assert edits(connection, "*") == []


def test_another_recipe_alone_is_no_edit(
    connection: duckdb.DuckDBPyConnection, folder: Any, fill: Fill, kit: Any
) -> None:
    page = kit.page(url=URL, paragraphs=(kit.news,), statements=(kit.owns,))
    fill(connection, folder, [page], run_id="run-1", recipe="old")
    fill(connection, folder, [replace(page, statements=())], run_id="run-2", recipe="new", at=kit.monday + timedelta(1))
    assert edits(connection, "*") == []


@pytest.mark.parametrize(
    ("before", "after", "silent"),
    [
        pytest.param(None, None, True, id="no date of change"),
        pytest.param("2026-03-02", "2026-03-02", True, id="the same date"),
        pytest.param("2026-03-02", "2026-03-05", False, id="a new date"),
        pytest.param(None, "2026-03-05", False, id="a date at last"),
    ],
)
def test_an_edit_that_the_page_does_not_tell_is_silent(
    connection: duckdb.DuckDBPyConnection,
    folder: Any,
    fill: Fill,
    kit: Any,
    *,
    before: str | None,
    after: str | None,
    silent: bool,
) -> None:
    first = kit.page(url=URL, paragraphs=(kit.news,))
    crawl_twice(connection, folder, fill, kit, first, replace(first, paragraphs=(kit.denial,)))
    for date, version in ((before, 1), (after, 2)):
        of_version = "select article_id from article_state where version = ?"
        connection.execute(f"update article set modified = ? where article_id in ({of_version})", [date, version])
    assert edits(connection, "distinct is_silent") == [(silent,)]
