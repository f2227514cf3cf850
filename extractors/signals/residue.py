"""What stands in the text that no reader would have left: filler Latin, traces of programs, stale futures?"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.records import Signal, Span
from extractors.signals.grading import counted, grade, not_measured
from extractors.signals.lists import listed
from extractors.signals.material import Material, Sentence, Word
from extractors.word_sets import load_table

# "Lorem ipsum" in a sentence about type is two words; a run of four is filler.
MIN_LATIN_RUN = 4
# Between what is awaited and its year: "will open its doors in May 2021".
MAX_AHEAD = 8
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR = frozenset({"in", "by", "for", "during", "until", "through", "of", "throughout"})
_QUOTES = "\"'\u201c\u2018\u00ab"


def lorem_share(material: Material) -> Signal:
    """Return the share of the article's words that stand in runs of placeholder Latin."""
    runs = list(_latin_runs(material.words, listed(material, "lorem_words")))
    latin = sum(len(run) for run in runs)
    total = len(material.words)
    return grade(
        material,
        "lorem_share",
        latin / total if total else 0.0,
        reason=f"{latin:,} of {counted(total, 'word')} are placeholder Latin",
        spans=[Span(start=run[0].start, end=run[-1].end) for run in runs],
    )


def _latin_runs(words: tuple[Word, ...], latin: frozenset[str]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if word.text in latin:
            run.append(word)
            continue
        if len(run) >= MIN_LATIN_RUN:
            yield run
        run = []
    if len(run) >= MIN_LATIN_RUN:
        yield run


def machine_markup(material: Material) -> Signal:
    """Return the summed weight of the kinds of traces that a program left; what is quoted does not count."""
    found = list(_marks(material))
    kinds = {kind: weight for kind, weight, _ in found}
    reason = f"{counted(len(found), 'trace')}: {', '.join(kinds)}" if kinds else "no traces of a program"
    return grade(
        material, "machine_markup", float(sum(kinds.values())), reason=reason, spans=[span for _, _, span in found]
    )


def _marks(material: Material) -> Iterator[tuple[str, int, Span]]:
    page = material.article.page_text
    low = material.article.text.lower()
    marks = [mark for mark in _machine_marks() if any(hint in low for hint in mark.hints)]
    for block in material.passages if marks else ():
        for mark in marks:
            for found in mark.pattern.finditer(page, block.start, block.end):
                if found.start() == 0 or page[found.start() - 1] not in _QUOTES:
                    yield mark.kind, mark.weight, Span(start=found.start(), end=found.end())


class _Mark(NamedTuple):
    kind: str
    weight: int
    hints: tuple[str, ...]  # one of them stands in every text with the mark: a quick look before the pattern
    pattern: re.Pattern[str]


@cache
def _machine_marks() -> tuple[_Mark, ...]:
    table = load_table("signals")["machine_marks"]
    assert isinstance(table, list), "signals.toml: machine_marks is a list of tables"
    return tuple(
        _Mark(each["kind"], each["weight"], tuple(each["hints"]), re.compile(each["pattern"], re.MULTILINE))
        for each in table
    )


def stale_future(material: Material) -> Signal:
    """Return how many sentences await something of a year that had passed when the page was last touched."""
    if not material.english:
        return not_measured(material, "stale_future", reason="the rule is English")
    meta = material.article.metadata
    years = [int(date[:4]) for date in (meta.published, meta.modified) if date and _YEAR.match(date)]
    if not years:
        return not_measured(material, "stale_future", reason="the page has no date to compare with")
    cues, saying = listed(material, "future_words"), listed(material, "saying_verbs")
    stale = [sentence for sentence in material.prose if _awaits_before(sentence, max(years), cues, saying)]
    reason = f"{counted(len(stale), 'sentence')} written as if a year before {max(years)} were still to come"
    return grade(material, "stale_future", float(len(stale)), reason=reason, spans=[each.span for each in stale])


def _awaits_before(sentence: Sentence, year: int, cues: frozenset[str], saying: frozenset[str]) -> bool:
    words = [word.text for word in sentence.words]
    if not cues.intersection(words) or saying.intersection(words):
        return False
    return any(
        _YEAR.fullmatch(word)
        and int(word) < year
        and words[at - 1] in _BEFORE_YEAR
        and cues.intersection(words[max(0, at - MAX_AHEAD) : at])
        for at, word in enumerate(words)
        if at
    )
