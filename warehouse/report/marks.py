"""What is highlighted in the text of a page?"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from warehouse.report.article_rows import ArticleRows
from warehouse.report.ledger import Lettered, is_wide, letter_signals
from warehouse.report.passages import Marks
from warehouse.report.records import Ref
from warehouse.report.rows import BlockFacts, ClaimFacts
from warehouse.report.segments import Highlight


def page_offsets(blocks: Sequence[BlockFacts]) -> Callable[[int, int], tuple[int, int] | None]:
    """Return a function from characters of the article text to characters of the page text.

    None for characters that stand in no kept block; an end beyond the block is cut to the block's.
    """
    kept = [(b.text_start, b) for b in blocks if b.kept and b.text_start is not None and b.text_end is not None]
    starts = [start for start, _ in kept]

    def locate(start: int, end: int) -> tuple[int, int] | None:
        place = bisect_right(starts, start) - 1
        if place < 0:
            return None
        text_start, block = kept[place]
        left = block.char_start + start - text_start
        right = min(left + end - start, block.char_end)
        return (left, right) if left < right else None

    return locate


def _claim_css(claim: ClaimFacts) -> str:
    if claim.polarity == "negative":
        return "claim neg"
    return "claim" if claim.modality == "asserted" else "claim unsure"


def _claim_ref(claim: ClaimFacts) -> Ref:
    number = str(claim.claim_order + 1)
    negative = claim.polarity == "negative"
    return Ref(
        anchor=f"c{number}",
        href=f"#t{number}",
        text=number,
        label=f"claim {number}, negated" if negative else f"claim {number}",
        css=" neg" if negative else "",
    )


def letter_article(rows: ArticleRows) -> tuple[Lettered, ...]:
    """Return the signals that move the score, with their characters; where those are a claim, the claim's own mark.

    A letter beside the number of nearly every claim would say nothing, and be most of what one sees.
    """
    if rows.facts.score is None:
        return ()
    locate = page_offsets(rows.blocks)
    claim_at = {locate(claim.char_start, claim.char_end): f"c{claim.claim_order + 1}" for claim in rows.claims}
    return tuple(
        replace(signal, spans=tuple((claim_at.get(span, key), span) for key, span in signal.spans))
        for signal in letter_signals(rows.signals)
    )


def mark_article(rows: ArticleRows, lettered: Sequence[Lettered], printed: Mapping[str, str]) -> Marks:
    """Return everything that is highlighted in the page text: claims, what costs points, masked data.

    `printed` holds the rows of the table of claims, which stands on the same page.
    """
    locate = page_offsets(rows.blocks)
    highlights: list[Highlight] = []
    css: dict[str, str] = {"pii": "pii"}
    refs: dict[str, Ref] = {}
    for claim in rows.claims:
        found = locate(claim.char_start, claim.char_end)
        if found:
            key = f"c{claim.claim_order + 1}"
            highlights.append(Highlight(start=found[0], end=found[1], key=key))
            css[key] = _claim_css(claim)
            refs[key] = _claim_ref(claim)
    claims = {(highlight.start, highlight.end) for highlight in highlights}
    for signal in lettered:
        drawn = "wide" if is_wide(signal, claims) else "sig"
        for key, span in signal.spans:
            if key in css:  # a claim's mark, which is drawn
                continue
            highlights.append(Highlight(start=span[0], end=span[1], key=key))
            css[key] = drawn
            refs[key] = Ref(
                anchor=key, href="#score", text=signal.letter, label=f"costs points: {signal.letter}", css=" sig"
            )
    highlights.extend(Highlight(start=m.char_start, end=m.char_end, key="pii") for m in rows.masked)
    beside = {anchor: len(row.encode("utf-8", "replace")) for anchor, row in printed.items()}
    return Marks(highlights=highlights, css=css, refs=refs, beside=beside)
