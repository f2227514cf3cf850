"""Which days do the dates of a claim start and end on? So that SQL can compare them."""

import re
from calendar import monthrange
from datetime import date

DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def days_of(value: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day of an ISO 8601-2 date or interval, None for an open end.

    >>> days_of("2019-02"), days_of("1978/..")
    ((datetime.date(2019, 2, 1), datetime.date(2019, 2, 28)), (datetime.date(1978, 1, 1), None))
    """
    if value is None:
        return None, None
    return _first_day(value.partition("/")[0]), _last_day(value.rpartition("/")[2])


def _first_day(text: str) -> date | None:
    match = DATE.fullmatch(text)
    return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match is not None else None


def _last_day(text: str) -> date | None:
    match = DATE.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    return date(year, month, int(match[3] or monthrange(year, month)[1]))
