"""A run as the flow makes it, without Prefect and spaCy: `python -m tests.chaos.plain_runs WAREHOUSE SOURCE [NET]`.

Pages are crawled or listed, read in worker processes (text alone, no claims), loaded and published by the same steps.
Each page that a worker reads leaves a line in the file that READ_LOG names. Ends with the exit code of a command.
"""

import os
import sys
from pathlib import Path

from extractors.article import read_article
from extractors.errors import WinnowError
from extractors.records import Capture, Reading
from flows.exit_codes import exit_code_of
from flows.run import job as job_module
from flows.run.steps import ChunkReady
from flows.settings import Settings
from flows.sources.spec import parse_source_argument
from flows.workers.pages import PageFailure, page_failure, prepare_nothing, url_of
from flows.workers.pool import Work

READ_LOG = "READ_LOG"
CHUNK_PAGES = 6
WORKERS = 2


def read_plain(captures: list[Capture]) -> list[Reading | PageFailure]:
    """Return readings without claims, and write down that they were made."""
    with Path(os.environ[READ_LOG]).open("a", encoding="utf-8") as log:
        log.write("".join(f"{capture.url}\n" for capture in captures))
    return [Reading(capture=capture, article=read_article(capture)) for capture in captures]


def plain_work(_: str | None) -> Work[Capture, Reading | PageFailure]:
    """Return what the workers do instead."""
    return Work(prepare=prepare_nothing, prepare_with=None, read=read_plain, failed=page_failure, name_of=url_of)


def run(settings: Settings) -> None:
    """Do the steps of the flow, one after the other."""
    with job_module.open_job(settings, flow="run") as job:
        job.begin()
        job.gather()
        while not job.ready.empty():
            ready = job.ready.get()
            if isinstance(ready, ChunkReady):
                outcome = job.read(ready.path.name, total=ready.pages)
                job.load(outcome.part)
                job.forget_chunk(ready.path)
            else:
                job.load(ready.path)
        job.finish("done")
        job.publish()


def main() -> int:
    """Return the exit code of the run."""
    warehouse, source, *nets = sys.argv[1:]
    job_module.reader_work = plain_work
    job_module.recipe_id = lambda _: "recipe"  # an edit of the code while many runs go on is no other recipe
    settings = Settings(
        warehouse=Path(warehouse),
        sources=(parse_source_argument(source),),
        workers=WORKERS,
        chunk_pages=CHUNK_PAGES,
        allow_net=tuple(nets),
        allow_ports=tuple(range(1, 65_536)) if nets else (),
        delay_s=0.0,
    )
    try:
        run(settings)
    except WinnowError as error:
        sys.stderr.write(f"{error}\n")
        return int(exit_code_of(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
