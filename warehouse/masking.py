"""How does personal data leave the rows, while every offset stays right?"""

import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractors.records import Article, AuthorProfile, Block

MASK = "•"
# Fields of a profile whose whole value is personal data, and the kind it counts as.
PRIVATE_FIELDS: Mapping[str, str] = {
    "email": "email",
    "phone": "phone",
    "fax": "phone",
    "address": "address",
    "birthdate": "birthdate",
    "birthday": "birthdate",
    "iso_date": "birthdate",
    "username": "handle",
    "handle": "handle",
    "social": "handle",
    "social_url": "handle",
    "twitter": "handle",
    "facebook": "handle",
    "instagram": "handle",
    "linkedin": "handle",
    "tiktok": "handle",
}
# A shorter value, or one of letters alone, is a plain word elsewhere on the page: it is masked where it stands only.
MIN_TELLING_CHARS = 6
# In words about the page a value is masked even if it is a plain word; under four letters it says nothing.
MIN_HIDDEN_CHARS = 4
HASH_LENGTH = 32
_TELLING = re.compile(r"[\d@_]")
# An e-mail address is found from its @ to the right, then to the left: a search for its first half would begin anew at
# every letter of a long word.
_EMAIL_END = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_EMAIL_START = re.compile(r"[\w.+-]{1,64}\Z")
MAX_EMAIL_START = 64
_EMAIL = re.compile(r"(\S)[^\s@]*@(\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One personal datum in clear text: it lives between the article and its rows, and is never stored."""

    author: int | None  # place of the profile among the authors of the page; None: an e-mail address elsewhere on it
    kind: str
    value: str
    start: int | None = None  # into the page text; None for markup
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Masks:
    """The texts of a page with personal data masked, each as long as it was, and what else must be masked."""

    page_text: str
    text: str
    data: tuple[Datum, ...]
    telling: re.Pattern[str] | None  # values that are masked wherever they stand
    every: re.Pattern[str] | None  # all values, for words about the page

    def clean(self, words: str) -> str:
        """Return the words with every telling value and every e-mail address masked."""
        return mask_emails(words if self.telling is None else self.telling.sub(_mask_match, words))

    def hide(self, words: str) -> str:
        """Return words about the page, like a reason, with every value masked that the page holds."""
        return self.clean(words if self.every is None else self.every.sub(_mask_match, words))

    def clean_optional(self, words: str | None) -> str | None:
        """Return the words with every telling value and every e-mail address masked, None for none."""
        return None if words is None else self.clean(words)


def mask_characters(words: str) -> str:
    """Return the words with every letter and digit masked, as long as before.

    >>> mask_characters("sam.bell@post.example")
    '•••.••••@••••.•••••••'
    """
    return "".join(MASK if character.isalnum() else character for character in words)


def mask_emails(words: str) -> str:
    """Return the words with every e-mail address masked.

    >>> mask_emails("Write to sam@post.example today.")
    'Write to •••@••••.••••••• today.'
    """
    return _mask_spans(words, _find_emails(words))


def _find_emails(words: str) -> list[tuple[int, int]]:
    found = []
    for match in _EMAIL_END.finditer(words):
        before = _EMAIL_START.search(words, max(0, match.start() - MAX_EMAIL_START), match.start())
        if before:
            found.append((before.start(), match.end()))
    return found


def shape_of(kind: str, value: str) -> str:
    """Return what a datum looked like, without what it said.

    >>> shape_of("email", "sam.bell@post.example"), shape_of("phone", "(555) 014-2290"), shape_of("handle", "@sbell")
    ('s•••@post.example', '(•••) •••-••••', '@•••••')
    """
    email = _EMAIL.fullmatch(value.strip())
    if kind == "email" and email:
        return f"{email[1]}{MASK * 3}@{email[2]}"
    return mask_characters(value)


def keyed_hash(kind: str, value: str, *, key: bytes) -> str:
    """Return a hash that is equal for equal data of one warehouse, however they are spelled."""
    return hmac.digest(key, f"{kind}\x1f{_normalise(kind, value)}".encode("utf-8", "replace"), "sha256").hex()[
        :HASH_LENGTH
    ]


def _normalise(kind: str, value: str) -> str:
    if kind == "phone":
        return "".join(filter(str.isdigit, value))
    return " ".join(value.lower().split()).lstrip("@")


def mask_article(article: Article) -> Masks:
    """Return the texts of an article without the personal data of its author profiles."""
    profiles = tuple(_find_data(article))
    data = (*profiles, *_find_other_emails(article.page_text, profiles))
    telling = _pattern(datum.value for datum in profiles if _is_telling(datum.value.strip()))
    spans = [(datum.start, datum.end) for datum in data if datum.start is not None and datum.end is not None]
    page_text = _mask_spans(article.page_text, spans)
    if telling is not None:
        page_text = telling.sub(_mask_match, page_text)
    every = _pattern(datum.value for datum in profiles if len(datum.value.strip()) >= MIN_HIDDEN_CHARS)
    return Masks(page_text=page_text, text=_mask_text(article, page_text), data=data, telling=telling, every=every)


def mask_fields(author: AuthorProfile, masks: Masks) -> list[tuple[str, str]]:
    """Return the fields of a profile, the private ones masked."""
    return [
        (name, mask_characters(value) if name in PRIVATE_FIELDS else _clean_field(name, value, masks))
        for name, value in author.fields
    ]


def _clean_field(name: str, value: str, masks: Masks) -> str:
    return masks.clean(value) if name == "name" else masks.hide(value)


def _find_data(article: Article) -> Iterator[Datum]:
    for place, author in enumerate(article.authors):
        seen = set()
        for datum in author.personal:
            value = article.page_text[datum.start : datum.end]
            seen.add(_normalise(datum.kind, value))
            yield Datum(author=place, kind=datum.kind, value=value, start=datum.start, end=datum.end)
        for name, value in author.fields:
            kind = PRIVATE_FIELDS.get(name)  # other fields are not private
            if kind and value.strip() and _normalise(kind, value) not in seen:
                seen.add(_normalise(kind, value))
                yield Datum(author=place, kind=kind, value=value)


def _find_other_emails(page_text: str, profiles: Iterable[Datum]) -> Iterator[Datum]:
    known = [(datum.start, datum.end) for datum in profiles if datum.start is not None and datum.end is not None]
    for start, end in _find_emails(page_text):
        if not any(first < end and start < last for first, last in known):
            yield Datum(author=None, kind="email", value=page_text[start:end], start=start, end=end)


def _is_telling(value: str) -> bool:
    return len(value) >= MIN_TELLING_CHARS and _TELLING.search(value) is not None


def _pattern(values: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of the values, in any case, the longest first; None for no values."""
    longest_first = sorted({value.strip() for value in values}, key=lambda value: (-len(value), value))
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if longest_first else None


def _mask_match(match: re.Match[str]) -> str:
    return mask_characters(match[0])


def _mask_spans(words: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the words with some runs of characters masked; they may overlap."""
    pieces, done = [], 0
    for start, end in sorted(spans):
        first = max(start, done)
        pieces += [words[done:first], mask_characters(words[first:end])]
        done = max(done, end)
    return "".join([*pieces, words[done:]])


def _mask_text(article: Article, page_text: str) -> str:
    """Return the article text with the kept blocks as they stand in the masked page."""
    if page_text == article.page_text:
        return article.text
    pieces, end = [], 0
    for block in article.blocks:
        if block.text_start is None or block.text_end is None:
            continue
        pieces += [article.text[end : block.text_start], masked_block(block, page_text)]
        end = block.text_end
    return "".join([*pieces, article.text[end:]])


def masked_block(block: Block, page_text: str) -> str:
    """Return the text of a block as it stands in the masked page."""
    return page_text[block.start : block.end]
