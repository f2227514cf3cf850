"""What do head and address say of the page, as far as it helps to judge its blocks?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.page.facts import Facts
from extractors.page.jsonld import types_of
from extractors.page.page_markup import declared_class
from extractors.records import PageClass

# Titles are cut at marks between white space, which takes the square of their length.
MAX_TITLE_CHARS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHints:
    """What head and address say of the page, as far as it helps to judge its blocks."""

    title: str = ""
    description: str = ""
    url: str = ""
    og_type: str = ""
    declared: PageClass | None = None  # what generator, types and address say it is


def read_hints(
    facts: Facts,
    *,
    url: str,
    metas: Mapping[str, str],
    jsonld: Sequence[Mapping[str, object]],
) -> PageHints:
    """Return title, description, address and declared class of a page; empty where it has none."""
    og_type = metas.get("og:type", "").lower()
    types = {name for thing in jsonld for name in types_of(thing)}
    return PageHints(
        title=(metas.get("og:title") or document_title(facts))[:MAX_TITLE_CHARS],
        description=metas.get("og:description") or metas.get("description") or "",
        url=url,
        og_type=og_type,
        declared=declared_class(url=url, og_type=og_type, generator=metas.get("generator", ""), types=types),
    )


def read_metas(facts: Facts) -> dict[str, str]:
    """Return the page's meta elements, lower-case name or property to content, the first of each."""
    metas: dict[str, str] = {}
    for tag in facts.metas:
        content = tag.attributes.get("content", "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = tag.attributes.get(key, "").strip().lower()
            if name and content:
                metas.setdefault(name, content)
    return metas


def document_title(facts: Facts) -> str:
    """Return the text of the first title element."""
    return " ".join(facts.soup(facts.titles[0]).get_text(" ").split()) if facts.titles else ""
