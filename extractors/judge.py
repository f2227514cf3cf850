"""Which blocks are the article's, what is each of the others, and why?

A model over language-free columns gives every block a score; a few rules that no model should overrule come first and
last: what a browser hides, comments, captions, repetitions. Every block leaves with a label and a reason in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.block_model import score_rows
from extractors.blocks import Box, SplitPage, place_blocks
from extractors.features import COLUMNS, Measured, PageHints, measure_blocks
from extractors.kinds import Kind
from extractors.labels import content_label
from extractors.records import Block, BlockLabel

# Chosen on wcxb_dev out of fold together with the weights (extractors/training/blocks/README.md).
MIN_SCORE = 0.42
# A text this short may stand twice in an article: "Yes.", "Advantages".
MIN_DUPLICATE_CHARS = 25
# A page whose visible text is this short and whose hidden text is long is shown by a script.
MIN_SHOWN_CHARS = 250
# Two thirds of the characters in links: a menu or a list of headlines.
MOSTLY_LINKS = 0.66
# A headline has more words than a menu entry.
MIN_HEADLINE_WORDS = 4

_COLUMN = {name: number for number, name in enumerate(COLUMNS)}

# How a label reads in a reason.
_NOUNS = {
    BlockLabel.NAVIGATION: "navigation",
    BlockLabel.TOC: "a table of contents",
    BlockLabel.RELATED: "links to other articles",
    BlockLabel.COMMENTS: "readers' comments",
    BlockLabel.SHARE: "sharing or following on other sites",
    BlockLabel.CALL_TO_ACTION: "a call to act, not part of the text",
    BlockLabel.ADVERT: "advertising",
    BlockLabel.COOKIE_NOTICE: "a cookie notice",
    BlockLabel.LEGAL: "legal notes",
    BlockLabel.PAYWALL: "a notice of the paywall",
    BlockLabel.CAPTION: "the caption or credit of a picture",
    BlockLabel.BYLINE: "a byline",
    BlockLabel.AUTHOR_PROFILE: "a note about the author",
    BlockLabel.DATE_LINE: "a date line",
}


@dataclass(frozen=True, slots=True)
class _Verdict:
    label: BlockLabel
    kept: bool
    reason: str
    rule: str


def judge_page(split: SplitPage, hints: PageHints) -> tuple[Block, ...]:
    """Return the blocks with label, kept or not, reason, rule and score, placed in page and article text."""
    measured = measure_blocks(split, hints)
    scores = score_rows(measured.matrix)
    shown_by_script = _shown_by_script(split.blocks)
    verdicts = list(_verdicts(split, measured, scores, shown_by_script=shown_by_script))
    _spread_labels(verdicts, split)
    return place_blocks(
        replace(
            block,
            label=verdict.label,
            kept=verdict.kept,
            reason=verdict.reason,
            rule=verdict.rule,
            score=round(float(score), 3),
        )
        for block, verdict, score in zip(split.blocks, verdicts, scores, strict=True)
    )


def _shown_by_script(blocks: Sequence[Block]) -> bool:
    shown = sum(len(block.text) for block in blocks if not block.hidden)
    hidden = sum(len(block.text) for block in blocks if block.hidden and block.tag != "title")
    return shown < MIN_SHOWN_CHARS < hidden


def _verdicts(
    split: SplitPage,
    measured: Measured,
    scores: NDArray[np.float64],
    *,
    shown_by_script: bool,
) -> Iterator[_Verdict]:
    seen: set[str] = set()
    for row, (block, box) in enumerate(zip(split.blocks, split.boxes, strict=True)):
        verdict = (None if shown_by_script and block.tag != "title" else _hidden(block)) or _ruled(
            block, box, measured, row, seen
        )
        if verdict is None:
            verdict = _kept(block, box, scores[row]) if scores[row] >= MIN_SCORE else _removed(block, measured, row)
        if verdict.kept:
            seen.add(block.text)
        yield verdict


def _hidden(block: Block) -> _Verdict | None:
    if not block.hidden:
        return None
    return _Verdict(BlockLabel.HIDDEN, kept=False, reason="a browser does not show it", rule="hidden")


def _ruled(block: Block, box: Box, measured: Measured, row: int, seen: set[str]) -> _Verdict | None:
    """Return what rules say that hold whatever the model thinks."""
    if len(block.text) >= MIN_DUPLICATE_CHARS and block.text in seen:
        reason = "the same text stands further up in the article"
        return _Verdict(BlockLabel.DUPLICATE, kept=False, reason=reason, rule="duplicate")
    if block.tag == "figcaption" or (box.own & Kind.CAPTION and measured.marked[row] is BlockLabel.CAPTION):
        return _marked(BlockLabel.CAPTION, box)
    return None


def _kept(block: Block, box: Box, score: float) -> _Verdict:
    label = content_label(block, box)
    reason = f"part of the article: the judge gives it {score:.2f}, at least {MIN_SCORE:.2f} is kept"
    return _Verdict(label, kept=True, reason=reason, rule="model")


def _removed(block: Block, measured: Measured, row: int) -> _Verdict:
    spoken, marked, element = measured.spoken[row], measured.marked[row], measured.marked_by[row]
    menu = marked is BlockLabel.NAVIGATION and spoken not in {BlockLabel.NAVIGATION, BlockLabel.CALL_TO_ACTION, None}
    if marked is not None and element is not None and not menu:
        return _marked(marked, element)
    if spoken is not None:
        reason = f"{_NOUNS[spoken]}: it says so itself, “{_short(block.text)}”"
        return _Verdict(spoken, kept=False, reason=reason, rule=f"says_{spoken}")
    return _by_place(block, measured, row)


def _marked(label: BlockLabel, element: Box) -> _Verdict:
    above = element.parent.attrs if element.parent is not None else ""
    words = element.attrs.removesuffix(above).strip()
    called = f"<{element.tag}> “{_short(words)}”" if words else f"<{element.tag}>"
    return _Verdict(label, kept=False, reason=f"{_NOUNS[label]}: it stands in {called}", rule=f"marked_{label}")


def _by_place(block: Block, measured: Measured, row: int) -> _Verdict:
    share = len(block.link_text) / len(block.text)
    after = measured.matrix[row, _COLUMN["prose_after_share"]] == 0
    if share >= MOSTLY_LINKS:
        headline = len(block.text.split()) >= MIN_HEADLINE_WORDS
        label = BlockLabel.RELATED if headline and after else BlockLabel.NAVIGATION
        return _Verdict(label, kept=False, reason=f"{share:.0%} of its characters are links", rule="mostly_links")
    where = "after the last paragraph" if after else "apart from the article's paragraphs"
    return _Verdict(BlockLabel.OTHER, kept=False, reason=f"stands {where}; unlike article text", rule="model")


# A heading goes with what it heads.
_HEADED = frozenset(
    {BlockLabel.RELATED, BlockLabel.COMMENTS, BlockLabel.NAVIGATION, BlockLabel.SHARE, BlockLabel.AUTHOR_PROFILE},
)


def _spread_labels(verdicts: list[_Verdict], split: SplitPage) -> None:
    """Give a removed heading that says nothing of itself the label of the removed block below it."""
    for row in range(len(verdicts) - 2, -1, -1):
        verdict, below = verdicts[row], verdicts[row + 1]
        if verdict.kept or verdict.label is not BlockLabel.OTHER or below.kept or below.label not in _HEADED:
            continue
        if split.blocks[row].tag.startswith("h") or split.blocks[row].text.endswith(":"):
            verdicts[row] = replace(verdict, label=below.label, reason=f"heads {_NOUNS[below.label]}", rule="heads")


def _short(text: str) -> str:
    return text if len(text) <= MAX_QUOTED else f"{text[: MAX_QUOTED - 1]}…"


MAX_QUOTED = 60
