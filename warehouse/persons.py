"""Where is a person named or reached, in words, in an address, on a disk?

A full name is known wherever it stands, in any order, spelled with hyphens or without accents, as addresses do. A
single name is known in the article that uses it for a person: May and Washington are other things elsewhere.
"""

import hmac
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from warehouse.masking import mask_characters, mask_emails

# Stands for each character of a text that is cut out: the last of Unicode's private ones, which no icon font uses.
CUT: Final = "\U0010fffd"
STAND_IN_DIGITS: Final = 8
# A word of a name of fewer letters is an initial or a particle.
LEAST_LETTERS: Final = 3
# Words of a name stand so close, with nothing between them that ends a sentence.
MOST_BETWEEN: Final = 3
_TITLES: Final = frozenset(
    {"dr", "mr", "mrs", "ms", "miss", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "by"}
)
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "md", "phd", "dds", "dvm", "esq"})
_CUTS: Final = re.compile(f"{CUT}+")
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_URL: Final = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w@/.])@\w{2,}")
_PHONE: Final = re.compile(r"(?<![\w.-])(?!\d{4}-\d\d)\+?\(?\d[\d ().-]{7,18}\d(?![\w-])")
_PHONE_DIGITS: Final = range(9, 16)
_HOME: Final = re.compile(r"(/(?:home|Users)/)([^/\s]+)")
# Parts of an address that a person's part follows.
_PERSON_PARTS: Final = frozenset(
    {"by", "home", "people", "person", "staff", "team", "u"}
    | {
        f"{word}{ending}"
        for word in ("author", "contributor", "member", "profile", "user", "writer")
        for ending in ("", "s")
    }
)
_PERSON_KEYS: Final = frozenset({"author", "user", "username", "email", "mail", "name", "uid", "login"})

Words = tuple[str, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of persons that a warehouse holds."""

    full: dict[str, tuple[Words, ...]]  # by first word, the longest first
    single: dict[str, frozenset[str]]  # by article
    joined: frozenset[str]  # full names written as one word, as handles and addresses do
    key: bytes

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]], *, key: bytes) -> "Names":
        """Return the names of rows of an article's id and a name as it is printed there."""
        full: set[Words] = set()
        single: defaultdict[str, set[str]] = defaultdict(set)
        for article_id, name in rows:
            words = _name_words(name)
            if len(words) > 1:
                full |= {words, (*words[-1:], *words[:-1])}
            single[article_id] |= _words_alone(name)
        by_first: defaultdict[str, list[Words]] = defaultdict(list)
        for words in sorted(full, key=lambda each: (-len(each), each)):
            by_first[words[0]].append(words)
        return cls(
            full={first: tuple(each) for first, each in by_first.items()},
            single={article_id: frozenset(each) for article_id, each in single.items()},
            joined=frozenset("".join(words) for words in full),
            key=key,
        )

    def mask(self, article_id: str, text: str) -> str:
        """Return a text of an article, as long as it was, with the names of persons and what reaches them masked."""
        return _masked(text, (*self._named(article_id, text), *_reached(text), *self._personal_urls(text)))

    def mask_reason(self, article_id: str, text: str) -> str:
        """Return winnow's own words about an article, which may have its words in small letters, masked."""
        return _masked(self.mask(article_id, text), self._named(article_id, text, in_any_case=True))

    def _personal_urls(self, text: str) -> Iterable[tuple[int, int]]:
        """Yield where an address stands that names a person, without its scheme."""
        for url in _URL.finditer(text):
            if self.mask_url(url[0]) != url[0]:
                yield url.start() + url[0].find("://") + len("://"), url.end()

    def mask_url(self, url: str) -> str:
        """Return an address with a stand-in for each part that names a person; different addresses stay different.

        >>> names = Names.of([("a", "Marta Hale")], key=b"")
        >>> names.mask_url("https://herald.example/author/mh").startswith("https://herald.example/author/person-")
        True
        """
        start, host, rest = _split_address(url)
        path, mark, query = rest.partition("?")
        parts = path.split("/")
        shown = [
            self._stand_in(part) if _is_personal(part, before) or self._holds_name(part) else part
            for before, part in zip(["", *parts], parts, strict=False)
        ]
        pairs = [self._pair(pair) for pair in query.split("&")]
        return f"{start}{host}{'/'.join(shown)}{mark}{'&'.join(pairs)}"

    def _pair(self, pair: str) -> str:
        name, equals, value = pair.partition("=")
        personal = value and (name.lower() in _PERSON_KEYS or self._holds_name(value))
        return f"{name}{equals}{self._stand_in(value) if personal else value}"

    def _stand_in(self, part: str) -> str:
        return pseudonym(unquote(part), key=self.key) if part else part

    def _holds_name(self, part: str) -> bool:
        plain = unquote(part)
        joined = "".join(_folded_words(plain))
        return "@" in plain or joined in self.joined or next(iter(self._named("", plain)), None) is not None

    def _named(self, article_id: str, text: str, *, in_any_case: bool = False) -> Iterable[tuple[int, int]]:
        """Yield where a person is named."""
        found = list(_words(text))
        folded = [_folded(text[start:end]) for start, end in found]
        single = self.single.get(article_id, frozenset())
        at = 0
        while at < len(found):
            length = self._length(found, folded, at, text)
            start, end = found[at]
            if length:
                yield start, found[at + length - 1][1]
            elif folded[at] in single and (in_any_case or not text[start:end].islower()):
                yield start, end
            at += length or 1

    def _length(self, found: Sequence[Span], folded: Sequence[str], at: int, text: str) -> int:
        """Return of how many words the longest full name is that begins at a word; 0 where none does."""
        for words in self.full.get(folded[at], ()):
            end = at + len(words)
            if tuple(folded[at:end]) == words and all(
                _is_close(text[left:right])
                for (_, left), (right, _) in zip(found[at : end - 1], found[at + 1 : end], strict=True)
            ):
                return len(words)
        return 0


def pseudonym(name: str, *, key: bytes) -> str:
    """Return what stands for a name: the same for the same name, and nobody without the key can tell for which."""
    words = " ".join(_folded_words(name))
    return f"person-{hmac.digest(key, words.encode(), 'sha256').hex()[:STAND_IN_DIGITS]}"


def keep_only(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text, as long as it was, in which everything outside of the spans is cut out.

    >>> keep_only("One. Two. Three.", [(5, 9)]).strip(CUT)
    'Two.'
    """
    shown = [CUT] * len(text)
    for start, end in spans:
        shown[start:end] = text[start:end]
    return "".join(shown)


def collapse_cuts(html: str) -> str:
    """Return a page in which a stretch that was cut out is three dots in brackets, however long it was.

    >>> collapse_cuts(f"The lamp. {CUT * 40} It burns.")
    'The lamp. […] It burns.'
    """
    return _CUTS.sub("[…]", html) if CUT in html else html


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    masked = list(mask_emails(text))
    for start, end in spans:
        masked[start:end] = mask_characters(text[start:end])
    return "".join(masked)


def _reached(text: str) -> Iterable[tuple[int, int]]:
    """Yield where a handle, a telephone number or a person's folder stands."""
    yield from (match.span() for match in _HANDLE.finditer(text))
    yield from (match.span(2) for match in _HOME.finditer(text))
    for match in _PHONE.finditer(text):
        if sum(map(str.isdigit, match[0])) in _PHONE_DIGITS:
            yield match.span()


def _split_address(url: str) -> tuple[str, str, str]:
    """Return scheme with slashes, host, and the rest."""
    scheme, slashes, after = url.partition("://")
    if not slashes:
        return "", "", url
    host, slash, path = after.partition("/")
    return f"{scheme}://", host, f"{slash}{path}"


def _is_personal(part: str, before: str) -> bool:
    return before.lower() in _PERSON_PARTS or part[:1] in {"@", "~"}


def _name_words(name: str) -> Words:
    """Return the words of a name without titles and what follows it."""
    return tuple(word for word in _folded_words(name) if word not in _TITLES | _SUFFIXES)


def _words_alone(name: str) -> set[str]:
    """Return the words by which a text calls a person alone: the first and the last, both halves of a double one."""
    parts = [part for part in name.split() if _name_words(part)]
    words = {word for part in (*parts[:1], *parts[-1:]) for word in _name_words(part)}
    return {word for word in words if len(word) >= LEAST_LETTERS}


def _is_close(between: str) -> bool:
    return len(between) <= MOST_BETWEEN and not re.search(r"[!?;:\n]", between)


def _folded_words(text: str) -> list[str]:
    return [_folded(text[start:end]) for start, end in _words(text)]


def _words(text: str) -> Iterable[Span]:
    """Yield where each word stands; a capital within a word begins another: “byMarta” is two.

    Texts of pages run together where a line ended or an element did.
    """
    for match in _WORD.finditer(text):
        start, end = match.span()
        for at in range(start + 1, end):
            if text[at].isupper() and text[at - 1].islower():
                yield start, at
                start = at
        yield start, end


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()
