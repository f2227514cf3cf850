"""What does a finished run cost when it is run again? `python -m tests.bench.repeat [PAGES]`.

The sample pages, under so many addresses (200 unless told), are read by one worker, loaded, published and reported by
the steps that the flow calls; then the same again. Seconds are CPU of this process and its workers; imports and
Prefect are outside, the start of the worker is not.
"""

import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from flows.run.job import Job, open_job
from flows.settings import Settings
from flows.sources.spec import parse_source_argument
from tests.bench.stages import captures_from
from tests.steps import do_steps

PAGES = 200


def main() -> None:
    """Measure and print."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder:
        source = write_pages(Path(folder) / "pages", pages)
        settings = Settings(
            warehouse=Path(folder) / "w", sources=(parse_source_argument(str(source)),), workers=1, chunk_pages=100
        )
        first, again = run(settings), run(settings)
    Console(width=120).print(
        f"{pages} pages: {sum(first):.1f} s, of it report {first[1]:.1f} s; again {sum(again):.2f} s, report"
        f" {again[1]:.2f} s: {again[0] / first[0]:.1%} without the report, {sum(again) / sum(first):.1%} with it"
    )


def write_pages(folder: Path, pages: int) -> Path:
    """Write the sample pages as files, each as often as it takes."""
    folder.mkdir()
    bodies = [page.body for page in captures_from("")]
    for number in range(pages):
        (folder / f"{number:05}.html").write_bytes(bodies[number % len(bodies)])
    return folder


def run(settings: Settings) -> tuple[float, float]:
    """Return what a run and its report cost."""
    with open_job(settings, flow="run") as job:
        worked = cpu_s(lambda: work(job))
        reported = cpu_s(job.report)
    return worked, reported


def work(job: Job) -> None:
    """Do all steps but the report; the pool ends with its worker, whose seconds count only then."""
    do_steps(job)
    job.pool.__exit__(None, None, None)


def cpu_s(step: Callable[[], object]) -> float:
    """Return the CPU seconds of this process and of those that it waited for."""
    before = total_s()
    step()
    return total_s() - before


def total_s() -> float:
    """Return the CPU seconds so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
