"""Which words do the generators of invented people draw from, and what are profile fields called?

The lists are facts taken from the generators' own packages; each file in `extractors/data/authors` names its source,
version and licence.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from extractors.word_sets import load_table

_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[|\n]")
_NO_CODES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratorList:
    """One list of one generator: what its code in the data files stands for."""

    generator: str
    locale: str
    source: str


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the text in lower case without accents, Cyrillic and Greek in Latin letters.

    >>> fold("Éléonore ÅSA"), fold("Søren"), fold("Ольга"), fold("Γιώργος")
    ('eleonore asa', 'soren', 'olga', 'giorgos')
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("\u03bf\u03c5", "ou")
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_spelled())


@cache
def _spelled() -> Mapping[int, str]:
    return {ord(letter): latin for letter, latin in rows("letters")}


def rows(name: str) -> Iterator[tuple[str, str]]:
    """Yield key and rest of each row of a list file."""
    text = files("extractors").joinpath("data", "authors", f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, _, rest = line.partition("\t")
            yield key, rest


@cache
def generator_lists() -> Mapping[str, GeneratorList]:
    """Return the lists by the code that stands for them in the other files."""
    lists = {}
    for code, rest in rows("generators"):
        generator, locale, source = rest.split("\t")
        lists[code] = GeneratorList(generator=generator, locale=locale, source=source)
    return lists


@cache
def codes_of_generator(letter: str) -> frozenset[str]:
    """Return the codes of a generator's lists by the letter that they begin with."""
    return frozenset(code for code in generator_lists() if code[0] == letter)


@cache
def coded_words(name: str) -> Mapping[str, frozenset[str]]:
    """Return each word of a file, folded, with the codes of the lists that hold it."""
    found: dict[str, frozenset[str]] = {}
    for codes_text, words in rows(name):
        codes = frozenset(codes_text.split())
        for word in words.split("|"):
            key = fold(word)
            held = found.get(key)
            found[key] = codes if held is None else held | codes
    return found


def codes_of(name: str, word: str) -> frozenset[str]:
    """Return the codes of the lists in a file that hold the word, whatever its case and accents."""
    return coded_words(name).get(fold(word), _NO_CODES)


@cache
def domain_words() -> Mapping[str, frozenset[str]]:
    """Return Faker.js's adjectives and nouns for domain names, by kind."""
    return {kind: frozenset(words.split("|")) for kind, words in rows("domain_words")}


@cache
def labels() -> Mapping[str, str]:
    """Return the kind of field that each label names; the labels are lower case."""
    table = load_table("authors/labels")["fields"]
    assert isinstance(table, dict), "labels.toml has a table of fields"
    found: dict[str, str] = {}
    for kind, text in table.items():
        for label in _BREAK.split(str(text)):
            if label.strip():
                found.setdefault(label.strip(), str(kind))
    return found


@cache
def _labels_by_start() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for label in sorted(labels(), key=len, reverse=True):
        found.setdefault(label[:3], []).append(label)
    return {start: tuple(held) for start, held in found.items()}


def labels_from(start: str) -> tuple[str, ...]:
    """Return the labels that begin with these three characters, the longest first."""
    return _labels_by_start().get(start, ())


@cache
def label_starts() -> frozenset[str]:
    """Return the first words of the labels."""
    return frozenset(label.partition(" ")[0] for label in labels())


@cache
def phrase_set(table: str, key: str) -> frozenset[str]:
    """Return the phrases under a key of labels.toml, which are parted by | or line ends."""
    part = load_table("authors/labels")[table]
    assert isinstance(part, dict), f"labels.toml has a table {table}"
    return frozenset(phrase.strip() for phrase in _BREAK.split(str(part[key])) if phrase.strip())


@cache
def label_words(table: str, key: str) -> frozenset[str]:
    """Return the single words under a key of labels.toml."""
    part = load_table("authors/labels")[table]
    assert isinstance(part, dict), f"labels.toml has a table {table}"
    return frozenset(str(part[key]).split())


def plain_words(text: str) -> list[str]:
    """Return the text's words, folded, without digits and marks."""
    return _WORD.findall(fold(text))
