"""Does the prose move as if turned out by the yard: the same openers, lengths and endings, sentence after sentence?"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from statistics import fmean, pstdev

from extractors.records import Signal
from extractors.signals.grading import counted, grade, not_measured
from extractors.signals.lists import listed
from extractors.signals.material import Material, Sentence

# Fewer sentences vary by chance.
MIN_SENTENCES = 10
# Fragments ("Not now.") are a choice of style and no sentence of running prose.
MIN_SENTENCE_WORDS = 3
ENGLISH_ONLY = "the rule is English"

_TAIL = re.compile(r", (?:\w+ly )?(\w{2,}ing)\b")
_VOWELS = re.compile(r"[aeiouy]+")
# Flesch and Kincaid's grade: coefficients of Kincaid et al. 1975.
PER_SENTENCE_WORD, PER_SYLLABLE, GRADE_BASE = 0.39, 11.8, 15.59


def _running(material: Material) -> list[Sentence]:
    return [each for each in material.prose if len(each.words) >= MIN_SENTENCE_WORDS]


def opener_monotony(material: Material) -> Signal:
    """Return the chance that two different sentences of the prose begin with the same word."""
    sentences = _running(material)
    openers = Counter(each.words[0].text for each in sentences)
    total = len(sentences)
    pairs = total * (total - 1)
    chance = sum(count * (count - 1) for count in openers.values()) / pairs if pairs else 0.0
    common = [word for word, count in openers.most_common(3) if count > 1]
    said = ", ".join(f"{openers[word]} with “{word}”" for word in common)
    return grade(
        material,
        "opener_monotony",
        chance,
        reason=f"of {counted(total, 'sentence')} begin {said}" if said else "no two sentences begin alike",
        spans=[each.span for each in sentences if each.words[0].text in common],
        enough=total >= MIN_SENTENCES,
    )


def sentence_length_monotony(material: Material) -> Signal:
    """Return the standard deviation of sentence lengths over their mean, in words."""
    lengths = [len(each.words) for each in _running(material)]
    if len(lengths) < MIN_SENTENCES:
        return not_measured(material, "sentence_length_monotony", reason=f"only {counted(len(lengths), 'sentence')}")
    mean, spread = fmean(lengths), pstdev(lengths)
    reason = f"{counted(len(lengths), 'sentence')} of {mean:.0f} words, give or take {spread:.0f}"
    return grade(material, "sentence_length_monotony", spread / mean, reason=reason)


def participle_tails(material: Material) -> Signal:
    """Return the share of sentences in which a comma leads to a participle."""
    if not material.english:
        return not_measured(material, "participle_tails", reason=ENGLISH_ONLY)
    sentences = _running(material)
    page = material.article.page_text
    no_verbs = listed(material, "ing_words")
    tailed = [each for each in sentences if _has_tail(page[each.start : each.end], no_verbs)]
    return grade(
        material,
        "participle_tails",
        len(tailed) / len(sentences) if sentences else 0.0,
        reason=f"{len(tailed)} of {counted(len(sentences), 'sentence')} trail off in a participle",
        spans=[each.span for each in tailed],
        enough=len(sentences) >= MIN_SENTENCES,
    )


def _has_tail(sentence: str, no_verbs: frozenset[str]) -> bool:
    return any(found[1].lower() not in no_verbs for found in _TAIL.finditer(sentence))


def readability(material: Material) -> Signal:
    """Return the school grade of Flesch and Kincaid."""
    if not material.english:
        return not_measured(material, "readability", reason="syllables are counted in English only")
    sentences = _running(material)
    if len(sentences) < MIN_SENTENCES:
        return not_measured(material, "readability", reason=f"only {counted(len(sentences), 'sentence')}")
    length, syllables = _word_measures(sentences)
    value = PER_SENTENCE_WORD * length + PER_SYLLABLE * syllables - GRADE_BASE
    reason = f"school grade {value:.0f}: {length:.0f} words in a sentence, {syllables:.2f} syllables in a word"
    return grade(material, "readability", value, reason=reason)


def _word_measures(sentences: Sequence[Sentence]) -> tuple[float, float]:
    """Return the mean words in a sentence and the mean syllables in a word."""
    words = sum(len(each.words) for each in sentences)
    syllables = sum(_syllables(word.text) for each in sentences for word in each.words)
    return words / len(sentences), syllables / words


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    """Return the groups of vowels, without a silent e at the end, at least 1."""
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, groups - silent)
