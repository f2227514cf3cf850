"""How fast is a polite crawl of many hosts, measured at the server? By hand: it wants a machine of its own."""

import asyncio
import multiprocessing
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from flows.fetch.crawl import crawl
from flows.settings import Settings
from flows.sources.spec import SourceKind, SourceSpec
from flows.warc.write import WarcWriter

HOSTS, PAGES_EACH = 200, 25  # 1,000 pages a second
DELAY_S, LATENCY_S = 0.2, 0.05
MIN_SHARE = 0.8  # of the rate that politeness allows
MAX_MEMORY_KB = 300_000
MAX_CPU_S = 0.0008  # a page: what one core can do at that rate
BODY = b"<p>" + b"word " * 4000
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY


def serve_many(pipe: Connection) -> None:
    """Answer on every loopback address with some latency; send what was noted when told to stop."""
    noted: list[tuple[str, float]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n"):
                noted.append((writer.get_extra_info("sockname")[0], time.monotonic()))
                await asyncio.sleep(LATENCY_S)
                writer.write(ANSWER)
                await writer.drain()
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(answer, "0.0.0.0", 0, backlog=1000)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(pipe.recv)
        pipe.send(noted)

    asyncio.run(serve())


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What a crawl came to, and what it cost its process."""

    outcomes: Sequence[str]
    took_s: float
    cpu_s: float
    memory_kb: int


def crawl_many(port: int, folder: Path) -> Crawled:
    """Ask every host for its pages, in a process that does nothing else."""
    hosts = [f"127.0.{number // 250 + 1}.{number % 250 + 1}" for number in range(HOSTS)]
    urls = tuple(f"http://{host}:{port}/{number}" for number in range(PAGES_EACH) for host in hosts)
    settings = Settings(
        allow_net=["127.0.0.0/8"],  # type: ignore[arg-type] # as TOML has it
        delay_s=DELAY_S,
        max_pages=len(urls),
        share_pace=False,
    )
    source = SourceSpec(name="many", kind=SourceKind.URLS, location="", urls=urls)

    async def collect(warc: WarcWriter) -> list[str]:
        return [result.fetch.outcome async for result in crawl([source], settings=settings, warc=warc, run_id="r")]

    began, cpu_began = time.monotonic(), time.process_time()
    with WarcWriter(folder, run_id="r") as warc:
        outcomes = asyncio.run(collect(warc))
    return Crawled(
        outcomes=outcomes,
        took_s=time.monotonic() - began,
        cpu_s=time.process_time() - cpu_began,
        memory_kb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    )


@pytest.mark.nightly
def test_two_hundred_hosts_are_asked_at_the_pace_that_politeness_allows(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    spawn = multiprocessing.get_context("spawn")  # its memory is its own, whatever this process has imported
    pipe, other_end = multiprocessing.Pipe()
    server = spawn.Process(target=serve_many, args=(other_end,))
    server.start()
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        crawled = pool.submit(crawl_many, pipe.recv(), tmp_path).result()
    pipe.send("stop")
    by_host = defaultdict(list)
    for host, at in pipe.recv():
        by_host[host].append(at)
    server.join()
    gap = min(later - earlier for times in by_host.values() for earlier, later in pairwise(sorted(times)))
    # robots.txt and the pages of a host: the last answer comes a latency after the last request.
    share = (PAGES_EACH * DELAY_S + LATENCY_S) / crawled.took_s
    pages = len(crawled.outcomes)
    measured = (
        f"{pages / crawled.took_s:.0f} pages/s, share {share:.2f}, gap {gap:.4f} s, "
        f"{crawled.cpu_s / pages * 1000:.2f} ms of CPU a page, {crawled.memory_kb} KB"
    )
    record_property("measured", measured)
    sys.stdout.write(f"{measured}\n")
    assert crawled.outcomes == ["fetched"] * HOSTS * PAGES_EACH
    assert gap >= DELAY_S
    assert crawled.memory_kb < MAX_MEMORY_KB
    assert crawled.cpu_s / pages < MAX_CPU_S
    assert share >= MIN_SHARE
