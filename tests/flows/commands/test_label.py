"""What a person says of winnow's answers is kept, measured, and outlives every replay."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from extractors.errors import SettingsError
from flows.commands import label
from flows.run.layout import Layout
from tests.flows.commands import stock


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return stock.stock(tmp_path_factory.mktemp("label") / "w")


def labels_of(layout: Layout) -> list[tuple[str, str, str, str | None, bool | None]]:
    with duckdb.connect(str(layout.snapshot), read_only=True) as connection:
        return connection.execute("select kind, found, wanted, says_now, is_right from labels order by all").fetchall()


def answer(layout: Layout, typed: str, monkeypatch: pytest.MonkeyPatch, *, kind: str, limit: int = 9) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    label.label_pages(
        None, kind=kind, limit=limit, take=None, by="maud", as_json=True, config=None, warehouse=layout.root
    )


def test_typed_answers_are_kept_and_survive_another_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = stock.stock(tmp_path / "w")
    answer(layout, "y\ngenerated\nn\norganisation\n", monkeypatch, kind="author")
    before = labels_of(layout)
    assert [(kind, wanted, right) for kind, _, wanted, _, right in before] == [
        ("author", "generated", False),
        ("author", "organisation", False),
        ("author", "person", True),
    ]
    stock.stock(layout.root, recipe="recipe-2", run="run-2")  # the same bytes, read anew by other rules
    with duckdb.connect(str(layout.snapshot), read_only=True) as connection:
        assert connection.execute("select count(*) from article").fetchall() == [(6,)]
    assert labels_of(layout) == before


def test_a_spreadsheet_goes_out_and_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], filled: Layout
) -> None:
    queue = tmp_path / "queue.csv"
    label.write_queue(stock.QUAY, kind="block", limit=100, out=queue, as_json=False, config=None, warehouse=filled.root)
    rows = rows_of(queue)
    assert {row["found"] for row in rows} >= {"content", "navigation"}
    assert {row["wanted"] for row in rows} == {""}
    for row in rows:
        row["wanted"] = "advert" if row["found"] == "content" else row["found"]
    with queue.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    label.label_pages(None, kind=None, limit=1, take=queue, by="maud", as_json=True, config=None, warehouse=filled.root)
    capsys.readouterr()
    label.measure_labels(form="json", config=None, warehouse=filled.root)
    found = {row["answer"]: row for row in json.loads(capsys.readouterr().out)["rows"] if row["kind"] == "block"}
    assert found["content"]["precision"] == 0
    assert found["navigation"]["precision"] == 1
    assert found["advert"]["recall_of_labelled"] == 0
    label.export_labels(tmp_path / "out.csv", as_json=False, config=None, warehouse=filled.root)
    exported = rows_of(tmp_path / "out.csv")
    assert {row["labelled_by"] for row in exported} == {"maud"}
    assert len(exported) == len(rows)


def test_what_was_judged_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = stock.stock(tmp_path / "w")
    answer(layout, "y\n", monkeypatch, kind="author", limit=1)
    answer(layout, "y\ny\ny\ny\n", monkeypatch, kind="author")
    assert len(labels_of(layout)) == 3


def test_a_word_that_is_no_answer_is_refused_with_its_line(tmp_path: Path, filled: Layout) -> None:
    sheet = tmp_path / "bad.csv"
    sheet.write_text("kind,url,found,wanted,target,body_sha256\nauthor,http://x.example/,person,robot,,00\n")
    with pytest.raises(SettingsError, match=r"line 2: 'robot' is no answer for author"):
        label.label_pages(
            None, kind=None, limit=1, take=sheet, by="maud", as_json=True, config=None, warehouse=filled.root
        )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
