"""What leaves the warehouse is whole, and safe to open."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.errors import SettingsError, WinnowError
from flows.commands.ask import save_sql
from flows.commands.export import VIEWS, export
from flows.commands.schema_org import article_record, claim_record
from flows.run.layout import Layout
from tests.flows.commands import stock

FORMULA = "=HYPERLINK(A1)"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    pages = dict(stock.PAGES)
    text = stock.PARAGRAPH.format(thing="dam", place="Tarn") * 6
    pages["https://bad.example/"] = stock.page(FORMULA, text, byline="@Sum Total")
    return stock.stock(tmp_path_factory.mktemp("export") / "w", pages)


def write(what: str, out: Path, layout: Layout, *, where: str | None = None, raw_csv: bool = False) -> Path:
    export(what, out, where=where, least_score=80, raw_csv=raw_csv, as_json=False, config=None, warehouse=layout.root)
    return out


def test_no_cell_runs_in_a_spreadsheet_unless_told(tmp_path: Path, filled: Layout) -> None:
    safe = rows_of(write("articles", tmp_path / "a.csv", filled))
    assert f"'{FORMULA}" in {row["title"] for row in safe}
    assert not any(
        str(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\0")) for row in safe for cell in row.values()
    )
    raw = rows_of(write("articles", tmp_path / "r.csv", filled, raw_csv=True))
    assert FORMULA in {row["title"] for row in raw}


def test_every_view_is_written_as_parquet(tmp_path: Path, filled: Layout) -> None:
    folder = write("parquet", tmp_path / "all", filled)
    assert {path.stem for path in folder.iterdir()} == set(VIEWS)
    assert pq.read_table(folder / "articles.parquet").num_rows == 4


def save(query: str, out: Path, layout: Layout, form: str = "table") -> None:
    save_sql(query, file=None, out=out, form=form, config=None, warehouse=layout.root)


def test_the_rows_of_a_question_go_to_parquet(
    tmp_path: Path, filled: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.parquet"
    save("select site, score from articles", out, filled, "json")
    assert json.loads(capsys.readouterr().out) == {"schema_version": 1, "file": str(out), "rows": 4}
    assert pq.read_table(out).column_names == ["site", "score"]


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ("from articels", "a.parquet", "did you mean articles"),
        ("select scroe from articles", "a.parquet", "scroe"),
        ("create table mine as select 1", "a.parquet", "read"),
        ("from articles", "a.csv", "ends with .parquet"),
    ],
)
def test_a_question_that_cannot_be_answered_leaves_no_file(
    query: str, name: str, said: str, tmp_path: Path, filled: Layout
) -> None:
    with pytest.raises(WinnowError, match=said):
        save(query, tmp_path / name, filled)
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_told_as_json(tmp_path: Path, filled: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.csv"
    export("articles", out, where=None, least_score=80, raw_csv=False, as_json=True, config=None, warehouse=filled.root)
    assert json.loads(capsys.readouterr().out) == {
        "schema_version": 1,
        "what": "articles",
        "files": [{"file": str(out), "rows": 4}],
    }


def test_a_condition_chooses_rows(tmp_path: Path, filled: Layout) -> None:
    out = write("articles", tmp_path / "a.jsonl", filled, where="site = 'farm.example'")
    assert [json.loads(line)["url"] for line in out.read_text(encoding="utf-8").splitlines()] == [stock.FARM]


def test_a_condition_chooses_records_of_schema_org(tmp_path: Path, filled: Layout) -> None:
    out = write("jsonld", tmp_path / "articles.jsonld", filled, where="site = 'farm.example'")
    assert [record["url"] for record in json.loads(out.read_text())] == [stock.FARM]


@pytest.mark.parametrize("what", ["parquet", "csv", "summary"])
def test_a_condition_that_would_choose_nothing_is_refused(what: str, tmp_path: Path, filled: Layout) -> None:
    with pytest.raises(SettingsError, match="--where is for one view"):
        write(what, tmp_path / "out.md", filled, where="true")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, filled: Layout) -> None:
    with pytest.raises(SettingsError, match=r"there is no folder .*none; make it first"):
        write("articles", tmp_path / "none" / "articles.csv", filled)


def test_a_keep_list_says_why_not(tmp_path: Path, filled: Layout) -> None:
    export(
        "keeplist",
        tmp_path / "k.json",
        where=None,
        least_score=100,
        raw_csv=False,
        as_json=False,
        config=None,
        warehouse=filled.root,
    )
    rows = json.loads((tmp_path / "k.json").read_text(encoding="utf-8"))
    assert len(rows) == 4
    assert all(row["keep"] == (not row["reasons"]) for row in rows)
    assert all("not scored" in row["reasons"] for row in rows if row["page_class"] == "article")
    assert any(reason.startswith("copy of https://") for row in rows for reason in row["reasons"])


def test_articles_speak_the_words_of_schema_org(tmp_path: Path, filled: Layout) -> None:
    records = json.loads(write("jsonld", tmp_path / "a.jsonld", filled).read_text(encoding="utf-8"))
    quay = next(record for record in records if record["@id"] == stock.QUAY)
    assert quay["@type"] == "Article"
    assert quay["author"] == {"@type": "Person", "name": "Ruth Hansel"}
    assert quay["publisher"]["name"] == "herald.example"


def test_an_invented_author_is_not_handed_on_as_a_person() -> None:
    names = ("url", "canonical_url", "title", "site", "site_name", "byline", "author_verdict", "published", "modified")
    names += ("language", "words", "score", "grade", "original_url", "reasons", "article_id")
    row: dict[str, object] = dict.fromkeys(names)
    assert "author" not in article_record(row | {"byline": "Wilda Quist", "author_verdict": "generated"})
    assert "review" not in article_record(row)


def test_a_score_is_a_review_of_how_a_text_was_made() -> None:
    names = ("url", "canonical_url", "title", "site", "site_name", "byline", "author_verdict", "published", "modified")
    row: dict[str, object] = dict.fromkeys((*names, "language", "words", "grade", "original_url", "article_id"))
    review = article_record(row | {"score": 31, "reasons": ["0 of 48 claims name a source"]})["review"]
    assert review["reviewRating"] == {"@type": "Rating", "ratingValue": 31, "bestRating": 100, "worstRating": 0}
    assert review["reviewBody"] == "0 of 48 claims name a source"
    assert "not whether it is true" in review["reviewAspect"]


def test_a_disputed_claim_is_no_verdict() -> None:
    row = {
        "sentence": "The pier is safe.",
        "url": "https://herald.example/pier",
        "site": "herald.example",
        "title": "The pier",
        "published_at": None,
        "attribution": None,
        "polarity": "positive",
        "against": ["The pier is not safe."],
        "against_urls": ["https://review.example/pier"],
        "claim_id": "c1",
    }
    found = claim_record(row)
    assert found["@type"] == "ClaimReview"
    assert found["claimReviewed"] == "The pier is safe."
    assert "ratingValue" not in found["reviewRating"]
    assert found["reviewBody"] == "Contradicted by: The pier is not safe."


def test_a_summary_is_markdown_that_pages_cannot_write_into(tmp_path: Path, filled: Layout) -> None:
    text = write("summary", tmp_path / "s.md", filled).read_text(encoding="utf-8")
    assert text.startswith("# winnow: summary")
    assert "| farm.example |" in text


@pytest.mark.parametrize(("what", "name"), [("nothing", "a.csv"), ("articles", "a.xls"), ("jsonld", "a.csv")])
def test_what_cannot_be_written_is_named(what: str, name: str, tmp_path: Path, filled: Layout) -> None:
    with pytest.raises(SettingsError):
        write(what, tmp_path / name, filled)
    assert list(tmp_path.iterdir()) == []


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
