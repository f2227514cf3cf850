"""How does one run go from sources to a published snapshot, whoever calls its steps?

A job holds what lives as long as a run: the lease, the loader's connection and the worker processes. Its methods are
the run's steps; the flow calls each of them in a task.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex
from threading import Event
from typing import Any

import duckdb

from extractors.errors import WinnowError
from extractors.rules.records import NO_RULES, rules_id
from flows.fetch.frontier import Resume
from flows.fetch.journal import recover_journals
from flows.fetch.result import Validator
from flows.rules.lint import load_fast_rules
from flows.rules.read import RuleFile
from flows.run.chunks import remove_chunks
from flows.run.layout import Layout
from flows.run.progress import reporter
from flows.run.recipe import code_version, model_id, recipe_id
from flows.run.relations import relation_rows
from flows.run.remote import Ticket, forget_shared, outcome_of, share_chunk
from flows.run.rules import rule_rows
from flows.run.steps import (
    ChunkReady,
    CrawlOutcome,
    JobParts,
    Known,
    PartReady,
    ReaderPool,
    ReadOutcome,
    StopAsked,
    crawl_to_chunks,
    ended,
    read_chunk_to_part,
    replay_to_chunks,
)
from flows.run.storage import Storage
from flows.settings import Settings
from flows.workers.pages import reader_work
from flows.workers.pool import PoolOptions, WorkerPool
from warehouse.derive import derive
from warehouse.history import (
    KeptBody,
    host_states,
    kept_bodies,
    known_articles,
    open_bodies,
    source_rounds,
    unended_runs,
    validators,
)
from warehouse.key import read_key
from warehouse.lease import hold_lease
from warehouse.loader import load_part
from warehouse.open import open_for_writing
from warehouse.parts import list_parts, read_part, remove_drafts, remove_parts, write_part
from warehouse.records import RunRow
from warehouse.relations import replace_relations
from warehouse.replayed import chosen_addresses
from warehouse.report.build import FIRST_PAGE, build_report, is_up_to_date
from warehouse.rules import keep_rules
from warehouse.snapshot import publish
from warehouse.tombstones import forgotten_addresses

# The run of this process, by its id: tasks get ids and paths, never live objects. Only functions of this module touch
# it: Prefect sends a served flow's function to its process by value, with copies of the globals that it names.
JOBS: dict[str, "Job"] = {}
# The summaries of runs of this process that ended well: Prefect loses the answer of a flow when its server is gone.
SUMMARIES: list[dict[str, object]] = []
REPLAY = "replay"  # the kind of a run that fetches nothing


class Job:
    """One run over one warehouse; made by `open_job`, which holds the lease around it."""

    def __init__(
        self,
        *,
        settings: Settings,
        rules: RuleFile,
        run: RunRow,
        connection: duckdb.DuckDBPyConnection,
        pool: ReaderPool,
    ) -> None:
        """Keep what the steps share."""
        self.settings, self.rules, self.run, self.connection, self.pool = settings, rules, run, connection, pool
        self.layout = Layout(settings.warehouse)
        self.key = read_key(self.layout.folder.key)
        self.storage = Storage(settings.storage or str(settings.warehouse.resolve()))
        self.where: str | None = None
        self.new_rows: Counter[str] = Counter()
        # What was handed on, and futures that are done: whoever runs the job takes them one after the other.
        self.ready: SimpleQueue[Any] = SimpleQueue()
        self.stop = Event()  # set when the run is to end with the pages at hand

    def begin(self) -> None:
        """Load what a run that died left behind, and write down that this one has begun."""
        self.settle()
        replace_relations(self.connection, relation_rows())
        keep_rules(self.connection, rule_rows(self.rules.rules))
        sources = [source.row() for source in self.settings.sources]
        self.load(write_part(self.layout.parts, f"{self.run.run_id}-begin", runs=[self.run], sources=sources).path)

    def settle(self) -> list[RunRow]:
        """Finish what runs that died left behind, as far as it can be without them; return those runs."""
        remove_drafts(self.layout.parts)
        remove_chunks(self.layout.chunks)
        forget_shared(self.storage)
        recover_journals(self.layout.journals, self.layout.parts)
        for part in list_parts(self.layout.parts):
            self.load(part.path)
        dead = [run for run in unended_runs(self.connection) if run.run_id != self.run.run_id]
        if dead:
            rows = [ended(run, "stopped") for run in dead]
            self.load(write_part(self.layout.parts, f"{self.run.run_id}-settled", runs=rows).path)
        return dead

    def gather(self) -> CrawlOutcome:
        """Fetch every source, or for a replay list what is kept, and hand on chunks and parts as they come.

        What is known already is asked for conditionally and not read again.
        """
        with self.connection.cursor() as cursor:  # the loader works with the connection itself meanwhile
            rounds = source_rounds(cursor)
            known = Known(
                articles=known_articles(cursor),
                validators=_fetch_validators(cursor),
                resume=Resume(rounds=rounds, hosts=host_states(cursor)),
                forgotten=forgotten_addresses(cursor),
            )
            # A run that was stopped may have fetched more than it read.
            bodies = self._chosen(cursor) if self.run.flow == REPLAY else open_bodies(cursor, rounds.values())
        job = JobParts(
            settings=self.settings,
            layout=self.layout,
            run=self.run,
            known=known,
            hand_on=self.hand_on,
            finish_files=self.storage.folder is None,
            stop=self.stop,
        )
        replayed = replay_to_chunks(bodies, job)
        return replayed if self.run.flow == REPLAY else crawl_to_chunks(job)

    def _chosen(self, cursor: duckdb.DuckDBPyConnection) -> list[KeptBody]:
        """Return the kept bodies that a replay is of."""
        bodies = kept_bodies(cursor)
        if self.where is None:
            return bodies
        chosen = chosen_addresses(self.layout.snapshot, self.where)
        return [body for body in bodies if body.url in chosen]

    def hand_on(self, ready: ChunkReady | PartReady) -> None:
        """Take what the gathering thread has ready, for whoever takes from `ready`."""
        if isinstance(ready, ChunkReady):
            share_chunk(self.storage, ready.path, self.layout)
        self.ready.put(ready)

    def read(self, chunk: str, *, total: int) -> ReadOutcome:
        """Read the pages of a chunk into a part; `total` pages were asked for so far."""
        return read_chunk_to_part(
            self.layout.chunks / chunk,
            layout=self.layout,
            run_id=self.run.run_id,
            recipe_id=self.run.recipe_id,
            key=self.key,
            pool=self.pool,
            rules=self.rules.rules,
            total=total,
            stop=self.stop,
        )

    def ask_to_stop(self) -> None:
        """Let nothing more be fetched, and only what is at hand be read."""
        reporter().note("stopping with the pages at hand; Ctrl-C again stops at once")
        self.stop.set()
        self.ready.put(StopAsked())

    def ticket(self) -> Ticket:
        """Return what a worker elsewhere must know to read a chunk of this run."""
        return Ticket(
            storage=self.storage.address,
            run_id=self.run.run_id,
            recipe_id=self.run.recipe_id,
            pipeline=self.settings.pipeline,
            page_deadline_s=self.settings.page_deadline_s,
            worker_memory_mb=self.settings.worker_memory_mb,
            rules=self.rules.text,
        )

    def outcome_of(self, answer: ReadOutcome | Mapping[str, int | str]) -> ReadOutcome:
        """Return what reading a chunk left, its part in place, wherever it was read."""
        return answer if isinstance(answer, ReadOutcome) else outcome_of(answer, self.layout, self.storage)

    def forget_chunk(self, chunk: Path) -> None:
        """Remove a chunk's list once its rows are loaded."""
        chunk.unlink(missing_ok=True)
        if self.storage.folder is None:
            self.storage.remove(f"chunks/{chunk.name}")

    def load(self, place: Path) -> None:
        """Load one part in one transaction with its ledger row, then remove it."""
        part = read_part(place)
        self.new_rows.update(load_part(self.connection, part))
        remove_parts([part])

    def finish(self, status: str) -> None:
        """Derive what depends on several pages, and write down how the run ended."""
        derive(self.connection)
        self.load(write_part(self.layout.parts, f"{self.run.run_id}-{status}", runs=[ended(self.run, status)]).path)

    def abandon(self, status: str) -> None:
        """Write down that the run did not come to its end; what it had loaded stays."""
        self.load(write_part(self.layout.parts, f"{self.run.run_id}-{status}", runs=[ended(self.run, status)]).path)

    def publish(self) -> Path:
        """Publish a read-only snapshot and return it."""
        return publish(self.connection, self.layout.folder, keep=self.settings.snapshots_kept)

    def report(self) -> Path:
        """Write the static report from the snapshot unless it stands already, and return its first page."""
        if is_up_to_date(self.layout.snapshot, self.layout.report):
            reporter().note("report: nothing new")
            return self.layout.report / FIRST_PAGE
        return build_report(
            self.layout.snapshot,
            self.layout.report,
            generated_at=self.run.started_at.isoformat(timespec="seconds"),
            progress=lambda done, total: reporter().advance("report", done, total),
        )


@contextmanager
def open_job(settings: Settings, *, flow: str, where: str | None = None, patience_s: float = 0) -> Iterator[Job]:
    """Hold the warehouse's lease, its connection and the workers for one run; a run that fails is written down so.

    A replay is of the articles that the SQL condition `where` chooses. Another run is waited for so many seconds.
    """
    layout = Layout(settings.warehouse)
    layout.folder.make()
    rules = load_fast_rules(settings.rules)
    run = new_run(settings, flow=flow, rules=rules)
    with hold_lease(layout.folder.lease, purpose=f"{flow} {run.run_id}", patience_s=patience_s):
        connection = open_for_writing(layout.folder, memory_limit=settings.memory_limit)
        try:
            with WorkerPool(reader_work(settings.pipeline), pool_options(settings)) as pool:
                job = Job(settings=settings, rules=rules, run=run, connection=connection, pool=pool)
                job.where = where
                yield from _registered(job)
        finally:
            connection.close()


def settle_warehouse(settings: Settings) -> list[RunRow]:
    """Finish what runs that died left behind, publish it, and return those runs; nothing is fetched or read."""
    with open_job(settings, flow="repair") as job:
        dead = job.settle()
        derive(job.connection)
        job.publish()
    return dead


def job_of(run_id: str) -> Job:
    """Return the run of this process that has this id."""
    return JOBS[run_id]


def keep_summary(summary: dict[str, object]) -> dict[str, object]:
    """Keep what a run that ended well did, and return it."""
    SUMMARIES.append(summary)
    return summary


def take_summaries() -> list[dict[str, object]]:
    """Return what `keep_summary` kept since the last call."""
    taken = list(SUMMARIES)
    SUMMARIES.clear()
    return taken


def _registered(job: Job) -> Iterator[Job]:
    JOBS[job.run.run_id] = job
    try:
        yield job
    except BaseException as error:
        with suppress(WinnowError, OSError):  # what stopped the run may stop this too, and is what is to be told
            job.abandon("failed" if isinstance(error, Exception) else "stopped")
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


def new_run(settings: Settings, *, flow: str, rules: RuleFile) -> RunRow:
    """Return the row of a run that begins now."""
    now = datetime.now(UTC)
    return RunRow(
        run_id=f"{now:%Y%m%dT%H%M%S}-{token_hex(3)}",
        flow=flow,
        code_version=code_version(),
        recipe_id=recipe_id(settings.pipeline, rules.rules),
        model_id=model_id(settings.pipeline),
        started_at=now,
        parameters=json.dumps({"sources": [source.location for source in settings.sources]} | _told(rules)),
    )


def _told(rules: RuleFile) -> dict[str, object]:
    """Return what a run's row keeps of a user's rules: which file, what they say, and their hash."""
    if rules.path is None or rules.rules == NO_RULES:
        return {}
    return {"rules": {"file": rules.path.name, "id": rules_id(rules.rules), "text": rules.text}}


def pool_options(settings: Settings, *, workers: int | None = None) -> PoolOptions:
    """Return the pool that the settings ask for: all cores unless told."""
    return PoolOptions(
        workers=workers or settings.worker_count,
        item_deadline_s=settings.page_deadline_s,
        memory_mb=settings.worker_memory_mb,
    )
