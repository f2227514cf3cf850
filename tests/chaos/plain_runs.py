"""Runs as the flow makes them, without Prefect and spaCy, as many as are ordered: `python -m tests.chaos.plain_runs`.

Pages are crawled or listed, read in worker processes (text alone, no claims), loaded and published by the same steps.
A line of input is a run to start (an `Order`), answered by its process id; or the id of one, answered by the exit code
of its end, negative for a signal. A run has a process group of its own; what it says, and each page that its workers
read, is a line of its files.
"""

import json
import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from extractors.article import read_article
from extractors.errors import WinnowError
from extractors.records import Reading
from flows.exit_codes import exit_code_of
from flows.run import job as job_module
from flows.settings import Settings
from flows.sources.spec import parse_source_argument
from flows.workers.pages import PageFailure, ToRead, page_failure, prepare_nothing, url_of
from flows.workers.pool import Work
from tests.steps import do_steps

READ_LOG = "READ_LOG"
CHUNK_PAGES = 6
WORKERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run is of, and the files that it writes beside the warehouse."""

    warehouse: str
    source: str
    nets: tuple[str, ...]  # that it may reach
    read: str  # addresses of pages that were read
    said: str  # standard error


def read_plain(pages: list[ToRead]) -> list[Reading | PageFailure]:
    """Return readings without claims, and write down that they were made."""
    with Path(os.environ[READ_LOG]).open("a", encoding="utf-8") as log:
        log.write("".join(f"{page.capture.url}\n" for page in pages))
    return [Reading(capture=page.capture, article=read_article(page.capture)) for page in pages]


def plain_work(_: str | None) -> Work[ToRead, Reading | PageFailure]:
    """Return what the workers do instead."""
    return Work(prepare=prepare_nothing, prepare_with=None, read=read_plain, failed=page_failure, name_of=url_of)


def run(settings: Settings) -> None:
    """Do the steps of the flow, one after the other."""
    with job_module.open_job(settings, flow="run") as job:
        do_steps(job)


def obey(order: Order) -> int:
    """Return the exit code of the run."""
    os.setsid()
    said = os.open(order.said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(said, sys.stderr.fileno())
    os.environ[READ_LOG] = order.read
    settings = Settings(
        warehouse=Path(order.warehouse),
        sources=(parse_source_argument(order.source),),
        workers=WORKERS,
        chunk_pages=CHUNK_PAGES,
        allow_net=order.nets,
        allow_ports=tuple(range(1, 65_536)) if order.nets else (),
        delay_s=0.0,
    )
    try:
        run(settings)
    except WinnowError as error:
        sys.stderr.write(f"{error}\n")
        return int(exit_code_of(error))
    return 0


def main() -> None:
    """Obey orders until there are none; each run is forked from here, where all is imported."""
    job_module.reader_work = plain_work
    job_module.recipe_id = lambda *_: "recipe"  # an edit of the code while many runs go on is no other recipe
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, int):
            answer = os.waitstatus_to_exitcode(os.waitpid(asked, 0)[1])
        elif not (answer := os.fork()):
            _end_as(Order(**asked | {"nets": tuple(asked["nets"])}))
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _end_as(order: Order) -> None:
    """End this process as the run ends."""
    code = 1
    try:
        code = obey(order)
    except BaseException:  # noqa: BLE001 - whatever it is, the test is to see it
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
