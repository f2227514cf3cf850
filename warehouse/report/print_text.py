"""How do the long parts of an article's page become HTML: its text, its claims, its ledger?

Templates print everything else. These three hold nine tenths of a page's values, and a template takes about four times
as long for them: a call, a marked-up string and an attribute lookup for each. Every value goes through `escape`.
"""

from html import escape

from warehouse.report.records import ClaimLine, LedgerLine, Passage, Piece, Ref

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
    text = "".join(map(_piece, passage.pieces))
    return f'<div class="{passage.css}" id="{passage.anchor}">{why}<p class="t" dir="auto">{text}</p></div>\n'


def print_claim(claim: ClaimLine) -> str:
    """Return one claim as a row of the table of claims."""
    arguments = f" <small>{escape(claim.arguments)}</small>" if claim.arguments else ""
    polarity = f'<span class="not">✗ {escape(claim.polarity)}</span>' if claim.negative else escape(claim.polarity)
    cue = f"<small>“{escape(claim.cue)}”</small>" if claim.cue else ""
    vague = "<small>vague</small>" if claim.vague else ""
    return (
        f'<tr id="{claim.anchor}"{NEGATED if claim.negative else ""}>'
        f'<th scope="row" class="num"><a href="{claim.href}">{claim.number}</a></th>'
        f'<td class="any">{escape(claim.subject)}</td><td class="any">{escape(claim.relation)}</td>'
        f'<td class="any">{escape(claim.object)}{arguments}</td><td>{polarity}{cue}</td>'
        f'<td>{escape(claim.modality)}</td><td class="any">{escape(claim.attribution)}{vague}</td>'
        f'<td>{escape(claim.time)}</td><td class="num">{escape(claim.confidence)}</td></tr>\n'
    )


def _places(line: LedgerLine) -> str:
    if not line.places:
        return ""
    links = " ".join(f'<a href="{escape(place.href)}">{escape(place.text)}</a>' for place in line.places)
    return f'<p class="places">see {links} {escape(line.more_places)}</p>'


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
