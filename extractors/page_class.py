"""What is a page as a whole: an article, a thread, a manual, a shop's page, a list, a wall, an error?"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from extractors.features import PageHints
from extractors.jsonld import types_of
from extractors.records import Block, BlockLabel, PageClass
from extractors.word_sets import load_table

# A page that says "not found" in a few words is an error; an article about lost pages is longer.
MAX_ERROR_CHARS = 1_500
MAX_WALL_CHARS = 1_200
# Less text than a news item's first paragraph, with a paywall around: a teaser.
MAX_TEASER_CHARS = 1_500
MIN_ARTICLE_CHARS = 400
# Half of the shown characters in links: a front page or a list of articles.
INDEX_LINK_SHARE = 0.5
MIN_INDEX_LINKS = 15
MIN_HEADLINE_CHARS = 16
# A front page leads to at least this many texts.
MIN_FRONT_LINKS = 3
ERROR_STATUS = 400


def classify_page(
    blocks: Sequence[Block],
    *,
    hints: PageHints,
    metas: Mapping[str, str],
    jsonld: Sequence[Mapping[str, object]],
    status: int = 200,
) -> PageClass:
    """Return the page's class, from its status, its words where they are few, its markup and address, its shape."""
    shown = [block for block in blocks if not block.hidden]
    kept = sum(len(block.text) for block in shown if block.kept)
    return (
        _refused(shown, kept=kept, title=hints.title, status=status)
        or _declared(hints, metas, jsonld, kept=kept)
        or _shaped(shown, hints, kept=kept)
    )


def _refused(shown: Sequence[Block], *, kept: int, title: str, status: int) -> PageClass | None:
    """Return the class of a page that shows no content of its own: error, wall or teaser."""
    size = sum(len(block.text) for block in shown)
    if status >= ERROR_STATUS:
        return PageClass.ERROR
    head = " ".join([title, *(block.text for block in shown if block.tag in {"h1", "h2", "title"})])
    if kept < MIN_ARTICLE_CHARS and size < MAX_ERROR_CHARS and _pattern("words", "error").search(head):
        return PageClass.ERROR
    words = " ".join(block.text for block in shown)
    if size < MAX_WALL_CHARS and kept < MAX_WALL_CHARS and _pattern("words", "wall").search(f"{title} {words}"):
        return PageClass.WALL
    walled = (
        any(block.label is BlockLabel.PAYWALL for block in shown)
        or _pattern("words", "paywall").search(words) is not None
    )
    return PageClass.TEASER if walled and kept < MAX_TEASER_CHARS else None


def _declared(
    hints: PageHints,
    metas: Mapping[str, str],
    jsonld: Sequence[Mapping[str, object]],
    *,
    kept: int,
) -> PageClass | None:
    """Return what markup, generator and address say the page is."""
    generator = metas.get("generator", "")
    made_with = _first("generators", generator)
    if made_with is not None:
        return made_with
    types = {name for thing in jsonld for name in types_of(thing)}
    by_url = _first("addresses", hints.url.lower())
    by_type = next((page_class for page_class, names in _classes() if names & types), None)
    if hints.og_type.startswith(("product", "og:product")):
        return PageClass.PRODUCT
    if (
        hints.og_type == "article"
        and by_type in {None, PageClass.ARTICLE}
        and by_url is None
        and kept >= MIN_ARTICLE_CHARS
    ):
        return PageClass.ARTICLE
    return by_type or by_url


def _shaped(shown: Sequence[Block], hints: PageHints, *, kept: int) -> PageClass:
    """Return the class that the page's shape suggests where nothing is declared."""
    size = sum(len(block.text) for block in shown)
    linked = sum(len(block.link_text) for block in shown)
    headlines = sum(len(block.link_text) > MIN_HEADLINE_CHARS for block in shown)
    if headlines >= MIN_INDEX_LINKS and linked > INDEX_LINK_SHARE * size:
        return PageClass.INDEX
    if headlines >= MIN_FRONT_LINKS and _is_root(hints.url):
        return PageClass.INDEX
    return PageClass.ARTICLE if kept >= MIN_ARTICLE_CHARS else PageClass.OTHER


def _is_root(url: str) -> bool:
    """Return whether an address names a site and nothing on it."""
    return re.fullmatch(r"https?://[^/]+/?(?:index\.\w+)?(?:\?.*)?", url) is not None


def _first(section: str, text: str) -> PageClass | None:
    """Return the first class of a section whose pattern a text holds."""
    table = load_table("page_types")[section]
    assert isinstance(table, dict)
    return next((PageClass(name) for name in table if text and _pattern(section, name).search(text)), None)


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    table = load_table("page_types")[section]
    assert isinstance(table, dict)
    return re.compile("|".join(table[name]), re.IGNORECASE)


@cache
def _classes() -> tuple[tuple[PageClass, frozenset[str]], ...]:
    table = load_table("page_types")["classes"]
    assert isinstance(table, dict)
    return tuple((PageClass(name), frozenset(types.split())) for name, types in table.items())
