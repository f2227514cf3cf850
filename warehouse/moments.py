"""Which moment does a date mean that a page gives for itself?"""

import re
from datetime import UTC, datetime

_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{2})?")


def moment_of(value: str | None) -> datetime | None:
    """Return the start of an ISO 8601 date in UTC, None where there is none. A date without a zone counts as UTC.

    >>> moment_of("2025-06").isoformat()
    '2025-06-01T00:00:00+00:00'
    >>> moment_of("last week") is None
    True
    """
    if not value:
        return None
    padded = value + "-01-01"[len(value) - 4 :] if _YEAR_OR_MONTH.fullmatch(value) else value
    try:
        moment = datetime.fromisoformat(padded)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # not a date, or one at the end of the calendar
        return None
