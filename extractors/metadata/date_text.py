"""Which dates does a short text name, and does it say that they are dates of a change or of a birth?"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.word_sets import load_table

# Nothing on the web was published before it.
FIRST_YEAR = 1990
LAST_YEAR = 2100
# A line with a date in it; what is longer is prose.
MAX_LINE_CHARS = 120
# "b." and "nar." begin too many other words.
MIN_BIRTH_CHARS = 4

_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?:[-/.]|[年년]\s?)\s?(?P<month>\d{1,2})(?:[-/.]|[月월]\s?)\s?(?P<day>\d{1,2})(?!\d)"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?))?"
)
_COMPACT = re.compile(r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4,6}Z?)?$")
_NUMERIC = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[./-])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>\d{4})(?!\d)"
)
_NAMED_DAY = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s-]+(?:de\s+|of\s+)?(?P<name>[^\W\d_]{3,12})\.?,?[\s-]+"
    r"(?:de\s+)?(?P<year>\d{4})(?!\d)"
)
_NAMED_MONTH = re.compile(r"(?P<name>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)")
_PATTERNS = (_ISO, _COMPACT, _NAMED_DAY, _NAMED_MONTH, _NUMERIC)
_CHANGED = re.compile(
    r"updat|modif|edited|revised|reviewed|aktualis|geändert|mis à jour|mise à jour|actualiz|aggiorn|bijgewerkt|atualiz"
    r"|zaktualiz|обновл|оновлен|uppdater|opdater|oppdater|päivitet|güncel|更新|수정",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date in a text."""

    value: str  # ISO 8601, with its time where one is given so
    start: int
    end: int
    changed: bool  # its words say that something was changed then


def iso_date(text: str) -> str | None:
    """Return the first date of a short text as ISO 8601, with its time where one is given so; None without a date.

    >>> iso_date("Updated 3 March 2026"), iso_date("03.12.2025"), iso_date("2026-03-01T10:00:00Z")
    ('2026-03-03', '2025-12-03', '2026-03-01T10:00:00Z')
    """
    return next((found.value for found in find_dates(text)), None)


def find_dates(text: str) -> list[NamedDate]:
    """Return the dates of a short text, each with what the words before it say of it, in their order.

    >>> [(found.value, found.changed) for found in find_dates("Published 1 March 2026, updated 3 March 2026")]
    [('2026-03-01', False), ('2026-03-03', True)]
    """
    text = text.strip()[:MAX_LINE_CHARS]
    places: list[tuple[int, int, str]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = _value(match)
            if value and not any(match.start() < end and start < match.end() for start, end, _ in places):
                places.append((match.start(), match.end(), value))
    places.sort()
    alone = len(places) == 1 and says_changed(text)
    ends = [0, *(end for _, end, _ in places)]
    return [
        NamedDate(value, start, end, alone or says_changed(text[before:start]))
        for before, (start, end, value) in zip(ends, places, strict=False)
    ]


def says_changed(text: str) -> bool:
    """Return whether words speak of a change: "updated", "zuletzt geändert"."""
    return _CHANGED.search(text) is not None


def says_birth(text: str) -> bool:
    """Return whether a short text speaks of somebody's day of birth.

    >>> says_birth("Birthday : 1997-09-24"), says_birth("Published 3 March 2026")
    (True, False)
    """
    return _births().search(text.lower()) is not None


def _value(match: re.Match[str]) -> str | None:
    if match.re is _NUMERIC:
        return _numeric(match)
    parts = match.groupdict()
    if "name" not in parts:
        day = iso_day(parts["year"], parts["month"], parts["day"])
        time = parts.get("time")  # only one of the patterns reads a time
        return f"{day}T{time.replace(' ', '')}" if day and time else day
    month = _months().get(parts["name"].lower())
    return iso_day(parts["year"], month, parts["day"]) if month else None


def _numeric(match: re.Match[str]) -> str | None:
    """Return a date in figures: with points day first; with strokes month first where that is possible."""
    first, second, year = match["first"], match["second"], match["year"]
    if match["mark"] == "/":
        return iso_day(year, first, second) or iso_day(year, second, first)
    return iso_day(year, second, first) or iso_day(year, first, second)


def iso_day(year: str | int, month: str | int, day: str | int) -> str | None:
    """Return a day of the web's time in ISO 8601; None for what is no such day."""
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value.isoformat() if FIRST_YEAR <= value.year <= LAST_YEAR else None


@cache
def _births() -> re.Pattern[str]:
    fields = load_table("authors/labels")["fields"]
    assert isinstance(fields, dict), "labels.toml has a table of fields"
    words = [word.strip() for word in re.split(r"[|\n]", str(fields["birthdate"]))]
    known = sorted((re.escape(word) for word in words if len(word) >= MIN_BIRTH_CHARS), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)")


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in load_table("months").items() for name in str(names).split()}
