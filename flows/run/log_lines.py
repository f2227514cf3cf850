"""How does Prefect's own log read among winnow's JSON lines?"""

import logging
from typing import Literal

from flows.voice import Level, Line

_LEVELS = ((logging.ERROR, Level.ERROR), (logging.WARNING, Level.WARNING))


class PrefectLines(logging.Formatter):
    """Prefect's log records as winnow's lines for machines, of the event `prefect`."""

    def __init__(
        self,
        fmt: str | None = None,  # noqa: ARG002 - what logging hands over; the format is winnow's
        datefmt: str | None = None,  # noqa: ARG002 - as above
        style: Literal["%", "{", "$"] = "%",  # noqa: ARG002 - as above
    ) -> None:
        """Take what logging hands to a formatter."""
        super().__init__()

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        level = next((found for least, found in _LEVELS if record.levelno >= least), Level.INFO)
        run = getattr(record, "task_run_name", None) or getattr(record, "flow_run_name", None)
        return Line(message=record.getMessage(), event="prefect", level=level, facts={"run": run}).as_json()
