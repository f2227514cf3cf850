"""How fast is a polite crawl of many hosts, measured at the server? By hand: it wants a machine of its own."""

import asyncio
import multiprocessing
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

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


@pytest.mark.nightly
def test_two_hundred_hosts_are_asked_at_the_pace_that_politeness_allows(
    lab: Any, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    pipe, other_end = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve_many, args=(other_end,))
    server.start()
    port = pipe.recv()
    hosts = [f"127.0.{number // 250 + 1}.{number % 250 + 1}" for number in range(HOSTS)]
    urls = tuple(f"http://{host}:{port}/{number}" for number in range(PAGES_EACH) for host in hosts)
    settings = Settings(
        allow_net=["127.0.0.0/8"],  # type: ignore[arg-type] # as TOML has it
        delay_s=DELAY_S,
        max_pages=len(urls),
        share_pace=False,
    )
    source = SourceSpec(name="many", kind=SourceKind.URLS, location="", urls=urls)
    began, cpu_began = time.monotonic(), time.process_time()
    with WarcWriter(tmp_path, run_id="r") as warc:
        results = lab.fetch(source, settings=settings, warc=warc)
    took_s, cpu_s = time.monotonic() - began, time.process_time() - cpu_began
    pipe.send("stop")
    by_host = defaultdict(list)
    for host, at in pipe.recv():
        by_host[host].append(at)
    server.join()
    gaps = [later - earlier for times in by_host.values() for earlier, later in pairwise(sorted(times))]
    # robots.txt and the pages of a host: the last answer comes a latency after the last request.
    share = (PAGES_EACH * DELAY_S + LATENCY_S) / took_s
    memory_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    measured = f"{len(results) / took_s:.0f} pages/s, share {share:.2f}, gap {min(gaps):.4f} s"
    record_property("measured", f"{measured}, {cpu_s / len(results) * 1000:.2f} ms of CPU a page, {memory_kb} KB")
    sys.stdout.write(f"{measured}, {cpu_s / len(results) * 1000:.2f} ms of CPU a page, {memory_kb} KB\n")
    assert [result.fetch.outcome for result in results] == ["fetched"] * len(urls)
    assert min(gaps) >= DELAY_S
    assert memory_kb < MAX_MEMORY_KB
    assert cpu_s / len(results) < MAX_CPU_S
    assert share >= MIN_SHARE
