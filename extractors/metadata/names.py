"""Which names does a byline print?"""

import re

# Longer is a sentence about the author, not a byline.
MAX_BYLINE_CHARS = 120
MAX_NAMES = 8

_LEAD = re.compile(
    r"^(?:(?:th(?:is|e) (?:post|article|story) (?:was|is) )?"
    r"(?:posted|written|published|reported|reviewed|submitted|story|words|text|reporting|started|created|article|guide)\s+by"
    r"|by|author[s]?|von|verfasst von|autor(?:in|en)?|par|écrit par|publié par|auteur|por|escrito por|publicado por|di"
    r"|a cura di|scritto da|autore|door|geschreven door|av|af|autorka|автор|text)(?:\s*[:\u2022|]\s*|\s*-?\s+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[|•·»\u203a\u2013\u2014\n]|\s-\s|\s/\s"
    r"|\b(?:on|am|le|el|il|op|updated|published|posted|last)\b\s+(?=\S*\d|\w+\s+\d|mon|tue|wed|thu|fri|sat|sun)"
    r"|\d{1,2}[./:]\d{1,2}|\b\d{4}\b|\b\d{1,2}\s\w{3,9}\b|@|\bmin(?:ute)?s?\b|https?:).*$",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_TAIL = re.compile(
    r"[\s,]+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+\d.*$", re.IGNORECASE | re.DOTALL
)
_NOISE = re.compile(r"^(?:view all posts by|(?:read )?more (?:posts|from|by|about)|about|follow)\s+", re.IGNORECASE)
# "Billed annually, or $50 a month", "Sale: 20 % off": elements of class author print prices, too.
_PRICE = re.compile(r"[$€£¥%©]")
_BETWEEN_NAMES = re.compile(r",|;|&|\s(?:and|und|et|y|e)\s")
# "the mill team" and "bell hooks" are signatures, a sentence without a capital is none.
MAX_SMALL_WORDS = 3


def clean_byline(text: str) -> str | None:
    """Return the names of a printed byline, without "By", dates and places; None where no name is left.

    >>> clean_byline("By Ada Millstone and Ned Birch | 3 March 2026"), clean_byline("Posted by admin on 22 June 2025")
    ('Ada Millstone and Ned Birch', 'admin')
    """
    text = " ".join(text.split()) if "\n" not in text else text.strip()
    if not text or len(text) > 3 * MAX_BYLINE_CHARS:
        return None
    text = _LEAD.sub("", _NOISE.sub("", text), count=1)
    text = _MONTH_TAIL.sub("", _TAIL.sub("", text)).strip(" ,;:|•·»\u203a\u2013\u2014-")
    if not text or len(text) > MAX_BYLINE_CHARS or not any(char.isalpha() for char in text):
        return None
    return text if _could_be_names(text) else None


def _could_be_names(text: str) -> bool:
    """Return whether a text could be names: it tells no price, and does not begin with a sentence in small letters."""
    first = _BETWEEN_NAMES.split(text)[0]
    return not _PRICE.search(text) and not (first.islower() and len(first.split()) > MAX_SMALL_WORDS)
