"""Odd days and odd zones change no order, and a date that cannot be is flagged and left as it is."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest

from warehouse.layout import WarehouseFolder
from warehouse.open import open_for_writing

Fill = Callable[..., dict[str, int]]
HALF_AN_HOUR = timedelta(minutes=30)
# What a wall clock in Berlin or New York shows twice or never, and days that not every year has.
ODD_MOMENTS = {
    "spring forward": datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    "fall back": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "fall back elsewhere": datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
    "leap day": datetime(2028, 2, 28, 23, 30, tzinfo=UTC),
    "new year": datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
}


PUBLISHED = {
    "2026-03-02": False,
    "2026-03-03": False,
    "2026-03-05": True,
    "2036-03-02": True,
    "2026-03-02T23:00:00+14:00": False,
    "2026-02-29": False,  # a day that was not
    "2028-02-29": True,
    None: False,
}


@pytest.fixture(params=["America/New_York", "Asia/Kathmandu"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let this process think that it is somewhere."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_an_hour_that_a_wall_clock_shows_twice_or_never_is_kept_in_order(
    folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    with open_for_writing(folder) as connection:
        for step in range(4):
            for place, around in enumerate(ODD_MOMENTS.values()):
                texts = (f"Text {step} of {place}.", *kit.sample[0].paragraphs)
                spec = replace(kit.sample[0], url=f"https://herald.example/{place}", paragraphs=texts)
                fill(connection, folder, [spec], run_id=f"run-{place}-{step}", at=around + step * HALF_AN_HOUR)
        rows = connection.execute(
            "select first_seen_at, version from article_versions order by url, version"
        ).fetchall()
        assert connection.execute("select current_setting('timezone')").fetchone() == ("UTC",)
    expected = [(around + step * HALF_AN_HOUR, step + 1) for around in ODD_MOMENTS.values() for step in range(4)]
    assert rows == expected


def test_a_date_more_than_a_day_after_the_fetch_is_flagged_and_never_mended(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    specs = [
        replace(kit.sample[0], url=f"https://herald.example/{place}", published=published)
        for place, published in enumerate(PUBLISHED)
    ]
    fill(connection, folder, specs, at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    found = connection.execute("select published, is_postdated from articles order by url").fetchall()
    assert found == list(PUBLISHED.items())
