"""How much of the article says again what it has said before?"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from extractors.records import Signal, Span
from extractors.signals.grading import MAX_SPANS, counted, grade, not_measured
from extractors.signals.material import Material, Sentence, Word, cut_words
from extractors.signals.phrases import find_phrases, make_book

# The question of the headline, word for word. Shorter ones recur by nature.
MIN_QUERY_WORDS = 4
MIN_QUERY_COUNT = 3

_TITLE_BREAK = re.compile(r"[?:|]|\s[-\u2013\u2014]\s")

MIN_SENTENCE_WORDS = 5
MIN_SIMILARITY = 0.8
MIN_SENTENCES = 8
# For each of a sentence's rarest words. A table of 20,000 rows that look alike would otherwise take hours.
MAX_COMPARED = 50

PHRASE_LENGTH = 5
MIN_WORDS = 150

MIN_CLAIMS = 10


def keyword_stuffing(material: Material) -> Signal:
    """Return how often, in 1,000 words, the text repeats the question of its headline word for word."""
    query = _query(material.article.metadata.title)
    spans = _repeats(query, material) if len(query) >= MIN_QUERY_WORDS else []
    words = len(material.words)
    said = " ".join(query)
    return grade(
        material,
        "keyword_stuffing",
        material.per_1000_words(len(spans)),
        reason=f"“{said}” stands {counted(len(spans), 'time')} in {counted(words, 'word')}",
        spans=spans,
        enough=len(spans) >= MIN_QUERY_COUNT,
    )


def _query(title: str | None) -> tuple[str, ...]:
    """Return the words of the headline before its first ? : or dash, the words that someone would search for."""
    return tuple(word.text for word in cut_words(_TITLE_BREAK.split(title or "")[0]))


def _repeats(query: Sequence[str], material: Material) -> list[Span]:
    book = make_book([" ".join(query)])
    return [span for sentence in material.prose for _, span in find_phrases(sentence.words, book)]


def repeated_sentences(material: Material) -> Signal:
    """Return the share of sentences that say nearly word for word what an earlier one said."""
    sentences = [each for each in material.prose if len(each.words) >= MIN_SENTENCE_WORDS]
    again = [later for _, later in similar_pairs(sentences)]
    share = len(again) / len(sentences) if sentences else 0.0
    return grade(
        material,
        "repeated_sentences",
        share,
        reason=f"{len(again)} of {counted(len(sentences), 'sentence')} repeat an earlier one",
        spans=[each.span for each in again],
        enough=len(sentences) >= MIN_SENTENCES and len(again) > 1,
    )


def similar_pairs(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield each sentence that repeats an earlier one, behind that one.

    Prefix filtering (Chaudhuri et al. 2006): two sets that are similar enough share one of their rarest words, so
    only sentences that do are compared.
    """
    counts = Counter(word.text for sentence in sentences for word in sentence.words)
    firsts: dict[frozenset[str], Sentence] = {}
    by_word: dict[str, list[frozenset[str]]] = {}
    for sentence in sentences:
        bag = frozenset(word.text for word in sentence.words)
        rare = sorted(bag, key=lambda word: (counts[word], word))
        prefix = rare[: len(bag) - ceil(MIN_SIMILARITY * len(bag)) + 1]
        match = bag if bag in firsts else _similar(bag, prefix, by_word)
        if match is not None:
            yield firsts[match], sentence
            continue
        firsts[bag] = sentence
        for word in prefix:
            by_word.setdefault(word, []).append(bag)


def _similar(
    bag: frozenset[str], prefix: Sequence[str], by_word: Mapping[str, Sequence[frozenset[str]]]
) -> frozenset[str] | None:
    for word in prefix:
        for other in by_word.get(word, ())[-MAX_COMPARED:]:
            if _jaccard(other, bag) >= MIN_SIMILARITY:
                return other
    return None


def _jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)


def repeated_phrases(material: Material) -> Signal:
    """Return the share of characters that stand in runs of five words which occurred before."""
    words = material.words
    covered = _covered(words)
    total = sum(word.end - word.start for word in words)
    share = sum(words[n].end - words[n].start for n in covered) / total if total else 0.0
    return grade(
        material,
        "repeated_phrases",
        share,
        reason=f"{share:.0%} of the text stands in phrases of five words that occurred before",
        spans=_runs(words, covered),
        enough=len(words) >= MIN_WORDS,
    )


def _covered(words: Sequence[Word]) -> list[int]:
    texts = [word.text for word in words]
    phrases = list(zip(*(texts[at:] for at in range(PHRASE_LENGTH)), strict=False))
    counts = Counter(phrases)
    seen: set[tuple[str, ...]] = set()
    covered: set[int] = set()
    for at in [at for at, phrase in enumerate(phrases) if counts[phrase] > 1]:
        if phrases[at] in seen:
            covered.update(range(at, at + PHRASE_LENGTH))
        seen.add(phrases[at])
    return sorted(covered)


def _runs(words: Sequence[Word], covered: Sequence[int]) -> list[Span]:
    """Return the places of runs of covered words, longest first."""
    runs: list[list[int]] = []
    for at in covered:
        if runs and runs[-1][1] == at - 1:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    spans = [Span(start=words[first].start, end=words[last].end) for first, last in runs]
    return sorted(spans, key=lambda span: (span.start - span.end, span.start))


def repeated_claims(material: Material) -> Signal:
    """Return the share of claims that the article has made before."""
    if material.claims is None:
        return not_measured(material, "repeated_claims", reason="claims were not read")
    seen: set[tuple[str, str]] = set()
    again = []
    for claim in material.claims.claims:
        key = (claim.proposition_id, claim.polarity)
        if key in seen:
            again.append(claim)
        seen.add(key)
    total = len(material.claims.claims)
    return grade(
        material,
        "repeated_claims",
        len(again) / total if total else 0.0,
        reason=f"{len(again)} of {counted(total, 'claim')} were made before",
        spans=[material.claim_span(claim) for claim in again[:MAX_SPANS]],
        enough=total >= MIN_CLAIMS,
    )
