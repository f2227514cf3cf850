"""What does the text give a reader to check: numbers, dates, quotations, names of those who said so, links?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from extractors.records import Block, Signal, Span
from extractors.signals.grading import counted, grade, not_measured
from extractors.signals.lists import listed
from extractors.signals.material import Material, Sentence, Word

ENGLISH_ONLY = "the lists are English"
# Shorter texts can be without a number by chance.
MIN_WORDS = 200
# How far a name stands from the verb of saying: "the mayor of Brenholt, Ada Norum, said".
NEAR_WORDS = 5
# A quotation of fewer words is a term or a title.
_QUOTATION = re.compile(r"[\u201c\"](?:[^\u201c\u201d\"\s]+\s+){4,}[^\u201c\u201d\"]*[\u201d\"]")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    rf"\b(?:{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b|(?:{_MONTHS})\.?\s+{_DAY}(?:st|nd|rd|th)?\b"
    rf"|(?:{_MONTHS})\.?,?\s+(?:1[5-9]|20)\d\d\b|(?:1[5-9]|20)\d\d-[01]\d-[0-3]\d\b)",
    re.IGNORECASE,
)


def numbers(material: Material) -> Signal:
    """Return how many of 1,000 words of the prose begin with a digit."""
    found = material.once(_numbers)
    reason = f"{counted(len(found), 'number')} in {counted(material.prose_words, 'word')} of prose"
    return grade(material, "numbers", _rate(material, len(found)), reason=reason, spans=found)


def _numbers(material: Material) -> list[Span]:
    return [
        word.span
        for sentence in material.prose
        if _DIGIT.search(material.article.page_text, sentence.start, sentence.end)
        for word in sentence.words
        if word.text[0].isdigit()
    ]


def exact_dates(material: Material) -> Signal:
    """Return how many dates with a day or a month stand in 1,000 words of the prose."""
    if not material.english:
        return not_measured(material, "exact_dates", reason="month names are English")
    found = _dates(material)
    reason = f"{counted(len(found), 'exact date')} in {counted(material.prose_words, 'word')} of prose"
    return grade(material, "exact_dates", _rate(material, len(found)), reason=reason, spans=found)


def attributions(material: Material) -> Signal:
    """Return how often in 1,000 words the text names who said something."""
    if not material.english:
        return not_measured(material, "attributions", reason=ENGLISH_ONLY)
    found = material.once(_attributions)
    reason = f"{counted(len(found), 'statement')} with a source in {counted(material.prose_words, 'word')} of prose"
    return grade(material, "attributions", _rate(material, len(found)), reason=reason, spans=found)


def _attributions(material: Material) -> list[Span]:
    page = material.article.page_text
    saying = listed(material, "saying_verbs") | {"according"}
    people = listed(material, "speakers")
    return [span for each in material.prose if (span := _attribution(each, saying, people, page)) is not None]


def _attribution(sentence: Sentence, saying: frozenset[str], people: frozenset[str], page: str) -> Span | None:
    """Return the place of the first verb of saying with somebody near it."""
    words = sentence.words
    places = (at for at, word in enumerate(words) if word.text in saying)
    return next((words[at].span for at in places if _somebody_near(words, at, people, page)), None)


def _somebody_near(words: Sequence[Word], at: int, people: frozenset[str], page: str) -> bool:
    near = (*words[max(0, at - NEAR_WORDS) : at], *words[at + 1 : at + 1 + NEAR_WORDS])
    return any(word.text in people or (word is not words[0] and page[word.start].isupper()) for word in near)


def hedges(material: Material) -> Signal:
    """Return how many of 1,000 words say how sure the writer is."""
    if not material.english:
        return not_measured(material, "hedges", reason=ENGLISH_ONLY)
    page = material.article.page_text
    hedging = listed(material, "hedges")
    found = [
        Span(start=word.start, end=word.end)
        for sentence in material.prose
        for word in sentence.words
        # "May" with a capital inside a sentence is the month.
        if word.text in hedging and (word.start == sentence.start or page[word.start].islower())
    ]
    reason = f"{counted(len(found), 'hedge')} in {counted(material.prose_words, 'word')} of prose"
    return grade(material, "hedges", _rate(material, len(found)), reason=reason, spans=found)


def checkable_detail(material: Material) -> Signal:
    """Return how many numbers, dates, quotations and named sources stand in 1,000 words of the prose."""
    if not material.english:
        return not_measured(material, "checkable_detail", reason=ENGLISH_ONLY)
    found = [*material.once(_numbers), *_quotations(material), *material.once(_attributions)]
    words = material.prose_words
    return grade(
        material,
        "checkable_detail",
        _rate(material, len(found)),
        reason=f"{counted(len(found), 'number, quotation or named source', 'numbers, quotations and named sources')}"
        f" in {counted(words, 'word')} of prose",
        spans=sorted(found, key=lambda span: span.start),
        enough=words >= MIN_WORDS,
    )


def _quotations(material: Material) -> list[Span]:
    quoting = [block for block in material.prose_blocks if '"' in block.text or "\u201c" in block.text]
    return list(_matches(_QUOTATION, quoting, material.article.page_text))


def _dates(material: Material) -> list[Span]:
    dated = [block for block in material.prose_blocks if _DIGIT.search(block.text)]
    return list(_matches(_DATE, dated, material.article.page_text))


def _matches(pattern: re.Pattern[str], blocks: Iterable[Block], page: str) -> Iterator[Span]:
    for block in blocks:
        for match in pattern.finditer(page, block.start, block.end):
            yield Span(start=match.start(), end=match.end())


def _rate(material: Material, count: int) -> float:
    return 1000 * count / material.prose_words if material.prose_words else 0.0


def outbound_citations(material: Material) -> Signal:
    """Return how many links in 1,000 words of the article lead to other sites."""
    home = _host(material.article.url)
    if home is None:
        return not_measured(material, "outbound_citations", reason="the page has no address to compare its links with")
    found = [
        (host, block)
        for block in material.prose_blocks
        for href in block.hrefs
        if (host := _host(href)) is not None and not _is_same_site(host, home)
    ]
    hosts = len({host for host, _ in found})
    blocks = {block.start: block for _, block in found}
    return grade(
        material,
        "outbound_citations",
        material.per_1000_words(len(found)),
        reason=f"{counted(len(found), 'link')} to {counted(hosts, 'other site')}",
        spans=[Span(start=block.start, end=block.end) for block in blocks.values()],
    )


def _host(address: str) -> str | None:
    """Return the host of a web address without www, None where there is none.

    >>> _host("https://www.herald.example/a"), _host("/a"), _host("mailto:a@b.example")
    ('herald.example', None, None)
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:  # "http://[": browsers follow no such link either
        return None
    return host.removeprefix("www.") if host and parts.scheme in {"http", "https", ""} else None


def _is_same_site(host: str, home: str) -> bool:
    return host == home or host.endswith(f".{home}") or home.endswith(f".{host}")
