"""A run that found nothing new leaves the report as it is, and says so."""

from pathlib import Path

import pytest

from flows.commands.report import write_report
from flows.run.job import open_job
from flows.run.layout import Layout
from flows.run.progress import reporting
from flows.settings import Settings
from tests.flows.commands import stock

SAID = "report: nothing new"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Return a warehouse with the report of a run."""
    layout = stock.stock(tmp_path / "w")
    run(layout)
    return layout


def run(layout: Layout) -> None:
    with reporting(), open_job(Settings(warehouse=layout.root), flow="run") as job:
        job.begin()
        job.finish("done")
        job.publish()
        assert job.report() == layout.report / "index.html"


def mtimes(layout: Layout) -> dict[str, int]:
    """Return when each file and folder of the report was written."""
    places = [layout.report, *layout.report.rglob("*")]
    return {str(path.relative_to(layout.root)): path.stat().st_mtime_ns for path in places}


def test_a_run_that_found_nothing_new_leaves_every_file_of_the_report(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    before = mtimes(layout)
    assert SAID not in capsys.readouterr().err
    run(layout)
    assert mtimes(layout) == before
    assert SAID in capsys.readouterr().err


def test_a_changed_page_writes_the_report_anew(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    changed = stock.page("The quay is shut", stock.PARAGRAPH.format(thing="quay", place="Norvik") * 7)
    stock.stock(layout.root, {stock.QUAY: changed}, run="run-2")
    run(layout)
    assert SAID not in capsys.readouterr().err
    assert any("The quay is shut" in path.read_text() for path in layout.report.rglob("*.html"))


def test_a_report_that_lost_a_page_is_written_anew(layout: Layout) -> None:
    before = mtimes(layout)
    next((layout.report / "a").iterdir()).unlink()
    run(layout)
    after = mtimes(layout)
    assert after.keys() == before.keys()
    assert all(after[name] > before[name] for name in before)


def test_winnow_report_always_writes(layout: Layout) -> None:
    before = mtimes(layout)
    write_report(
        out=None, sites=(), since=None, redact=False, show=False, as_json=False, config=None, warehouse=layout.root
    )
    after = mtimes(layout)
    assert all(after[name] > before[name] for name in before)
    run(layout)
    assert mtimes(layout) == after
