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


def test_a_list_is_asked_for_as_a_page_is(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]], kit: Any
) -> None:
    fill(connection, folder)
    listed = replace(kit.fetch(kit.read(kit.sample[0]), outcome="listed"), url="http://a.example/feed", fetch_id="feed")
    load_part(connection, write_part(folder.parts, "later", fetches=[listed]))
    known = validators(connection)["http://a.example/feed"]
    assert (known.etag, known.body_sha256) == (listed.etag, listed.body_sha256)
    assert (known.warc_file, known.warc_offset) == (listed.warc_file, listed.warc_offset)


def test_the_host_of_a_list_alone_is_no_source(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]], kit: Any
) -> None:
    fill(connection, folder)
    before = connection.execute("select count(*) from sources").fetchone()
    row = kit.fetch(kit.read(kit.sample[0]), outcome="listed")
    listed = replace(row, url="http://feeds.example/feed", fetch_id="feed")
    load_part(connection, write_part(folder.parts, "later", fetches=[listed]))
    assert connection.execute("select count(*) from sources").fetchone() == before


def test_known_articles_are_those_that_were_loaded(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]]
) -> None:
    assert known_articles(connection) == frozenset()
    fill(connection, folder)
    assert len(known_articles(connection)) == 4
