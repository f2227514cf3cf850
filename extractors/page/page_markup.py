"""What do address, generator and types say that a page is?"""

import re
from collections.abc import Iterable
from functools import cache

from extractors.records import PageClass
from extractors.word_sets import load_table


def declared_class(*, url: str, og_type: str, generator: str, types: Iterable[str]) -> PageClass | None:
    """Return the class that a page's generator, Open Graph type, JSON-LD types and address speak of, or None."""
    made_with = _first("generators", generator.lower())
    if made_with is not None:
        return made_with
    if og_type.startswith(("product", "og:product")):
        return PageClass.PRODUCT
    known = frozenset(types)
    by_type = next((page_class for page_class, names in _classes() if names & known), None)
    by_url = _first("addresses", url.lower())
    if by_type is None and by_url is None and og_type == "article":
        return PageClass.ARTICLE
    return by_type or by_url


def says(section: str, name: str, text: str) -> bool:
    """Return whether a text holds one of the phrases under a name of the table of page types."""
    return _pattern(section, name).search(text.lower()) is not None


def _first(section: str, text: str) -> PageClass | None:
    """Return the first class of a section whose pattern a text holds."""
    table = load_table("page_types")[section]
    assert isinstance(table, dict)
    return next((PageClass(name) for name in table if text and _pattern(section, name).search(text)), None)


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    table = load_table("page_types")[section]
    assert isinstance(table, dict)
    # The pieces are in lower case, as the texts are by then: a search that ignores case takes five times as long.
    return re.compile("|".join(table[name]))


@cache
def _classes() -> tuple[tuple[PageClass, frozenset[str]], ...]:
    table = load_table("page_types")["classes"]
    assert isinstance(table, dict)
    return tuple((PageClass(name), frozenset(types.split())) for name, types in table.items())
