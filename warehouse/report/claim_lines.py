"""How do the claims of an article become the rows of a table?"""

import re
from collections.abc import Mapping, Sequence

from warehouse.report import show
from warehouse.report.article_rows import ArticleRows
from warehouse.report.passages import Placed
from warehouse.report.print_text import escape_all
from warehouse.report.rows import ClaimFacts

LEADING_ARTICLE = re.compile(r"^(the|an|a) ")
SLOT_CHARS = 160
# As many as `_slots` returns.
SLOTS = 9
NEGATED = ' class="neg"'


def _bare(name: str) -> str:
    """Return a name without case and article: "[harbour office]" behind "the harbour office" tells nothing."""
    return LEADING_ARTICLE.sub("", name.casefold())


def _slot(text: str | None, canonical: str | None = None) -> str:
    shown = show.shorten(text, SLOT_CHARS) if text else ""
    if not canonical or canonical == text or _bare(canonical) == _bare(text or ""):
        return shown
    return f"{shown} [{show.shorten(canonical, SLOT_CHARS)}]"


def _slots(claim: ClaimFacts) -> tuple[str, ...]:
    """Return everything of a claim that is words of the page, or of the warehouse."""
    return (
        _slot(claim.subject, claim.subject_canonical),
        _slot(claim.relation),
        _slot(claim.object, claim.object_canonical),
        _slot(claim.arguments),
        claim.polarity,
        _slot(claim.cue),
        claim.modality,
        _slot(claim.attribution) or ("nobody named" if claim.attribution_vague else "the author"),
        _slot(claim.time_text, claim.time_value),
    )


def _row(claim: ClaimFacts, slots: Sequence[str]) -> str:
    """Return a claim as a row of HTML, of slots that are escaped."""
    subject, relation, thing, arguments, polarity, cue, modality, attribution, time = slots
    number = claim.claim_order + 1
    negative = claim.polarity == "negative"
    vague = "<small>vague</small>" if claim.attribution_vague and claim.attribution else ""
    said = f'<span class="not">✗ {polarity}</span>' if negative else polarity
    return (
        f'<tr id="t{number}"{NEGATED if negative else ""}>'
        f'<th scope="row" class="num"><a href="#c{number}">{number}</a></th>'
        f'<td class="any">{subject}</td><td class="any">{relation}</td>'
        f'<td class="any">{thing}{f" <small>{arguments}</small>" if arguments else ""}</td>'
        f"<td>{said}{f'<small>“{cue}”</small>' if cue else ''}</td><td>{modality}</td>"
        f'<td class="any">{attribution}{vague}</td>'
        f'<td>{time}</td><td class="num">{show.share(claim.confidence)}</td></tr>\n'
    )


def print_claims(claims: Sequence[ClaimFacts]) -> dict[str, str]:
    """Return each claim of an article as a row of HTML, by the anchor of its characters, in order."""
    slots = iter(escape_all([slot for claim in claims for slot in _slots(claim)]))
    return {
        f"c{claim.claim_order + 1}": _row(claim, row)
        for claim, row in zip(claims, zip(*[slots] * SLOTS, strict=True), strict=True)
    }


def claims_of(part: Sequence[Placed], number: int, printed: Mapping[str, str], where: Mapping[str, int]) -> list[str]:
    """Return the rows of the claims of one part; those without a place in the text stand on the first."""
    here = {anchor for placed in part for anchor in placed.anchors}
    return [row for anchor, row in printed.items() if anchor in here or (number == 1 and anchor not in where)]


def count_claims(rows: ArticleRows) -> str:
    """Return how many claims there are, and how many negated ones."""
    if not rows.facts.claims_read:
        return "? (not read)"
    negative = sum(claim.polarity == "negative" for claim in rows.claims)
    return f"{len(rows.claims)}, {negative} negated"
