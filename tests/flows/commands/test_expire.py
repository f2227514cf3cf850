"""What was kept long enough goes, and only that."""

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from extractors.errors import SettingsError
from flows.commands.expire import expire
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from flows.warc.read import read_capture
from tests.flows.commands import stock
from warehouse.checks import check_snapshot
from warehouse.report.build import build_report

FIRST = {stock.MILL: stock.PAGES[stock.MILL]}
SECOND = {stock.QUAY: stock.PAGES[stock.QUAY]}


def settings(folder: Path, **keep_days: int) -> Path:
    file = folder / "winnow.toml"
    lines = [f"{table} = {days}" for table, days in keep_days.items()]
    file.write_text("\n".join(['warehouse = "w"', "[keep_days]", *lines]), encoding="utf-8")
    return file


def rows_of(layout: Layout, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(layout.snapshot), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """Return a warehouse with a page of long ago and one that was seen a hundred days later."""
    monkeypatch.setattr(stock, "READ_AT", datetime(2026, 1, 1, tzinfo=UTC))
    stock.stock(tmp_path / "w", FIRST)
    monkeypatch.setattr(stock, "READ_AT", datetime(2026, 4, 11, tzinfo=UTC))
    return stock.stock(tmp_path / "w", SECOND, run="run-2")


def days_since(year: int, month: int, day: int) -> int:
    return (datetime.now(UTC) - datetime(year, month, day, tzinfo=UTC)).days


def test_pages_that_nobody_saw_for_so_long_go_out_of_everything(
    layout: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_report(layout.snapshot, layout.report, generated_at="2026-11-22")
    config = settings(tmp_path, article=days_since(2026, 3, 1))
    assert expire(sure=True, as_json=True, config=config, warehouse=None) is ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == [stock.MILL]
    assert (told["rows"]["article"], told["warc_records"]) == (1, 1)
    assert rows_of(layout, "select url from articles") == [(stock.QUAY,)]
    assert check_snapshot(layout.snapshot) == {}
    ((file, offset),) = rows_of(layout, "select warc_file, warc_offset from fetch_log")
    assert read_capture(layout.warc / str(file), offset=int(str(offset))).url == stock.QUAY
    assert "mill" not in "".join(path.read_text("utf-8").lower() for path in layout.report.rglob("*.html"))


def test_personal_data_goes_earlier_than_its_page(layout: Layout, tmp_path: Path) -> None:
    assert rows_of(layout, "select count(*) from personal_datum") != [(0,)]
    expire(sure=True, as_json=True, config=settings(tmp_path, personal_datum=1), warehouse=None)
    assert rows_of(layout, "select count(*) from personal_datum") == [(0,)]
    assert rows_of(layout, "select count(*) from articles") == [(2,)]


def test_an_attempt_that_a_page_is_read_from_stays(layout: Layout, tmp_path: Path) -> None:
    expire(sure=True, as_json=True, config=settings(tmp_path, fetch_log=1, failure=1), warehouse=None)
    assert rows_of(layout, "select count(*) from fetch_log") == [(2,)]


def test_nothing_goes_that_no_setting_names(layout: Layout) -> None:
    with pytest.raises(SettingsError, match="keep_days"):
        expire(sure=True, as_json=True, config=None, warehouse=layout.root)


def test_a_table_that_cannot_expire_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="claim"):
        expire(sure=True, as_json=True, config=settings(tmp_path, claim=1), warehouse=None)
