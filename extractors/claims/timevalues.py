"""Which dates does a time in words mean, given the day on which the article was published?

A value is a date ("2019", "2019-05", "2019-05-03") or an interval of two ("2003/2011", open ends as ".."), as in
ISO 8601-2. English expressions only; what the grammar does not know keeps its words and gets no value.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from extractors.claims.lexicon import cue_words
from extractors.records import TimeKind

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
COUNTS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: number for number, word in enumerate(COUNTS, start=1)} | {"an": 1, "one": 1}
TEENS = ("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth")
ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINALS = {
    word: number
    for number, word in enumerate((*ONES, "eleventh", "twelfth", *TEENS, "twentieth", "twenty-first"), start=1)
}
UNDATED = cue_words("time", "adjectives") | {"no longer", "once", "now", "currently", "nowadays", "recently", "lately"}
# Part of a day: it moves a claim by less than the day that values count in.
DAY_PARTS = re.compile(r"\b(?:early|late|morning|afternoon|evening|night|noon|midnight|dawn|dusk|overnight)\b")
CLOCK = re.compile(r"^(?:at |around |about )?(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?(?:[ap]\.?m\.?|o'clock)),?")
LEADING = re.compile(r"^(?:on|in|at|during|the|of|around|about|early|mid|mid-|late|circa|as)[ -]+")
NAME = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[1-9]\d\d|20\d\d|21\d\d)"
FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<iso>\d{4}-\d\d-\d\d)",
        YEAR,
        rf"(?:the )?year {YEAR}",
        rf"{NAME},?(?: of)? {YEAR}",
        rf"{DAY} (?:of )?{NAME},? {YEAR}",
        rf"{NAME} {DAY},? {YEAR}",
        rf"{DAY} (?:of )?{NAME}",
        rf"{NAME} {DAY}",
        NAME,
        r"(?P<decade>1[1-9]\d0|20\d0)'?s",
        r"'?(?P<short>\d0)s",
        r"(?P<century>[a-z-]+|\d\d?(?:st|nd|rd|th)) century",
        rf"(?P<quarter>first|second|third|fourth) quarter(?: of)?(?: {YEAR})?",
        rf"(?P<half>first|second) half(?: of)?(?: {YEAR})?",
        rf"(?:end|start|beginning|middle|close|rest|spring|summer|autumn|fall|winter)(?: of)?(?: the year)? {YEAR}",
        r"(?P<near>yesterday|today|tomorrow|tonight)",
        r"(?P<which>last|next|this|past|coming|previous|following) (?P<unit>week|month|year|quarter|weekend)",
        r"(?P<count>\d+|[a-z]+) (?P<ago>day|week|month|year|decade)s? ago",
        r"(?P<span>last|past|previous|next|coming) (?P<count>\d+|[a-z]+) (?P<of>day|week|month|year|decade)s?",
        r"(?:(?P<rel>last|next|this) )?(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:(?:s|nes|rs|ur)?day|s|r|rs)?\.?",
        rf"(?P<rel>last|next|this) {NAME}",
    )
)
BETWEEN = re.compile(r"(?:between|from) (.+?) (?:and|to|until|till|through) (.+)|(\d.*?) ?(?:\u2013|-|to) ?(\d.*)")
# How long something lasts, or how often it happens, but not when.
SPAN = re.compile(
    r"(?:for |within |over )?(?:about |nearly |almost |more than |less than |at least )?"
    rf"(?:(?:every|each|many|several|some|a few|half a|an?|\d+|{'|'.join(COUNTS[1:])}|twenty|thirty|forty|fifty) )?"
    r"(?:second|minute|hour|day|week|month|year|decade|century|centurie|generation)s?(?: a (?:day|week|month|year))?"
)
BOUNDS = {"since": "after", "after": "after", "until": "before", "till": "before", "before": "before", "by": "before"}
DAYS_OF = {"day": 1, "week": 7}
MONTHS_OF = {"month": 1, "year": 12, "decade": 120}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeValue:
    """What a time means: its dates as far as they are known, and how they are known."""

    value: str | None
    kind: TimeKind


Range = tuple[str, str]


@lru_cache(maxsize=20_000)
def read_time(words: str, published: str | None, *, future: bool = False) -> TimeValue:
    """Return the dates that a time means; `published` is an ISO date or moment, or None.

    >>> read_time("between 1990 and 2010", None).value, read_time("last week", "2026-11-18").value
    ('1990/2010', '2026-11-09/2026-11-15')
    >>> read_time("this week", None).kind, read_time("after the war", None).kind
    (<TimeKind.UNANCHORED: 'unanchored'>, <TimeKind.EVENT: 'event'>)
    """
    text = " ".join(words.lower().replace("\u2019", "'").split()).strip(" ,.")
    if text in UNDATED:
        return TimeValue(value=None, kind=TimeKind.VAGUE)
    day = _to_day(published)
    for opening, side in BOUNDS.items():
        if text.startswith(f"{opening} "):
            found = _single(text[len(opening) + 1 :], day, future=future)
            if found.value is None:
                return found
            first, _, last = found.value.partition("/")
            value = f"{first}/.." if side == "after" else f"../{last or first}"
            return TimeValue(value=value, kind=found.kind)
    return _pair(text, day, future=future) or _single(text, day, future=future)


def _to_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _pair(text: str, day: date | None, *, future: bool) -> TimeValue | None:
    match = BETWEEN.fullmatch(text)
    if match is None:
        return None
    first, last = (part for part in match.groups() if part is not None)
    left, right = _single(first, day, future=future), _single(last, day, future=future)
    if right.value is None:
        return None
    if left.value is None or left.kind is not right.kind:  # "from May to July 2020": the year stands once
        year = re.search(r"\b(?:1[1-9]|20|21)\d\d\b", last)
        left = _single(f"{first} {year.group()}", day, future=future) if year is not None else left
    if left.value is None:
        return None
    value = f"{left.value.partition('/')[0]}/{right.value.rpartition('/')[2]}"
    return TimeValue(value=value, kind=right.kind)


def _single(text: str, day: date | None, *, future: bool) -> TimeValue:
    bare = _strip(text)
    match = next(filter(None, (form.fullmatch(bare) for form in FORMS)), None)
    if match is None:
        return TimeValue(value=None, kind=_unknown(text))
    found = {name: value for name, value in match.groupdict().items() if value}
    absolute = _absolute(found, bare)
    if absolute is not None:
        return TimeValue(value=_written(absolute), kind=TimeKind.ABSOLUTE)
    relative = _relative(found, day, future=future) if day is not None else None
    if relative is None:
        return TimeValue(value=None, kind=TimeKind.UNANCHORED)
    return TimeValue(value=_written(relative), kind=TimeKind.RELATIVE)


def _strip(text: str) -> str:
    """Return a time without clock, part of day and leading words: "early on Thursday morning" is Thursday."""
    bare = " ".join(DAY_PARTS.sub("", CLOCK.sub("", text)).split()).strip(" ,")
    while (shorter := LEADING.sub("", bare)) != bare and shorter:
        bare = shorter
    return bare


def _unknown(text: str) -> TimeKind:
    """Return how a time without dates hangs in the air: on an event, on the day of writing, or not at all."""
    if SPAN.fullmatch(text) or text.rpartition(" ")[2] in UNDATED | {"then", "long"}:
        return TimeKind.VAGUE  # "for three centuries", "until recently": no day is meant
    if text.split(" ", maxsplit=1)[0] in {"after", "before", "during", "until", "since", "the", "its", "his", "their"}:
        return TimeKind.EVENT
    return TimeKind.UNANCHORED


def _written(pair: Range) -> str:
    return pair[0] if pair[0] == pair[1] else f"{pair[0]}/{pair[1]}"


def _absolute(found: dict[str, str], bare: str) -> Range | None:
    if "iso" in found:
        return found["iso"], found["iso"]
    if "century" in found:
        return _century(found["century"])
    if "decade" in found or "short" in found:
        first = int(found.get("decade") or f"19{found['short']}")
        return str(first), str(first + 9)
    return _in_year(found, bare) if "year" in found else None


def _in_year(found: dict[str, str], bare: str) -> Range:
    year = found["year"]
    if "quarter" in found or "half" in found:
        return _part_of_year(year, found)
    value = _day_of(int(year), MONTHS[found["month"]], found.get("day")) if "month" in found else year
    return (value, value) if value is not None else (bare[-4:], bare[-4:])


def _century(word: str) -> Range | None:
    number = ORDINALS.get(word) or (int(re.sub(r"\D", "", word)) if word[0].isdigit() else 0)
    return (str(number * 100 - 99), str(number * 100)) if number > 10 else None  # noqa: PLR2004 - four digits


def _part_of_year(year: str, found: dict[str, str]) -> Range:
    months = 3 if "quarter" in found else 6
    last = ORDINALS[found.get("quarter") or found["half"]] * months
    return f"{year}-{last - months + 1:02}", f"{year}-{last:02}"


def _day_of(year: int, month: int, day: str | None) -> str | None:
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(day):02}" if 1 <= int(day) <= monthrange(year, month)[1] else None


def _relative(found: dict[str, str], day: date, *, future: bool) -> Range | None:
    if "near" in found:
        return _both(day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(found["near"], 0)))
    if "weekday" in found:
        return _both(_nearest_weekday(found, day, future=future))
    if "month" in found:
        return _nearest_month(found, day, future=future)
    return _counted(found, day)


def _counted(found: dict[str, str], day: date) -> Range | None:
    """Return the dates of a time that counts days, weeks, months … from the day of writing."""
    if "unit" in found:
        return _unit(found["which"], found["unit"], day)
    if "ago" in found:
        return _ago(found, day)
    if "of" in found:
        return _span(found, day)
    return _part_of_year(str(day.year), found) if "quarter" in found or "half" in found else None


def _both(day: date) -> Range:
    return day.isoformat(), day.isoformat()


def _unit(which: str, unit: str, day: date) -> Range:
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
    if unit in {"week", "weekend"}:
        monday = day - timedelta(days=day.weekday() - 7 * step)
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        return first.isoformat(), (monday + timedelta(days=6)).isoformat()
    if unit == "month":
        return _shifted(day, step), _shifted(day, step)
    if unit == "year":
        return str(day.year + step), str(day.year + step)
    at = (day.month - 1) // 3 + step
    return _part_of_year(str(day.year + at // 4), {"quarter": ONES[at % 4]})


def _shifted(day: date, months: int) -> str:
    at = day.year * 12 + day.month - 1 + months
    return f"{at // 12}-{at % 12 + 1:02}"


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _ago(found: dict[str, str], day: date) -> Range | None:
    count, unit = _count(found["count"]), found["ago"]
    if count is None or count > day.year:
        return None
    if unit in DAYS_OF:
        return _both(day - timedelta(days=count * DAYS_OF[unit]))
    value = _shifted(day, -count * MONTHS_OF[unit])
    return (value, value) if unit == "month" else (value[:4], value[:4])


def _span(found: dict[str, str], day: date) -> Range | None:
    count, unit = _count(found["count"]), found["of"]
    if count is None or count > day.year // 2:
        return None
    ahead = 1 if found["span"] in {"next", "coming"} else -1
    other = (
        (day + timedelta(days=ahead * count * DAYS_OF[unit])).isoformat()
        if unit in DAYS_OF
        else _shifted(day, ahead * count * MONTHS_OF[unit])
    )
    now = day.isoformat()[: len(other)]
    return (now, other) if ahead > 0 else (other, now)


def _nearest_weekday(found: dict[str, str], day: date, *, future: bool) -> date:
    """Return the day that a weekday names: the nearest one before, or ahead where the claim speaks of the future."""
    back = (day.weekday() - WEEKDAYS[found["weekday"]]) % 7
    if future or found.get("rel") == "next":
        return day + timedelta(days=(7 - back) if back else 7)
    return day - timedelta(days=7 if found.get("rel") == "last" and not back else back)


def _nearest_month(found: dict[str, str], day: date, *, future: bool) -> Range | None:
    month = MONTHS[found["month"]]
    ahead = future or found.get("rel") == "next"
    year = day.year + (month < day.month) if ahead else day.year - (month > day.month)
    value = _day_of(year, month, found.get("day"))
    return (value, value) if value is not None else None
