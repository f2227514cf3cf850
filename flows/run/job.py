"""How does one run go from sources to a published snapshot, whoever calls its steps?

A job holds what lives as long as a run: the lease, the loader's connection and the worker processes. Its methods are
the run's steps; the flow calls each of them in a task.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

import duckdb

from extractors.errors import WinnowError
from extractors.records import Capture, Reading
from flows.fetch.result import Validator
from flows.run.layout import Layout
from flows.run.progress import reporter
from flows.run.recipe import code_version, model_id, recipe_id
from flows.run.relations import relation_rows
from flows.run.steps import (
    CrawlOutcome,
    Known,
    ReaderPool,
    ReadOutcome,
    crawl_to_chunks,
    ended,
    read_chunk_to_part,
    replay_to_chunks,
)
from flows.settings import Settings
from flows.workers.pages import PageFailure, page_failure, prepare_reader, read_pages, url_of
from flows.workers.pool import PoolOptions, Work, WorkerPool
from warehouse.derive import derive
from warehouse.history import kept_bodies, known_articles, validators
from warehouse.key import read_key
from warehouse.lease import hold_lease
from warehouse.loader import load_part
from warehouse.open import open_for_writing
from warehouse.parts import list_parts, read_part, remove_drafts, remove_parts, write_part
from warehouse.records import RunRow
from warehouse.relations import replace_relations
from warehouse.report.build import build_report
from warehouse.snapshot import publish

# The run of this process, by its id: tasks get ids and paths, never live objects. Only functions of this module touch
# it: Prefect sends a served flow's function to its process by value, with copies of the globals that it names.
JOBS: dict[str, "Job"] = {}


class Job:
    """One run over one warehouse; made by `open_job`, which holds the lease around it."""

    def __init__(
        self, *, settings: Settings, run: RunRow, connection: duckdb.DuckDBPyConnection, pool: ReaderPool
    ) -> None:
        """Keep what the steps share."""
        self.settings, self.run, self.connection, self.pool = settings, run, connection, pool
        self.layout = Layout(settings.warehouse)
        self.key = read_key(self.layout.folder.key)
        self.new_rows: Counter[str] = Counter()

    def begin(self) -> None:
        """Load what a run that died left behind, and write down that this one has begun."""
        remove_drafts(self.layout.parts)
        for part in list_parts(self.layout.parts):
            self.load(part.path)
        replace_relations(self.connection, relation_rows())
        sources = [source.row() for source in self.settings.sources]
        self.load(write_part(self.layout.parts, f"{self.run.run_id}-begin", runs=[self.run], sources=sources).path)

    def crawl(self) -> CrawlOutcome:
        """Fetch every source; what is known already is asked for conditionally and not read again."""
        return crawl_to_chunks(settings=self.settings, layout=self.layout, run=self.run, known=self._known())

    def replay(self) -> CrawlOutcome:
        """Ask for the reading of every kept body that the present code, rules and model have not read."""
        bodies = kept_bodies(self.connection)
        return replay_to_chunks(bodies, settings=self.settings, layout=self.layout, run=self.run, known=self._known())

    def _known(self) -> Known:
        return Known(articles=frozenset(known_articles(self.connection)), validators=_fetch_validators(self.connection))

    def read(self, chunk: Path, *, total: int) -> ReadOutcome:
        """Read one chunk's pages into a part; `total` pages are in all chunks together."""
        return read_chunk_to_part(chunk, layout=self.layout, run=self.run, key=self.key, pool=self.pool, total=total)

    def load(self, place: Path) -> None:
        """Load one part in one transaction with its ledger row, then remove it."""
        part = read_part(place)
        self.new_rows.update(load_part(self.connection, part))
        remove_parts([part])

    def finish(self, status: str) -> None:
        """Derive what depends on several pages, and write down how the run ended."""
        derive(self.connection)
        self.load(write_part(self.layout.parts, f"{self.run.run_id}-{status}", runs=[ended(self.run, status)]).path)

    def abandon(self) -> None:
        """Write down that the run failed; what it had loaded stays."""
        self.load(write_part(self.layout.parts, f"{self.run.run_id}-failed", runs=[ended(self.run, "failed")]).path)

    def publish(self) -> Path:
        """Publish a read-only snapshot and return it."""
        return publish(self.connection, self.layout.folder, keep=self.settings.snapshots_kept)

    def report(self) -> Path:
        """Write the static report from the snapshot and return its first page."""
        return build_report(
            self.layout.snapshot,
            self.layout.report,
            generated_at=self.run.started_at.isoformat(timespec="seconds"),
            progress=lambda done, total: reporter().advance("report", done, total),
        )


@contextmanager
def open_job(settings: Settings, *, flow: str) -> Iterator[Job]:
    """Hold the warehouse's lease, its connection and the workers for one run; a run that fails is written down so."""
    layout = Layout(settings.warehouse)
    layout.folder.make()
    run = new_run(settings, flow=flow)
    with hold_lease(layout.folder.lease, purpose=f"{flow} {run.run_id}"):
        connection = open_for_writing(layout.folder, memory_limit=settings.memory_limit)
        try:
            with WorkerPool(reader_work(settings.pipeline), pool_options(settings)) as pool:
                yield from _registered(Job(settings=settings, run=run, connection=connection, pool=pool))
        finally:
            connection.close()


def job_of(run_id: str) -> Job:
    """Return the run of this process that has this id."""
    return JOBS[run_id]


def _registered(job: Job) -> Iterator[Job]:
    JOBS[job.run.run_id] = job
    try:
        yield job
    except BaseException:
        with suppress(WinnowError, OSError):  # what stopped the run may stop this too, and is what is to be told
            job.abandon()
        raise
    finally:
        del JOBS[job.run.run_id]


def _fetch_validators(connection: duckdb.DuckDBPyConnection) -> dict[str, Validator]:
    """Return what the crawler needs to ask again with, by address."""
    return {
        url: Validator(
            etag=known.etag,
            last_modified=known.last_modified,
            body_sha256=known.body_sha256,
            warc_file=known.warc_file,
            warc_offset=known.warc_offset,
        )
        for url, known in validators(connection).items()
    }


def new_run(settings: Settings, *, flow: str) -> RunRow:
    """Return the row of a run that begins now."""
    now = datetime.now(UTC)
    return RunRow(
        run_id=f"{now:%Y%m%dT%H%M%S}-{token_hex(3)}",
        flow=flow,
        code_version=code_version(),
        recipe_id=recipe_id(settings.pipeline),
        model_id=model_id(settings.pipeline),
        started_at=now,
        parameters=json.dumps({"sources": [source.location for source in settings.sources]}),
    )


def reader_work(pipeline: str | None) -> Work[Capture, Reading | PageFailure]:
    """Return what the worker processes of a run do."""
    return Work(prepare=prepare_reader, prepare_with=pipeline, read=read_pages, failed=page_failure, name_of=url_of)


def pool_options(settings: Settings, *, workers: int | None = None) -> PoolOptions:
    """Return the pool that the settings ask for: all cores unless told."""
    return PoolOptions(
        workers=workers or settings.workers or os.cpu_count() or 1, item_deadline_s=settings.page_deadline_s
    )
