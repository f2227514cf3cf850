"""What is highlighted in the text of a page?"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from warehouse.report.article_rows import ArticleRows
from warehouse.report.ledger import Lettered, is_wide, letter_signals
from warehouse.report.print_text import weigh
from warehouse.report.records import Ref
from warehouse.report.rows import BlockFacts, ClaimFacts
from warehouse.report.segments import Highlight

# Kinds of highlights, one bit each.
NEGATED, CLAIM, UNSURE, SIGNAL, WIDE, MASKED = (1 << bit for bit in range(6))
# Of claims on the same characters one shows, in this order; every other kind shows beside it.
CLAIM_CSS = ((NEGATED, "claim neg"), (CLAIM, "claim"), (UNSURE, "claim unsure"))
OTHER_CSS = ((SIGNAL, "sig"), (WIDE, "wide"), (MASKED, "pii"))

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is highlighted in the page text, and how many bytes stand elsewhere on the page for an anchor."""

    highlights: Sequence[Highlight]
    beside: Mapping[str, int] = field(default_factory=dict)


@cache
def css_of(kinds: int) -> str:
    """Return the classes of characters: negated wins over plain, plain over hedged, and every other kind shows.

    >>> css_of(UNSURE | NEGATED | MASKED), css_of(0)
    ('claim neg pii', '')
    """
    claims = [css for kind, css in CLAIM_CSS if kinds & kind]
    return " ".join([*claims[:1], *(css for kind, css in OTHER_CSS if kinds & kind)])


def page_offsets(blocks: Sequence[BlockFacts]) -> Callable[[int, int], Place | None]:
    """Return a function from characters of the article text to characters of the page text.

    None for characters that stand in no kept block; an end beyond the block is cut to the block's.
    """
    kept = [block for block in blocks if block.kept and block.text_start is not None]
    starts = [block.text_start or 0 for block in kept]

    def locate(start: int, end: int) -> Place | None:
        place = bisect_right(starts, start) - 1
        if place < 0:
            return None
        block = kept[place]
        left = block.char_start + start - starts[place]
        right = min(left + end - start, block.char_end)
        return (left, right) if left < right else None

    return locate


def _anchor(claim: ClaimFacts) -> str:
    return f"c{claim.claim_order + 1}"


def claim_places(rows: ArticleRows) -> dict[str, Place]:
    """Return where in the page text each claim stands, by its anchor; those that stand nowhere are left out."""
    locate = page_offsets(rows.blocks)
    found = ((_anchor(claim), locate(claim.char_start, claim.char_end)) for claim in rows.claims)
    return {anchor: place for anchor, place in found if place is not None}


def letter_article(rows: ArticleRows, places: Mapping[str, Place]) -> tuple[Lettered, ...]:
    """Return the signals that move the score, with their characters; where those are a claim, the claim's own mark.

    A letter beside the number of nearly every claim would say nothing, and be most of what one sees.
    """
    if rows.facts.score is None:
        return ()
    claim_at = {place: anchor for anchor, place in places.items()}
    return tuple(
        replace(signal, spans=tuple((claim_at.get(span, key), span) for key, span in signal.spans))
        for signal in letter_signals(rows.signals)
    )


def _kind(claim: ClaimFacts) -> int:
    if claim.polarity == "negative":
        return NEGATED
    return CLAIM if claim.modality == "asserted" else UNSURE


def _claim_highlight(claim: ClaimFacts, anchor: str, place: Place) -> Highlight:
    ref = Ref(anchor, claim.claim_order + 1, "", claim.polarity == "negative")
    return Highlight(place[0], place[1], anchor, _kind(claim), ref)


def mark_article(
    rows: ArticleRows, places: Mapping[str, Place], lettered: Sequence[Lettered], printed: Mapping[str, str]
) -> Marks:
    """Return everything that is highlighted in the page text: claims, what costs points, masked data.

    `printed` holds the rows of the table of claims, which stands on the same page.
    """
    anchors = map(_anchor, rows.claims)
    highlights = [
        _claim_highlight(claim, anchor, places[anchor])
        for claim, anchor in zip(rows.claims, anchors, strict=True)
        if anchor in places
    ]
    claims = set(places.values())
    drawn = set(places)  # a span that is a claim's bears the claim's own mark
    for signal in lettered:
        kind = WIDE if is_wide(signal, claims) else SIGNAL
        highlights.extend(
            Highlight(start, end, key, kind, Ref(key, 0, signal.letter))
            for key, (start, end) in signal.spans
            if key not in drawn
        )
        drawn.update(key for key, _ in signal.spans)
    highlights.extend(Highlight(m.char_start, m.char_end, "pii", MASKED) for m in rows.masked)
    beside = {anchor: weigh(row) for anchor, row in printed.items()}
    return Marks(highlights=highlights, beside=beside)
