"""What was forgotten is in no byte that winnow keeps, and does not come back."""

import json
import re
import zlib
from pathlib import Path

import duckdb
import pytest

from extractors.errors import SettingsError
from flows.commands.forget import forget
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from flows.warc.read import read_capture
from tests.flows.commands import stock
from warehouse.checks import check_snapshot
from warehouse.report.build import build_report

THINGS = [
    pytest.param("odd@mill.example", stock.MILL, id="an e-mail address"),
    pytest.param(stock.MILL, stock.MILL, id="a page"),
    pytest.param("Odd Varelius", stock.MILL, id="somebody in a text"),
    pytest.param("wilda quist", stock.FARM, id="somebody in a byline"),
]


def holding(folder: Path, thing: str) -> list[str]:
    """Return the files in whose bytes the thing stands, unpacked where they are packed."""
    words = re.compile(rb"(?i)" + re.escape(thing.encode()))
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            bytes_ = path.read_bytes()
            if path.name.endswith(".gz"):
                bytes_ = unpacked(bytes_)
            if words.search(bytes_):
                found.append(path.name)
    return found


def unpacked(data: bytes) -> bytes:
    text = b""
    while data:
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        text += stream.decompress(data)
        data = stream.unused_data
    return text


def rows_of(layout: Layout, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(layout.snapshot), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize(("thing", "url"), THINGS)
def test_no_byte_of_it_is_left(thing: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = stock.stock(tmp_path / "w")
    build_report(layout.snapshot, layout.report, generated_at="2026-11-22")
    assert holding(layout.root, thing)
    assert forget(thing, sure=True, as_json=True, config=None, warehouse=layout.root) is ExitCode.OK
    receipt = json.loads(capsys.readouterr().out)
    assert receipt["pages"] == [url]
    assert receipt["warc_records"] == 1
    assert receipt["rows"]["article"] == 1
    assert receipt["still_holding"] == []
    assert holding(layout.root, thing) == []
    assert len(list(layout.folder.snapshots.iterdir())) == 1


def test_everything_else_stays_with_its_evidence(tmp_path: Path) -> None:
    layout = stock.stock(tmp_path / "w")
    forget(stock.QUAY, sure=True, as_json=True, config=None, warehouse=layout.root)
    assert check_snapshot(layout.snapshot) == {}
    places = rows_of(layout, "select url, warc_file, warc_offset from fetch_log order by url")
    assert [url for url, _, _ in places] == [stock.FARM, stock.MILL]
    for url, file, offset in places:
        assert read_capture(layout.warc / str(file), offset=int(str(offset))).body.decode() == stock.PAGES[str(url)]
    comments = rows_of(layout, "select count(*) from duckdb_columns() where comment is null and not internal")
    assert comments == [(0,)]
    assert rows_of(layout, "from claims_about('nobody')") == []


@pytest.mark.parametrize(("thing", "url"), THINGS)
def test_it_is_not_loaded_again(thing: str, url: str, tmp_path: Path) -> None:
    layout = stock.stock(tmp_path / "w")
    forget(thing, sure=True, as_json=True, config=None, warehouse=layout.root)
    stock.stock(layout.root, recipe="recipe-2", run="run-2")
    assert (url,) not in rows_of(layout, "select url from article")
    assert len(rows_of(layout, "select url from articles")) == 2


def test_a_page_elsewhere_that_names_the_forgotten_is_not_loaded(tmp_path: Path) -> None:
    layout = stock.stock(tmp_path / "w")
    forget("Odd Varelius", sure=True, as_json=True, config=None, warehouse=layout.root)
    other = stock.page("News", stock.PARAGRAPH.format(thing="dam", place="Tarn") * 5 + "ODD  Varelius paid for it.")
    stock.stock(layout.root, {"https://other.example/news": other}, run="run-2")
    assert rows_of(layout, "select url from article where url like '%other%'") == []


def test_what_nobody_holds_is_forgotten_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = stock.stock(tmp_path / "w")
    forget("Nobody Here", sure=True, as_json=False, config=None, warehouse=layout.root)
    assert "none held it" in capsys.readouterr().out
    assert len(rows_of(layout, "select url from articles")) == 3


def test_a_single_word_is_nobody(tmp_path: Path) -> None:
    layout = stock.stock(tmp_path / "w")
    with pytest.raises(SettingsError, match="full name"):
        forget("Odd", sure=True, as_json=True, config=None, warehouse=layout.root)


def test_nothing_is_erased_unasked(tmp_path: Path) -> None:
    layout = stock.stock(tmp_path / "w")
    with pytest.raises(SettingsError, match="--yes"):
        forget(stock.MILL, sure=False, as_json=True, config=None, warehouse=layout.root)
    assert len(rows_of(layout, "select url from articles")) == 3
