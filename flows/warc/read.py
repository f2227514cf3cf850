"""Which pages does a WARC file hold, and what of it is damaged?

Each gzip member is unpacked and checked on its own, so that damage ends with the record it hit: reading goes on at
the next member (in a plain file, at the next line that begins a record), and each gap is told with its offset. A
record whose Content-Length is not the length of what follows is damage too; believing it would swallow the next one.
Files packed in other ways (lz4, zstd, one gzip member for all) are read by FastWARC up to their first damage.
"""

import mmap
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from isal import isal_zlib

from extractors.records import Capture
from flows.warc.http_block import HttpBlock, parse_headers, parse_http_block

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
RECORD_MARK: Final = b"WARC/"
_PackingError: Final[type[Exception]] = isal_zlib.error  # type: ignore[assignment] # the stub takes it for an instance
_GZIP_BITS: Final = isal_zlib.MAX_WBITS | 16
# What a read takes beyond the member's end is copied: small at first, since requests and other notes are short.
_FIRST_BYTES: Final = 16_384
_READ_BYTES: Final = 131_072
# A member that unpacks to more than this is a whole file packed at once, or an attack.
MAX_MEMBER_BYTES: Final = 64_000_000
MAX_HEADER_BYTES: Final = 65_536
_OTHER_PACKINGS: Final = (
    b"\x04\x22\x4d\x18",
    b"\x28\xb5\x2f\xfd",
    b"\x50\x2a\x4d\x18",
    b"\x5d\x2a\x4d\x18",
)  # lz4, zstd
_NO_DATE: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcPage:
    """One response or resource."""

    capture: Capture
    media_type: str
    truncated: str = ""  # as the record says it
    trouble: str = ""  # why the body could not be unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcDamage:
    """A stretch of a file that could not be read."""

    file: str
    offset: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    offset: int | None  # None: it does not begin a gzip member or a plain record, so it cannot be read alone
    headers: dict[str, str]  # names in lower case
    block: memoryview  # into what was unpacked: a copy of each page less


class _DamageError(Exception):
    """The record at hand is damaged."""


class _WholeFileError(Exception):
    """One gzip member holds the whole file."""


def read_warc(path: Path) -> Iterator[WarcPage | WarcDamage]:
    """Yield the pages of a file and its damages, in their order.

    A page whose record cannot be read alone (one gzip member for several, lz4, zstd) has no place: keep a copy of it.
    """
    if path.stat().st_size == 0:
        yield WarcDamage(file=str(path), offset=0, reason="the file is empty")
        return
    with path.open("rb") as file, closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as data:
        for found in _records(data, path=path):
            if isinstance(found, WarcDamage):
                yield found
            else:
                page = page_of(found.headers, found.block, file=str(path), offset=found.offset)
                if page is not None:
                    yield page


def read_capture(path: Path, *, offset: int) -> Capture:
    """Return the page whose record begins at an offset; raise ValueError where there is none."""
    with path.open("rb") as file, closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as data:
        step = _gzip_member if data[offset : offset + 3] == GZIP_MAGIC else _plain_record
        try:
            records, _ = step(data, offset)
        except (_DamageError, _WholeFileError) as error:
            raise ValueError(f"{path}: no readable record at {offset}: {error}") from error
        page = page_of(records[0].headers, records[0].block, file=str(path), offset=offset)
    if page is None:
        raise ValueError(f"{path}: the record at {offset} is not a page")
    return page.capture


def page_of(headers: dict[str, str], block: memoryview, *, file: str, offset: int | None) -> WarcPage | None:
    """Return the page that a record holds; None for requests, revisits and other records."""
    kind = headers.get("warc-type", "").lower()
    url = headers.get("warc-target-uri", "").strip("<>")
    if kind == "response" and bytes(block[:5]) == b"HTTP/":
        http = parse_http_block(block)
    elif kind == "resource":
        http = HttpBlock(status=200, headers=(("content-type", headers.get("content-type", "")),), body=bytes(block))
    else:
        return None
    capture = Capture(
        url=url,
        final_url=url,
        status=http.status,
        headers=http.headers,
        body=http.body,
        fetched_at=_date(headers.get("warc-date", "")),
        sha256=sha256(http.body).hexdigest(),
        warc_file=file if offset is not None else None,
        warc_offset=offset,
    )
    return WarcPage(
        capture=capture,
        media_type=http.media_type,
        truncated=headers.get("warc-truncated", ""),
        trouble=http.trouble,
    )


def _records(data: mmap.mmap, *, path: Path) -> Iterator[_Record | WarcDamage]:
    """Choose how to read by the first bytes."""
    if data[:4] in _OTHER_PACKINGS:
        yield from _by_fastwarc(path)
        return
    try:
        yield from _by_steps(data, path=path)
    except _WholeFileError:
        yield from _by_fastwarc(path)


def _by_steps(data: mmap.mmap, *, path: Path) -> Iterator[_Record | WarcDamage]:
    """Read member by member or record by record; after damage, look for the next one."""
    at: int | None = 0
    while at is not None and at < len(data):
        step = _gzip_member if data[at : at + 3] == GZIP_MAGIC else _plain_record
        try:
            records, end = step(data, at)
        except (_DamageError, _WholeFileError) as error:
            if at == 0 and isinstance(error, _WholeFileError):
                raise
            yield WarcDamage(file=str(path), offset=at, reason=str(error))
            at = _next_record(data, at + 1)
        else:
            yield from records
            at = end


def _next_record(data: mmap.mmap, at: int) -> int | None:
    """Return where the next record begins: a gzip member that unpacks to one, or a line that begins one."""
    plain = data.find(b"\n" + RECORD_MARK, max(at - 1, 0))
    member = data.find(GZIP_MAGIC, at)
    while member >= 0 and not _begins_record(data, member):
        member = data.find(GZIP_MAGIC, member + 1)
    found = [place for place in (plain + 1 if plain >= 0 else -1, member) if place >= 0]
    return min(found) if found else None


def _begins_record(data: mmap.mmap, at: int) -> bool:
    try:
        return (
            isal_zlib.decompressobj(wbits=_GZIP_BITS).decompress(data[at : at + 512], len(RECORD_MARK)) == RECORD_MARK
        )
    except _PackingError:
        return False


def _gzip_member(data: mmap.mmap, at: int) -> tuple[list[_Record], int]:
    """Unpack one member; return its records and where it ends."""
    stream = isal_zlib.decompressobj(wbits=_GZIP_BITS)
    pieces: list[bytes] = []
    size_bytes, end = 0, at
    while not stream.eof:
        chunk = data[end : end + (_READ_BYTES if pieces else _FIRST_BYTES)]
        if not chunk:
            raise _DamageError("the file breaks off in the middle of a record")
        try:
            pieces.append(stream.decompress(chunk, MAX_MEMBER_BYTES))
        except _PackingError as error:
            raise _DamageError(f"a record cannot be unpacked: {error}") from error
        end += len(chunk)
        size_bytes += len(pieces[-1])
        if size_bytes >= MAX_MEMBER_BYTES:
            raise _WholeFileError(f"a record unpacks to more than {MAX_MEMBER_BYTES:,} bytes")
    return _records_of_member(pieces[0] if len(pieces) == 1 else b"".join(pieces), at=at), end - len(stream.unused_data)


def _records_of_member(text: bytes, *, at: int) -> list[_Record]:
    """Return the records in a member: one, or in files packed by other tools a few."""
    records = []
    place = 0
    while place < len(text):
        record, place = _parse_record(text, place, offset=at)
        records.append(record)
    return records if len(records) == 1 else [replace(record, offset=None) for record in records]


def _plain_record(data: mmap.mmap, at: int) -> tuple[list[_Record], int]:
    """Return the record that begins here in a file that is not packed."""
    record, end = _parse_record(data, at, offset=at)
    return [record], end


def _parse_record(text: bytes | mmap.mmap, at: int, *, offset: int | None) -> tuple[_Record, int]:
    """Return the record at a place and where the next one begins; raise where its length cannot be true."""
    if text[at : at + len(RECORD_MARK)] != RECORD_MARK:
        raise _DamageError("no record begins here")
    head_end, mark = _end_of_head(text, at)
    if head_end < 0:
        raise _DamageError("a record breaks off in its header")
    headers = {name.lower(): value for name, value in parse_headers(text[at:head_end].partition(b"\n")[2])}
    length = headers.get("content-length", "")
    if not length.isdecimal():
        raise _DamageError("a record does not say how long it is")
    start = head_end + len(mark)
    end = start + int(length)
    if end > len(text):
        raise _DamageError(f"a record says it has {length} bytes, and {len(text) - start} are there")
    # A mapped file is closed in the end, and what is read from it must not hold it open.
    block = memoryview(text)[start:end] if isinstance(text, bytes) else memoryview(text[start:end])
    return _Record(offset=offset, headers=headers, block=block), _after_blank_lines(text, end)


def _end_of_head(text: bytes | mmap.mmap, at: int) -> tuple[int, bytes]:
    """Return where a record's header ends, and the empty line that ends it; -1 where it does not end."""
    proper = text.find(b"\r\n\r\n", at, at + MAX_HEADER_BYTES)
    bare = text.find(b"\n\n", at, proper if proper >= 0 else at + MAX_HEADER_BYTES)
    return (bare, b"\n\n") if bare >= 0 else (proper, b"\r\n\r\n")


def _after_blank_lines(text: bytes | mmap.mmap, at: int) -> int:
    """Skip the two line ends that close a record; raise when something else stands there."""
    start = at
    while text[at : at + 1] in {b"\r", b"\n"}:
        at += 1
    closed = text[start : start + 4] == b"\r\n\r\n" or text[start : start + 2] == b"\n\n"
    followed = at > start and text[at : at + len(RECORD_MARK)] == RECORD_MARK
    if not closed and not followed and at < len(text):
        raise _DamageError("a record is longer or shorter than it says")
    return at


def _by_fastwarc(path: Path) -> Iterator[_Record | WarcDamage]:
    """Read a file that is packed as a whole; damage ends it."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - rarely needed

    at = 0
    try:
        for record in ArchiveIterator(str(path), parse_http=False):
            at = record.stream_pos
            block = record.reader.read()
            if len(block) < record.content_length:
                yield WarcDamage(file=str(path), offset=at, reason="the file breaks off in the middle of a record")
                return
            headers = {name.lower(): value for name, value in record.headers.items()}
            yield _Record(offset=None, headers=headers, block=memoryview(block))
    except Exception as error:  # noqa: BLE001 - what a native reader raises on damage is not documented
        yield WarcDamage(file=str(path), offset=at, reason=f"the rest cannot be read: {error}")


def _date(text: str) -> datetime:
    """Return the record's date; the epoch where it has none that can be read."""
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return _NO_DATE
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)
