"""What does a document that lists pages (sitemap, feed, front page, text file) name, and which of it is old?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

# A date as sitemaps write it (the W3C's profile of ISO 8601): a year, a month or a day, and perhaps a time after that.
_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![\d-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one document lists, in its order."""

    pages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # further listings: the parts of a sitemap index
    dates: Mapping[str, str] = field(default_factory=dict)  # when an address of either changed, where that is said
    trouble: str = ""  # why it could not be read, or not to its end

    def is_dated(self, address: str) -> bool:
        """Return whether it is said when an address changed."""
        return _DATE.match(self.dates.get(address, "")) is not None

    def is_older(self, address: str, *, than: date) -> bool:
        """Return whether an address is said to have changed before a day for the last time; the zone is its own.

        A month that holds the day is not before it, nor is a date that is not said.

        >>> Listing(dates={"a": "2026-09-30T23:00:00+02:00"}).is_older("a", than=date(2026, 10, 1))
        True
        >>> Listing(dates={"a": "2026-10"}).is_older("a", than=date(2026, 10, 9))
        False
        """
        said = _DATE.match(self.dates.get(address, ""))
        return said is not None and said[0] < than.isoformat()[: len(said[0])]
