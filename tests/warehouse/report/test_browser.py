"""In a real browser the script runs under the report's own policy, and without an error."""

import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from warehouse.report.build import build_report

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
]

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the report is not opened in a browser")


@pytest.fixture(scope="module")
def report(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_report(snapshot, tmp_path_factory.mktemp("report") / "out", generated_at="2026-11-22").parent


def open_page(path: Path, profile: Path) -> tuple[BeautifulSoup, str]:
    """Return the page as it stands after its script, and what the browser said."""
    command = [str(BROWSER), *QUIET, f"--user-data-dir={profile}", "--dump-dom", path.as_uri()]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return BeautifulSoup(answer.stdout, "lxml"), "\n".join(
        line for line in answer.stderr.splitlines() if "CONSOLE" in line
    )


def test_the_index_sorts_and_no_error_is_logged(report: Path, tmp_path: Path) -> None:
    page, log = open_page(report / "index.html", tmp_path)
    assert [button.get_text() for button in page.select("#sources th button")][:2] == ["score and source", "articles"]
    assert log == ""


def test_an_article_opens_without_an_error(report: Path, tmp_path: Path) -> None:
    path = next(path for path in (report / "a").iterdir() if "FakerPHP" in path.read_text(encoding="utf-8"))
    page, log = open_page(path, tmp_path)
    assert len(page.select(".page mark")) > 3
    assert log == ""
