"""Is a body text that can be read as a page, whatever its header says?"""

import re
from typing import Final

from extractors.records import Capture
from flows.fetch.problem import FetchProblem, Outcome

# The WHATWG MIME sniffing standard looks at this many bytes.
SNIFF_BYTES: Final = 1_445
# First bytes of what is often served as text/html and is none (WHATWG MIME sniffing, section 6, and file(1)).
SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"SQLite format 3\x00", "a database"),
)
_CONTAINERS: Final = ((re.compile(rb"RIFF....(?:WEBP|WAVE|AVI )", re.DOTALL), "an image or recording"),)
_TEXT_TYPE: Final = re.compile(
    r"text/(?!css|javascript|ecmascript|calendar|vcard|csv)[\w.+-]+|application/(?:[\w.-]+\+)?xml"
)
# Headers that say nothing; the bytes decide.
_SILENT_TYPES: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown", "*/*"})
_MARKUP: Final = re.compile(rb"\s*(?:<!--|<!doctype|<html|<head|<body|<\?xml|<rss|<feed)", re.IGNORECASE)
# What lists pages and is none, by its root element.
_LISTINGS: Final = {
    b"urlset": "a sitemap",
    b"sitemapindex": "a sitemap",
    b"rss": "a feed",
    b"feed": "a feed",
    b"rdf:rdf": "a feed",
}
_ROOT: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!.*?>)*<([\w:]+)", re.DOTALL)
_UTF16_MARKS: Final = (b"\xfe\xff", b"\xff\xfe")
# Bytes that no text holds (WHATWG: binary data bytes). A page may carry a stray one; one in a hundred is no text.
_BINARY_BYTES: Final = bytes([*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
MAX_BINARY_SHARE: Final = 0.01


def media_type(header: str | None) -> str:
    """Return the media type of a Content-Type header, lower case.

    >>> media_type('Text/HTML; charset="utf-8"')
    'text/html'
    """
    return (header or "").partition(";")[0].strip().lower()


def check_page_type(header: str | None, start: bytes) -> None:
    """Raise unless a body of this type and these first bytes can be a page."""
    declared = media_type(header)
    if declared not in _SILENT_TYPES and not _TEXT_TYPE.fullmatch(declared):
        raise _not_text(f"it is {declared}, not a page of text")
    found = what_binary(start)
    if found is not None:
        raise _not_text(f"it is {found}, sent as {declared or 'nothing in particular'}")


def check_page(header: str | None, start: bytes) -> None:
    """Raise unless a body of this type and these first bytes can be a page and is no list of pages."""
    check_page_type(header, start)
    listing = what_listing(start)
    if listing is not None:
        raise _not_text(f"it is {listing}, not a page; `winnow add` takes it as a source")


def is_furniture(capture: Capture) -> bool:
    """Tell whether an archived answer is of the site's own workings: a redirect, or its robots.txt."""
    return 300 <= capture.status < 400 or capture.url.endswith("/robots.txt")  # noqa: PLR2004 - HTTP status


def what_listing(start: bytes) -> str | None:
    """Return what kind of list of pages the first bytes begin.

    >>> what_listing(b'<?xml version="1.0"?><!-- ours --><urlset>')
    'a sitemap'
    >>> what_listing(b"<!doctype html><html>") is None
    True
    """
    root = _ROOT.match(start[:SNIFF_BYTES])
    return _LISTINGS.get(root[1].lower()) if root else None


def what_binary(start: bytes) -> str | None:
    """Return what the first bytes are if they are not text.

    >>> what_binary(b"%PDF-1.7 ...")
    'a PDF'
    >>> what_binary(b"<p>text") is None
    True
    """
    start = start[:SNIFF_BYTES]
    for signature, what in SIGNATURES:
        if start.startswith(signature):
            return what
    for pattern, what in _CONTAINERS:
        if pattern.match(start):
            return what
    return "binary data" if _is_binary(start) else None


def _is_binary(start: bytes) -> bool:
    """Count bytes that no text holds; UTF-16 has many and says so, or has a zero in every second place."""
    if not start or start.startswith(_UTF16_MARKS) or _MARKUP.match(start.replace(b"\x00", b"")):
        return False
    binary = len(start) - len(start.translate(None, _BINARY_BYTES))
    return binary / len(start) > MAX_BINARY_SHARE


def _not_text(what: str) -> FetchProblem:
    return FetchProblem(Outcome.NOT_TEXT, "not_text", what)
