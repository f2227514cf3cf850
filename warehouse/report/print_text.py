"""How do the long parts of an article's page become HTML: its text, its claims, its ledger?

Templates print everything else. These three hold nine tenths of a page's values, and a template takes about four times
as long for them: a call, a marked-up string and an attribute lookup for each. Every value goes through `escape`.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from warehouse.report import show
from warehouse.report.markers import gather_markers
from warehouse.report.records import LedgerLine, QuietLine, Ref

# White space to a reader: a slot of a claim, which is one line, never holds it.
SEPARATOR = "\x1f"


def escape_text(text: str) -> str:
    """Return a text as it may stand between tags: quotation marks stay, so it must not stand in an attribute.

    >>> escape_text('"A" & <b>')
    '"A" &amp; &lt;b&gt;'
    """
    return escape(text, quote=False)


def escape_all(values: Sequence[str]) -> Sequence[str]:
    """Return every value as it may stand between tags: in one go, unless one of them holds the separator.

    >>> escape_all(["<b>", "&"])
    ['&lt;b&gt;', '&amp;']
    """
    if not values:
        return values
    found = escape_text(SEPARATOR.join(values)).split(SEPARATOR)
    return found if len(found) == len(values) else [escape_text(value) for value in values]


def weigh(html: str) -> int:
    """Return how many bytes a piece of a page takes."""
    return len(html) if html.isascii() else len(html.encode("utf-8", "replace"))


# The claims of every article have the same numbers: 4 MB at most.
@lru_cache(maxsize=8_192)
def print_refs(refs: tuple[Ref, ...]) -> str:
    """Return the markers of what begins at one place.

    Their anchors and words are the report's own, so nothing is to be escaped.
    """
    return "".join(
        f'<a class="ref{m.css}" id="{m.anchor}" href="{m.href}" data-n="{m.text}" aria-label="{m.label}"></a>'
        if m.href
        else f'<span class="at" id="{m.anchor}" data-n="{m.text}"></span>'
        for m in gather_markers(refs)
    )


@lru_cache(maxsize=4_096)
def _reason(label: str, reason: str | None) -> str:
    return f"<b>{escape(show.words(label))}</b>: {escape(show.text_or_unknown(reason))}"


def print_why(label: str, reason: str | None, path: str) -> str:
    """Return why a block was removed; most blocks are removed for one of few reasons."""
    return f'<p class="why">{_reason(label, reason)} <code>{escape_text(path)}</code></p>\n'


def _places(line: LedgerLine) -> str:
    if not line.places:
        return ""
    links = " ".join(f'<a href="{escape(place.href)}">{escape(place.text)}</a>' for place in line.places)
    return f'<p class="places">see {links} {escape(line.more_places)}</p>'


def print_quiet(lines: Sequence[QuietLine]) -> str:
    """Return signals that cost nothing as items of a list."""
    return "".join(
        [
            f'<li><b>{escape_text(line.name)}</b> <span class="measure">{escape_text(line.value)}</span>'
            f' {escape_text(line.reason)} <span class="rule"><code>{escape_text(line.rule)}</code></span></li>\n'
            for line in lines
        ]
    )


def print_ledger(lines: Sequence[LedgerLine]) -> str:
    """Return the lines of the ledger as items of a list."""
    return "".join(map(_line, lines))


def _because(line: LedgerLine) -> str:
    """Return the rule behind a line: folded with its words, alone where the warehouse does not know them."""
    source = f" · {escape(line.source)}" if line.source else ""
    if not line.rule_href:
        return f'<p class="rule"><code>{escape(line.rule)}</code>{source}</p>'
    return (
        f'<details class="because"><summary>why {escape(line.points)}</summary><p>{escape_text(line.why)}</p>'
        f'<p class="rule"><a href="{escape(line.rule_href)}"><code>{escape(line.rule)}</code></a>{source}</p></details>'
    )


def _line(line: LedgerLine) -> str:
    letter = f'<span class="key-letter">{escape(line.letter)}</span> ' if line.letter else ""
    value = f'<span class="measure">{escape(line.value)}</span>' if line.value else ""
    return (
        f'<li><span class="pts">{escape(line.points)}</span><div>{letter}<b>{escape(line.name)}</b> {value}'
        f"<p>{escape(line.reason)}</p>{_places(line)}{_because(line)}</div></li>\n"
    )
