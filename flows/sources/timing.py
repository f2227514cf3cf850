"""When is a source to be read again: every so often, or at the times of a cron line?"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from extractors.errors import SettingsError

SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
# Prefect starts a process for each run; more often than once a minute they would only meet each other.
LEAST_S: Final = 60
MOST_S: Final = 366 * 86_400
_INTERVAL: Final = re.compile(r"(\d{1,9})\s*([smhdw]?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One of the two."""

    every_s: int | None = None
    cron: str | None = None  # in UTC

    def __str__(self) -> str:
        """Return it in words, which also name it: the same words mean the same times.

        >>> str(Timing(every_s=21600)), str(Timing(cron="0 6 * * *"))
        ('every 6h', 'cron 0 6 * * * UTC')
        """
        return f"cron {self.cron} UTC" if self.every_s is None else f"every {interval_in_words(self.every_s)}"


def timing_of(*, every: str | int | None, cron: str | None, what: str) -> Timing | None:
    """Return when that is, None where neither is said; raises SettingsError that names `what`."""
    if every is not None and cron is not None:
        raise SettingsError(f"{what}: give an interval (every) or a cron line, not both")
    if every is not None:
        return Timing(every_s=seconds_of(every, what=what))
    return None if cron is None else Timing(cron=_checked(cron, what=what))


def seconds_of(every: str | int, *, what: str) -> int:
    """Return an interval in seconds.

    >>> seconds_of("6h", what="--every"), seconds_of(3600, what="--every")
    (21600, 3600)
    """
    said = _INTERVAL.fullmatch(str(every).strip())
    seconds = int(said[1]) * SECONDS[said[2].lower() or "s"] if said else 0
    if not LEAST_S <= seconds <= MOST_S:
        raise SettingsError(f"{what} {every}: expected 30m, 6h, 1d, 1w or a number of seconds, from a minute to a year")
    return seconds


def interval_in_words(seconds: int) -> str:
    """Return an interval in the largest unit that holds it whole.

    >>> interval_in_words(21600), interval_in_words(90)
    ('6h', '90s')
    """
    unit = next(name for name in reversed(SECONDS) if seconds % SECONDS[name] == 0)
    return f"{seconds // SECONDS[unit]}{unit}"


def _checked(cron: str, *, what: str) -> str:
    """Return a cron line that somebody can go by."""
    from cronsim import CronSim, CronSimError  # noqa: PLC0415 - only for schedules

    try:
        CronSim(cron, datetime.now(UTC))
    except CronSimError as error:
        raise SettingsError(f'{what} "{cron}": expected five fields like "0 6 * * *": {error}') from error
    return cron
