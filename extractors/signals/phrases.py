"""Where do listed phrases stand in a text? Looked up word by word, so that the time does not grow with the list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.records import Span
from extractors.signals.material import Word, cut_words

Book = Mapping[str, Sequence[tuple[str, ...]]]


def make_book(phrases: Iterable[str]) -> Book:
    """Return first word → phrases that begin with it, longest first."""
    book: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(set(phrases)):
        words = tuple(word.text for word in cut_words(phrase))
        book.setdefault(words[0], []).append(words)
    for entries in book.values():
        entries.sort(key=lambda words: (-len(words), words))
    return book


def find_phrases(words: Sequence[Word], book: Book) -> Iterator[tuple[str, Span]]:
    """Yield each phrase found, with its place; found phrases do not overlap.

    >>> [phrase for phrase, _ in find_phrases(cut_words("It is, in essence, late."), make_book(["in essence"]))]
    ['in essence']
    """
    free = 0
    for at in [at for at, word in enumerate(words) if word.text in book]:
        length = _match_length(words, at, book[words[at].text]) if at >= free else 0
        if length:
            span = Span(start=words[at].start, end=words[at + length - 1].end)
            yield " ".join(word.text for word in words[at : at + length]), span
            free = at + length


def _match_length(words: Sequence[Word], at: int, entries: Sequence[tuple[str, ...]]) -> int:
    for entry in entries:
        if tuple(word.text for word in words[at : at + len(entry)]) == entry:
            return len(entry)
    return 0
