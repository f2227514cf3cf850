"""Which type has a name whose place is known from its tags? Silver labels for treebanks without entity marks.

The marked corpora and lists of countries say which names, first words and last words go with one type alone; a
flat name that they do not know is a person's. What they leave open stays missing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from extractors.training.corpus import Sentence, Source
from extractors.training.entities import MISSING, bare_spans
from extractors.training.gazetteers import TITLES, country_names
from extractors.training.quantities import Span

NAME_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})
PROPER = frozenset({"NNP", "NNPS"})
JOINING = frozenset({"of", "for", "&", "the", "and"})


class Purity(NamedTuple):
    """How often a form must be seen, and which share of it must have one type, for the type to be believed."""

    least: int
    share: float


# On EWT-dev nine of ten names typed with these have the gold type where the gold has the span.
WHOLE = Purity(1, 0.8)
EDGE = Purity(2, 0.85)
ALONE = Purity(3, 0.9)

Counts = dict[str, Counter[str]]


class Lexicon(NamedTuple):
    """How often whole names and their first and last words were seen with each type."""

    whole: Counts
    first: Counts
    last: Counts


def learn_lexicon(sources: list[Source]) -> Lexicon:
    """Return the lexicon of the marked names of some corpora and of country names."""
    lexicon = Lexicon(defaultdict(Counter), defaultdict(Counter), defaultdict(Counter))
    for words, label in _marked_names(sources):
        lexicon.whole[" ".join(words)][label] += 1
        if len(words) > 1:
            lexicon.first[words[0]][label] += 1
            lexicon.last[words[-1]][label] += 1
    for name in country_names():
        lexicon.whole[" ".join(name)]["GPE"] += 2
    return lexicon


def _marked_names(sources: list[Source]) -> Iterator[tuple[list[str], str]]:
    for source in sources:
        for sentence in source.sentences:
            for span in sentence.spans or ():
                if span.label in NAME_TYPES:
                    yield sentence.words[span.start : span.end], span.label


def _believed(counts: Counts, form: str, purity: Purity) -> str | None:
    labels = counts.get(form)
    if labels is None or labels.total() < purity.least:
        return None
    label, count = labels.most_common(1)[0]
    return label if count >= purity.share * labels.total() else None


def type_of(lexicon: Lexicon, words: list[str]) -> str | None:
    """Return the type that the lexicon is sure of."""
    known = _believed(lexicon.whole, " ".join(words), WHOLE)
    if known is not None:
        return known
    purity = EDGE if len(words) > 1 else ALONE
    first = _believed(lexicon.first, words[0], purity)
    last = _believed(lexicon.last, words[-1], purity)
    if len(words) == 1:
        return "PERSON" if {first, last} <= {"PERSON", None} and (first or last) else None
    if first and last and first != last:
        return None
    return last or first


def proper_runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the runs of proper nouns, hyphens inside included, titles at the left and amounts left out."""
    blocked = {place for span in sentence.spans or () if span.label != MISSING for place in range(span.start, span.end)}
    start = 0
    while start < len(sentence.words):
        end = start
        while end < len(sentence.words) and _continues(sentence, end, start, blocked):
            end += 1
        first = start
        while end - first > 1 and sentence.words[first].lower() in TITLES:
            first += 1
        if end > first:
            yield first, end
        start = max(end, start + 1)


def _continues(sentence: Sentence, place: int, start: int, blocked: set[int]) -> bool:
    if place in blocked:
        return False
    if sentence.tags[place] in PROPER:
        return True
    inside = place > start and place + 1 < len(sentence.words)
    joins = sentence.tags[place] == "HYPH" or sentence.words[place] in ("&", "'", "\u2019")
    return inside and joins and sentence.tags[place + 1] in PROPER


def typed_names(lexicon: Lexicon, sentence: Sentence) -> list[Span]:
    """Return the names of a sentence that can be typed; titles alone are typed NONE (outside)."""
    runs = list(proper_runs(sentence))
    flat = {
        (span.start, span.end) for span in sentence.spans or () if span.label == MISSING and span.end - span.start > 1
    }
    names = []
    for start, end in runs:
        words = sentence.words[start:end]
        if len(words) == 1 and words[0].lower() in TITLES:
            names.append(Span(start, end, "NONE"))
            continue
        label = type_of(lexicon, words)
        if label is None and (start, end) in flat:
            label = "PERSON"
        if label is not None and not (label != "PERSON" and _is_joined(sentence, start, end)):
            names.append(Span(start, end, label))
    return names


def _is_joined(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether `of`, `and` or their like ties the run to another proper noun: its border is unsure."""
    right = [place for place in (end + 1, end + 2) if place < len(sentence.words)]
    left = [place for place in (start - 2, start - 3) if place >= 0]
    after = end < len(sentence.words) and sentence.words[end].lower() in JOINING
    before = start > 0 and sentence.words[start - 1].lower() in JOINING
    return (after and any(sentence.tags[place] in PROPER for place in right)) or (
        before and any(sentence.tags[place] in PROPER for place in left)
    )


def add_silver(sources: list[Source], corpora: frozenset[str]) -> int:
    """Type the names of the named corpora in place, by the names of the others; return how many were typed."""
    lexicon = learn_lexicon([source for source in sources if source.corpus not in corpora])
    total = 0
    for source in sources:
        if source.corpus in corpora:
            for sentence in source.sentences:
                names = typed_names(lexicon, sentence)
                total += len(names)
                sentence.spans = bare_spans(sentence.words, sentence.tags, names)
    return total
