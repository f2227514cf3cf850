"""A part of a warehouse reads as if nothing else had been read."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from extractors.errors import SettingsError
from tests.warehouse.report import sample
from warehouse.narrow import Part, narrowed
from warehouse.report.build import build_report


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a published snapshot in which a blog copies a newspaper that contradicts a farm."""
    leaves = (sample.FARM, sample.HERALD, sample.FIRST, sample.SECOND, sample.WALL)
    return sample.fill(tmp_path_factory.mktemp("narrow"), leaves, sample.FAILURES)


def facts_of(snapshot: Path, part: Part) -> tuple[list[str], list[str], int]:
    """Return the addresses of articles and of failures, and how many articles repeat another."""
    with narrowed(snapshot, part) as narrow, duckdb.connect(narrow, read_only=True) as reader:
        articles = [url for (url,) in reader.execute("select url from articles order by url").fetchall()]
        failures = [url for (url,) in reader.execute("select url from failures order by url").fetchall()]
        (copies,) = reader.execute("select count(*) from copies where not is_original").fetchone() or (0,)
    return articles, failures, copies


def test_a_source_alone_has_its_pages_and_failures_and_repeats_nobody(snapshot: Path) -> None:
    assert facts_of(snapshot, Part())[2] == 1
    assert facts_of(snapshot, Part(sites=("copyblog.example",))) == ([sample.SECOND.url], [], 0)
    assert facts_of(snapshot, Part(sites=("mapfarm.example",))) == ([sample.FARM.url], [sample.FAILURES[1][0]], 0)


def test_a_day_leaves_out_what_was_published_before(snapshot: Path) -> None:
    articles, _, _ = facts_of(snapshot, Part(since=date(2026, 10, 10)))
    assert sample.FIRST.url not in articles
    assert {sample.SECOND.url, sample.HERALD.url} <= set(articles)


def test_the_report_of_a_part_says_so_and_leads_nowhere_else(snapshot: Path, tmp_path: Path) -> None:
    part = Part(sites=("northherald.example",), since=date(2026, 1, 1))
    with narrowed(snapshot, part) as narrow:
        index = build_report(narrow, tmp_path / "out", generated_at="2026-11-22", scope=str(part))
    text = index.read_text(encoding="utf-8")
    assert "only northherald.example, since 2026-01-01" in text
    assert "mapfarm.example" not in "".join(path.read_text("utf-8") for path in index.parent.rglob("*.html"))


def test_a_mistyped_source_is_answered_with_the_nearest(snapshot: Path) -> None:
    with (
        pytest.raises(SettingsError, match=r"did you mean mapfarm\.example"),
        narrowed(snapshot, Part(sites=("mapfarms.example",))),
    ):
        pass
