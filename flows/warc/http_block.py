"""What are the status, headers and body of an HTTP response as a WARC record keeps it?

Some crawlers keep bodies as they came over the wire (chunked, compressed), some unpack them and leave the headers;
so what a header says is undone only where the bytes agree.
"""

from dataclasses import dataclass
from typing import Final

from flows.fetch.problem import FetchProblem
from flows.fetch.sniff import media_type
from flows.fetch.unpack import Unpacker, content_encodings

MAX_BODY_BYTES: Final = 20_000_000
MAX_RATIO: Final = 100
USUAL_HEAD_BYTES: Final = 8_192
MAX_HEAD_BYTES: Final = 262_144  # more than any browser takes
_GZIP_MAGIC: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpBlock:
    """One response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # unpacked
    trouble: str = ""

    @property
    def media_type(self) -> str:
        """What the Content-Type header says, without parameters."""
        return media_type(next((value for name, value in self.headers if name.lower() == "content-type"), None))


def parse_http_block(block: memoryview) -> HttpBlock:
    """Return the response of a block; one whose body cannot be unpacked keeps it packed and says so."""
    start = bytes(block[:USUAL_HEAD_BYTES])
    if b"\n\r\n" not in start:
        start = bytes(block[:MAX_HEAD_BYTES])
    mark = b"\r\n\r\n" if b"\r\n\r\n" in start else b"\n\n"
    head, found, _ = start.partition(mark)
    body = bytes(block[len(head) + len(found) :])
    status_line, _, lines = head.partition(b"\n")
    headers = parse_headers(lines)
    parts = status_line.split(maxsplit=2)
    status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    try:
        return HttpBlock(status=status, headers=headers, body=_unpacked(body, headers=headers))
    except FetchProblem as problem:
        return HttpBlock(status=status, headers=headers, body=body, trouble=problem.reason)


def parse_headers(lines: bytes) -> tuple[tuple[str, str], ...]:
    """Return the headers in their order; folded lines are joined."""
    headers: list[tuple[str, str]] = []
    # Whole blocks at once: a crawl's file has some 50 headers a page.
    text = lines.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if line.startswith((" ", "\t")) and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
        elif colon:
            headers.append((name.strip(), value.strip()))
    return tuple(headers)


def _unpacked(body: bytes, *, headers: tuple[tuple[str, str], ...]) -> bytes:
    """Undo chunks and compression where they are really there."""
    by_name = {name.lower(): value for name, value in headers}
    if "chunked" in by_name.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    packing = by_name.get("content-encoding", "")
    if not packing or not body:
        return body
    encodings = content_encodings(packing)
    if encodings[-1:] == ("gzip",) and not body.startswith(_GZIP_MAGIC):
        return body
    pieces: list[bytes] = []
    Unpacker(encodings, max_bytes=MAX_BODY_BYTES, max_ratio=MAX_RATIO).feed(body, into=pieces)
    return b"".join(pieces)


def _without_chunks(body: bytes) -> bytes:
    """Join the chunks of a body; one that is not in chunks, or breaks off, comes back as far as it goes."""
    pieces: list[bytes] = []
    at = 0
    while True:
        line_end = body.find(b"\r\n", at)
        size = body[at:line_end].partition(b";")[0].strip() if line_end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(pieces) if pieces else body
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[line_end + 2 : line_end + 2 + length])
        at = line_end + 2 + length + 2
