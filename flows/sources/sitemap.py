"""Which pages does a sitemap name? XML, an index of sitemaps, gzip, or plain text, all within limits.

The protocol (sitemaps.org) allows 50,000 addresses and 50 MB a file; entities and external parts are never resolved.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from flows.sources.listing import Listing
from flows.sources.lists import read_list

MAX_ENTRIES: Final = 50_000
_Entry = tuple[str, str]  # address, date of the last change or nothing
_GZIP_MAGIC: Final = b"\x1f\x8b"
_GZIP_BITS: Final = zlib.MAX_WBITS | 16


def read_sitemap(body: bytes, *, max_bytes: int) -> Listing:
    """Return what a sitemap lists; one that breaks off gives what stands before the break."""
    try:
        text = unpack_gzip(body, max_bytes=max_bytes)
    except ValueError as error:
        return Listing(trouble=str(error))
    if not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_list(text)
    return _read_xml(text)


def unpack_gzip(body: bytes, *, max_bytes: int) -> bytes:
    """Return a body, unpacked if it is gzip; raise ValueError when that gives too much or fails."""
    if not body.startswith(_GZIP_MAGIC):
        return body
    stream = zlib.decompressobj(_GZIP_BITS)
    try:
        text = stream.decompress(body, max_bytes)
    except zlib.error as error:
        raise ValueError(f"the gzip file is damaged: {error}") from error
    if stream.unconsumed_tail:
        raise ValueError(f"unpacks to more than {max_bytes:,} bytes (max_decoded_bytes)")
    return text


def _read_xml(text: bytes) -> Listing:
    """Read entries as they come; memory stays small."""
    entries: dict[str, list[_Entry]] = {"url": [], "sitemap": []}
    trouble = ""
    try:
        for kind, entry in _entries(text):
            entries[kind].append(entry)
            if sum(map(len, entries.values())) >= MAX_ENTRIES:
                trouble = f"lists more than {MAX_ENTRIES:,} addresses; the rest was left out"
                break
    except etree.XMLSyntaxError as error:
        trouble = f"is not well-formed XML: {' '.join(str(error.msg).split())}"
    if not (trouble or any(entries.values())):
        trouble = "names no pages: it holds no <url> and no <sitemap>; is it a sitemap?"
    dates = {address: changed for each in entries.values() for address, changed in each if changed}
    pages, documents = _newest_first(entries["url"]), _newest_first(entries["sitemap"])
    return Listing(pages=pages, documents=documents, dates=dates, trouble=trouble)


def _entries(text: bytes) -> Iterator[tuple[str, _Entry]]:
    """Yield the kind, address and date of each entry; addresses of pictures and videos stand deeper."""
    elements = etree.iterparse(
        BytesIO(text), events=("end",), tag=("{*}url", "{*}sitemap"), resolve_entities=False, no_network=True
    )
    for _, element in elements:
        address, changed = (element.findtext(f"{{*}}{name}") or "" for name in ("loc", "lastmod"))
        if address.strip():
            yield etree.QName(element).localname, (address.strip(), changed.strip())
        element.clear()


def _newest_first(entries: list[_Entry]) -> tuple[str, ...]:
    """Return the addresses, the last changed first: of a long list only the first are read.

    Dates are ISO 8601, so they sort as text; an entry without one keeps its place among those, at the end.
    """
    return tuple(address for address, _ in sorted(entries, key=lambda entry: entry[1], reverse=True))
