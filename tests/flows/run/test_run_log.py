"""What stands in a run's log in Prefect: what is told, and pages that went wrong; not how each page came."""

import logging
from threading import Thread

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.run.progress import PageTold, Silent
from flows.run.run_log import MOST_PAGES, RunLog


class Kept(logging.Handler):
    """Keeps what is written."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        super().__init__()
        self.lines: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append((record.levelname, record.getMessage()))


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def run_log(kept: Kept) -> RunLog:
    return RunLog(Silent(), kept)


def page(number: int, *, is_bad: bool) -> PageTold:
    url = f"https://herald.example/{number}"
    return PageTold(
        event="read", url=url, host="herald.example", outcome="page_crash", why="its worker died", is_bad=is_bad
    )


def test_a_page_that_a_worker_could_not_read_is_logged_and_one_that_it_read_is_not(run_log: RunLog, kept: Kept) -> None:
    run_log.page(page(1, is_bad=False))
    run_log.page(page(2, is_bad=True))
    run_log.advance("read", 2, 9)
    run_log.note("publishing the snapshot")
    assert kept.lines == [
        ("WARNING", "page crash  https://herald.example/2: its worker died"),
        ("INFO", "publishing the snapshot"),
    ]


def test_of_very_many_pages_the_first_are_logged(run_log: RunLog, kept: Kept) -> None:
    for number in range(3 * MOST_PAGES):
        run_log.page(page(number, is_bad=True))
    assert len(kept.lines) == MOST_PAGES + 1
    assert "from failures" in kept.lines[-1][1]


def test_a_page_cannot_forge_a_line_of_the_log(run_log: RunLog, kept: Kept) -> None:
    run_log.note("https://herald.example/\x1b[2J\nrun complete")
    ((_, said),) = kept.lines
    assert said.isprintable()


def test_a_thread_outside_the_run_speaks_to_the_run_s_server() -> None:
    asked = []

    class Asking(logging.Handler):
        def emit(self, _record: logging.LogRecord) -> None:
            asked.append(PREFECT_API_URL.value())

    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        run_log = RunLog(Silent(), Asking())
    thread = Thread(target=run_log.note, args=("stopping with the pages at hand",))
    thread.start()
    thread.join()
    assert asked == ["http://127.0.0.1:9/api"]
