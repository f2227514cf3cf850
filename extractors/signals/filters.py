"""Which of the filters that text corpora are cleaned with would throw the article out?"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log
from statistics import fmean

from extractors.records import Signal
from extractors.signals.material import Material
from extractors.word_sets import load_table, word_set

TABLE = "filters"
STOP_WORDS = frozenset({"the", "be", "to", "of", "and", "that", "have", "with"})
BULLETS = ("\u2022", "\u2023", "\u25b6", "\u25c0", "\u25e6", "\u25a0", "\u25a1", "\u25aa", "\u25ab", "\u2013")
ELLIPSES = ("...", "\u2026")
C4_END_MARKS = (".", "?", "!", '"', "\u201d")
C4_MIN_WORDS = 5
DUP_SIZES = range(5, 11)
C4_POLICY = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies")
FINEWEB_END_MARKS = (".", "'", '"', "!", "?", "\u201d", "\u2019")
FINEWEB_SHORT_CHARS = 30
_LETTER = re.compile("[a-zA-Z]")
_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One published filter: its limits, and whether the limit itself fails."""

    name: str
    definition: str
    source: str
    least: float | None = None
    most: float | None = None
    strict: bool = False
    english: bool = False
    rule: int = 1  # raised when its values change

    def passes(self, value: float) -> bool | None:
        """Return whether a document with this value stays; None where no limit was published."""
        if self.least is None and self.most is None:
            return None
        at_limit = self.strict and value in {self.least, self.most}
        low = self.least is not None and value < self.least
        high = self.most is not None and value > self.most
        return not (low or high or at_limit)


@cache
def load_filters() -> Mapping[str, Filter]:
    """Return the filters by name, in the table's order."""
    table = load_table(TABLE)
    sources = table["sources"]
    assert isinstance(sources, dict), "filters.toml: sources is a table"
    return {
        name: Filter(
            name=name,
            definition=entry["definition"],
            source=sources[name.partition("_")[0]],
            least=entry.get("min"),
            most=entry.get("max"),
            strict=entry.get("strict", False),
            english=entry.get("english", False),
            rule=entry.get("rule", 1),
        )
        for name, entry in table.items()
        if isinstance(entry, dict) and name != "sources"
    }


def curator_filters(material: Material) -> tuple[Signal, ...]:
    """Return a signal without points for every filter; the reason begins with passes or fails.

    A text without words has no values.
    """
    measures = _Measures(material.article.text)
    return tuple(_signal(each, measures, english=material.english) for each in load_filters().values())


def _signal(each: Filter, measures: "_Measures", *, english: bool) -> Signal:
    known = bool(measures.words) and (english or not each.english)
    value = round(MEASURES[each.name](measures), 4) if known else None
    return Signal(
        name=each.name,
        value=value,
        threshold=each.least if each.most is None else each.most,
        points=0,
        reason=_reason(each, value),
        rule=f"{each.name}.{each.rule}",
        source=each.source,
    )


def _reason(each: Filter, value: float | None) -> str:
    if value is None:
        return "not measured: no text, or a rule for English only"
    given = (("at least", each.least), ("at most", each.most))
    limits = [f"{words} {limit:g}" for words, limit in given if limit is not None]
    verdict = {True: "passes", False: "fails", None: "no limit published"}[each.passes(value)]
    return f"{verdict}: {value:g}, {' and '.join(limits)}" if limits else f"{verdict}: {value:g}"


class _Measures:
    """What the filters count, each once for a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = text.split()
        self.lines = [line for line in text.splitlines() if line.strip()]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def lower_counts(self) -> Counter[str]:
        return Counter(word.lower().strip(".,;:!?\"'()[]\u201c\u201d\u2018\u2019") for word in self.words)

    @cached_property
    def kept_lines(self) -> list[str]:
        return [line for line in self.lines if _c4_keeps(line.strip())]

    def share_of_lines(self, test: Callable[[str], bool]) -> float:
        return sum(map(test, self.lines)) / len(self.lines)

    def top_gram(self, size: int) -> float:
        grams = Counter(zip(*(self.words[at:] for at in range(size)), strict=False))
        if not grams:
            return 0.0
        gram, count = grams.most_common(1)[0]
        return count * _length(gram) / len(self.text)

    @cached_property
    def _dup_chars(self) -> Mapping[int, int]:
        """Return for each size the characters in runs that occurred before."""
        sizes: dict[int, int] = {}
        for size in DUP_SIZES:
            sizes[size] = self._dup_chars_of(size)
            if not sizes[size]:  # what holds no repeated run of five words holds no longer one
                break
        return sizes

    def _dup_chars_of(self, size: int) -> int:
        """Return the characters in repeated runs; a run that was counted is stepped over."""
        runs = list(zip(*(self.words[at:] for at in range(size)), strict=False))
        counts = Counter(runs)
        seen: set[tuple[str, ...]] = set()
        chars = free = 0
        for at in [at for at, run in enumerate(runs) if counts[run] > 1] if len(counts) < len(runs) else ():
            if at < free:
                continue
            if runs[at] in seen:
                chars += _length(runs[at])
                free = at + size
            seen.add(runs[at])
        return chars

    def dup_grams(self, size: int) -> float:
        """Return the share of characters in runs that occurred before."""
        return self._dup_chars.get(size, 0) / len(self.text)


def _length(gram: Sequence[str]) -> int:
    return sum(map(len, gram)) + len(gram) - 1


def _repeated(pieces: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    again = []
    for piece in pieces:
        if piece in seen:
            again.append(piece)
        seen.add(piece)
    return again


def _chars(pieces: Sequence[str]) -> int:
    return sum(map(len, pieces))


def _c4_keeps(line: str) -> bool:
    low = line.lower()
    return (
        line.endswith(C4_END_MARKS)
        and not line.endswith("...")
        and len(line.split()) >= C4_MIN_WORDS
        and "javascript" not in low
        and not any(phrase in low for phrase in C4_POLICY)
    )


def _paragraphs(m: _Measures) -> list[str]:
    return re.split(r"\n{2,}", m.text.strip())


def _entropy(m: _Measures) -> float:
    total = len(m.words)
    return -sum(count / total * log(count / total) for count in m.lower_counts.values())


def _symbols(m: _Measures) -> float:
    ellipses = sum(m.text.count(mark) for mark in ELLIPSES)
    return max(m.text.count("#"), ellipses) / len(m.words)


def _share_of_words(m: _Measures, test: Callable[[str], bool]) -> float:
    return sum(count for word, count in m.counts.items() if test(word)) / len(m.words)


def _has_alpha(word: str) -> bool:
    return word.isalpha() or any(map(str.isalpha, word))


def _mean_share(m: _Measures, test: Callable[[str], bool]) -> float:
    return fmean(sum(map(test, line)) / len(line) for line in m.lines)


def _stop_share(m: _Measures) -> float:
    return sum(m.lower_counts[word] for word in word_set(TABLE, "redpajama_stop_words")) / len(m.words)


MEASURES: Mapping[str, Callable[[_Measures], float]] = {
    "gopher_word_count": lambda m: len(m.words),
    "gopher_mean_word_length": lambda m: _chars(m.words) / len(m.words),
    "gopher_symbol_to_word_ratio": _symbols,
    "gopher_bullet_lines": lambda m: m.share_of_lines(lambda line: line.lstrip().startswith(BULLETS)),
    "gopher_ellipsis_lines": lambda m: m.share_of_lines(lambda line: line.rstrip().endswith(ELLIPSES)),
    "gopher_alphabetic_words": lambda m: _share_of_words(m, _has_alpha),
    "gopher_stop_words": lambda m: sum(word in m.lower_counts for word in STOP_WORDS),
    "gopher_dup_line_frac": lambda m: len(_repeated(m.lines)) / len(m.lines),
    "gopher_dup_para_frac": lambda m: len(_repeated(_paragraphs(m))) / len(_paragraphs(m)),
    "gopher_dup_line_char_frac": lambda m: _chars(_repeated(m.lines)) / len(m.text),
    "gopher_dup_para_char_frac": lambda m: _chars(_repeated(_paragraphs(m))) / len(m.text),
    "gopher_top_2_gram": lambda m: m.top_gram(2),
    "gopher_top_3_gram": lambda m: m.top_gram(3),
    "gopher_top_4_gram": lambda m: m.top_gram(4),
    **{f"gopher_dup_{n}_grams": lambda m, n=n: m.dup_grams(n) for n in DUP_SIZES},  # type: ignore[misc] # n is bound
    "c4_sentences": lambda m: sum(len(_SENTENCE.findall(line)) for line in m.kept_lines),
    "c4_kept_lines": lambda m: len(m.kept_lines) / len(m.lines),
    "c4_curly_bracket": lambda m: m.text.count("{") + m.text.count("}"),
    "c4_lorem_ipsum": lambda m: m.text.lower().count("lorem ipsum"),
    "fineweb_line_punct_ratio": lambda m: m.share_of_lines(lambda line: line.endswith(FINEWEB_END_MARKS)),
    "fineweb_short_line_ratio": lambda m: m.share_of_lines(lambda line: len(line) <= FINEWEB_SHORT_CHARS),
    "fineweb_char_dup_ratio": lambda m: _chars(_repeated(m.lines)) / _chars(m.lines),
    "fineweb_list_ratio": lambda m: (len(m.lines) - 1) / len(m.words),
    "rps_doc_frac_unique_words": lambda m: len(m.lower_counts) / len(m.words),
    "rps_doc_unigram_entropy": _entropy,
    "rps_doc_frac_all_caps_words": lambda m: _share_of_words(m, str.isupper),
    "rps_doc_frac_no_alph_words": lambda m: _share_of_words(m, lambda word: _LETTER.search(word) is None),
    "rps_doc_stop_word_fraction": _stop_share,
    "rps_lines_uppercase_letter_fraction": lambda m: _mean_share(m, str.isupper),
    "rps_lines_numerical_chars_fraction": lambda m: _mean_share(m, str.isnumeric),
}
