"""How does a claim read as a row of a table?"""

import re
from collections.abc import Mapping, Sequence

from warehouse.report import show
from warehouse.report.article_rows import ArticleRows
from warehouse.report.passages import Placed
from warehouse.report.print_text import print_claim
from warehouse.report.records import ClaimLine
from warehouse.report.rows import ClaimFacts

LEADING_ARTICLE = re.compile(r"^(the|an|a) ")
SLOT_CHARS = 160


def _bare(name: str) -> str:
    """Return a name without case and article: "[harbour office]" behind "the harbour office" tells nothing."""
    return LEADING_ARTICLE.sub("", name.casefold())


def _slot(text: str | None, canonical: str | None = None) -> str:
    shown = show.shorten(text, SLOT_CHARS) if text else ""
    if not canonical or canonical == text or _bare(canonical) == _bare(text or ""):
        return shown
    return f"{shown} [{show.shorten(canonical, SLOT_CHARS)}]"


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
        time=_slot(claim.time_text, claim.time_value),
        confidence=show.share(claim.confidence),
    )


def print_claims(rows: ArticleRows) -> dict[str, str]:
    """Return each claim of an article as a row of HTML, by the anchor of its characters, in order."""
    return {f"c{claim.claim_order + 1}": print_claim(show_claim(claim)) for claim in rows.claims}


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
