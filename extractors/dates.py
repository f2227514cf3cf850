"""When was a text published, when changed, and which of the page's many dates says so?

Every date that the page offers for itself is a candidate with its source. The best source of each role is chosen. A
date of change never stands in for the date of publication.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from extractors.facts import Facts
from extractors.jsonld import article_objects, text_at
from extractors.labels import spoken_label
from extractors.parse import Element
from extractors.records import Block, BlockLabel, DateCandidate
from extractors.word_sets import load_table

# Nothing on the web was published before it.
FIRST_YEAR = 1990
LAST_YEAR = 2100
# The date line of an article stands near its head; further down, dates are the text's own or of other articles.
MAX_HEAD_BLOCKS = 40
MAX_LINE_CHARS = 120
# The first elements that are called a date; those below belong to other texts of a list.
MAX_DATED = 3
MAX_DATED_CHARS = 60

PUBLISHED, MODIFIED = "published", "modified"
# The order in which sources of the same role are believed.
_SOURCE = re.compile("[:@]")
_TRUST = ("jsonld", "meta", "itemprop", "time", "class", "text", "url")

_ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})(?!\d)"
    r"(?:[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:Z|[+-]\d{2}:?\d{2})?))?"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_NAMED_DAY = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")
_MODIFIED_WORDS = re.compile(
    r"updat|modif|edited|aktualis|geändert|mis à jour|actualiz|aggiorn|bijgewerkt|atualiz|zaktualiz|обновл",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The chosen dates and everything they were chosen from."""

    published: str | None
    modified: str | None
    candidates: tuple[DateCandidate, ...]


# "Born: " stands right before its date, in the same line or alone in the one above.
MAX_LABEL_CHARS = 40


def read_dates(
    facts: Facts,
    *,
    metas: Mapping[str, str],
    jsonld: Sequence[Mapping[str, object]],
    blocks: Sequence[Block],
    url: str,
) -> Dates:
    """Return published and modified as ISO 8601, as precise as their source, and all candidates."""
    candidates = [
        *_from_jsonld(jsonld),
        *_from_metas(metas),
        *_from_elements(facts, blocks),
        *_from_text(blocks),
        *_from_url(url),
    ]
    candidates = list(dict.fromkeys(candidates))
    chosen = {role: _choose(candidates, role) for role in (PUBLISHED, MODIFIED)}
    marked = tuple(replace(candidate, chosen=candidate is chosen[candidate.role]) for candidate in candidates)
    published, modified = chosen[PUBLISHED], chosen[MODIFIED]
    return Dates(published.value if published else None, modified.value if modified else None, marked)


def _choose(candidates: Iterable[DateCandidate], role: str) -> DateCandidate | None:
    of_role = [candidate for candidate in candidates if candidate.role == role]
    return min(of_role, key=lambda candidate: _TRUST.index(_SOURCE.split(candidate.source)[0]), default=None)


def _from_jsonld(jsonld: Sequence[Mapping[str, object]]) -> Iterator[DateCandidate]:
    for thing in article_objects(jsonld):
        for key, role in (("datePublished", PUBLISHED), ("dateCreated", PUBLISHED), ("dateModified", MODIFIED)):
            value = iso_date(text_at(thing, key) or "")
            if value:
                yield DateCandidate(role=role, value=value, source=f"jsonld:{key}")


def _from_metas(metas: Mapping[str, str]) -> Iterator[DateCandidate]:
    for name, content in metas.items():
        role = _meta_roles().get(name)
        value = iso_date(content) if role else None
        if role and value:
            yield DateCandidate(role=role, value=value, source=f"meta:{name}")


def _from_elements(facts: Facts, blocks: Sequence[Block]) -> Iterator[DateCandidate]:
    comments = {block.path.rsplit("/", 1)[0] for block in blocks if block.label is BlockLabel.COMMENTS}
    for element in facts.dates:
        prop = element.attributes["itemprop"]
        role = MODIFIED if "odified" in prop else PUBLISHED
        yield from _from_element(facts, element, role, f"itemprop:{prop}", comments)
    for element in facts.times:
        words = " ".join(element.attributes.get(key, "") for key in ("class", "itemprop", "pubdate"))
        around = facts.text_around(element)[:MAX_LINE_CHARS]
        if is_birth(around):
            continue
        changed = _MODIFIED_WORDS.search(words) or _MODIFIED_WORDS.search(around)
        yield from _from_element(facts, element, MODIFIED if changed else PUBLISHED, "time@datetime", comments)
    for element in facts.dated[:MAX_DATED]:
        text = facts.text(element)
        if len(text) <= MAX_DATED_CHARS and not is_birth(text):
            changed = _MODIFIED_WORDS.search(f"{text} {element.attributes.get('class')}")
            yield from _from_element(facts, element, MODIFIED if changed else PUBLISHED, "class", comments)


def _from_element(
    facts: Facts,
    element: Element,
    role: str,
    source: str,
    comments: set[str],
) -> Iterator[DateCandidate]:
    if any(element.path.startswith(comment) for comment in comments):
        return
    stated = element.attributes.get("datetime") or element.attributes.get("content")
    value = (iso_date(stated) if stated else None) or iso_date(facts.text(element)[:MAX_LINE_CHARS])
    if value:
        yield DateCandidate(role=role, value=value, source=source, path=element.path)


def _from_text(blocks: Sequence[Block]) -> Iterator[DateCandidate]:
    """Yield the dates of short lines between the title and the first paragraphs."""
    head = next((row for row, block in enumerate(blocks) if block.tag == "h1" and not block.hidden), 0)
    above = ""
    for block in blocks[max(0, head - 8) : head + MAX_HEAD_BLOCKS]:
        label, above = above if len(above) <= MAX_LABEL_CHARS else "", block.text
        if block.hidden or len(block.text) > MAX_LINE_CHARS or block.label is BlockLabel.COMMENTS:
            continue
        if is_birth(f"{label} {block.text}"):
            continue
        value = iso_date(block.text)
        if value and (not block.kept or spoken_label(block) is BlockLabel.DATE_LINE):
            role = MODIFIED if _MODIFIED_WORDS.search(block.text) else PUBLISHED
            yield DateCandidate(role=role, value=value, source="text", path=block.path)


def _from_url(url: str) -> Iterator[DateCandidate]:
    found = _URL_DATE.search(url)
    value = _iso(found[1], found[2], found[3]) if found else None
    if value:
        yield DateCandidate(role=PUBLISHED, value=value, source="url")


def is_birth(text: str) -> bool:
    """Return whether a short text speaks of somebody's day of birth.

    >>> is_birth("Birthday : 1997-09-24"), is_birth("Published 3 March 2026")
    (True, False)
    """
    return _births().search(text.lower()) is not None


@cache
def _births() -> re.Pattern[str]:
    fields = load_table("authors/labels")["fields"]
    assert isinstance(fields, dict), "labels.toml has a table of fields"
    words = [word.strip() for word in re.split(r"[|\n]", str(fields["birthdate"]))]
    known = sorted((re.escape(word) for word in words if len(word) >= MIN_BIRTH_CHARS), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)")


# "b." and "nar." begin too many other words.
MIN_BIRTH_CHARS = 4


def iso_date(text: str) -> str | None:
    """Return the first date of a short text as ISO 8601, with its time where one is given so; None without a date.

    >>> iso_date("Updated 3 March 2026"), iso_date("03.12.2025"), iso_date("2026-03-01T10:00:00Z")
    ('2026-03-03', '2025-12-03', '2026-03-01T10:00:00Z')
    """
    text = text.strip()[:MAX_LINE_CHARS]
    found = _ISO.search(text)
    if found:
        day = _iso(found[1], found[2], found[3])
        return f"{day}T{found[4].replace(' ', '')}" if day and found[4] else day
    return _compact(text) or _named(text) or _numeric(text)


def _compact(text: str) -> str | None:
    found = _COMPACT.match(text)
    return _iso(found[1], found[2], found[3]) if found else None


def _named(text: str) -> str | None:
    for found in _NAMED_DAY.finditer(text):
        month = _months().get(found[2].lower())
        if month:
            return _iso(found[3], month, found[1])
    for found in _NAMED_MONTH.finditer(text):
        month = _months().get(found[1].lower())
        if month:
            return _iso(found[3], month, found[2])
    return None


def _numeric(text: str) -> str | None:
    """Return a date in figures: with points day first; with strokes month first where that is possible."""
    found = _DAY_FIRST.search(text)
    if not found:
        return None
    first, mark, second, year = found.groups()
    if mark == "/":
        return _iso(year, first, second) or _iso(year, second, first)
    return _iso(year, second, first) or _iso(year, first, second)


def _iso(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value.isoformat() if FIRST_YEAR <= value.year <= LAST_YEAR else None


@cache
def _meta_roles() -> dict[str, str]:
    table = load_table("date_metas")
    return {name: role for role in (PUBLISHED, MODIFIED) for name in str(table[role]).split()}


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in load_table("months").items() for name in str(names).split()}
