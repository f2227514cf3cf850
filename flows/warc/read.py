"""Which pages does a WARC file hold, and what of it is damaged?

Each record is unpacked and checked on its own, so that damage ends with the record it hit: reading goes on at the next
packed record (in a plain file, at the next line that begins a record), and each gap is told with its offset. A record
whose Content-Length is not the length of what follows is damage too; believing it would swallow the next one. A file
that is packed as one (one gzip member or one frame for all) is read by FastWARC up to its first damage.
"""

import base64
import hashlib
import mmap
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from extractors.records import Capture
from flows.warc.http_block import HttpBlock, parse_headers, parse_http_block
from flows.warc.packing import DamageError, Packing, WholeFileError, packing_of

RECORD_MARK: Final = b"WARC/"
MAX_HEADER_BYTES: Final = 65_536
_DIGESTS: Final[dict[str, Callable[[memoryview], "hashlib._Hash"]]] = {
    "sha1": lambda block: hashlib.sha1(block, usedforsecurity=False),
    "sha256": sha256,
}
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


def read_warc(path: Path) -> Iterator[WarcPage | WarcDamage]:
    """Yield the pages of a file and its damages, in their order.

    A page whose record cannot be read alone (one gzip member or frame for several) has no place: keep a copy of it.
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
        try:
            records, _ = _step(data, offset, packing_of(data, path))
        except (DamageError, WholeFileError) as error:
            raise ValueError(f"{path}: no readable record at {offset}: {error}") from error
        page = page_of(records[0].headers, records[0].block, file=str(path), offset=offset) if records else None
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
    """Read record by record where each is packed on its own."""
    try:
        yield from _by_steps(data, path=path)
    except WholeFileError:
        yield from _by_fastwarc(path)


def _by_steps(data: mmap.mmap, *, path: Path) -> Iterator[_Record | WarcDamage]:
    """Read one after the other; after damage, look for the next one."""
    packing = packing_of(data, path)
    at: int | None = 0
    while at is not None and at < len(data):
        try:
            records, end = _step(data, at, packing)
        except (DamageError, WholeFileError) as error:
            if at == 0 and isinstance(error, WholeFileError):
                raise
            if isinstance(error, DamageError):
                yield from _before_damage(error.unpacked)
            yield WarcDamage(file=str(path), offset=at, reason=str(error))
            at = _next_record(data, at, packing)
        else:
            yield from records
            at = end


def _next_record(data: mmap.mmap, at: int, packing: Packing) -> int | None:
    """Return where the record after a damage begins: something packed that is one, or a line that begins one.

    In what is packed no line counts: what does not shrink is stored as it is, and would be read twice.
    """
    plain = -1 if packing.is_here(data, at) else data.find(b"\n" + RECORD_MARK, at)
    at += 1
    packed = data.find(packing.magic, at)
    while packed >= 0 and packing.start(data, packed, len(RECORD_MARK)) != RECORD_MARK:
        packed = data.find(packing.magic, packed + 1)
    found = [place for place in (plain + 1 if plain >= 0 else -1, packed) if place >= 0]
    return min(found) if found else None


def _step(data: mmap.mmap, at: int, packing: Packing) -> tuple[list[_Record], int]:
    """Return the records that are packed here, or the plain one, and where the next one begins."""
    if not packing.is_here(data, at):
        record, end = _parse_record(data, at, offset=at)
        return [record], end
    text, end = packing.unpack(data, at)
    records = _records_of_member(text, at=at)
    if not packing.is_checked and not all(_fits_digest(record, unsaid=True) for record in records):
        raise DamageError("a record's content is not what its digest says", text)
    return records, end


def _before_damage(text: bytes) -> Iterator[_Record]:
    """Yield what was whole before the damage where several records are packed as one, as far as digests prove it."""
    place = 0
    while place < len(text):
        try:
            record, place = _parse_record(text, place, offset=None)
        except DamageError:
            return
        if place < len(text) and _fits_digest(record, unsaid=False):
            yield record


def _fits_digest(record: _Record, *, unsaid: bool) -> bool:
    """Return whether a record's block hashes to what it says; `unsaid` where it does not say."""
    name, _, said = record.headers.get("warc-block-digest", "").partition(":")
    if name.lower() not in _DIGESTS:
        return unsaid
    found = _DIGESTS[name.lower()](record.block)
    return said.lower() in {found.hexdigest(), base64.b32encode(found.digest()).decode().lower()}


def _records_of_member(text: bytes, *, at: int) -> list[_Record]:
    """Return the records in a member: one, or in files packed by other tools a few."""
    records = []
    place = 0
    while place < len(text):
        record, place = _parse_record(text, place, offset=at)
        records.append(record)
    return records if len(records) == 1 else [replace(record, offset=None) for record in records]


def _parse_record(text: bytes | mmap.mmap, at: int, *, offset: int | None) -> tuple[_Record, int]:
    """Return the record at a place and where the next one begins; raise where its length cannot be true."""
    if text[at : at + len(RECORD_MARK)] != RECORD_MARK:
        raise DamageError("no record begins here")
    head_end, mark = _end_of_head(text, at)
    if head_end < 0:
        raise DamageError("a record breaks off in its header")
    headers = {name.lower(): value for name, value in parse_headers(text[at:head_end].partition(b"\n")[2])}
    length = headers.get("content-length", "")
    if not length.isdecimal():
        raise DamageError("a record does not say how long it is")
    start = head_end + len(mark)
    end = start + int(length)
    if end > len(text):
        raise DamageError(f"a record says it has {length} bytes, and {len(text) - start} are there")
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
        raise DamageError("a record is longer or shorter than it says")
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
