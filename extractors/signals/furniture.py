"""How much of the page is furniture: empty contents, captions twice, calls to action, boilerplate?"""

from collections.abc import Sequence
from itertools import zip_longest

from extractors.records import Block, BlockLabel, Signal, Span
from extractors.signals.grading import counted, grade, not_measured
from extractors.signals.lists import listed, listed_book
from extractors.signals.material import Material, cut_words, straighten
from extractors.signals.phrases import find_phrases

# Shorter captions and credits recur by nature: 5 of 150 articles of 2025 repeat one.
MIN_CAPTION_WORDS = 4
_CREDIT = frozenset({"by", "courtesy", "credit", "photographer", "source", "via"})


def empty_contents(material: Material) -> Signal:
    """Return 1 where a table of contents has a heading and no entries."""
    blocks = [block for block in material.article.blocks if not block.hidden]
    titles = listed(material, "contents_titles")
    empty = [block for block, after in zip_longest(blocks, blocks[1:]) if _is_empty(block, after, titles)]
    return grade(
        material,
        "empty_contents",
        float(len(empty)),
        reason=f"{counted(len(empty), 'table')} of contents without entries",
        spans=_spans(empty),
    )


def _is_empty(block: Block, after: Block | None, titles: frozenset[str]) -> bool:
    title = straighten(block.text.strip().strip(":").lower())
    if title not in titles:
        return False
    return after is None or not (after.tag in {"li", "a", "dt"} or after.link_text or after.label is BlockLabel.TOC)


def repeated_captions(material: Material) -> Signal:
    """Return how many captions repeat an earlier one."""
    captions = [block for block in material.article.blocks if _is_caption(block)]
    worded = [(block, tuple(word.text for word in cut_words(block.text))) for block in captions]
    told = [(block, words) for block, words in worded if _tells(block, words)]
    firsts = {words: block for block, words in reversed(told)}
    again = [block for block, words in told if firsts[words] is not block]
    return grade(
        material,
        "repeated_captions",
        float(len(again)),
        reason=f"{len(again)} of {counted(len(captions), 'caption')} repeat an earlier one",
        spans=_spans(again),
    )


def _is_caption(block: Block) -> bool:
    return not block.hidden and (block.label is BlockLabel.CAPTION or block.tag == "figcaption")


def _tells(block: Block, words: Sequence[str]) -> bool:
    """Return whether a caption says something of its picture; a credit, often in capitals, does not."""
    return len(words) >= MIN_CAPTION_WORDS and not block.text.isupper() and not _CREDIT & set(words)


def calls_to_action(material: Material) -> Signal:
    """Return how often the article itself, not the page around it, asks the reader to do something for the site."""
    if not material.english:
        return not_measured(material, "calls_to_action", reason="the list of calls is English")
    found = [
        hit
        for block in _inside(material)
        for hit in find_phrases(cut_words(block.text, block.start), listed_book(material, "call_phrases"))
    ]
    said = ", ".join(f"“{phrase}”" for phrase in dict.fromkeys(phrase for phrase, _ in found))
    reason = f"{counted(len(found), 'call')} to action: {said}" if found else "no calls to action in the text"
    spans = [span for _, span in found]
    return grade(material, "calls_to_action", float(len(found)), reason=reason, spans=spans)


def _inside(material: Material) -> list[Block]:
    """Return the kept blocks and the calls that stand between or right behind them."""
    kept = [block.order for block in material.passages]
    if not kept:
        return []
    calls = (BlockLabel.CALL_TO_ACTION,)
    return [b for b in material.article.blocks if b.kept or (b.label in calls and kept[0] < b.order <= kept[-1] + 1)]


def boilerplate_share(material: Material) -> Signal:
    """Return the share of visible characters that are neither the article nor an author's profile."""
    visible = [block for block in material.article.blocks if not block.hidden]
    total = sum(len(block.text) for block in visible)
    profile = {BlockLabel.GENERATED_AUTHOR, BlockLabel.AUTHOR_PROFILE}
    around = sum(len(block.text) for block in visible if not block.kept and block.label not in profile)
    return grade(
        material,
        "boilerplate_share",
        around / total if total else 0.0,
        reason=f"{around:,} of {total:,} visible characters are boilerplate",
    )


def _spans(blocks: Sequence[Block]) -> list[Span]:
    return [Span(start=block.start, end=block.end) for block in blocks]
