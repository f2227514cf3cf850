"""Is a profile shown as an example, or is it the author's?"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from extractors.authors.lists import phrase_set
from extractors.authors.profiles import Draft
from extractors.records import Block

# Tags that show text as it is typed: code, output, samples.
_SHOWN_TAGS = frozenset({"pre", "code", "samp", "kbd", "textarea", "blockquote"})
# Blocks before and after a profile that may introduce it as an example.
BEFORE = 3
AFTER = 2


def is_shown_as_sample(draft: Draft, blocks: Sequence[Block]) -> bool:
    """Return whether the profile stands in code, or between sentences that speak of sample data."""
    lines = draft.lines
    if any(line.tag in _SHOWN_TAGS or _in_shown(line.path) for line in lines):
        return True
    first, last = lines[0].block, lines[-1].block
    before = blocks[max(0, first - BEFORE) : first]
    after = takewhile(lambda block: not _is_heading(block), blocks[last + 1 : last + 1 + AFTER])
    title = [block for block in blocks[:first] if block.tag in {"title", "h1"}]
    around = [block.text for block in (*title, *before, *after)]
    around += [line.text for line in lines if line.role == "heading"]
    return any(_sample().search(text.lower()) for text in around)


def _is_heading(block: Block) -> bool:
    """Return whether the block begins something else."""
    return len(block.tag) > 1 and block.tag[0] == "h" and block.tag[1].isdigit()


def _in_shown(path: str) -> bool:
    return any(f"/{tag}[" in path for tag in ("pre", "code", "blockquote"))


@cache
def _sample() -> re.Pattern[str]:
    phrases = sorted(phrase_set("context", "sample"), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)")
