"""How do numbers, dates and addresses look in print? Unknown is "?" and never 0."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from extractors.ids import hash_id
from warehouse.report.records import Bar, Gauge, Link, Slice, Spark

UNKNOWN = "?"
# Height of the smallest bar of a hundred that can still be seen.
LEAST_BAR = 9.0
# The grades of the design: A from 90, B from 75, C from 60, D from 45, E below.
GRADES = (("A", 90), ("B", 75), ("C", 60), ("D", 45), ("E", 0))
MINUS = "\N{MINUS SIGN}"
SAFE_NAME = re.compile(r"[0-9a-f]{8,64}")
SAFE_CLASS = re.compile(r"[a-z_]{1,40}")
# Schemes that a reader may follow; everything else is printed as text.
LIVE_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
# Unicode's embeddings, overrides and isolates (UAX 9).
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


def count(value: float | None) -> str:
    """Return a whole number with thin groups: 18402 is "18,402"."""
    return UNKNOWN if value is None else f"{value:,.0f}"


def several(number: int, noun: str) -> str:
    """Return a number with its noun: 1 page, 2 pages."""
    return f"{count(number)} {noun}" if number == 1 else f"{count(number)} {noun}s"


def share(value: float | None) -> str:
    """Return a share of 0 to 1 in percent; what is not quite nothing or everything never looks so."""
    if value is None:
        return UNKNOWN
    if 0 < value < 0.01:  # noqa: PLR2004 (one percent)
        return "<1 %"
    return f"{min(value * 100, 99) if value < 1 else 100:.0f} %"


def decimal(value: float | None) -> str:
    """Return a measured value with at most three digits that matter."""
    if value is None:
        return UNKNOWN
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 (three digits)


def points(value: float | None) -> str:
    """Return points with their sign, a real minus and no hyphen."""
    if value is None:
        return UNKNOWN
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + decimal(abs(value))


def _parsed(text: str) -> datetime | None:
    """Return the moment of an ISO time with a zone, none for days, local times and what is no time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def moment(value: object) -> str:
    """Return a time with a zone in UTC to the minute, a day or local time as it was given."""
    if value is None or value == "":
        return UNKNOWN
    found = _parsed(value) if isinstance(value, str) else value
    if isinstance(found, datetime):
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return str(value)


def day(value: object) -> str:
    """Return the day of a date or time as the page gave it, for lists.

    >>> day("2026-03-14T09:00:00+01:00")
    '2026-03-14'
    """
    return text_or_unknown(value)[:10]


def words(name: str) -> str:
    """Return a column or rule name as a reader would say it: "generated_author" is "generated author"."""
    return name.replace("_", " ")


def text_or_unknown(value: object) -> str:
    """Return the text, or "?" for none."""
    return UNKNOWN if value is None or value == "" else str(value)


def shorten(text: str, limit: int) -> str:
    """Return at most `limit` characters on one line, with an ellipsis where something was cut.

    Characters that turn the writing direction around become "\N{REPLACEMENT CHARACTER}": a title could make its
    neighbours read backwards. The text of an article itself is printed as it is.
    """
    if len(text) <= limit and text.isprintable() and "  " not in text:  # as nearly always: nothing to do
        return text.strip()
    straight = text if text.isascii() else TURNING.sub("\N{REPLACEMENT CHARACTER}", text)
    line = " ".join(straight.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def grade_of(score: float | None) -> str:
    """Return the letter of a score, "?" for none."""
    if score is None:
        return UNKNOWN
    return next(letter for letter, least in GRADES if score >= least or least == 0)


def gauge(score: float | None, what: str = "Score") -> Gauge:
    """Return the ring of a score."""
    grade = grade_of(score)
    if score is None:
        return Gauge(number=UNKNOWN, grade=UNKNOWN, tone="u", arc="0 100", label=f"{what}: unknown")
    filled = max(0.0, min(100.0, score))
    return Gauge(
        number=f"{score:.0f}",
        grade=grade,
        tone=grade.lower(),
        arc=f"{filled:.1f} {100 - filled:.1f}",
        label=f"{what}: {score:.0f} of 100, grade {grade}",
    )


def bar(value: float | None, *, tone: str = "n") -> Bar | None:
    """Return a bar for a share of 0 to 1, none for an unknown one."""
    return None if value is None else Bar(width=f"{max(0.0, min(1.0, value)) * 100:.1f}", tone=tone)


def spark(months: Sequence[tuple[int, str, float, int]], *, most: int) -> Spark | None:
    """Return bars for (months ago, month, mean score, articles), none where there is no month; gaps stay empty."""
    if not months:
        return None
    path = "".join(f"M{most - ago - 0.5:g} 100V{100 - max(LEAST_BAR, score):.0f}" for ago, _, score, _ in months)
    said = ", ".join(f"{month} {score:.0f} ({articles})" for _, month, score, articles in months)
    return Spark(path=path, label=f"Mean score (articles) by month: {said}")


def grade_slices(counts: dict[str, int]) -> tuple[Slice, ...]:
    """Return the stacked bar of how many articles have which grade, best first, unknown last."""
    total = sum(counts.values())
    slices: list[Slice] = []
    left = 0.0
    for letter in (*(grade for grade, _ in GRADES), UNKNOWN):
        number = counts.get(letter, 0)
        if number:
            width = 100 * number / total
            tone = "u" if letter == UNKNOWN else letter.lower()
            slices.append(Slice(x=f"{left:.2f}", width=f"{width:.2f}", tone=tone, label=letter, count=count(number)))
            left += width
    return tuple(slices)


def address(url: str | None) -> Link | None:
    """Return a link that may be live: http and https only, everything else is none."""
    if url is None or not LIVE_ADDRESS.fullmatch(url):
        return None
    return Link(text=url, href=url)


def language_tag(value: str | None) -> str:
    """Return a language tag that may stand in an attribute, empty for none: "und" would change hyphenation."""
    return value if value and LANGUAGE.fullmatch(value) else ""


def page_name(kind: str, key: str) -> str:
    """Return a file name that no page can choose: the key where it is a hash already, else a hash of it."""
    return key if SAFE_NAME.fullmatch(key) else hash_id("report", kind, key)
