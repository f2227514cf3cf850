"""How do the long parts of an article's page become HTML: its text, its claims, its ledger?

Templates print everything else. These three hold nine tenths of a page's values, and a template takes about four times
as long for them: a call, a marked-up string and an attribute lookup for each. Every value goes through `escape`.
"""

from collections.abc import Sequence
from html import escape

from warehouse.report.records import ClaimLine, LedgerLine, Passage, Piece, Ref

# No page can write it into a slot: it counts as white space, which is made plain.
SEPARATOR = "\x1f"
NEGATED = ' class="neg"'


def _ref(ref: Ref) -> str:
    """Return a marker; its anchor, classes and words are the report's own, so there is nothing to escape."""
    if not ref.href:
        return f'<span class="at" id="{ref.anchor}" data-n="{ref.text}"></span>'
    return (
        f'<a class="ref{ref.css}" id="{ref.anchor}" href="{ref.href}" data-n="{ref.text}" aria-label="{ref.label}"></a>'
    )


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.css:
        text = f'<mark class="{piece.css}">{text}</mark>'
    return "".join(map(_ref, piece.refs)) + text if piece.refs else text


def print_passage(passage: Passage) -> str:
    """Return one block of a page as HTML, its reason above it where it was removed."""
    why = ""
    if passage.reason:
        why = (
            f'<p class="why"><b>{escape(passage.label)}</b>: {escape(passage.reason)}'
            f" <code>{escape(passage.path)}</code></p>"
        )
    text = "".join(map(_piece, passage.pieces)) if len(passage.pieces) > 1 else _piece(passage.pieces[0])
    return f'<div class="{passage.css}" id="{passage.anchor}">{why}<p class="t" dir="auto">{text}</p></div>\n'


def _escape_all(values: Sequence[str]) -> Sequence[str]:
    """Return every value escaped, in one go where none holds the separator."""
    found = escape(SEPARATOR.join(values)).split(SEPARATOR)
    return found if len(found) == len(values) else [escape(value) for value in values]


def print_claim(claim: ClaimLine) -> str:
    """Return one claim as a row of the table of claims."""
    values = (claim.subject, claim.relation, claim.object, claim.arguments, claim.polarity, claim.cue, claim.modality)
    subject, relation, thing, arguments, polarity, cue, modality, attribution, time = _escape_all(
        (*values, claim.attribution, claim.time)
    )
    more = f" <small>{arguments}</small>" if arguments else ""
    said = f'<span class="not">✗ {polarity}</span>' if claim.negative else polarity
    why = f"<small>“{cue}”</small>" if cue else ""
    vague = "<small>vague</small>" if claim.vague else ""
    return (
        f'<tr id="{claim.anchor}"{NEGATED if claim.negative else ""}>'
        f'<th scope="row" class="num"><a href="{claim.href}">{claim.number}</a></th>'
        f'<td class="any">{subject}</td><td class="any">{relation}</td><td class="any">{thing}{more}</td>'
        f'<td>{said}{why}</td><td>{modality}</td><td class="any">{attribution}{vague}</td>'
        f'<td>{time}</td><td class="num">{claim.confidence}</td></tr>\n'
    )


def _places(line: LedgerLine) -> str:
    if not line.places:
        return ""
    links = " ".join(f'<a href="{escape(place.href)}">{escape(place.text)}</a>' for place in line.places)
    return f'<p class="places">see {links} {escape(line.more_places)}</p>'


def print_quiet(line: LedgerLine) -> str:
    """Return a signal that costs nothing as an item of a list."""
    return (
        f'<li><b>{escape(line.name)}</b> <span class="measure">{escape(line.value)}</span> {escape(line.reason)}'
        f' <span class="rule"><code>{escape(line.rule)}</code></span></li>\n'
    )


def print_line(line: LedgerLine) -> str:
    """Return one line of the ledger as an item of a list."""
    letter = f'<span class="key-letter">{escape(line.letter)}</span> ' if line.letter else ""
    value = f'<span class="measure">{escape(line.value)}</span>' if line.value else ""
    source = f" · {escape(line.source)}" if line.source else ""
    return (
        f'<li><span class="pts">{escape(line.points)}</span><div>{letter}<b>{escape(line.name)}</b> {value}'
        f"<p>{escape(line.reason)}</p>{_places(line)}"
        f'<p class="rule"><code>{escape(line.rule)}</code>{source}</p></div></li>\n'
    )
