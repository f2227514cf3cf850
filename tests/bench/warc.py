"""What does reading a WARC file cost beside FastWARC, and what of it is the hash of each body?

`python -m tests.bench.warc [PAGES]`: invented pages of 95 KB (400 unless told), alone and with the request and the
metadata record beside each that Common Crawl keeps. Milliseconds are CPU, the least of some rounds taken in turns.
"""

import gzip
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import process_time

from fastwarc.warc import ArchiveIterator
from rich.console import Console
from rich.table import Table

from flows.warc.read import WarcPage, read_warc

PAGES, ROUNDS = 400, 5
WORDS, PARAGRAPHS, WORDS_OF_PARAGRAPH = 5_000, 1_500, 12
HEADERS = "".join(f"X-Header-{number}: some value of header {number}\r\n" for number in range(14))
REQUEST = (
    "GET /page HTTP/1.1\r\nUser-Agent: Bot/2.0 (https://bot.example/about)\r\nAccept: text/html,*/*;q=0.8\r\n"
    "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: br,gzip\r\nHost: a.example\r\nConnection: Keep-Alive\r\n\r\n"
)
METADATA = 'fetchTimeMs: 327\r\ncharset-detected: UTF-8\r\nlanguages: {"reliable":true,"text-bytes":12345}\r\n\r\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCosts:
    """CPU seconds of reading one file whole."""

    bare: float  # FastWARC, HTTP headers parsed, bodies read
    hashed: float  # FastWARC and SHA-256 of each body, which evidence needs
    winnow: float  # read_warc, which hashes too
    hashes: float  # SHA-256 of each body alone

    @property
    def of_bare(self) -> float:
        """Return winnow's cost in that of bare FastWARC."""
        return self.winnow / self.bare

    @property
    def of_hashed(self) -> float:
        """Return winnow's cost in that of FastWARC that does the same."""
        return self.winnow / self.hashed

    @property
    def reading_of_bare(self) -> float:
        """Return winnow's cost without the hashes in that of bare FastWARC."""
        return (self.winnow - self.hashes) / self.bare


def main() -> None:
    """Measure and print."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    columns = (
        "FastWARC ms",
        "with SHA-256",
        "winnow",
        "of it SHA-256",
        "winnow of FastWARC",
        "of the hashing one",
        "less hashes",
    )
    table = Table("file", *columns, title=f"{pages} pages, CPU")
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder:
        for name, has_notes in (("pages alone", False), ("as Common Crawl keeps them", True)):
            costs = reading_costs(write_archive(Path(folder) / "x.warc.gz", pages=pages, has_notes=has_notes))
            seconds = (costs.bare, costs.hashed, costs.winnow, costs.hashes)
            ratios = (costs.of_bare, costs.of_hashed, costs.reading_of_bare)
            table.add_row(name, *(f"{each * 1000:.0f}" for each in seconds), *(f"{each:.2f} x" for each in ratios))
    Console(width=140).print(table)


def reading_costs(path: Path) -> ReadingCosts:
    """Return the least that each way to read a file took."""
    bodies = [found.capture.body for found in read_warc(path) if isinstance(found, WarcPage)]
    ways: tuple[Callable[[], object], ...] = (
        lambda: [len(body) for body in fastwarc_bodies(path)],
        lambda: [sha256(body).hexdigest() for body in fastwarc_bodies(path)],
        lambda: list(map(id, read_warc(path))),
        lambda: [sha256(body).hexdigest() for body in bodies],
    )
    rounds = [[cpu_s(way) for way in ways] for _ in range(ROUNDS)]
    bare, hashed, winnow, hashes = (min(column) for column in zip(*rounds, strict=True))
    return ReadingCosts(bare=bare, hashed=hashed, winnow=winnow, hashes=hashes)


def fastwarc_bodies(path: Path) -> Iterator[bytes]:
    """Yield the bodies of a file as FastWARC reads them."""
    for record in ArchiveIterator(str(path), parse_http=True):
        yield record.reader.read()


def write_archive(path: Path, *, pages: int, has_notes: bool) -> Path:
    """Write a file of invented pages, each record a gzip member, with or without notes beside each page."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghij", k=chance.randint(2, 9))) for _ in range(WORDS)]
    with path.open("wb") as file:
        for number in range(pages):
            url = f"http://a.example/{number}"
            lines = (
                f"<p class=x>{' '.join(chance.choices(words, k=WORDS_OF_PARAGRAPH))}</p>" for _ in range(PARAGRAPHS)
            )
            body = " ".join(lines)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{HEADERS}Content-Length: {len(body)}\r\n\r\n"
            if has_notes:
                file.write(member("request", url, REQUEST))
            file.write(member("response", url, head + body))
            if has_notes:
                file.write(member("metadata", url, METADATA))
    return path


def member(kind: str, url: str, block: str) -> bytes:
    """Return a record, packed."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-10-05T12:13:14Z\r\nWARC-Record-ID: <urn:uuid:{url}>\r\n"
        f"Content-Length: {len(block)}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"WARC-IP-Address: 192.0.2.7\r\nWARC-Target-URI: {url}\r\n\r\n"
    )
    return gzip.compress(f"{head}{block}\r\n\r\n".encode(), 6, mtime=0)


def cpu_s(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process that work takes."""
    began = process_time()
    work()
    return process_time() - began


if __name__ == "__main__":
    main()
