"""What stands in a run's log in Prefect? What the run tells people, and each page that a worker or site did not give.

Prefect's own log says only that tasks began and ended. Terminals are spoken to as before.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from itertools import count

from prefect.exceptions import MissingContextError
from prefect.logging import get_run_logger
from prefect.logging.handlers import APILogHandler

from flows.plain import plain
from flows.run.progress import PageTold, Reporter, heard_by, reporter

# Prefect keeps every line in its database; all pages that failed are in the warehouse.
MOST_PAGES = 200


class RunLog:
    """Tells everything to another reporter, and what a person would look for in the log as well."""

    def __init__(self, base: Reporter, handler: logging.Handler) -> None:
        """Speak for the run, or the task, that this is made in."""
        self.base, self.hosts = base, base.hosts
        # Of no tree: Prefect's console would say again what the terminal has.
        self.log = logging.Logger("winnow")  # noqa: LOG001 - as above
        self.log.addHandler(handler)
        self.run = _run_of_this_thread()
        # Which server takes the log is known here alone; from a thread outside the run Prefect would start one more.
        self.context = copy_context()
        self.pages = count(1)

    def page(self, told: PageTold) -> None:
        """Log a page that went wrong."""
        self.base.page(told)
        if not told.is_bad:
            return
        number = next(self.pages)
        if number <= MOST_PAGES:
            self._write(logging.WARNING, str(told))
        elif number == MOST_PAGES + 1:
            self._write(logging.WARNING, 'further pages went wrong: winnow sql "from failures" names all')

    def note(self, text: str) -> None:
        """Log one thing."""
        self.base.note(text)
        self._write(logging.INFO, text)

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Leave it to the bars."""
        self.base.advance(stage, done, total, detail)

    def step(self, stage: str, total: int | None, detail: str = "") -> None:
        """Leave it to the bars."""
        self.base.step(stage, total, detail)

    def host(self, name: str, *, done: int, total: int, failed: int, slow: str) -> None:
        """Leave it to the bars."""
        self.base.host(name, done=done, total=total, failed=failed, slow=slow)

    def _write(self, level: int, text: str) -> None:
        run = _run_of_this_thread() or self.run
        self.context.copy().run(self.log.log, level, "%s", plain(text), extra=run)


@contextmanager
def logged() -> Iterator[None]:
    """Let what the run, or the task of a worker elsewhere, tells in this block stand in its log in Prefect."""
    with heard_by(RunLog(reporter(), APILogHandler())):
        yield


def _run_of_this_thread() -> Mapping[str, object]:
    """Return by which ids Prefect finds the run or task that this thread works for; nothing outside of one."""
    try:
        found = get_run_logger()
    except MissingContextError:
        return {}
    return dict(found.extra or {}) if isinstance(found, logging.LoggerAdapter) else {}
