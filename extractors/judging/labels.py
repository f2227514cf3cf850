"""What would a block be called: by its own words, by the elements around it, by its place?

Labels say what a piece of a page is; whether it belongs to the article is decided in `extractors.judging.judge`.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from extractors.page.blocks import Box
from extractors.page.kinds import Kind
from extractors.records import Block, BlockLabel
from extractors.word_sets import load_table

# A block says in its first words what it is; a paragraph that mentions cookies is not a notice.
MAX_START_CHARS = 160
MAX_CONTAINS_CHARS = 320

_DATE = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{4}[./年]\s?\d{1,2}[./月]\s?\d{1,2}"
    r"|(?:\d{1,2}\.?\s+)?[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}\.?(?:st|nd|rd|th|er|º|ª)?\s+(?:de\s+)?[^\W\d_]{3,10}\.?,?\s+(?:de\s+)?\d{4}"
    r"|\d{1,2}\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago)",
)
MAX_DATE_LINE_CHARS = 80

# Which kind gives which label, strongest first where one element speaks of several.
_BY_KIND = tuple(
    (int(kind), label)
    for kind, label in (
        (Kind.COOKIE_NOTICE, BlockLabel.COOKIE_NOTICE),
        (Kind.COMMENTS, BlockLabel.COMMENTS),
        (Kind.PAYWALL, BlockLabel.PAYWALL),
        (Kind.ADVERT, BlockLabel.ADVERT),
        (Kind.TOC, BlockLabel.TOC),
        (Kind.RELATED, BlockLabel.RELATED),
        (Kind.SHARE, BlockLabel.SHARE),
        (Kind.CALL_TO_ACTION, BlockLabel.CALL_TO_ACTION),
        (Kind.PROFILE, BlockLabel.AUTHOR_PROFILE),
        (Kind.CAPTION, BlockLabel.CAPTION),
        (Kind.LEGAL, BlockLabel.LEGAL),
        (Kind.BYLINE, BlockLabel.BYLINE),
        (Kind.DATE, BlockLabel.DATE_LINE),
        (Kind.NAVIGATION | Kind.TAGS | Kind.SEARCH | Kind.HEADER | Kind.FOOTER, BlockLabel.NAVIGATION),
    )
)
# Nobody looks for a byline of the article inside these.
_CLOSED = frozenset({BlockLabel.COOKIE_NOTICE, BlockLabel.COMMENTS})
NAMED = 0
for _kinds, _ in _BY_KIND:
    NAMED |= _kinds

_CONTENT_BY_TAG = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockLabel.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockLabel.LIST),
    **dict.fromkeys(("td", "th", "tr", "table", "tbody", "thead"), BlockLabel.TABLE),
    "blockquote": BlockLabel.QUOTE,
    "figcaption": BlockLabel.CAPTION,
    "caption": BlockLabel.CAPTION,
}
_PART_TAGS = {"li": BlockLabel.LIST, "blockquote": BlockLabel.QUOTE, "td": BlockLabel.TABLE, "dd": BlockLabel.LIST}
_PART_DEPTH = 3
# A cell with that much text is part of a layout, not of a table.
MIN_CELL_PROSE = 100


def content_label(block: Block, box: Box) -> BlockLabel:
    """Return what a block of the article is: heading, list, table, quote, caption or plain content."""
    label = _CONTENT_BY_TAG.get(block.tag)
    if label is BlockLabel.TABLE and len(block.text) >= MIN_CELL_PROSE:
        return BlockLabel.CONTENT
    if label is not None:
        return label
    around = box.parent
    for _ in range(_PART_DEPTH):
        if around is None:
            break
        if around.tag in _PART_TAGS and (around.tag != "td" or len(block.text) < MIN_CELL_PROSE):
            return _PART_TAGS[around.tag]
        around = around.parent
    return BlockLabel.CONTENT


def spoken_label(block: Block) -> BlockLabel | None:
    """Return what a short block says it is in its own words, or None."""
    return _spoken(block.text) if len(block.text) <= MAX_CONTAINS_CHARS else None


# The judge and the readers of metadata ask the same of every block; menus repeat within a site. 2 MB at most.
@lru_cache(maxsize=4096)
def _spoken(text: str) -> BlockLabel | None:
    size = len(text)
    folded = " ".join(text.lower().replace("\u2019", "'").split())
    exact = _exactly().get(folded.strip(" .:…»→|-#\u203a"))
    if exact is not None:
        return exact
    if size <= MAX_START_CHARS:
        start = _starts().match(folded)
        if start is not None and start.lastgroup is not None:
            return _started(BlockLabel(start.lastgroup), text, folded)
    inside = _contains().search(folded)
    if inside is not None and inside.lastgroup is not None:
        label = BlockLabel(inside.lastgroup)
        return label if label is not BlockLabel.COMMENTS or size <= MAX_DATE_LINE_CHARS else None
    if size <= MAX_DATE_LINE_CHARS and _DATED_NAME.match(text) and _DATE.search(text):
        return BlockLabel.BYLINE
    return BlockLabel.DATE_LINE if is_date_line(text) else None


# "Ada Millstone · 3 March 2026 · 4 minutes"
_DATED_NAME = re.compile(r"[^\W\d_a-z][\w.'\u2019-]+(?: [^\W\d_a-z][\w.'\u2019-]*){1,3}\s*[·|•\u2013\u2014]\s*\S")


def _started(label: BlockLabel, text: str, folded: str) -> BlockLabel | None:
    """Return the label of a block's first words, unless the rest makes a sentence of it."""
    if label is BlockLabel.BYLINE:
        return label if _names_someone(text) else None
    if label is BlockLabel.DATE_LINE and not _DATE.search(text):
        return None
    closed = folded.endswith((".", "!", "?"))
    return label if len(folded) <= MAX_DATE_LINE_CHARS or not closed or label in _WORDY else None


_WORDY = frozenset({BlockLabel.COOKIE_NOTICE, BlockLabel.LEGAL, BlockLabel.CALL_TO_ACTION, BlockLabel.PAYWALL})
_NAME = re.compile(r"^\S+:?\s+(?:\S+\s+){0,2}?[^\W\d_]+[\w.'\u2019-]*(?:[\s,&|·•/-]+\S+){0,14}$")
MAX_BYLINE_WORDS = 14


def _names_someone(text: str) -> bool:
    words = text.split()
    if len(words) > MAX_BYLINE_WORDS or text.endswith((".", "!", "?")):
        return False
    return any(word[:1].isupper() for word in words[1:]) and _NAME.match(" ".join(words)) is not None


def is_date_line(text: str) -> bool:
    """Return whether a short text is little more than a date.

    >>> is_date_line("Tuesday, 3 March 2026, 10:15"), is_date_line("The mill opened on 3 March 2026 and closed.")
    (True, False)
    """
    if len(text) > MAX_DATE_LINE_CHARS:
        return False
    found = _DATE.search(text)
    return found is not None and 2 * (found.end() - found.start()) >= len(text) - 12


def markup_labels(
    elements: Sequence[Box],
    wrappers: frozenset[int],
    *,
    holders: frozenset[int],
) -> list[tuple[BlockLabel, Box] | None]:
    """Return for every element what it and those around it say it is, and which of them says so, or None.

    `elements` stand in document order. `wrappers` are the indices of those that hold most of the prose, `holders`
    of those around the title: neither is believed, but for comments, which may well be most of a page.
    """
    found: list[tuple[BlockLabel, Box] | None] = []
    for box in elements:
        around = found[box.parent.index] if box.parent is not None else None
        label = _LABEL_BY_KIND[box.own & NAMED] if box.own & NAMED else None
        untrusted = holders if label is BlockLabel.COMMENTS else wrappers
        closed = around is not None and around[0] in _CLOSED
        if label is not None and not closed and box.index not in untrusted:
            found.append((label, box))
        else:
            found.append(around)
    return found


class _LabelByKind(dict[int, BlockLabel]):
    """The strongest label of a set of kinds, worked out once for each set that occurs."""

    def __missing__(self, kinds: int) -> BlockLabel:
        label = next(label for kind, label in _BY_KIND if kinds & kind)
        self[kinds] = label
        return label


_LABEL_BY_KIND = _LabelByKind()


@cache
def _exactly() -> dict[str, BlockLabel]:
    table = load_table("phrases")["exactly"]
    assert isinstance(table, dict)
    return {phrase: BlockLabel(label) for label, phrases in table.items() for phrase in phrases}


@cache
def _starts() -> re.Pattern[str]:
    return _pattern("starts")


@cache
def _contains() -> re.Pattern[str]:
    return _pattern("contains")


def _pattern(section: str) -> re.Pattern[str]:
    table = load_table("phrases")[section]
    assert isinstance(table, dict)
    return re.compile(
        "|".join(
            f"(?P<{label}>{'|'.join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))})"
            for label, phrases in table.items()
        ),
    )
