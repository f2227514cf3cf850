"""How does a command speak beside its data: how much, as words or as JSON lines, and may it connect?

Words are for people; JSON lines are for cron and log shippers, each with time, level, event and message, and where it
is about a page with host and URL. Both go to standard error, one line each, in which nothing of a page moves a cursor.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from flows.plain import plain

# Of a stranger's words in a JSON line. A page has at most two lines, one when fetched and one when read; its URL and
# what is said of it, each of these doubled if all of it is quotes, stay under 8 KB together.
MOST_JSON_BYTES: Final = 900


class LogFormat(StrEnum):
    """What standard error is written in."""

    TEXT = "text"
    JSON = "json"


class Level(StrEnum):
    """How much a line matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What the command line says of all that a command does."""

    quiet: bool = False
    verbose: bool = False
    offline: bool = False
    log_format: LogFormat | None = None  # None: as the settings say

    @property
    def is_json(self) -> bool:
        """Return whether lines are for machines."""
        return self.log_format is LogFormat.JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line to say."""

    message: str
    event: str = "note"
    level: Level = Level.INFO
    url: str = ""
    host: str = ""
    facts: Mapping[str, object] | None = None  # numbers and winnow's own words, for JSON alone

    def __str__(self) -> str:
        """Return the line as this process speaks."""
        return self.as_json() if manner().is_json else f"winnow: {plain(self.message)}"

    def as_json(self) -> str:
        """Return the line for machines."""
        found = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": self.level.value,
            "event": self.event,
            "host": plain(self.host, most_bytes=MOST_JSON_BYTES),
            "url": plain(self.url, most_bytes=MOST_JSON_BYTES),
            **(self.facts or {}),
            "message": plain(self.message, most_bytes=MOST_JSON_BYTES),
        }
        return json.dumps({name: value for name, value in found.items() if value not in ("", None)}, ensure_ascii=False)


_CURRENT: list[Manner] = [Manner()]


def manner() -> Manner:
    """Return how this process speaks."""
    return _CURRENT[0]


def behave(
    *,
    quiet: bool | None = None,
    verbose: bool | None = None,
    offline: bool | None = None,
    log_format: LogFormat | None = None,
) -> None:
    """Change how this process speaks; None says nothing."""
    now = manner()
    _CURRENT[0] = Manner(
        quiet=now.quiet if quiet is None else quiet,
        verbose=now.verbose if verbose is None else verbose,
        offline=now.offline if offline is None else offline,
        log_format=log_format or now.log_format,
    )


def say(line: Line) -> None:
    """Write a line to standard error; when quiet only what went wrong."""
    if line.level is Level.INFO and manner().quiet:
        return
    sys.stderr.write(f"{line}\n")
