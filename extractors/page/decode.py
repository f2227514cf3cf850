"""What text do the bytes of a response hold, and how is that known?

The order: a byte order mark; UTF-8 that is valid and uses bytes above ASCII, whatever is declared; the header; the
markup's own declaration; a detector; a fallback. A declaration that the bytes contradict is passed over, so a header
that lies costs nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cchardet

from extractors.errors import EmptyPageError, NotHtmlError, UndecodablePageError
from extractors.records import Capture, Page
from extractors.word_sets import load_table

REPLACEMENT = "\ufffd"

# Browsers look for a declaration in 1,024 bytes; pages with a long comment or preload list first need more.
META_BYTES = 8192
# A declared or valid encoding may fail at one in ten of its bytes above ASCII: single broken bytes, a cut end, text
# pasted in another encoding. More, and the declaration is wrong (fixtures in tests/extractors/page/test_decode.py).
MAX_BROKEN_SHARE = 0.1
# The detector guesses an exotic code page from one accent; from a dozen on it is mostly right.
MIN_DETECTOR_BYTES = 12
MIN_DETECTOR_CONFIDENCE = 0.5
DETECTOR_BYTES = 200_000
# Text holds no control characters; 2 in 100 of the first bytes mean a binary file that has no known beginning.
MAX_CONTROL_SHARE = 0.02
SNIFFED_BYTES = 4096
# Every tenth character unreadable: no reader would call it text.
MAX_REPLACED_SHARE = 0.1

_BOMS = (
    (b"\xef\xbb\xbf", "utf_8"),
    (b"\xff\xfe\x00\x00", "utf_32_le"),
    (b"\x00\x00\xfe\xff", "utf_32_be"),
    (b"\xff\xfe", "utf_16_le"),
    (b"\xfe\xff", "utf_16_be"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w:.\-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w:.\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w:.\-]+)", re.IGNORECASE)
_LANG = re.compile(rb"<html\b[^>]*?\blang\s*=\s*[\"']?([a-z]{2})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ABOVE_ASCII = bytes(range(0x80, 0x100))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Not text in any document: NUL and noncharacters read as "unreadable", other control characters as white space.
_CLEAN = str.maketrans(
    {
        **dict.fromkeys((*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F), " "),
        **dict.fromkeys((0, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), REPLACEMENT),
    },
)
_UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the bytes."""

    text: str
    codec: str
    evidence: str


def decode_page(capture: Capture) -> Page:
    """Return the text of a response with the encoding and how it was known.

    Raises EmptyPageError for no text at all, NotHtmlError for a PDF, image, archive or other binary, and
    UndecodablePageError where every tenth character is unreadable.
    """
    body = capture.body
    url = capture.final_url or capture.url
    _refuse_binaries(url, body)
    header = _header_label(capture)
    meta = _meta_label(body)
    reading = next(_readings(body, header, meta))
    text, cleaned = clean_text(reading.text)
    own = body.count(b"\xef\xbf\xbd") if reading.codec == "utf_8" else 0
    replaced = max(0, reading.text.count(REPLACEMENT) - own) + cleaned
    if replaced > MAX_REPLACED_SHARE * len(text):
        raise UndecodablePageError(url, f"{replaced:,} of {len(text):,} characters are unreadable as {reading.codec}")
    return Page(
        url=url,
        html=text,
        encoding=reading.codec.replace("_", "-"),
        encoding_declared=header or meta,
        encoding_evidence=reading.evidence,
        replaced=replaced,
    )


def _refuse_binaries(url: str, body: bytes) -> None:
    start = body[:SNIFFED_BYTES].lstrip()
    if not start and not body.strip():
        raise EmptyPageError(url, "the response holds no text")
    for name, magics in _magic():
        if start.startswith(magics):
            raise NotHtmlError(url, f"the bytes are {name}, not HTML")
    wide = start.startswith(tuple(bom for bom, _ in _BOMS)) or _wide_codec(body) is not None
    if not wide and len(_CONTROL.findall(start)) > max(1, MAX_CONTROL_SHARE * len(start)):
        raise NotHtmlError(url, "the bytes hold control characters throughout: a binary file, not HTML")


def _readings(body: bytes, header: str | None, meta: str | None) -> Iterator[_Reading]:
    """Yield the ways to read the bytes, best first; the last always works."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            yield _Reading(body[len(bom) :].decode(codec, "replace"), codec, "bom")
    above = len(body) - len(body.translate(None, _ABOVE_ASCII))
    if above:
        yield from _reading(body, "utf_8", "utf-8", above)
    for label, evidence in ((header, "header"), (meta, "meta")):
        declared = codec_of(label) if label else None
        # Markup that could be read to find this label is not in two-byte units.
        if declared and not (evidence == "meta" and declared.startswith("utf_16")):
            yield from _reading(body, declared, evidence, above)
    if not above and b"\x00" not in body:
        yield _Reading(body.decode("ascii"), "utf_8", "utf-8")
    yield from _guesses(body, above)


def _guesses(body: bytes, above: int) -> Iterator[_Reading]:
    wide = _wide_codec(body)
    if wide:
        yield _Reading(body.decode(wide, "replace"), wide, "detector")
    if above >= MIN_DETECTOR_BYTES:
        found = cchardet.detect(body[:DETECTOR_BYTES])
        codec = codec_of(found.get("encoding") or "")
        if codec and (found.get("confidence") or 0.0) >= MIN_DETECTOR_CONFIDENCE:
            yield from _reading(body, codec, "detector", above)
    language = _LANG.search(body[:META_BYTES])
    by_language = _fallbacks().get(language[1].decode().lower(), "cp1252") if language else "cp1252"
    yield from _reading(body, by_language, "fallback", above)
    yield _Reading(_decode(body, "cp1252"), "cp1252", "fallback")


def _reading(body: bytes, codec: str, evidence: str, above: int) -> Iterator[_Reading]:
    """Yield the bytes read with a codec, unless too many of them do not fit it."""
    text = _decode(body, codec)
    own = body.count(b"\xef\xbf\xbd") if codec == "utf_8" else 0
    if text.count(REPLACEMENT) - own <= MAX_BROKEN_SHARE * above:
        yield _Reading(text, codec, evidence)


def _decode(body: bytes, codec: str) -> str:
    if codec == "cp1252":
        return body.decode("latin-1").translate(_windows_1252())
    return body.decode(codec, "replace")


@cache
def _windows_1252() -> dict[int, str]:
    """Return the characters of windows-1252 that differ from Latin 1; its five holes stay control characters."""
    pairs = ((byte, bytes([byte]).decode("cp1252", "ignore")) for byte in range(0x80, 0xA0))
    return {byte: char for byte, char in pairs if char}


def codec_of(label: str) -> str | None:
    """Return the Python codec for a declared label, as browsers understand it; None for an unknown one.

    >>> codec_of(" ISO-8859-1 "), codec_of("x-sjis"), codec_of("none")
    ('cp1252', 'cp932', None)
    """
    return _labels().get(label.strip().lower())


def _header_label(capture: Capture) -> str | None:
    for name, value in capture.headers:
        if name.lower() == "content-type":
            found = _CHARSET.search(value.encode("latin-1", "replace"))
            return found[1].decode().lower() if found else None
    return None


def _meta_label(body: bytes) -> str | None:
    start = _COMMENT.sub(b"", body[:META_BYTES])
    found = _XML.search(start) or _META.search(start)
    return found[1].decode().lower() if found else None


def _wide_codec(body: bytes) -> str | None:
    """Return the two-byte encoding that markup without a mark seems to be in: every other byte is NUL."""
    start = body[:SNIFFED_BYTES]
    pairs = len(start) // 2
    if pairs and start[1::2].count(0) > 0.7 * pairs > start[::2].count(0):
        return "utf_16_le"
    if pairs and start[::2].count(0) > 0.7 * pairs > start[1::2].count(0):
        return "utf_16_be"
    return None


def clean_text(text: str) -> tuple[str, int]:
    """Return the text without what no document holds, and how many characters became unreadable by that."""
    if not _UNCLEAN.search(text):
        return text, 0
    cleaned = text.translate(_CLEAN)
    return cleaned, cleaned.count(REPLACEMENT) - text.count(REPLACEMENT)


@cache
def _labels() -> dict[str, str]:
    table = load_table("encodings")["labels"]
    assert isinstance(table, dict)
    return {label: codec for codec, labels in table.items() for label in labels.split()}


@cache
def _fallbacks() -> dict[str, str]:
    table = load_table("encodings")["by_language"]
    assert isinstance(table, dict)
    return dict(table)


@cache
def _magic() -> tuple[tuple[str, tuple[bytes, ...]], ...]:
    table = load_table("encodings")["magic"]
    assert isinstance(table, dict)
    return tuple((name, tuple(map(bytes.fromhex, codes))) for name, codes in table.items())
