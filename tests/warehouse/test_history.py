"""Does the warehouse remember what a run need not do again?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb

from warehouse.history import known_articles, validators
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_part
from warehouse.parts import write_part
from warehouse.records import FetchRow


def test_a_confirmed_body_keeps_the_place_where_it_is_stored(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]], kit: Any
) -> None:
    fill(connection, folder)
    spec = kit.sample[0]
    later = kit.read(spec, fetched_at=kit.monday + timedelta(days=1))
    confirmed = kit.fetch(later, run_id="run-2", outcome="not_modified")
    load_part(connection, write_part(folder.parts, "later", fetches=[confirmed]))
    known = validators(connection)[spec.url]
    assert (known.etag, known.body_sha256) == ('"1"', later.capture.sha256)
    assert (known.warc_file, known.warc_offset) == ("a.warc.gz", 17)
    assert len(validators(connection)) == 4


def listed(kit: Any, url: str) -> FetchRow:
    row: FetchRow = kit.fetch(kit.read(kit.sample[0]), outcome="listed")
    return replace(row, fetch_id=url, url=url, final_url=url, warc_file="lists.warc.gz", warc_offset=5)


def test_a_list_is_asked_for_as_a_page_is(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]], kit: Any
) -> None:
    fill(connection, folder)
    row = listed(kit, "http://herald.example/feed")
    load_part(connection, write_part(folder.parts, "later", fetches=[row]))
    known = validators(connection)[row.url]
    assert (known.etag, known.body_sha256) == (row.etag, row.body_sha256)
    assert (known.warc_file, known.warc_offset) == ("lists.warc.gz", 5)


def test_the_host_of_a_list_alone_is_no_source(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]], kit: Any
) -> None:
    fill(connection, folder)
    load_part(connection, write_part(folder.parts, "later", fetches=[listed(kit, "http://feeds.example/feed")]))
    assert connection.execute("select outcome from fetch_log where site = 'feeds.example'").fetchall() == [("listed",)]
    assert connection.execute("from sources where site = 'feeds.example'").fetchall() == []


def test_known_articles_are_those_that_were_loaded(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]]
) -> None:
    assert known_articles(connection) == frozenset()
    fill(connection, folder)
    assert len(known_articles(connection)) == 4
