"""What does a run do, step by step? Plain functions; the Prefect tasks only call them.

Crawl to chunks, read chunks to parts, load parts, publish, report. Each step may be stopped anywhere: what it had
finished stays, and the next run does only what is missing, since ids are hashes of content.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from extractors.ids import hash_id
from extractors.records import Capture, Reading
from flows.fetch.crawl import crawl_blocking
from flows.fetch.result import FetchResult, Progress, Validator
from flows.run.chunks import CaptureRef, captures_of, make_chunk, read_chunk, write_chunk
from flows.run.layout import Layout
from flows.run.progress import reporter
from flows.settings import Settings
from flows.warc.write import WarcWriter
from flows.workers.pages import PageFailure
from flows.workers.pool import WorkerPool
from warehouse.history import KeptBody
from warehouse.parts import write_part
from warehouse.records import FailureRow, FetchRow, RunRow

# Fetch rows wait for so many before they are written down, so that a stopped crawl loses little history.
HISTORY_ROWS = 200

ReaderPool = WorkerPool[Capture, Reading | PageFailure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the warehouse knows before the run: nothing of it is fetched or read again."""

    articles: frozenset[str]
    validators: Mapping[str, Validator]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOutcome:
    """What a crawl left: chunks to read, history to load, and how its fetches ended."""

    chunks: tuple[Path, ...]
    pages: int  # in all chunks
    parts: tuple[Path, ...]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOutcome:
    """What reading a chunk left."""

    part: Path
    read: int
    failed: int


class _Gatherer:
    """Collects a crawl's results and writes them down in chunks and parts."""

    def __init__(self, *, settings: Settings, layout: Layout, run: RunRow, known: Known) -> None:
        self.settings, self.layout, self.run = settings, layout, run
        self.seen = set(known.articles)
        self.refs: list[CaptureRef] = []
        self.fetches: list[FetchRow] = []
        self.failures: list[FailureRow] = []
        self.chunks: list[Path] = []
        self.pages = 0
        self.parts: list[Path] = []
        self.outcomes: Counter[str] = Counter()

    def take(self, result: FetchResult) -> None:
        if result.fetch is not None:
            self.fetches.append(result.fetch)
            self.outcomes[result.fetch.outcome] += 1
        if result.failure is not None:
            self.failures.append(result.failure)
        if result.fetch is not None and (result.capture is not None or result.fetch.outcome == "not_modified"):
            self._ask_for_reading(result.fetch)
        if len(self.refs) >= self.settings.chunk_pages:
            self.finish_chunk()
        if len(self.fetches) + len(self.failures) >= HISTORY_ROWS:
            self.finish_history()

    def finish_chunk(self) -> None:
        if self.refs:
            chunk = make_chunk(self.refs, recipe_id=self.run.recipe_id)
            self.chunks.append(write_chunk(chunk, self.layout.chunks))
            self.pages += len(self.refs)
            self.refs = []

    def finish_history(self) -> None:
        if self.fetches or self.failures:
            ids = [row.fetch_id for row in self.fetches] + [row.failure_id for row in self.failures]
            name = hash_id("history", *ids)
            part = write_part(self.layout.parts, name, fetches=self.fetches, failures=self.failures)
            self.parts.append(part.path)
            self.fetches, self.failures = [], []

    def _ask_for_reading(self, fetch: FetchRow) -> None:
        """Note a page whose rows this recipe has not made yet; an unchanged page is read again after new rules."""
        if fetch.body_sha256 is None or fetch.warc_file is None or fetch.warc_offset is None:
            return
        article_id = hash_id(fetch.url, fetch.body_sha256, self.run.recipe_id)
        if article_id in self.seen:
            return
        self.seen.add(article_id)
        self.refs.append(
            CaptureRef(
                url=fetch.url,
                source_id=fetch.source_id,
                body_sha256=fetch.body_sha256,
                warc_file=fetch.warc_file,
                warc_offset=fetch.warc_offset,
            )
        )


def crawl_to_chunks(*, settings: Settings, layout: Layout, run: RunRow, known: Known) -> CrawlOutcome:
    """Fetch every source, keep each response as WARC, and write down what is to be read and what happened."""
    gatherer = _Gatherer(settings=settings, layout=layout, run=run, known=known)
    with WarcWriter(layout.warc, run_id=run.run_id) as warc:
        try:
            for result in crawl_blocking(
                settings.sources,
                settings=settings,
                run_id=run.run_id,
                validators=known.validators,
                warc=warc,
                on_progress=_show_progress,
            ):
                gatherer.take(result)
        finally:
            warc.sync()
            gatherer.finish_chunk()
            gatherer.finish_history()
    return CrawlOutcome(
        chunks=tuple(gatherer.chunks),
        pages=gatherer.pages,
        parts=tuple(gatherer.parts),
        outcomes=dict(gatherer.outcomes),
    )


def replay_to_chunks(
    bodies: Iterable[KeptBody], *, settings: Settings, layout: Layout, run: RunRow, known: Known
) -> CrawlOutcome:
    """Write down for reading every kept body that this recipe has not read yet; nothing is fetched."""
    wanted = [body for body in bodies if hash_id(body.url, body.body_sha256, run.recipe_id) not in known.articles]
    refs = [
        CaptureRef(
            url=body.url,
            source_id=body.source_id,
            body_sha256=body.body_sha256,
            warc_file=body.warc_file,
            warc_offset=body.warc_offset,
        )
        for body in wanted
    ]
    size = settings.chunk_pages
    groups = [refs[at : at + size] for at in range(0, len(refs), size)]
    chunks = [write_chunk(make_chunk(group, recipe_id=run.recipe_id), layout.chunks) for group in groups]
    return CrawlOutcome(chunks=tuple(chunks), pages=len(refs), parts=(), outcomes={})


def read_chunk_to_part(
    path: Path, *, layout: Layout, run: RunRow, key: bytes, pool: ReaderPool, total: int
) -> ReadOutcome:
    """Read every page of a chunk and write its rows as one part; a page that fails is a failure row."""
    chunk = read_chunk(path)
    source_of = {ref.url: ref.source_id for ref in chunk.refs}
    readings: list[Reading] = []
    failures: list[FailureRow] = []
    for outcome in pool.map(capture for _, capture in captures_of(chunk, layout.warc)):
        if isinstance(outcome, PageFailure):
            failures.append(_failure_row(outcome, run=run, source_id=source_of[outcome.capture.url]))
        else:
            readings.append(outcome)
        reporter().step("read", total, outcome.capture.url)
    part = write_part(layout.parts, chunk.chunk_id, readings, recipe_id=run.recipe_id, key=key, failures=failures)
    return ReadOutcome(part=part.path, read=len(readings), failed=len(failures))


def ended(run: RunRow, status: str) -> RunRow:
    """Return the run's row as it stands when it ends now."""
    return replace(run, status=status, ended_at=datetime.now(UTC))


def _failure_row(failure: PageFailure, *, run: RunRow, source_id: str) -> FailureRow:
    url = failure.capture.url
    return FailureRow(
        failure_id=hash_id(run.run_id, "read", url),
        run_id=run.run_id,
        source_id=source_id,
        url=url,
        stage="read",
        code=failure.error.code,
        message=str(failure.error),
        failed_at=datetime.now(UTC),
    )


def _show_progress(progress: Progress) -> None:
    detail = f"{progress.host} {progress.reason}".strip()
    reporter().advance("fetch", progress.done, progress.done + progress.queued, detail)
