"""When was a text published, when changed, and which of the page's many dates says so?

Every date that the page offers for itself is a candidate with its source; the best source of each role is chosen. Where
nothing says when a page was published, the day of its last change is the nearest that is known: the candidate's source
says so (`changed:…`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import chain

from extractors.judging.labels import spoken_label
from extractors.metadata.date_text import MAX_LINE_CHARS, find_dates, iso_date, iso_day, says_birth, says_changed
from extractors.page.facts import Facts
from extractors.page.jsonld import article_objects, text_at
from extractors.page.parse import Element
from extractors.records import Block, BlockLabel, DateCandidate, PageClass
from extractors.word_sets import load_table

# The date line of an article stands near its head; further down, dates are the text's own or of other articles.
MAX_HEAD_BLOCKS = 40
MAX_ABOVE_BLOCKS = 8
# So near the heading that it can only be the article's: blocks, and events of the markup.
NEAR_BELOW, NEAR_ABOVE = 10, 4
NEAR_EVENTS_BELOW, NEAR_EVENTS_ABOVE = 120, 40
# The first elements that are called a date; those below belong to other texts of a list.
MAX_DATED = 3
MAX_DATED_CHARS = 60
# "Born: " stands right before its date, in the same line or alone in the one above.
MAX_LABEL_CHARS = 40

ISO_DAY = len("2026-03-01")
PUBLISHED, MODIFIED = "published", "modified"
CHANGED = "changed"
# The order in which sources of the same role are believed; an asterisk stands for those near the main heading.
_TRUST = ("jsonld", "meta", "itemprop", "time*", "class*", "text*", "time", "class", "text", "url", "state")
_DECLARING = frozenset({"jsonld", "meta", "itemprop"})
_SOURCE = re.compile("[:@]")
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")
# Keys of the data that scripts fill a page from: "datePublished", "published_at". Patterns begin with
# plain characters: a search for "[Pp]ublish" takes twelve times as long (105 against 9 ms for 20 million characters).
_MARKS = r"(?:\\*\"|&quot;|')?"
_STATED = rf"{_MARKS}\s*[:=]\s*{_MARKS}(\d{{4}}-\d{{2}}-\d{{2}}[T ]?[\d:.]*(?:Z|[+-]\d{{2}}:?\d{{2}})?)"
_STATE_DATES = tuple(
    re.compile(key + _STATED)
    for key in (
        r"ublish(?:ed)?(?:_?(?:[aA]t|[oO]n|[dD]ate|[tT]ime))?(?:_?[uU][tT][cC])?",
        r"ublication_?[dD]ate",
        r"created-timestamp",
    )
)
# What it says of the page is read already; the rest of it is of reviews and comments.
_JSONLD = re.compile(r"<script[^>]*ld\+json.*?</script>", re.DOTALL)
_LAST = re.compile(r"(?:last[_-]?|re)p$", re.IGNORECASE)
# What is printed a day off a declared moment may be its day in another zone; these are the zones there are.
ZONE_HOURS = range(-12, 15)


@dataclass(frozen=True, slots=True)
class Dates:
    """The chosen dates and everything they were chosen from."""

    published: str | None
    modified: str | None
    candidates: tuple[DateCandidate, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate and whether it stands near the main heading."""

    candidate: DateCandidate
    near: bool = False
    above: bool = False  # the heading: of two equally believed, the one below is the heading's own

    @property
    def kind(self) -> str:
        return _SOURCE.split(self.candidate.source)[0]

    @property
    def day(self) -> str:
        return self.candidate.value[:ISO_DAY]

    @property
    def rank(self) -> tuple[int, bool]:
        return _TRUST.index(f"{self.kind}*" if self.near else self.kind), self.near and self.above


def read_dates(
    facts: Facts,
    *,
    metas: Mapping[str, str],
    jsonld: Sequence[Mapping[str, object]],
    blocks: Sequence[Block],
    url: str,
    html: str = "",
    title: str | None = None,
    page_class: PageClass = PageClass.ARTICLE,
) -> Dates:
    """Return published and modified as ISO 8601, as precise as their source, and all candidates."""
    # Near the head of a thread stand the days on which its members joined.
    head = None if page_class is PageClass.FORUM else _heading(blocks, title)
    found = [
        *_from_jsonld(jsonld),
        *_from_metas(metas),
        *_from_elements(facts, blocks, head),
        *_from_text(blocks, head),
        *_from_url(url),
    ]
    if not any(each.candidate.role == PUBLISHED for each in found):
        found += _from_state(_JSONLD.sub("", html) if facts.scripts else html)
    published, modified = _choose(found, PUBLISHED), _choose(found, MODIFIED)
    if published is not None:
        published = _as_printed(_believed(published, found, modified), found)
    elif modified is not None:
        published = _stand_in(modified)
    return _dates(found, published, modified)


def is_stand_in(dates: Iterable[DateCandidate]) -> bool:
    """Return whether the day of a change was chosen for that of publication, which the page does not tell."""
    return any(each.chosen and each.role == PUBLISHED and each.source.startswith(f"{CHANGED}:") for each in dates)


def _dates(found: Sequence[_Found], published: _Found | None, modified: _Found | None) -> Dates:
    chosen = [each.candidate for each in (published, modified) if each is not None]
    candidates = dict.fromkeys((*(each.candidate for each in found), *chosen))
    marked = tuple(replace(each, chosen=each in chosen) for each in candidates)
    return Dates(
        published.candidate.value if published else None, modified.candidate.value if modified else None, marked
    )


def _choose(found: Iterable[_Found], role: str) -> _Found | None:
    return min((each for each in found if each.candidate.role == role), key=lambda each: each.rank, default=None)


def _believed(declared: _Found, found: Sequence[_Found], modified: _Found | None) -> _Found:
    """Return the printed date instead of the declared one where the page was rebuilt after it was published.

    A text is not published after the day that it prints. Where the declared publication is as late as the last change
    or later, it is the day on which the page was last made.
    """
    if declared.kind not in _DECLARING or modified is None or declared.day < modified.day:
        return declared
    printed = [each for each in found if each.near and each.candidate.role == PUBLISHED]
    earlier = [each for each in printed if each.day < declared.day]
    return min(earlier, key=lambda each: each.rank, default=declared)


def _stand_in(modified: _Found) -> _Found:
    candidate = modified.candidate
    return _Found(replace(candidate, role=PUBLISHED, source=f"{CHANGED}:{candidate.source}"))


def _as_printed(published: _Found, found: Sequence[_Found]) -> _Found:
    """Return a moment in the zone in which the page prints it: its day is the day as printed.

    Where only the day is printed, of the zones in which it is that day the one nearest to UTC.
    """
    moment = _moment(published.candidate.value)
    if moment is None or _offset(published.candidate.value):
        return published
    others = [each for each in found if each.candidate.role == PUBLISHED]
    same = (each for each in others if _moment(each.candidate.value) == moment)
    zoned = next((each for each in same if _offset(each.candidate.value)), None)
    if zoned is not None:
        return zoned
    days = {each.day for each in others if each.near or each.kind == "url"}
    if not days or published.day in days:
        return published
    zones = [timezone(timedelta(hours=hours)) for hours in sorted(ZONE_HOURS, key=abs)]
    local = next(
        (moment.astimezone(zone) for zone in zones if moment.astimezone(zone).date().isoformat() in days), None
    )
    if local is None:
        return published
    return replace(published, candidate=replace(published.candidate, value=local.isoformat()))


def _moment(value: str) -> datetime | None:
    if len(value) <= ISO_DAY:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _offset(value: str) -> timedelta | None:
    moment = _moment(value)
    return moment.utcoffset() if moment is not None else None


def _heading(blocks: Sequence[Block], title: str | None) -> int | None:
    """Return the row of the heading that says the title, else of the first main heading, else where the text begins."""
    shown = [(row, block) for row, block in enumerate(blocks) if not block.hidden]
    named = (row for row, block in shown if block.tag in _HEADINGS and " ".join(block.text.split()) == title)
    main = (row for row, block in shown if block.tag == "h1")
    text = (row for row, block in shown if block.kept)
    return next(chain(named, main, text), None)


_HEADINGS = frozenset({"h1", "h2", "h3"})


def _from_jsonld(jsonld: Sequence[Mapping[str, object]]) -> Iterator[_Found]:
    for thing in article_objects(jsonld):
        for key, role in (("datePublished", PUBLISHED), ("dateCreated", PUBLISHED), ("dateModified", MODIFIED)):
            value = iso_date(text_at(thing, key) or "")
            if value:
                yield _Found(DateCandidate(role=role, value=value, source=f"jsonld:{key}"))


def _from_metas(metas: Mapping[str, str]) -> Iterator[_Found]:
    for name, content in metas.items():
        role = _meta_roles().get(name)
        value = iso_date(content) if role else None
        if role and value:
            yield _Found(DateCandidate(role=role, value=value, source=f"meta:{name}"))


def _from_elements(facts: Facts, blocks: Sequence[Block], head: int | None) -> Iterator[_Found]:
    comments = tuple(block.path.rsplit("/", 1)[0] for block in blocks if block.label is BlockLabel.COMMENTS)
    near = range(0) if head is None else _near_places(facts, blocks[head].path)
    for element, role, source in (*_dated_props(facts), *_times(facts), *_dated_classes(facts, near)):
        if element.path.startswith(comments):
            continue
        stated = element.attributes.get("datetime") or element.attributes.get("content")
        value = (iso_date(stated) if stated else None) or iso_date(facts.text(element)[:MAX_LINE_CHARS])
        if value:
            candidate = DateCandidate(role=role, value=value, source=source, path=element.path)
            beside = element.place in near and not source.startswith("itemprop")
            yield _Found(candidate, near=beside, above=element.place < near.start + NEAR_EVENTS_ABOVE)


def _near_places(facts: Facts, path: str) -> range:
    """Return the places in the markup that are near the element of the heading."""
    places = (each.place for each in facts.headings if each.path == path or path.startswith(f"{each.path}/"))
    place = next(places, None)
    return range(0) if place is None else range(place - NEAR_EVENTS_ABOVE, place + NEAR_EVENTS_BELOW)


def _dated_props(facts: Facts) -> Iterator[tuple[Element, str, str]]:
    for element in facts.dates:
        prop = element.attributes["itemprop"]
        yield element, MODIFIED if "odified" in prop else PUBLISHED, f"itemprop:{prop}"


def _times(facts: Facts) -> Iterator[tuple[Element, str, str]]:
    for element in facts.times:
        words = " ".join(element.attributes.get(key, "") for key in ("class", "itemprop", "pubdate"))
        around = facts.text_around(element)[:MAX_LINE_CHARS]
        if not says_birth(around):
            yield element, _role(says_changed(words) or says_changed(around)), "time@datetime"


def _dated_classes(facts: Facts, near: range) -> Iterator[tuple[Element, str, str]]:
    for element in sorted(facts.dated, key=lambda each: each.place not in near)[:MAX_DATED]:
        text = facts.text(element)
        if len(text) <= MAX_DATED_CHARS and not says_birth(text):
            yield element, _role(says_changed(f"{text} {element.attributes.get('class')}")), "class"


def _role(changed: bool) -> str:  # noqa: FBT001 (the name of the function says what it decides)
    return MODIFIED if changed else PUBLISHED


def _from_text(blocks: Sequence[Block], head: int | None) -> Iterator[_Found]:
    """Yield the dates of short lines between the title and the first paragraphs."""
    above = ""
    first = head or 0
    for row in range(max(0, first - MAX_ABOVE_BLOCKS), min(len(blocks), first + MAX_HEAD_BLOCKS)):
        block = blocks[row]
        label, above = above if len(above) <= MAX_LABEL_CHARS else "", block.text
        if block.hidden or len(block.text) > MAX_LINE_CHARS or block.label is BlockLabel.COMMENTS:
            continue
        if says_birth(f"{label} {block.text}") or (block.kept and spoken_label(block) is not BlockLabel.DATE_LINE):
            continue
        for named in find_dates(block.text):
            changed = named.changed or (named.start == 0 and says_changed(label))
            candidate = DateCandidate(role=_role(changed), value=named.value, source="text", path=block.path)
            near = head is not None and -NEAR_ABOVE <= row - head <= NEAR_BELOW
            yield _Found(candidate, near=near, above=row < first)


def _from_url(url: str) -> Iterator[_Found]:
    found = _URL_DATE.search(url)
    value = iso_day(found[1], found[2], found[3]) if found else None
    if value:
        yield _Found(DateCandidate(role=PUBLISHED, value=value, source="url"))


def _from_state(html: str) -> Iterator[_Found]:
    """Yield the first date of publication in the data that the page's scripts fill it from."""
    for pattern in _STATE_DATES:
        for found in pattern.finditer(html):
            again = _LAST.search(html, max(0, found.start() - len("last_p")), found.start())
            value = None if again else iso_date(found[1])
            if value:
                yield _Found(DateCandidate(role=PUBLISHED, value=value, source="state"))
                return


@cache
def _meta_roles() -> dict[str, str]:
    table = load_table("date_metas")
    return {name: role for role in (PUBLISHED, MODIFIED) for name in str(table[role]).split()}
