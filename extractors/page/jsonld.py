"""What does a page say of itself in JSON-LD?"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.page.facts import Facts
from extractors.word_sets import load_table

# Types that describe the page's own text, the most telling first.
ARTICLE_TYPES = tuple(
    str(load_table("page_types")["own_text"]).split(),
)
# The properties in which others than the page speak: a shop's reviews, a forum's answers.
VOICES = ("review", "reviews", "comment", "comments", "acceptedAnswer", "suggestedAnswer")
# A page does not nest its facts deeper; a bomb does.
MAX_DEPTH = 12
MAX_OBJECTS = 2_000

_CONTROL = re.compile("[\x00-\x1f]+")
_WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def read_jsonld(facts: Facts) -> tuple[Mapping[str, object], ...]:
    """Return every object of the page's JSON-LD scripts, those inside others too, in document order.

    What does not parse after removing control characters, wrappers and trailing commas is left out.
    """
    found: list[Mapping[str, object]] = []
    for script in facts.scripts:
        for thing in _objects(_parse(facts.soup(script).get_text()), 0):
            found.append(thing)
            if len(found) >= MAX_OBJECTS:
                return tuple(found)
    return tuple(found)


def article_objects(jsonld: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Return the objects that describe the page's own text, the most telling first: none that others say on it."""
    others = {id(said) for thing in jsonld for voice in VOICES for said in _objects(thing.get(voice), 0)}
    ranked = [(rank, thing) for thing in jsonld if id(thing) not in others and (rank := _rank(thing)) is not None]
    return [thing for _, thing in sorted(ranked, key=lambda pair: pair[0])]


def types_of(thing: Mapping[str, object]) -> tuple[str, ...]:
    """Return an object's types without the vocabulary's address."""
    value = thing.get("@type")
    names = value if isinstance(value, list) else [value]
    return tuple(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def text_at(thing: Mapping[str, object], key: str) -> str | None:
    """Return a property's text: its first where it is a list, its name or @value where it is an object."""
    value = thing.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(value.split()) or None


def _rank(thing: Mapping[str, object]) -> int | None:
    ranks = [ARTICLE_TYPES.index(name) for name in types_of(thing) if name in ARTICLE_TYPES]
    return min(ranks, default=None)


def _parse(text: str) -> object:
    text = _CONTROL.sub(" ", text.strip())
    for attempt in (text, _WRAPPER.sub("", text), _TRAILING_COMMA.sub(r"\1", _WRAPPER.sub("", text)).rstrip("; ")):
        try:
            parsed: object = json.loads(attempt)
        except (ValueError, RecursionError):
            continue
        return parsed
    return None


def _objects(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, Mapping):
        if "@type" in value or "@graph" in value:
            yield value
        for inner in value.values():
            if isinstance(inner, Mapping | list):
                yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)
