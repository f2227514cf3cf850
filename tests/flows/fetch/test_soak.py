"""Does a long crawl grow? 20,000 generated pages over loopback, by hand."""

import asyncio
import multiprocessing
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from flows.fetch.crawl import crawl_blocking
from flows.fetch.journal import CrawlJournal
from flows.settings import Settings
from flows.sources.spec import SourceKind, SourceSpec
from flows.warc.write import WarcWriter
from tests.slopes import slope_share

PAGES, HOSTS = 20_000, 40
SAMPLE_PAGES = 250
MAX_SLOPE = 0.01  # of the mean, for each 1,000 pages


def page_of(number: int) -> bytes:
    """Return an answer: sizes, statuses and headers differ from page to page."""
    chance = random.Random(number)
    body = "".join(f"<p>{chance.random()} {'word ' * chance.randint(1, 60)}</p>" for _ in range(chance.randint(1, 60)))
    status = chance.choices(["200 OK", "404 Not Found", "301 Moved"], [90, 5, 5])[0]
    to = f"Location: /{number + PAGES}\r\n" if status.startswith("301") else ""
    end = "Connection: close\r\n" if chance.random() < 0.05 else ""
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nETag: {number}\r\n"
    return (head + to + end + "\r\n" + body).encode()


def serve(pipe: Connection) -> None:
    """Answer until told to stop."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                data = page_of(int(head.split(b" ", 2)[1].strip(b"/")))
                writer.write(data)
                await writer.drain()
                if b"Connection: close" in data:
                    break
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=500)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(pipe.recv)

    asyncio.run(run())


def resident_kb() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_a_long_crawl_does_not_grow(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    pipe, other_end = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(other_end,))
    server.start()
    address = f"127.0.0.1:{pipe.recv()}"
    hosts = [f"site{number}.example" for number in range(HOSTS)]
    urls = tuple(f"http://{hosts[number % HOSTS]}/{number}" for number in range(PAGES))
    settings = Settings(
        connect_to=dict.fromkeys(hosts, address),
        delay_s=0,
        max_pages=PAGES,
        share_pace=False,
        respect_robots=False,
        warehouse=tmp_path,
    )
    source = SourceSpec(name="many", kind=SourceKind.URLS, location="", urls=urls)
    memory_kb: list[float] = []
    handles: list[float] = []
    with WarcWriter(settings.warc_folder, run_id="r") as warc, CrawlJournal(tmp_path, run_id="r") as journal:
        results = crawl_blocking([source], settings=settings, run_id="r", warc=warc, journal=journal)
        for done, _ in enumerate(results, start=1):
            if done % SAMPLE_PAGES == 0:
                memory_kb.append(resident_kb())
                handles.append(len(list(Path("/proc/self/fd").iterdir())))
    pipe.send("stop")
    server.join()
    growth, leaks = slope_share(memory_kb, step=SAMPLE_PAGES), slope_share(handles, step=SAMPLE_PAGES)
    measured = (
        f"{done} pages, memory {memory_kb[-1] / 1024:.0f} MB {growth:+.2%} and handles {leaks:+.2%} a 1,000 pages"
    )
    record_property("measured", measured)
    sys.stdout.write(measured + "\n")
    assert done == PAGES
    assert growth <= MAX_SLOPE
    assert leaks <= MAX_SLOPE
