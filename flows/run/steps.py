"""What does a run do, step by step? Plain functions; the Prefect tasks only call them.

Crawl to chunks, read chunks to parts, load parts, publish, report. Each step may be stopped anywhere: what it had
finished stays, and the next run does only what is missing, since ids are hashes of content. A crawl hands on each
chunk as it fills, so that pages are read while others are fetched.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from threading import Event
from time import monotonic

from extractors.ids import hash_id
from extractors.records import Reading
from extractors.rules.records import NO_RULES, Rules
from flows.fetch.crawl import crawl_blocking
from flows.fetch.frontier import Resume
from flows.fetch.journal import CrawlJournal, drop_journal, journal_part
from flows.fetch.result import FetchResult, Progress, Validator
from flows.run.chunks import CaptureRef, captures_of, make_chunk, read_chunk, write_chunk
from flows.run.layout import Layout
from flows.run.progress import reporter
from flows.run.told import told_of, told_of_reading
from flows.settings import Settings
from flows.warc.write import WarcWriter
from flows.workers.pages import PageFailure, ToRead
from flows.workers.pool import WorkerPool
from warehouse.history import KeptBody
from warehouse.parts import write_part
from warehouse.records import FailureRow, FetchRow, RunRow

# Fetch rows wait for so many before they are written down, so that a stopped crawl loses little history.
HISTORY_ROWS = 200
# A chunk that fills slowly is handed on after so long: polite crawls bring a page a second from each host.
CHUNK_S = 30.0

ReaderPool = WorkerPool[ToRead, Reading | PageFailure]


def never(_url: str) -> bool:
    """Return that nothing was forgotten."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the warehouse knows before the run: nothing of it is fetched or read again."""

    articles: frozenset[str]
    validators: Mapping[str, Validator]
    resume: Resume  # what crawls that were stopped had still to do
    forgotten: Callable[[str], bool] = never  # addresses that must not be asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkReady:
    """A chunk that can be read."""

    path: Path
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReady:
    """A part that can be loaded."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAsked:
    """Somebody asked the run to end with the pages at hand."""


HandOn = Callable[[ChunkReady | PartReady], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOutcome:
    """How a crawl's fetches ended; its chunks and parts were handed on meanwhile."""

    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOutcome:
    """What reading a chunk left."""

    part: Path | None  # None: the run was stopped before its first page
    read: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobParts:
    """What gathering needs of a job."""

    settings: Settings
    layout: Layout
    run: RunRow
    known: Known
    hand_on: HandOn
    # Workers elsewhere get copies of whole WARC files, so a file must be finished before it is handed on.
    finish_files: bool = False
    stop: Event = field(default_factory=Event)  # set when the run is to end: nothing more is fetched then


class _Gatherer:
    """Collects a crawl's results, writes them down in chunks and parts, and hands those on."""

    def __init__(self, job: JobParts, *, warc: WarcWriter) -> None:
        self.settings, self.layout, self.run, self.hand_on, self.warc = (
            job.settings,
            job.layout,
            job.run,
            job.hand_on,
            warc,
        )
        self.keep_file = warc.close if job.finish_files else warc.sync
        self.seen = set(job.known.articles)
        self.refs: list[CaptureRef] = []
        self.first_ref_at = 0.0
        self.fetches: list[FetchRow] = []
        self.failures: list[FailureRow] = []
        self.outcomes: Counter[str] = Counter()

    def take(self, result: FetchResult) -> None:
        told = told_of(result)
        if told is not None:
            reporter().page(told)
        if result.fetch is not None:
            self.fetches.append(result.fetch)
            self.outcomes[result.fetch.outcome] += 1
        if result.failure is not None:
            self.failures.append(result.failure)
        if result.fetch is not None and (result.capture is not None or result.fetch.outcome == "not_modified"):
            self._ask_for_reading(result.fetch)
        if len(self.refs) >= self.settings.chunk_pages or (self.refs and monotonic() - self.first_ref_at > CHUNK_S):
            self.finish_chunk()
        if len(self.fetches) + len(self.failures) >= HISTORY_ROWS:
            self.finish_history()

    def finish_chunk(self) -> None:
        if self.refs:
            self.keep_file()
            chunk = make_chunk(self.refs, recipe_id=self.run.recipe_id)
            self.hand_on(ChunkReady(path=write_chunk(chunk, self.layout.chunks), pages=len(self.refs)))
            self.refs = []

    def finish_history(self) -> None:
        if self.fetches or self.failures:
            ids = [row.fetch_id for row in self.fetches] + [row.failure_id for row in self.failures]
            name = hash_id("history", *ids)
            part = write_part(self.layout.parts, name, fetches=self.fetches, failures=self.failures)
            self.hand_on(PartReady(path=part.path))
            self.fetches, self.failures = [], []

    def _ask_for_reading(self, fetch: FetchRow) -> None:
        """Note a page whose rows this recipe has not made yet; an unchanged page is read again after new rules."""
        if fetch.body_sha256 is None or fetch.warc_file is None or fetch.warc_offset is None:
            return
        article_id = hash_id(fetch.url, fetch.body_sha256, self.run.recipe_id)
        if article_id in self.seen:
            return
        self.seen.add(article_id)
        self.first_ref_at = self.first_ref_at if self.refs else monotonic()
        self.refs.append(
            CaptureRef(
                url=fetch.url,
                source_id=fetch.source_id,
                body_sha256=fetch.body_sha256,
                warc_file=fetch.warc_file,
                warc_offset=fetch.warc_offset,
            )
        )


def crawl_to_chunks(job: JobParts) -> CrawlOutcome:
    """Fetch every source, keep each response as WARC, and hand on what is to be read and what happened."""
    journal = CrawlJournal(job.layout.journals, run_id=job.run.run_id)
    with journal, WarcWriter(job.layout.warc, run_id=job.run.run_id) as warc:
        gatherer = _Gatherer(job, warc=warc)
        try:
            for result in crawl_blocking(
                job.settings.sources,
                settings=job.settings,
                run_id=job.run.run_id,
                validators=job.known.validators,
                warc=warc,
                on_progress=_show_progress,
                resume=job.known.resume,
                journal=journal,
                forgotten=job.known.forgotten,
                stop=job.stop,
            ):
                gatherer.take(result)
        finally:
            gatherer.finish_chunk()
            gatherer.finish_history()
            _finish_journal(journal, job)
    return CrawlOutcome(outcomes=dict(gatherer.outcomes))


def _finish_journal(journal: CrawlJournal, job: JobParts) -> None:
    """Hand on what only the journal knows; the rest of it is in parts by now."""
    part = journal_part(journal, job.layout.parts)
    if part is not None:
        job.hand_on(PartReady(path=part))
    drop_journal(journal)


def replay_to_chunks(bodies: Iterable[KeptBody], job: JobParts) -> CrawlOutcome:
    """Hand on for reading every kept body that this recipe has not read yet; nothing is fetched."""
    recipe = job.run.recipe_id
    wanted = [body for body in bodies if hash_id(body.url, body.body_sha256, recipe) not in job.known.articles]
    size = job.settings.chunk_pages
    for at in range(0, len(wanted), size):
        chunk = make_chunk([_kept_ref(body) for body in wanted[at : at + size]], recipe_id=recipe)
        job.hand_on(ChunkReady(path=write_chunk(chunk, job.layout.chunks), pages=len(chunk.refs)))
    return CrawlOutcome(outcomes={})


def _kept_ref(body: KeptBody) -> CaptureRef:
    return CaptureRef(
        url=body.url,
        source_id=body.source_id,
        body_sha256=body.body_sha256,
        warc_file=body.warc_file,
        warc_offset=body.warc_offset,
    )


def read_chunk_to_part(
    path: Path,
    *,
    layout: Layout,
    run_id: str,
    recipe_id: str,
    key: bytes,
    pool: ReaderPool,
    rules: Rules = NO_RULES,
    total: int | None = None,
    stop: Event | None = None,
) -> ReadOutcome:
    """Read every page of a chunk and write its rows as one part; a page that fails is a failure row.

    `total` is how many pages were asked for so far, for the progress shown. Once `stop` is set, the part is of the
    pages that had come into work by then, and named by those.
    """
    chunk = read_chunk(path)
    source_of = {ref.url: ref.source_id for ref in chunk.refs}
    readings: list[Reading] = []
    failures: list[FailureRow] = []
    found = captures_of(chunk, layout.warc)
    wanted = takewhile(lambda _: stop is None or not stop.is_set(), found)
    for outcome in pool.map(ToRead(capture=capture, rules=rules) for _, capture in wanted):
        reporter().page(told_of_reading(outcome))
        if isinstance(outcome, PageFailure):
            failures.append(_failure_row(outcome, run_id=run_id, source_id=source_of[outcome.capture.url]))
        else:
            readings.append(outcome)
        reporter().step("read", total, outcome.capture.url)
    done = chunk.first(len(readings) + len(failures), recipe_id=recipe_id)
    if not done.refs:
        return ReadOutcome(part=None, read=0, failed=0)
    part = write_part(layout.parts, done.chunk_id, readings, recipe_id=recipe_id, key=key, failures=failures)
    return ReadOutcome(part=part.path, read=len(readings), failed=len(failures))


def ended(run: RunRow, status: str) -> RunRow:
    """Return the run's row as it stands when it ends now."""
    return replace(run, status=status, ended_at=datetime.now(UTC))


def _failure_row(failure: PageFailure, *, run_id: str, source_id: str) -> FailureRow:
    url = failure.capture.url
    return FailureRow(
        failure_id=hash_id(run_id, "read", url),
        run_id=run_id,
        source_id=source_id,
        url=url,
        stage="read",
        code=failure.error.code,
        message=str(failure.error),
        failed_at=datetime.now(UTC),
    )


def _show_progress(progress: Progress) -> None:
    reporter().host(
        progress.host,
        done=progress.done,
        total=progress.done + progress.queued,
        failed=progress.failed,
        slow=progress.reason,
    )
