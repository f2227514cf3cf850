"""How do two texts differ, passage by passage and word by word?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from warehouse.report import show
from warehouse.report.records import Beside, Stretch

# Passages of one text are paired where they share this much of their words; else each stands alone.
LEAST_LIKENESS = 0.3
# Of one passage; and rows, so that both stay a part of an article's page.
PASSAGE_CHARS = 700
MOST_ROWS = 24
# Of a text: pairing takes the product of both numbers where all of it differs.
MOST_PASSAGES = 400
# Of a passage that is compared word by word, and of what is left between a common beginning and end: that takes the
# product of both.
MOST_CHARS = 40_000
MOST_WORDS = 600
# Of words in common around a difference.
CONTEXT_CHARS = 90
_WORD = re.compile(r"\S+\s*")


def put_beside(left: Sequence[str], right: Sequence[str]) -> tuple[Beside, ...]:
    """Return both texts in rows: passages that differ beside each other, what stands in both as a number of passages.

    >>> [(row.same, bool(row.left), bool(row.right)) for row in put_beside(["A mill.", "Gone."], ["A mill."])]
    [(1, False, False), (0, True, False)]
    """
    return tuple(islice(_rows(left[:MOST_PASSAGES], right[:MOST_PASSAGES]), MOST_ROWS))


def _codes(left: Sequence[str], right: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return how to make the one of the other: what, from and to on the left, from and to on the right."""
    return SequenceMatcher(None, left, right, autojunk=False).get_opcodes()


def _rows(left: Sequence[str], right: Sequence[str]) -> Iterator[Beside]:
    for what, a, b, c, d in _codes([" ".join(p.split()) for p in left], [" ".join(p.split()) for p in right]):
        if what == "equal":
            yield Beside(same=b - a)
        else:
            yield from _paired(left[a:b], right[c:d])


def _paired(left: Sequence[str], right: Sequence[str]) -> Iterator[Beside]:
    """Yield the passages of both sides in order, those that are alike beside each other."""
    words = [set(passage.lower().split()) for passage in right]
    done = 0
    for passage in left:
        ours = set(passage.lower().split())
        like = next((at for at in range(done, len(right)) if _likeness(ours, words[at]) >= LEAST_LIKENESS), None)
        if like is None:
            yield Beside(left=_alone(passage))
            continue
        yield from (Beside(right=_alone(each)) for each in right[done:like])
        yield _differing(passage, right[like])
        done = like + 1
    yield from (Beside(right=_alone(each)) for each in right[done:])


def _likeness(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / max(len(ours | theirs), 1)


def _alone(passage: str) -> tuple[Stretch, ...]:
    return (Stretch(show.shorten(passage, PASSAGE_CHARS), differs=True),)


def _differing(left: str, right: str) -> Beside:
    """Return two passages with the words that only one of them has apart."""
    ours, theirs = (_WORD.findall(show.shorten(passage, MOST_CHARS)) for passage in (left, right))
    head = _common(ours, theirs)
    tail = _common(ours[head:][::-1], theirs[head:][::-1])
    before, after = "".join(ours[:head]), "".join(ours[len(ours) - tail :])
    ours, theirs = (words[head : len(words) - tail][:MOST_WORDS] for words in (ours, theirs))
    codes = _codes([word.strip() for word in ours], [word.strip() for word in theirs])
    return Beside(
        left=_cut(before, [("".join(ours[a:b]), what != "equal") for what, a, b, _, _ in codes], after),
        right=_cut(before, [("".join(theirs[c:d]), what != "equal") for what, _, _, c, d in codes], after),
    )


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many words both begin with."""
    pairs = zip(left, right, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))


def _cut(before: str, middle: Iterable[tuple[str, bool]], after: str) -> tuple[Stretch, ...]:
    """Return a passage of bearable length: of long words in common both ends, and not more than fits."""
    found: list[Stretch] = []
    room = PASSAGE_CHARS
    for text, differs in ((before, False), *middle, (after, False)):
        if not text or room <= 0:
            continue
        brief = (
            text if differs or len(text) <= 3 * CONTEXT_CHARS else f"{text[:CONTEXT_CHARS]} … {text[-CONTEXT_CHARS:]}"
        )
        found.append(Stretch(show.shorten(brief, room) if len(brief) > room else brief, differs))
        room -= len(brief)
    return tuple(found)
