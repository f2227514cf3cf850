"""The whole job as a Prefect flow. Thin: each task calls one step of the job.

Prefect's state shows a run and schedules it; what is left to do is decided by the warehouse's ledger and by ids that
are hashes of content, so a run may be killed anywhere and started again. Results that pass between tasks are paths
and counts.
"""

from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from prefect import flow, task
from prefect.futures import as_completed
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.errors import SettingsError
from flows.run.artifacts import RunSummary, publish_artifacts
from flows.run.job import Job, job_of, open_job
from flows.run.progress import reporter
from flows.run.steps import CrawlOutcome, ReadOutcome
from flows.settings import Settings, load_settings
from flows.sources.spec import parse_source_argument
from warehouse.tables import CONTENT_SCHEMAS

# One chunk keeps all workers busy but for its last pages; a second one fills that gap.
CHUNKS_AT_ONCE = 2
REPLAY = "replay"  # the kind of a run that fetches nothing


@task(name="crawl")
def crawl_task(run_id: str) -> CrawlOutcome:
    """Fetch every source into WARC files and chunk lists."""
    return job_of(run_id).crawl()


@task(name="replay")
def replay_task(run_id: str) -> CrawlOutcome:
    """List what WARC files keep and the present recipe has not read."""
    return job_of(run_id).replay()


@task(name="read", task_run_name="read {chunk}")
def read_task(run_id: str, chunk: str, total: int) -> ReadOutcome:
    """Read one chunk of pages into a Parquet part."""
    return job_of(run_id).read(Path(chunk), total=total)


@task(name="load")
def load_task(run_id: str, parts: list[str]) -> dict[str, int]:
    """Load parts, one transaction each."""
    for part in parts:
        job_of(run_id).load(Path(part))
    return dict(job_of(run_id).new_rows)


@task(name="publish")
def publish_task(run_id: str) -> str:
    """Derive, record the run's end and publish the snapshot."""
    job_of(run_id).finish("done")
    return str(job_of(run_id).publish())


@task(name="report")
def report_task(run_id: str) -> str:
    """Write the static report."""
    return str(job_of(run_id).report())


@flow(
    name="winnow",
    flow_run_name="winnow {kind}",
    task_runner=ThreadPoolTaskRunner(max_workers=CHUNKS_AT_ONCE),  # type: ignore[arg-type] # Prefect's types are invariant
)
def winnow_run(
    config: str | None = None,
    sources: list[str] | None = None,
    settings: dict[str, Any] | None = None,
    kind: str = "run",
) -> dict[str, object]:
    """Fetch, read, load, publish and report; return the summary.

    `settings` (all of them, as JSON) wins over the file `config`; `sources` win over the sources of either.
    """
    chosen = chosen_settings(config=config, sources=sources or [], given=settings)
    if not chosen.sources and kind != REPLAY:
        raise SettingsError("no source to run: name one (winnow run https://…/sitemap.xml) or add it: `winnow add`")
    began = monotonic()
    with open_job(chosen, flow=kind) as job:
        summary = _run(job, began)
    publish_artifacts(summary)
    return summary.as_json()


def chosen_settings(*, config: str | None, sources: list[str], given: Mapping[str, Any] | None) -> Settings:
    """Return the settings a run goes by."""
    settings = Settings(**given) if given is not None else load_settings(Path(config) if config else None)
    if sources:
        settings = settings.model_copy(update={"sources": tuple(parse_source_argument(text) for text in sources)})
    return settings


def _run(job: Job, began: float) -> RunSummary:
    run_id = job.run.run_id
    job.begin()
    crawled = (replay_task if job.run.flow == REPLAY else crawl_task).submit(run_id).result()
    load_task.submit(run_id, [str(part) for part in crawled.parts]).result()
    read, failed = _read_and_load(job, crawled)
    reporter().note("publishing the snapshot")
    snapshot = publish_task.submit(run_id).result()
    report = report_task.submit(run_id).result()
    return RunSummary(
        run_id=run_id,
        outcomes=crawled.outcomes,
        read=read,
        unreadable=failed,
        new_rows={table: count for table, count in job.new_rows.items() if table in CONTENT_SCHEMAS},
        seconds=monotonic() - began,
        snapshot=snapshot,
        report=report,
    )


def _read_and_load(job: Job, crawled: CrawlOutcome) -> tuple[int, int]:
    """Read all chunks, and load each as soon as it is read; return how many pages were read and how many failed."""
    futures = {read_task.submit(job.run.run_id, str(chunk), crawled.pages): chunk for chunk in crawled.chunks}
    read = failed = 0
    for future in as_completed(list(futures)):
        outcome: ReadOutcome = future.result()
        read, failed = read + outcome.read, failed + outcome.failed
        load_task.submit(job.run.run_id, [str(outcome.part)]).result()
        futures[future].unlink(missing_ok=True)
    return read, failed
