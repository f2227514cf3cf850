"""How do some records leave a WARC file for good, while all others stay readable?

The kept records are copied byte for byte into a new file of another name, so their places change; whoever wrote these
down gets the new ones. The old file is removed by the caller once the new places are kept.
"""

import mmap
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

from flows.warc.http_block import parse_headers

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
OWNER_ONLY: Final = 0o600
_GZIP_BITS: Final = zlib.MAX_WBITS | 16
_HEAD_END: Final = b"\r\n\r\n"
_READ_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One record of a file: where it stands, what it unpacks to, and which address it is about."""

    start: int
    end: int
    text: bytes
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A file without some of its records."""

    old: Path
    new: Path
    dropped: int
    places: Mapping[int, int] = field(default_factory=dict)  # offset in the old file → in the new one


def members(path: Path) -> Iterator[Member]:
    """Yield the records of a file that winnow wrote, one gzip member each; a torn or damaged one is left out."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as data:
        at = 0
        while 0 <= at < len(data):
            found = _member(data, at)
            if found is None:
                at = data.find(GZIP_MAGIC, at + 1)
            else:
                yield found
                at = found.end


def rewrite(path: Path, *, is_dropped: Callable[[Member], bool]) -> Rewritten | None:
    """Return the new file without the records to drop, forced to the disk; None where there are none to drop."""
    if not any(is_dropped(member) for member in members(path)):
        return None
    new = path.with_name(f"{path.name.removesuffix('.warc.gz')[:80]}-{uuid4().hex[:6]}.warc.gz")
    places: dict[int, int] = {}
    dropped = 0
    descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    with path.open("rb") as old, os.fdopen(descriptor, "wb") as file:
        for member in members(path):
            if is_dropped(member):
                dropped += 1
                continue
            places[member.start] = file.tell()
            old.seek(member.start)
            file.write(old.read(member.end - member.start))
        file.flush()
        os.fsync(file.fileno())
    return Rewritten(old=path, new=new, dropped=dropped, places=places)


def _member(data: mmap.mmap, at: int) -> Member | None:
    stream = zlib.decompressobj(_GZIP_BITS)
    pieces: list[bytes] = []
    end = at
    while not stream.eof:
        chunk = data[end : end + _READ_BYTES]
        if not chunk:
            return None
        try:
            pieces.append(stream.decompress(chunk))
        except zlib.error:
            return None
        end += len(chunk)
    text = b"".join(pieces)
    head = text.partition(_HEAD_END)[0].partition(b"\n")[2]
    headers = {name.lower(): value for name, value in parse_headers(head)}
    url = headers.get("warc-target-uri", "").strip("<>")
    return Member(start=at, end=end - len(stream.unused_data), text=text, url=url)
