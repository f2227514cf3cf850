"""The whole job as a Prefect flow. Thin: each task calls one step of the job.

Prefect's state shows a run and schedules it; what is left to do is decided by the warehouse's ledger and by ids that
are hashes of content, so a run may be killed anywhere and started again. Results that pass between tasks are paths
and counts.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

import httpx
from prefect import flow, task
from prefect.client.schemas.objects import State
from prefect.context import TagsContext
from prefect.exceptions import PrefectException
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.errors import SettingsError
from flows.hush import hush_at_exit
from flows.offline import without_web
from flows.run.artifacts import RunProgress, publish_artifacts
from flows.run.job import REPLAY, Job, job_of, keep_summary, open_job
from flows.run.parameters import settings_of
from flows.run.progress import reporter, reporting
from flows.run.run_log import logged
from flows.run.run_summary import RunSummary
from flows.run.runners import LOCAL_CHUNKS_AT_ONCE, Read, chunks_at_once, reader_of
from flows.run.states import gathered, named
from flows.run.steps import ChunkReady, CrawlOutcome, PartReady, ReadOutcome, StopAsked
from flows.run.stop import SIGNALS, stoppable
from flows.runner import Runner
from flows.settings import Settings, load_settings
from flows.sources.spec import parse_source_argument
from flows.voice import behave
from warehouse.tables import CONTENT_SCHEMAS

# How long a run waits for those of other schedules of its process: the longest crawl that is one night's work.
PATIENCE_S = 6 * 3600.0
# Beside the chunks: gathering, and loading.
THREADS = LOCAL_CHUNKS_AT_ONCE + 2


@task(name="gather", task_run_name="{what}")
def gather_task(run_id: str, what: str) -> State[CrawlOutcome]:  # noqa: ARG001 - what the task is called
    """Fetch every source into WARC files, or list what a replay reads; chunks are handed on as they fill."""
    outcome = job_of(run_id).gather()
    return named(gathered(outcome.outcomes), outcome)


@task(name="load")
def load_task(run_id: str, parts: list[str]) -> dict[str, int]:
    """Load parts, one transaction each."""
    for part in parts:
        job_of(run_id).load(Path(part))
    return dict(job_of(run_id).new_rows)


@task(name="publish")
def publish_task(run_id: str, status: str) -> str:
    """Derive, record the run's end and publish the snapshot."""
    job_of(run_id).finish(status)
    return str(job_of(run_id).publish())


@task(name="report")
def report_task(run_id: str) -> str:
    """Write the static report unless it stands already."""
    return str(job_of(run_id).report())


@flow(
    name="winnow",
    flow_run_name="winnow {kind}",
    task_runner=ThreadPoolTaskRunner(max_workers=THREADS),  # type: ignore[arg-type] # Prefect's types are invariant
)
def winnow_run(
    config: str | None = None,
    sources: list[str] | None = None,
    settings: dict[str, Any] | None = None,
    *,
    kind: str = "run",
    where: str | None = None,
    timing: str | None = None,
) -> dict[str, object]:
    """Fetch, read, load, publish and report; return the summary.

    `settings` (all of them, as JSON, or the file that has them) wins over the file `config`; `sources` win over the
    sources of either.
    A replay reads the pages again for whose articles the SQL condition `where` holds; all without one.
    `timing` chooses the sources with this schedule of their own, in words; empty, those with none.
    """
    chosen = chosen_settings(config=config, sources=sources or [], given=settings, timing=timing)
    if kind != REPLAY:
        chosen = _with_sources(chosen)
    served = multiprocessing.parent_process() is not None  # a served run has a process of its own
    if served:
        hush_at_exit()
    began = monotonic()
    # A served run's SIGTERM is Prefect's: it cancels the run so.
    signals = (signal.SIGINT,) if served else SIGNALS
    # Runs of one process that serves several schedules come in turn.
    patience_s = 0 if timing is None else PATIENCE_S
    with (
        _speaking(chosen, served=served),
        logged(),
        # The run's tags are not its tasks': the server would be asked about limits before each, also one that is gone.
        TagsContext(current_tags=set()),
        open_job(chosen, flow=kind, where=where, patience_s=patience_s) as job,
        stoppable(job.ask_to_stop, signals),
    ):
        summary = _run(job, began)
    kept = keep_summary(summary.as_json())
    try:
        publish_artifacts(summary)
    except (httpx.HTTPError, PrefectException) as error:
        reporter().note(f"Prefect does not take the run's artifacts ({error}); the run itself is complete")
    return kept


def chosen_settings(
    *, config: str | None, sources: list[str], given: Mapping[str, Any] | None, timing: str | None = None
) -> Settings:
    """Return the settings a run goes by."""
    settings = settings_of(given) if given is not None else load_settings(Path(config) if config else None)
    if sources:
        settings = settings.model_copy(update={"sources": tuple(parse_source_argument(text) for text in sources)})
    if timing is not None:
        due = tuple(source for source in settings.sources if str(source.timing or "") == timing)
        settings = settings.model_copy(update={"sources": due})
    return settings


def _with_sources(settings: Settings) -> Settings:
    """Return the settings with the sources that may be read now; raises where there are none."""
    if not settings.sources:
        raise SettingsError("no source to run: name one (winnow run https://…/sitemap.xml) or add it: `winnow add`")
    return without_web(settings)


def _speaking(settings: Settings, *, served: bool) -> AbstractContextManager[object]:
    """Let a served run speak in its log; one that somebody typed does already."""
    if not served:
        return nullcontext()
    behave(log_format=settings.log_format)
    return reporting()


def _run(job: Job, began: float) -> RunSummary:
    run_id = job.run.run_id
    job.begin()
    with reader_of(job) as read:
        done = Reading(job, read).finish()
    reporter().note("publishing the snapshot")
    snapshot = publish_task.submit(run_id, "stopped" if done.stopped else "done").result()
    report = "" if done.stopped else report_task.submit(run_id).result()
    return RunSummary(
        run_id=run_id,
        stopped=done.stopped,
        outcomes=done.outcomes or {},
        read=done.read,
        unreadable=done.failed,
        new_rows={table: count for table, count in job.new_rows.items() if table in CONTENT_SCHEMAS},
        seconds=monotonic() - began,
        snapshot=snapshot,
        report=report,
    )


def gathering(job: Job) -> str:
    """Return what the first task of a run is called: what it fetches."""
    if job.run.flow == REPLAY:
        return "list what is kept"
    sources = job.settings.sources
    return f"fetch:{sources[0].location}" if len(sources) == 1 else f"fetch:{len(sources)} sources"


class Reading:
    """The middle of a run: chunks are read as they are handed on, and parts loaded as they are read."""

    def __init__(self, job: Job, read: Read) -> None:
        """Start to gather; `read` starts to read a chunk."""
        self.job, self.start, self.at_once = job, read, chunks_at_once(job.settings)
        self.chunks: deque[ChunkReady] = deque()
        self.reads: dict[UUID, ChunkReady] = {}
        self.asked = self.read = self.failed = 0
        self.stopped = False
        self.progress = RunProgress()
        self.outcomes: Mapping[str, int] | None = None  # None while gathering goes on
        gather_task.submit(job.run.run_id, gathering(job)).add_done_callback(job.ready.put)

    def finish(self) -> "Reading":
        """Work until everything that was gathered is read and loaded, or what is at hand when a stop is asked for."""
        while self.outcomes is None or self.reads or self.chunks:
            self._take(self.job.ready.get())
            self.progress.show_sources()
            if self.stopped:
                self._leave_waiting()
            while self.chunks and len(self.reads) < self.at_once:
                self._read(self.chunks.popleft())
        return self

    def _leave_waiting(self) -> None:
        """Leave chunks that nobody reads yet to the next run, which makes its own."""
        while self.chunks:
            self.job.forget_chunk(self.chunks.popleft().path)

    def _take(self, event: ChunkReady | PartReady | StopAsked | PrefectFuture[Any]) -> None:
        if isinstance(event, StopAsked):
            self.stopped = True
        elif isinstance(event, ChunkReady):
            self.chunks.append(event)
            self.asked += event.pages
        elif isinstance(event, PartReady):
            self._load(event.path)
        elif isinstance(outcome := event.result(), CrawlOutcome):
            self.outcomes = outcome.outcomes
            self.progress.show_sources(at_end=True)
        else:
            self._finish(self.reads.pop(event.task_run_id), self.job.outcome_of(outcome))

    def _finish(self, chunk: ChunkReady, outcome: ReadOutcome) -> None:
        self.read, self.failed = self.read + outcome.read, self.failed + outcome.failed
        if outcome.part is not None:
            self._load(outcome.part)
        self.job.forget_chunk(chunk.path)
        self.progress.show(self.read + self.failed, self.asked)
        if self.job.settings.runner is not Runner.LOCAL:  # workers of this run tell page by page
            reporter().advance("read", self.read + self.failed, self.asked)

    def _read(self, chunk: ChunkReady) -> None:
        future = self.start(chunk, self.asked)
        self.reads[future.task_run_id] = chunk
        future.add_done_callback(self.job.ready.put)

    def _load(self, part: Path) -> None:
        load_task.submit(self.job.run.run_id, [str(part)]).result()
