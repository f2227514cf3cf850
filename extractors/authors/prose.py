"""Does a text read as if a generator had drawn its words, rather than a person written them?"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.authors.lists import coded_words, label_words, plain_words, rows
from extractors.authors.stock import novel_of, stock_codes

WINDOW = 6
# A window of six words from the Latin lists alone: all FakerPHP biographies, no genuine one of the development pages.
MIN_LATIN_WORDS = 3  # "dolor sit amet" is the shortest text that says anything
# Python Faker's word lists hold few of a language's small words; written language has at least a quarter of them.
MIN_SALAD_WORDS = 4
MIN_HARD_SALAD = 7  # "So far, so good." is four such words too
MAX_SMALL_SHARE = 0.2
# Two hacker sentences of the longest kind.
MAX_PATTERNED = 260
# The longest biography of the development pages has 400 characters.
MAX_STOCK = 600
# The shortest sentence of Chance has twelve words, in its biographies often fewer.
MIN_GIBBERISH = 6
MIN_TELLING = 3  # words of up to three letters are syllables and words alike
# Finnish and Estonian double their letters; Chance does where two syllables meet by chance.
MAX_DOUBLED = 0.15

# Chance has no q, x or y, and never three consonants in a row; its sentences hold no marks but the last.
_SYLLABLES = re.compile(r"^(?!.*[^aeiou\s.]{4})(?:[A-Z][a-pr-vwz]*)(?: [a-pr-vwz]+)+\.$")
_USUAL = re.compile(
    r"\b(?:lorem ipsum|dolor sit amet|sed do eiusmod|ut enim ad minim|duis aute irure|excepteur sint"
    r"|consectetur adipi)",
)
_DOUBLED = re.compile(r"(.)\1")
_EMOJI = re.compile(r"[^\w\s,.'&-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseSign:
    """What kind of generated text it is, and the codes of the lists that hold its words."""

    sign: (
        str  # lorem_text | placeholder_text | word_salad | catch_phrase | bio_formula | hacker_phrase | product_phrase
    )
    detail: str
    codes: frozenset[str]


@cache
def _latin() -> frozenset[str]:
    """Return the Latin placeholder words: what a list for all locales, or one of Latin, holds."""
    words = coded_words("lorem")
    seeds = {word for word, codes in words.items() if any(code.endswith("*") for code in codes)}
    # Faker.js's English list is Latin of another text; it has no English word in it.
    return frozenset(seeds | {word for word, codes in words.items() if codes & {"J0", "J2", "R0"}})


@lru_cache(maxsize=2048)
def prose_sign(text: str) -> ProseSign | None:
    """Return the sign that the text was put together by a generator, None for anything a person might have written."""
    words = plain_words(text)
    if not words:
        return None
    return _lorem(words) or _salad(text, words) or _formula(text, words) or _gibberish(text, words)


def _gibberish(text: str, words: list[str]) -> ProseSign | None:
    """Return the sign of Chance's sentences: syllables of a consonant and a vowel that are words of no language."""
    if len(words) < MIN_GIBBERISH or len(text) > MAX_STOCK or not text.isascii():
        return None
    if not all(map(_SYLLABLES.match, re.split(r"(?<=\.) ", text.strip()))):
        return None
    table, small = coded_words("lorem"), label_words("prose", "small")
    known = sum(len(word) > MIN_TELLING and (word in table or word in small) for word in words)
    doubled = sum(_DOUBLED.search(word) is not None for word in words)
    if known > 0.1 * len(words) or doubled > MAX_DOUBLED * len(words) or len(set(words)) < len(words) - 1:
        return None
    return ProseSign(sign="gibberish", detail="syllables that are words of no language", codes=frozenset({"C0", "C*"}))


def count_small(words: list[str]) -> int:
    """Return how many of the words join sentences: articles, pronouns, prepositions."""
    small = label_words("prose", "small")
    return sum(word in small for word in words)


def is_latin(word: str) -> bool:
    """Return whether the word is one of Latin placeholder text."""
    return word.strip(".,").lower() in _latin()


def _lorem(words: list[str]) -> ProseSign | None:
    if len(words) < MIN_LATIN_WORDS:
        return None
    latin = _latin()
    known = [word in latin for word in words]
    if len(words) < WINDOW:
        fits = all(known)
    else:
        share = sum(known) / len(known)
        fits = share >= 0.8 and any(all(known[at : at + WINDOW]) for at in range(len(known) - WINDOW + 1))  # noqa: PLR2004
    if not fits:
        return None
    # Designers fill pages with the one well-known passage; generators shuffle its words.
    usual = _USUAL.search(" ".join(words)) is not None
    return ProseSign(
        sign="placeholder_text" if usual else "lorem_text",
        detail=f"{sum(known)} of {len(words)} words are Latin placeholder words",
        codes=_common_codes([word for word, is_known in zip(words, known, strict=True) if is_known]),
    )


def _common_codes(words: list[str]) -> frozenset[str]:
    table = coded_words("lorem")
    found = [table[word] for word in words if word in table]
    return frozenset.intersection(*found) if found else frozenset()


def _salad(text: str, words: list[str]) -> ProseSign | None:
    """Return the sign of Python Faker's texts: words of one language's list in any order, cut into sentences."""
    if len(words) < MIN_SALAD_WORDS or not text.rstrip().endswith("."):
        return None
    codes = _common_codes(words)
    table = coded_words("lorem")
    if not codes or not all(word in table for word in words):
        return None
    small = count_small(words)
    if small > MAX_SMALL_SHARE * len(words):
        return None
    return ProseSign(
        sign="word_salad" if len(set(words)) >= MIN_HARD_SALAD else "short_salad",
        detail=f"all {len(words)} words come from a generator's list, {small} of them join a sentence",
        codes=codes,
    )


def _formula(text: str, words: list[str]) -> ProseSign | None:
    return _bio_formula(text) or _catch_phrase(text, words) or _patterned(text) or _stock(text)


def _stock(text: str) -> ProseSign | None:
    """Return the sign of a generator's own sentences or of a novel that it shuffles."""
    if len(text) > MAX_STOCK:
        return None
    codes = stock_codes(text)
    if codes:
        return ProseSign(sign="stock_sentence", detail="every sentence is one of a generator's stock", codes=codes)
    novel = novel_of(text)
    if novel is None:
        return None
    return ProseSign(
        sign="shuffled_novel",
        detail="its runs of words stand in the novel that FakerPHP shuffles",
        codes=frozenset({novel}),
    )


def _bio_formula(text: str) -> ProseSign | None:
    """Return the sign of Faker.js's biographies: up to three of its words for people, an emoji at the end."""
    parts = coded_words("bio_parts")
    bare = _EMOJI.sub("", text).strip().lower()
    pieces = [piece.strip() for piece in bare.split(",") if piece.strip()]
    if not 1 <= len(pieces) <= 3:  # noqa: PLR2004 - the generator's own patterns
        return None
    fits = [piece in parts or (" " in piece and _is_supporter(piece)) for piece in pieces]
    if not all(fits):
        return None
    return ProseSign(sign="bio_formula", detail="a list of Faker.js's words for people", codes=frozenset({"J0"}))


@cache
def _supporters() -> frozenset[str]:
    return frozenset(word for word, codes in coded_words("bio_parts").items() if "supporter" in codes)


def _is_supporter(piece: str) -> bool:
    words = piece.split()
    return len(words) == 2 and words[1] in _supporters()  # noqa: PLR2004 - a noun and its supporter


def _catch_phrase(text: str, words: list[str]) -> ProseSign | None:
    """Return the sign of business talk: two to four words of the lists, and nothing else."""
    table = coded_words("phrases")
    sentences = [piece.strip(" .!").lower() for piece in re.split(r"(?<=[a-z])\. ", text) if piece.strip()]
    if not sentences or len(words) > 24:  # noqa: PLR2004 - three phrases of the longest kind
        return None
    codes: frozenset[str] | None = None
    for sentence in sentences:
        held = _phrase_codes(sentence, table)
        if not held:
            return None
        codes = held if codes is None else codes & held
    return ProseSign(
        sign="catch_phrase", detail="words of a generator's business talk and no others", codes=codes or frozenset()
    )


def _phrase_codes(sentence: str, table: object) -> frozenset[str]:
    assert isinstance(table, dict), "coded_words returns a dict"
    words = sentence.split()
    if not 3 <= len(words) <= 10:  # noqa: PLR2004 - the generators' patterns
        return frozenset()
    at = pieces = 0
    codes: set[str] = set()
    while at < len(words):
        for size in (5, 4, 3, 2, 1):
            piece = " ".join(words[at : at + size])
            held = table.get(piece)
            if held is not None and at + size <= len(words):
                codes |= held
                at += size
                pieces += 1
                break
        else:
            return frozenset()
    return frozenset(codes) if 2 <= pieces <= 4 else frozenset()  # noqa: PLR2004 - as above


_ABBREVIATION = re.compile(r"\b[A-Z]{2,4}8?\b")


@cache
def _patterns() -> tuple[tuple[str, frozenset[str], str, re.Pattern[str]], ...]:
    """Return sign, codes, longest literal part and pattern of the sentences that a generator fills."""
    found = []
    for key, pattern in rows("patterns"):
        sign, *codes = key.split()
        parts = (re.escape(part) for part in pattern.split("*"))
        filled = re.compile(r"(?:\S+(?: \S+){0,3}?)".join(parts) + r"[.!]?", re.IGNORECASE)
        found.append((sign, frozenset(codes), max(pattern.lower().split("*"), key=len), filled))
    return tuple(found)


def _patterned(text: str) -> ProseSign | None:
    """Return the sign of Faker.js's sentences about products and hackers."""
    if len(text) > MAX_PATTERNED:
        return None
    lower = text.lower()
    for sign, codes, literal, pattern in _patterns():
        found = pattern.match(text) if literal in lower else None
        if found is None:
            continue
        # Hacker talk is full of abbreviations; without one "We need to …" is anybody's.
        whole = found.end() >= len(text.strip()) or text[found.end() :].startswith(" ")
        if whole and (sign != "hacker_phrase" or _ABBREVIATION.search(text)):
            return ProseSign(sign=sign, detail="a sentence that Faker.js fills with words of its lists", codes=codes)
    return None
