"""Does a long run grow? `python -m tests.bench.soak [PAGES]`.

20,000 generated pages of 40 hosts are fetched over loopback, read, loaded, derived, published and reported by the whole
flow under Prefect, with two workers. Every 250 pages read, memory and open handles of the run's process, of its workers
together and of its Prefect server are noted; told are their last values and the slopes over the second half, as a share
of the mean for each 1,000 pages. Takes some ten minutes on two quiet cores, and 2 GB of disk.
"""

import asyncio
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.hush import hush_at_exit
from flows.run.layout import Layout
from flows.run.progress import CURRENT, Silent
from flows.run.session import flow_session
from flows.settings import Settings
from flows.sources.spec import SourceKind, SourceSpec
from tests.slopes import slope_share

PAGES, HOSTS, WORKERS = 20_000, 40, 2
EVERY = 250
KIBI = 1024
NAMES = (
    "Selk",
    "Orra",
    "Tarn",
    "Vell",
    "Askel",
    "Brenn",
    "Dorn",
    "Ister",
    "Lund",
    "Marr",
    "Norv",
    "Pell",
    "Rask",
    "Sund",
)
ENDS = ("by", "holm", "stad", "vik", "ford", "mark", "ness", "dal")
THINGS = ("bridge", "harbour", "council", "ferry", "school", "railway", "library", "hospital", "market", "archive")
DEEDS = ("closed", "bought", "repaired", "opened", "sold", "praised", "inspected", "renamed")


def main() -> None:
    """Measure and print."""
    hush_at_exit()
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder, served() as address:
        watch, began = Watch(), time.perf_counter()
        settings = settings_for(Path(folder), address, pages)
        with flow_session(Layout(settings.warehouse).prefect) as run_flow:
            CURRENT.append(watch)
            summary = run_flow(settings, kind="run")
            CURRENT.pop()
        seconds = time.perf_counter() - began
    table = Table("process", "MiB", "slope", "handles", "slope")
    for role, samples in watch.samples.items():
        memory, handles = [each.memory_kib for each in samples], [each.handles for each in samples]
        table.add_row(
            role,
            f"{memory[-1] / KIBI:.0f}",
            f"{slope_share(memory, step=EVERY):+.2%}",
            f"{handles[-1]}",
            f"{slope_share(handles, step=EVERY):+.2%}",
        )
    console = Console(width=120)
    console.print(
        f"{summary['pages_read']:,} of {pages:,} pages in {seconds:.0f} s; slopes over the second half, a 1,000 pages"
    )
    console.print(table)


@dataclass(frozen=True, slots=True)
class Sample:
    """What some processes hold at one moment."""

    memory_kib: int
    handles: int


class Watch(Silent):
    """Looks at the run's processes every so many pages."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        super().__init__()
        self.samples: defaultdict[str, list[Sample]] = defaultdict(list)

    def step(self, stage: str, total: int | None, detail: str = "") -> None:
        """Count, and look when it is time."""
        super().step(stage, total, detail)
        if stage == "read" and self.done[stage] % EVERY == 0:
            for role, sample in seen_now().items():
                self.samples[role].append(sample)


def seen_now() -> dict[str, Sample]:
    """Return what this process and those it started hold, by role."""
    held: dict[str, list[Sample]] = {"run": [sample_of(os.getpid())], "workers": [], "Prefect server": []}
    own = Path(f"/proc/{os.getpid()}/task")
    for task in own.iterdir():  # a thread of any kind may have started them
        for pid in (task / "children").read_text(encoding="ascii").split():
            with suppress(OSError):  # gone meanwhile
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
                if b"spawn_main" in command:
                    held["workers"].append(sample_of(int(pid)))
                elif b"prefect" in command or b"uvicorn" in command:
                    held["Prefect server"].append(sample_of(int(pid)))
    return {
        role: Sample(sum(each.memory_kib for each in samples), sum(each.handles for each in samples))
        for role, samples in held.items()
    }


def sample_of(pid: int) -> Sample:
    """Return what one process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    resident = next((int(line.split()[1]) for line in status if line.startswith("VmRSS")), 0)
    return Sample(memory_kib=resident, handles=len(list(Path(f"/proc/{pid}/fd").iterdir())))


def settings_for(folder: Path, address: str, pages: int) -> Settings:
    """Return settings under which so many pages are asked for as fast as they come."""
    hosts = [f"site{number}.example" for number in range(HOSTS)]
    urls = tuple(f"http://{hosts[number % HOSTS]}/{number}" for number in range(pages))
    return Settings(
        connect_to=dict.fromkeys(hosts, address),
        delay_s=0,
        max_pages=pages,
        share_pace=False,
        respect_robots=False,
        warehouse=folder / "w",
        workers=WORKERS,
        sources=(SourceSpec(name="many", kind=SourceKind.URLS, location="", urls=urls),),
    )


def page_of(number: int) -> bytes:
    """Return a page of its own: an invented notice of 60 to 140 words, dated and signed."""
    chance = random.Random(number)
    paragraphs = "".join(f"<p>{' '.join(sentence(chance) for _ in range(3))}</p>" for _ in range(chance.randint(2, 4)))
    title = f"The {chance.choice(THINGS)} of {name(chance)}, notice {number}"
    day = f"2026-{chance.randint(1, 11):02}-{chance.randint(1, 28):02}"
    head = (
        f'<html lang="en"><head><title>{title}</title><meta property="article:published_time" content="{day}"></head>'
    )
    byline = f"<p class=byline>By {name(chance)} {name(chance)}</p>"
    furniture = "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
    return f"{head}<body>{furniture}<article><h1>{title}</h1>{byline}{paragraphs}</article></body></html>".encode()


def sentence(chance: random.Random) -> str:
    """Return one sentence about invented places."""
    who, what, whose = name(chance), chance.choice(DEEDS), name(chance)
    denied = chance.random() < 0.2
    deed = "did not inspect" if denied else what
    return (
        f"{who} {deed} the {chance.choice(THINGS)} of {whose} in {chance.randint(1950, 2026)}, according to the"
        f" {chance.choice(THINGS)} of {name(chance)}."
    )


def name(chance: random.Random) -> str:
    """Return one of some ten thousand invented names."""
    return (
        chance.choice(NAMES)
        + chance.choice(("", "a", "o", "en", "er"))
        + chance.choice(ENDS)
        + chance.choice(("", "e"))
    )


@contextmanager
def served() -> Iterator[str]:
    """Answer for the pages in a process of its own, and yield where."""
    pipe, other_end = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(other_end,))
    server.start()
    yield f"127.0.0.1:{pipe.recv()}"
    pipe.send("stop")
    server.join()


def serve(pipe: Connection) -> None:
    """Answer until told to stop."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                body = page_of(int(head.split(b" ", 2)[1].strip(b"/")))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body))
                writer.write(body)
                await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=500)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(pipe.recv)

    asyncio.run(run())


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
