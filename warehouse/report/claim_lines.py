"""How does a claim read as a row of a table?"""

import re
from collections.abc import Mapping, Sequence

from warehouse.report import show
from warehouse.report.article_rows import ArticleRows
from warehouse.report.passages import Placed
from warehouse.report.records import ClaimLine
from warehouse.report.rows import ClaimFacts

LEADING_ARTICLE = re.compile(r"^(the|an|a) ")
SLOT_CHARS = 160


def _bare(name: str) -> str:
    """Return a name without case and article: "[harbour office]" behind "the harbour office" tells nothing."""
    return LEADING_ARTICLE.sub("", name.casefold())


def _slot(text: str | None, canonical: str | None = None) -> str:
    shown = show.shorten(text or "", SLOT_CHARS)
    return (
        shown
        if not canonical or _bare(canonical) == _bare(text or "")
        else f"{shown} [{show.shorten(str(canonical), SLOT_CHARS)}]"
    )


def show_claim(claim: ClaimFacts) -> ClaimLine:
    """Return a claim as a row of the table."""
    number = str(claim.claim_order + 1)
    return ClaimLine(
        number=number,
        anchor=f"t{number}",
        href=f"#c{number}",
        subject=_slot(claim.subject, claim.subject_canonical),
        relation=_slot(claim.relation),
        object=_slot(claim.object, claim.object_canonical),
        arguments=_slot(claim.arguments),
        polarity=claim.polarity,
        negative=claim.polarity == "negative",
        modality=claim.modality,
        cue=show.shorten(claim.cue or "", SLOT_CHARS),
        attribution=_slot(claim.attribution) or "the author",
        vague=bool(claim.attribution_vague),
        time=_slot(claim.time_text),
        confidence=show.share(claim.confidence),
    )


def claims_of(part: Sequence[Placed], number: int, rows: ArticleRows, where: Mapping[str, int]) -> list[ClaimFacts]:
    """Return the claims of one part; those without a place in the text stand on the first."""
    here = {ref.anchor for placed in part for piece in placed.passage.pieces for ref in piece.refs}
    return [
        claim
        for claim in rows.claims
        if f"c{claim.claim_order + 1}" in here or (number == 1 and f"c{claim.claim_order + 1}" not in where)
    ]


def count_claims(rows: ArticleRows) -> str:
    """Return how many claims there are, and how many negated ones."""
    if not rows.facts.claims_read:
        return "? (not read)"
    negative = sum(claim.polarity == "negative" for claim in rows.claims)
    return f"{len(rows.claims)}, {negative} negated"
