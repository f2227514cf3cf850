"""Which words and phrases do the signals count: those of `extractors/data/signals.toml`, and a user's?"""

from collections.abc import Mapping
from functools import cache

from extractors.rules.records import ListRule
from extractors.signals.material import Material, cut_words, straighten
from extractors.signals.phrases import Book, make_book
from extractors.word_sets import load_table, word_set

TABLE = "signals"
TIMES = "time_phrases"
# Held against a whole heading or name: may be of several words, as they are written.
WHOLE = frozenset({"account_names", "contents_titles"})


def listed(material: Material, name: str) -> frozenset[str]:
    """Return the words of a list."""
    return words_of(name, material.rules.of_list(name))


def listed_book(material: Material, name: str) -> Book:
    """Return the phrases of a list, to look up word by word."""
    return _book_of(name, material.rules.of_list(name))


def listed_days(material: Material) -> Mapping[str, int]:
    """Return the time phrases with their days."""
    return days_of(material.rules.of_list(TIMES))


def listed_times(material: Material) -> Book:
    """Return the time phrases, to look up word by word."""
    return _times_of(material.rules.of_list(TIMES))


@cache
def list_names() -> tuple[str, ...]:
    """Return the names of all lists that rules may change."""
    return tuple(name for name, value in load_table(TABLE).items() if name == TIMES or _is_list(value))


def holds_single_words(name: str) -> bool:
    """Return whether a list is looked up word by word, so that a phrase in it would never be found."""
    return isinstance(load_table(TABLE)[name], str) and name not in WHOLE


def as_listed(name: str, phrase: str) -> str:
    """Return a phrase as its list has it: lower case, words with one space between; "" for one without words.

    >>> as_listed("filler_phrases", "At This  Juncture,")
    'at this juncture'
    """
    if name in WHOLE:
        return " ".join(straighten(phrase).lower().split())
    return " ".join(word.text for word in cut_words(phrase))


@cache
def words_of(name: str, rule: ListRule | None) -> frozenset[str]:
    """Return the words of a list as a rule changes it."""
    built_in = word_set(TABLE, name) if name != TIMES else frozenset(days_of(None))
    return built_in if rule is None else (built_in - frozenset(rule.drop)) | frozenset(rule.add)


@cache
def days_of(rule: ListRule | None) -> Mapping[str, int]:
    """Return the days of every time phrase as a rule changes them."""
    table = load_table(TABLE)[TIMES]
    assert isinstance(table, dict), "signals.toml: time_phrases is a table"
    built_in = {as_listed(TIMES, phrase): int(days) for phrase, days in table.items()}
    if rule is None:
        return built_in
    return {phrase: days for phrase, days in built_in.items() if phrase not in rule.drop} | dict(rule.days)


@cache
def _book_of(name: str, rule: ListRule | None) -> Book:
    return make_book(words_of(name, rule))


@cache
def _times_of(rule: ListRule | None) -> Book:
    return make_book(days_of(rule))


def _is_list(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))
