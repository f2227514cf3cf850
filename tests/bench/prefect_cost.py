"""What does Prefect cost a run, start-up aside? `python -m tests.bench.prefect_cost [CPU_MS_OF_A_PAGE]`.

Chunks that read nothing go through the same tasks as chunks of a run: read, load, progress. The CPU of the process and
of its Prefect server for many of them, less that for a few, is what each costs; beside it, what 200 pages cost to read.
"""

import os
import resource
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from flows.hush import hush_at_exit
from flows.run.prefect_home import prepare_prefect
from flows.run.prefect_server import API_URL, EPHEMERAL, free_port, running_server, temporary_command
from flows.run.session import say_the_rest

FEW, MANY = 10, 110
CHUNK_PAGES = 200
# Of the bundled sample pages, by `make bench`; long ones take seven times as long (flows/docs/scaling.md).
PAGE_CPU_MS = 105.0
TICKS_A_S = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    page_ms = float(sys.argv[1]) if len(sys.argv) > 1 else PAGE_CPU_MS
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as home:
        prepare_prefect(Path(home))
        server_log = Path(home) / "server.log"
        with running_server(temporary_command(port), port=port, log=server_log, environment=EPHEMERAL) as when_healthy:
            os.environ[API_URL] = when_healthy()
            run_chunks(FEW)  # what the first one imports and opens
            few, many = cost_of(FEW), cost_of(MANY)
            say_the_rest()
    chunks = MANY - FEW
    own_ms, server_ms = ((much - little) / chunks * 1000 for little, much in zip(few, many, strict=True))
    share = (own_ms + server_ms) / (CHUNK_PAGES * page_ms)
    Console(width=120).print(
        f"a chunk: {own_ms:.0f} ms of CPU in the run, {server_ms:.0f} ms in its server; {share:.2%} of {CHUNK_PAGES} "
        f"pages at {page_ms:g} ms"
    )


def cost_of(chunks: int) -> tuple[float, float]:
    """Return the CPU seconds of this process and of its servers for so many chunks."""
    own, servers = own_cpu_s(), servers_cpu_s()
    run_chunks(chunks)
    return own_cpu_s() - own, servers_cpu_s() - servers


def run_chunks(chunks: int) -> None:
    """Pass empty chunks through a flow."""
    from prefect import flow, task
    from prefect.task_runners import ThreadPoolTaskRunner

    from flows.run.artifacts import RunProgress

    @task(name="read")
    def read(chunk: int) -> int:
        return chunk

    @task(name="load")
    def load(chunk: int) -> dict[str, int]:
        return {"article": chunk}

    @flow(name="empty chunks", task_runner=ThreadPoolTaskRunner(max_workers=4))
    def empty_chunks() -> None:
        progress = RunProgress()
        for chunk in range(chunks):
            read.submit(chunk).result()
            load.submit(chunk).result()
            progress.show(chunk, chunks)

    empty_chunks()


def own_cpu_s() -> float:
    """Return the CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def servers_cpu_s() -> float:
    """Return the CPU seconds of the processes that this one started."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    stats = [Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for pid in children]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS_A_S


if __name__ == "__main__":
    hush_at_exit()
    main()
