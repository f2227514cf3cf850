"""What do the verdicts on a page's blocks say of each other: islands, headings, facts of members, what heads what?

Each function changes the list of verdicts that it is given.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from extractors.judging.features import HEADINGS, Measured
from extractors.judging.measure_scores import Scores
from extractors.judging.verdicts import NOUNS, Verdict, shortened
from extractors.page.blocks import SplitPage
from extractors.records import Block, BlockLabel
from extractors.word_sets import load_table

# What is far from the rest of the text, and short beside it; chosen with the doubts of `extractors/judging/judge.py`.
MAX_GAP = 12
MIN_ISLAND_SHARE, MIN_ISLAND_SCORE = 0.3, 0.9
# A heading stands between paragraphs of the article, of which the one below it has at least a line.
MIN_HEADING = 0.2
MIN_HEADED_CHARS = 60
# Below the heading of readers' comments is no article, where this much of it stands above, 300 characters and a fifth,
# and as many lines below say who wrote when. Old blogs do not mark theirs; dragnet .9206 to .9244 on the pages looked
# at, .9188 to .9198 on the others; CleanEval, which counts comments as text, loses .0017.
MIN_ABOVE_CHARS, MIN_ABOVE_SHARE = 300, 0.2
MIN_WRITERS = 2
_SIGNED = frozenset({BlockLabel.BYLINE, BlockLabel.DATE_LINE})
# "Posts: 40", "Joined: Mar 2010" beside every post of a thread.
MIN_SAME_FACTS = 3
_FACT = re.compile(r"([^\W\d_]{3,20}) ?:\s*\S.{0,30}")


def keep_headings(verdicts: list[Verdict], read: SplitPage, measured: Measured, scores: Scores) -> None:
    """Keep what heads a kept paragraph and says nothing else of itself, below text that is kept too."""
    kept_above = False
    for row in range(len(verdicts) - 1):
        verdict, below = verdicts[row], verdicts[row + 1]
        plain = verdict.rule == "model" and not verdict.kept and read.blocks[row].tag in HEADINGS
        heads = below.kept and len(read.blocks[row + 1].text) >= MIN_HEADED_CHARS
        if plain and heads and kept_above and scores[row] >= MIN_HEADING and measured.spoken[row] is None:
            reason = "the heading of a paragraph that is kept, between others that are"
            verdicts[row] = Verdict(BlockLabel.HEADING, kept=True, reason=reason, rule="heads_kept")
        kept_above = kept_above or verdict.kept


def drop_islands(verdicts: list[Verdict], measured: Measured, scores: Scores) -> None:
    """Remove short runs of kept blocks far from the rest of the text, where the judge is not sure of them."""
    rows = np.flatnonzero([verdict.kept for verdict in verdicts])
    if not len(rows):
        return
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > MAX_GAP) + 1)
    masses = [float(measured.size[run].sum()) for run in runs]
    for run, mass in zip(runs, masses, strict=True):
        sure = float((scores[run] * measured.size[run]).sum()) >= MIN_ISLAND_SCORE * mass
        if sure or mass >= MIN_ISLAND_SHARE * max(masses) or any(verdicts[row].rule == "title" for row in run):
            continue
        for row in run:
            reason = "stands far from the rest of the text and is much shorter"
            verdicts[row] = Verdict(BlockLabel.OTHER, kept=False, reason=reason, rule="island")


def drop_announced(verdicts: list[Verdict], read: SplitPage, measured: Measured) -> None:
    """Remove what follows a heading that announces readers' comments, where no element around it is called so."""
    row = _announcement(verdicts, read, measured)
    for below in range(row, len(verdicts)):
        if verdicts[below].kept:
            reason = f"readers' comments: below the heading “{shortened(read.blocks[row].text)}”"
            verdicts[below] = Verdict(BlockLabel.COMMENTS, kept=False, reason=reason, rule="announced")


def _announcement(verdicts: Sequence[Verdict], read: SplitPage, measured: Measured) -> int:
    """Return the row of the first heading of comments with enough of the kept text above it, or the number of rows."""
    kept = [len(block.text) * verdict.kept for block, verdict in zip(read.blocks, verdicts, strict=True)]
    enough = max(MIN_ABOVE_CHARS, MIN_ABOVE_SHARE * sum(kept))
    above = 0
    for row, block in enumerate(read.blocks):
        heads = block.tag in HEADINGS and not block.hidden and _announces().fullmatch(block.text.lower()) is not None
        if heads and above >= enough and measured.marked[row] is not BlockLabel.COMMENTS:
            signed = sum(said in _SIGNED for said in measured.spoken[row:])
            return row if signed >= MIN_WRITERS else len(kept)
        above += kept[row]
    return len(kept)


@cache
def _announces() -> re.Pattern[str]:
    table = load_table("phrases")["announces"]
    assert isinstance(table, dict)
    return re.compile(rf"(?:\d+ )?(?:{'|'.join(map(re.escape, table['comments']))})(?: \(\d+\))?:?")


def drop_facts(verdicts: list[Verdict], read: SplitPage) -> None:
    """Remove what a thread tells of each of its members."""
    for row in _member_facts(read.blocks):
        if verdicts[row].kept:
            reason = f"tells the same of every member: “{shortened(read.blocks[row].text)}”"
            verdicts[row] = Verdict(BlockLabel.AUTHOR_PROFILE, kept=False, reason=reason, rule="member_facts")


def _member_facts(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the rows of short lines that tell the same of every member of a thread: "Posts: 40", "Joined: 2010"."""
    found = [(row, match[1]) for row, block in enumerate(blocks) if (match := _FACT.fullmatch(block.text))]
    often = Counter(name for _, name in found)
    return frozenset(row for row, name in found if often[name] >= MIN_SAME_FACTS)


# A heading goes with what it heads.
_HEADED = frozenset(
    {BlockLabel.RELATED, BlockLabel.COMMENTS, BlockLabel.NAVIGATION, BlockLabel.SHARE, BlockLabel.AUTHOR_PROFILE},
)


def spread_labels(verdicts: list[Verdict], split: SplitPage) -> None:
    """Give a removed heading that says nothing the label of what it heads, and links the label of their heading."""
    for row in range(len(verdicts) - 2, -1, -1):
        verdict, below = verdicts[row], verdicts[row + 1]
        if verdict.kept or verdict.label is not BlockLabel.OTHER or below.kept or below.label not in _HEADED:
            continue
        if split.blocks[row].tag in HEADINGS or split.blocks[row].text.endswith(":"):
            verdicts[row] = replace(verdict, label=below.label, reason=f"heads {NOUNS[below.label]}", rule="heads")
    heading: Verdict | None = None
    for row, verdict in enumerate(verdicts):
        if verdict.rule == f"says_{BlockLabel.RELATED}":
            heading = verdict
        elif verdict.rule != "mostly_links":
            heading = None
        elif heading is not None:
            reason = f"a link below a heading that announces {NOUNS[BlockLabel.RELATED]}"
            verdicts[row] = replace(verdict, label=BlockLabel.RELATED, reason=reason, rule="headed")
