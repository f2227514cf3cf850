"""What do the signals measure: the article's passages, sentences and words, with their places in the page text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from extractors.records import Article, Block, BlockLabel, Claim, ClaimReading, Span
from extractors.rules.records import NO_RULES, Rules

T = TypeVar("T")

CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A sentence ends at . ! ? … and closing quotes, before white space and something that may begin one.
_OPENING = r"\"'(\[\u2018\u201c\u00ab"
_CLOSING = r"\"')\]\u2019\u201d\u00bb"
_SENTENCE_END = re.compile(
    rf"(?<![.!?\u2026])[.!?\u2026]+[{_CLOSING}]*\s+(?=[{_OPENING}]?[A-Z0-9\u00c0-\u00d6\u00d8-\u00de])"
)
# What stands before a full stop that ends no sentence: single capitals (initials, U.S.) and titles.
MAX_TITLE_CHARS = 8
_NO_END = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Gov|Sen|Rep|Lt|Col|No|no|vs|Inc|Jr|Sr|approx|ca))$")


class Word(NamedTuple):  # a page has thousands: a tuple is made in a third of a dataclass's time
    """One word in lower case, with straight apostrophes, and its place in the page text."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Return the word's place in the page text."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, and its place in the page text."""

    words: tuple[Word, ...]
    start: int
    end: int
    paragraph: int  # number of the passage it stands in
    heading: bool

    @property
    def span(self) -> Span:
        """Return the sentence's place in the page text."""
        return Span(start=self.start, end=self.end)


class Material:
    """An article and its claims, cut once for all signals, and the user's rules by which they are measured."""

    def __init__(self, article: Article, claims: ClaimReading | None, rules: Rules = NO_RULES) -> None:
        """Keep the article; sentences and words are cut when first asked for."""
        self.article = article
        self.claims = claims
        self.rules = rules
        self._made: dict[Callable[[Material], Any], Any] = {}

    @property
    def english(self) -> bool:
        """Return whether the word lists apply: the page is English or says nothing of its language."""
        return self.article.metadata.language in {None, "en"}

    @cached_property
    def passages(self) -> tuple[Block, ...]:
        """Return the kept blocks."""
        return tuple(block for block in self.article.blocks if block.kept)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of the kept blocks, in order."""
        return tuple(
            sentence
            for number, block in enumerate(self.passages)
            for sentence in cut_sentences(block, paragraph=number)
        )

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """Return the sentences outside headings."""
        return tuple(sentence for sentence in self.sentences if not sentence.heading)

    @cached_property
    def prose_blocks(self) -> tuple[Block, ...]:
        """Return the kept blocks that are no headings."""
        return tuple(block for block in self.passages if block.label is not BlockLabel.HEADING)

    @cached_property
    def prose_words(self) -> int:
        """Return how many words stand outside headings."""
        return sum(len(sentence.words) for sentence in self.prose)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return the words of the kept blocks, in order."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    def per_1000_words(self, count: float) -> float:
        """Return a count as a rate; 0 for a text without words."""
        return 1000 * count / len(self.words) if self.words else 0.0

    def once(self, make: Callable[["Material"], T]) -> T:
        """Return what `make` returns for this material; it is asked once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def claim_span(self, claim: Claim) -> Span:
        """Return a claim's place in the page text, cut at the end of the block it begins in."""
        for block in self.passages:
            if block.text_start is not None and block.text_end is not None and claim.start < block.text_end:
                start = block.start + max(0, claim.start - block.text_start)
                return Span(start=start, end=max(start, min(block.end, start + claim.end - claim.start)))
        return Span(start=0, end=0)


def straighten(text: str) -> str:
    """Return the text with straight apostrophes, as the word lists have them."""
    return text.replace(CURLY, "'")


def cut_words(text: str, start: int = 0) -> tuple[Word, ...]:
    """Return the words of a text that begins at `start`.

    >>> [word.text for word in cut_words("Don't ask (why).")]
    ["don't", 'ask', 'why']
    """
    straight = straighten(text)
    low = straight.lower()
    if len(low) != len(straight):  # a letter grew (\u0130): offsets would shift
        return tuple(
            [Word(found[0].lower(), start + found.start(), start + found.end()) for found in _WORD.finditer(straight)]
        )
    return tuple([Word(found[0], start + found.start(), start + found.end()) for found in _WORD.finditer(low)])


def cut_sentences(block: Block, *, paragraph: int) -> Iterator[Sentence]:
    """Yield the sentences of a block; a line is never more than one sentence's end."""
    heading = block.label is BlockLabel.HEADING
    for line in re.finditer(r"[^\n]+", block.text):
        for start, end in _sentence_bounds(line[0]):
            place = block.start + line.start()
            words = cut_words(line[0][start:end], place + start)
            if words:
                yield Sentence(words, place + start, place + end, paragraph, heading)


def _sentence_bounds(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _SENTENCE_END.finditer(line):
        if found[0].startswith(".") and _NO_END.search(
            line, max(start, found.start() - MAX_TITLE_CHARS), found.start()
        ):
            continue
        yield start, found.start() + len(found[0].rstrip())
        start = found.end()
    if start < len(line):
        yield start, len(line.rstrip())
