"""How is every response kept, so that a reader of the warehouse can see the bytes it came from?

WARC 1.1, one gzip member a record, files of at most a gigabyte, readable by their owner only: they hold clear
personal data. A record is written with one call, so that a killed process loses at most the last one, and a new
process begins a new file, so that nothing is ever written behind a torn record. Threads may share a writer.
"""

import os
import threading
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1, sha256
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

from isal import isal_zlib

from extractors.errors import WarehouseError

MAX_FILE_BYTES: Final = 1_000_000_000
OWNER_ONLY: Final = 0o600
OWNER_ONLY_FOLDER: Final = 0o700
# A crash of the machine, not of the process, can lose what was not yet forced to the disk.
RECORDS_PER_SYNC: Final = 50
SAME_PAYLOAD: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# The body is kept unpacked; these headers would then lie to a reader, so they get the name that crawlers use.
_WIRE_HEADERS: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})

# ISA-L's level 2 took a ninth of the time of zlib's level 6, the usual one, for files 17 % larger (150 pages).
GZIP_LEVEL: Final = 2
_GZIP_BITS: Final = isal_zlib.MAX_WBITS | 16
_CONTENT_TYPES: Final = {
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
    "resource": "text/html",
    "warcinfo": "application/warc-fields",
}
_KNOWN_STATUS: Final = frozenset(HTTPStatus)

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcPlace:
    """Where a record stands."""

    file: str  # name in the WARC folder
    offset: int  # bytes into it


class WarcWriter:
    """Writes the WARC files of one run. The first record opens the first file."""

    def __init__(self, folder: Path, *, run_id: str, max_file_bytes: int = MAX_FILE_BYTES) -> None:
        """Keep where to write; nothing is opened yet."""
        self._folder = folder
        self._run_id = run_id
        self._max_file_bytes = max_file_bytes
        self._descriptor: int | None = None
        self._name = ""
        self._size_bytes = 0
        self._files = 0
        self._unsynced = 0
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def write_response(
        self,
        url: str,
        *,
        status: int,
        headers: Headers,
        body: bytes,
        fetched_at: datetime,
        truncated: str = "",
        ip_address: str = "",
    ) -> WarcPlace:
        """Keep a response; `truncated` is WARC's word for why its body ends early, if it does."""
        known = {"WARC-Truncated": truncated, "WARC-IP-Address": ip_address}
        extra = {name: value for name, value in known.items() if value}
        extra["WARC-Payload-Digest"] = f"sha256:{sha256(body).hexdigest()}"
        head = _http_head(status, headers, body_bytes=len(body))
        return self._append(_record("response", url, (head, body), fetched_at=fetched_at, extra=extra))

    def write_revisit(
        self, url: str, *, status: int, headers: Headers, body_sha256: str, fetched_at: datetime
    ) -> WarcPlace:
        """Keep that a page was asked for again and its body had not changed."""
        extra = {
            "WARC-Profile": NOT_MODIFIED if status == 304 else SAME_PAYLOAD,  # noqa: PLR2004 - HTTP status
            "WARC-Payload-Digest": f"sha256:{body_sha256}",
            "WARC-Refers-To-Target-URI": url,
        }
        head = _http_head(status, headers, body_bytes=0)
        return self._append(_record("revisit", url, (head,), fetched_at=fetched_at, extra=extra))

    def write_resource(self, url: str, *, body: bytes, fetched_at: datetime) -> WarcPlace:
        """Keep a page that came from a file."""
        extra = {"WARC-Payload-Digest": f"sha256:{sha256(body).hexdigest()}"}
        return self._append(_record("resource", url, (body,), fetched_at=fetched_at, extra=extra))

    def sync(self) -> None:
        """Force what was written to the disk."""
        with self._lock:
            if self._descriptor is not None and self._unsynced:
                os.fsync(self._descriptor)
                self._unsynced = 0

    def close(self) -> None:
        """Finish the current file."""
        with self._lock:
            if self._descriptor is not None:
                self.sync()
                os.close(self._descriptor)
                self._descriptor = None

    def _append(self, record: bytes) -> WarcPlace:
        """Write one record whole, or leave the file as it was."""
        with self._lock:
            try:
                return self._append_alone(record)
            except OSError as error:
                where = self._folder / self._name
                raise WarehouseError(f"{where}: a response could not be kept: {error.strerror or error}") from error

    def _append_alone(self, record: bytes) -> WarcPlace:
        descriptor = self._ready(len(record))
        place = WarcPlace(file=self._name, offset=self._size_bytes)
        self._write_all(descriptor, record)
        self._size_bytes += len(record)
        self._unsynced += 1
        if self._unsynced >= RECORDS_PER_SYNC:
            self.sync()
        return place

    def _write_all(self, descriptor: int, record: bytes) -> None:
        """Write every byte; take a half-written record back."""
        written = 0
        try:
            while written < len(record):
                written += os.write(descriptor, record[written:])
        except OSError:
            os.ftruncate(descriptor, self._size_bytes)
            os.lseek(descriptor, self._size_bytes, os.SEEK_SET)
            raise

    def _ready(self, size_bytes: int) -> int:
        """Return the open file, a new one where the record would not fit."""
        if self._descriptor is not None and self._size_bytes + size_bytes > self._max_file_bytes:
            self.close()
        if self._descriptor is None:
            self._descriptor = self._open()
        return self._descriptor

    def _open(self) -> int:
        """Begin a file that no other process can have, with a record that says who wrote it."""
        self._folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        self._name = f"winnow-{stamp}-{uuid4().hex[:8]}-{self._files:05}.warc.gz"
        descriptor = os.open(self._folder / self._name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
        self._files += 1
        self._size_bytes = 0
        begin = _about(self._name, run_id=self._run_id)
        self._write_all(descriptor, begin)
        self._size_bytes = len(begin)
        return descriptor


def _record(kind: str, url: str, block: Sequence[bytes], *, fetched_at: datetime, extra: Mapping[str, str]) -> bytes:
    """Return one gzip member."""
    digest = sha1(usedforsecurity=False)  # what the readers of other tools check
    for piece in block:
        digest.update(piece)
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Target-URI": url,
        "WARC-Date": fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        **extra,
        "WARC-Block-Digest": f"sha1:{b32encode(digest.digest()).decode()}",
        "Content-Type": _CONTENT_TYPES[kind],
        "Content-Length": str(sum(map(len, block))),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    packer = isal_zlib.compressobj(GZIP_LEVEL, isal_zlib.DEFLATED, _GZIP_BITS)
    pieces = (f"WARC/1.1\r\n{lines}\r\n".encode("utf-8", "surrogateescape"), *block, b"\r\n\r\n")
    return b"".join([*map(packer.compress, pieces), packer.flush()])


def _about(name: str, *, run_id: str) -> bytes:
    """Return the record that a file begins with."""
    fields = f"software: winnow\r\nformat: WARC File Format 1.1\r\nwinnow-run: {run_id}\r\n".encode()
    return _record("warcinfo", "", (fields,), fetched_at=datetime.now(UTC), extra={"WARC-Filename": name})


def _http_head(status: int, headers: Headers, *, body_bytes: int) -> bytes:
    """Return the headers as kept: those that speak of the packed body renamed, the length that of the kept one."""
    phrase = HTTPStatus(status).phrase if status in _KNOWN_STATUS else "Other"
    lines = [f"HTTP/1.1 {status} {phrase}"]
    for name, value in headers:
        kept = f"X-Crawler-{name}" if name.lower() in _WIRE_HEADERS else name
        lines.append(f"{kept}: {value}")
    return "\r\n".join([*lines, f"Content-Length: {body_bytes}", "", ""]).encode("utf-8", "surrogateescape")
