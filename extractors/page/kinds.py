"""What does an element call itself: the kinds of page part that its class, id, role and itemprop speak of?"""

import re
from enum import IntFlag
from functools import cache, lru_cache

from extractors.word_sets import load_table

# A stem this short is a word of its own: "ad" is not the beginning of "address".
MAX_WHOLE_WORD = 4


class Kind(IntFlag):
    """A part of a page that elements are named after; one element may carry several."""

    NAVIGATION = 1 << 0
    FOOTER = 1 << 1
    HEADER = 1 << 2
    SIDEBAR = 1 << 3
    COMMENTS = 1 << 4
    RELATED = 1 << 5
    SHARE = 1 << 6
    ADVERT = 1 << 7
    CALL_TO_ACTION = 1 << 8
    COOKIE_NOTICE = 1 << 9
    LEGAL = 1 << 10
    PAYWALL = 1 << 11
    TOC = 1 << 12
    CAPTION = 1 << 13
    BYLINE = 1 << 14
    PROFILE = 1 << 15
    DATE = 1 << 16
    META = 1 << 17
    TAGS = 1 << 18
    SEARCH = 1 << 19
    FORM = 1 << 20
    POPUP = 1 << 21
    GALLERY = 1 << 22
    PRODUCT = 1 << 23
    FORUM = 1 << 24
    BODY = 1 << 25
    CONTENT = 1 << 26
    TITLE = 1 << 27
    LIST = 1 << 28


# Elements whose name says what they are.
_BY_TAG = {
    "nav": Kind.NAVIGATION,
    "footer": Kind.FOOTER,
    "header": Kind.HEADER,
    "aside": Kind.SIDEBAR,
    "figcaption": Kind.CAPTION,
    "form": Kind.FORM,
    "button": Kind.FORM,
    "select": Kind.FORM,
    "dialog": Kind.POPUP,
    "main": Kind.CONTENT,
    "article": Kind.CONTENT,
    "menu": Kind.NAVIGATION,
    "search": Kind.SEARCH,
}
# What a post is filed under ("category-comments") and how it is laid out ("no-sidebar") says nothing of what it is.
_FILED = re.compile(r"(?<!\S)(?:post-\d+|hentry|(?:type|status|entry-category|entry-type)-\S+)(?!\S)")
_FILES = re.compile(r"(?<!\S)(?:entry-)?(?:category|tag|author|term|cat|format|type|status|section)-\S+")
_LAYOUT = re.compile(
    r"(?<!\S)(?:has|no|with|without|hide|show|is|not)-\S+|(?<!\S)\S+-(?:open|closed|enabled|disabled)(?!\S)"
)
# Blogger calls the column of posts a widget too.
_POSTS = re.compile(r"(?<!\S)widget (?=blog(?!\S))")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


# Class attributes repeat within a page and a site; 20,000 distinct ones take about 5 MB.
@lru_cache(maxsize=20_000)
def kinds_of(tag: str, words: str) -> int:
    """Return the kinds that an element's name and words speak of.

    The kinds are given as a plain number: boxes combine them a thousand times a page, and enum flags are slow at that.

    >>> Kind(kinds_of("div", "relatedPosts clearfix"))
    <Kind.RELATED: 32>
    >>> kinds_of("div", "address")
    0
    """
    kinds = int(_BY_TAG.get(tag, 0))
    if not words:
        return kinds
    filed = _FILED.search(words) is not None
    if "widget blog" in words.lower():
        return kinds | _spoken(_POSTS.sub("", _own_words(words, filed=filed)))
    for word in words.split():
        kinds |= _kinds_of_word(word, filed)
    return kinds


# New combinations of words are twice as many as new words, and a search for all stems costs most of a split.
@lru_cache(maxsize=20_000)
def _kinds_of_word(word: str, filed: bool) -> int:  # noqa: FBT001 (a key of the cache)
    return _spoken(_own_words(word, filed=filed))


def _spoken(words: str) -> int:
    """Return the kinds whose stems begin a word; no stem holds a space."""
    kinds = 0
    for match in _stems().finditer(words):
        assert match.lastgroup is not None, "every alternative of the pattern is a named group"
        kinds |= int(Kind[match.lastgroup])
    return kinds


def _own_words(words: str, *, filed: bool) -> str:
    """Return the words that say what an element is; what a post is `filed` under does not."""
    if filed:
        words = _FILES.sub("", words)
    return _LAYOUT.sub("", _CAMEL.sub("-", words).lower())


@cache
def _stems() -> re.Pattern[str]:
    table = load_table("kinds")["stems"]
    assert isinstance(table, dict)
    groups = (f"(?P<{kind.upper()}>{_alternatives(stems.split())})" for kind, stems in table.items())
    return re.compile(f"(?<![a-z0-9])(?:{'|'.join(groups)})")


def _alternatives(stems: list[str]) -> str:
    # The longest first: "related" must not end at "relate" when both are listed.
    ordered = sorted(stems, key=len, reverse=True)
    return "|".join(re.escape(stem) + ("(?![a-z])" if len(stem) <= MAX_WHOLE_WORD else "") for stem in ordered)
