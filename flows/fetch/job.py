"""Who asks for which page when: hosts side by side, the pages of one host one after another, each page once."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from extractors.errors import RunError
from flows.fetch.discover import Discovery
from flows.fetch.frontier import OpenRound, Resume, open_round
from flows.fetch.journal import CrawlJournal
from flows.fetch.local import LocalReader
from flows.fetch.problem import FetchProblem, Outcome
from flows.fetch.result import FetchResult, Progress, Validator
from flows.fetch.rows import RowMaker
from flows.fetch.urls import clean_url, parse_web_address
from flows.fetch.visit import Target, Visit, Visitor
from flows.settings import Settings
from flows.sources.spec import LOCAL_KINDS, SourceSpec
from flows.warc.write import WarcWriter

# Results that wait to be taken: with bodies of at most 20 MB, what a slow reader can cost in memory.
MAX_WAITING_RESULTS: Final = 16

OnProgress = Callable[[Progress], None]


@dataclass(slots=True, kw_only=True)
class HostCount:
    """How many pages of a host were tried."""

    done: int = 0
    failed: int = 0


@dataclass(slots=True, kw_only=True)
class CrawlJob:
    """One crawl while it runs."""

    settings: Settings
    rows: RowMaker
    visitor: Visitor
    validators: Mapping[str, Validator]
    warc: WarcWriter | None
    on_progress: OnProgress | None
    resume: Resume
    journal: CrawlJournal | None
    results: asyncio.Queue[FetchResult | None] = field(default_factory=asyncio.Queue)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MAX_WAITING_RESULTS))
    tasks: asyncio.TaskGroup = field(default_factory=asyncio.TaskGroup)
    seen: set[str] = field(default_factory=set)  # addresses that are, or will be, asked for
    queues: dict[str, deque[tuple[str, SourceSpec]]] = field(default_factory=dict)
    rounds: dict[str, OpenRound] = field(default_factory=dict)  # by source id
    counts: dict[str, HostCount] = field(default_factory=dict)

    async def run(self, sources: Iterable[SourceSpec]) -> None:
        """Read every source to its end."""
        try:
            async with self.tasks:
                for source in sources:
                    reader = self._read_files if source.kind in LOCAL_KINDS else self._read_web
                    self.tasks.create_task(reader(source))
        except* RunError as group:
            raise group.exceptions[0] from None

    async def emit(self, result: FetchResult) -> None:
        """Hand a result on as soon as there is room for it."""
        await self.room.acquire()
        self.results.put_nowait(result)

    async def _read_web(self, source: SourceSpec) -> None:
        """Put every page that a source names in its host's queue; first those that a stopped run had left."""
        known = open_round(source, run_id=self.rows.run_id, resume=self.resume, journal=self.journal)
        self.rounds[source.source_id] = known
        for url in known.waiting:
            if url not in self.seen and not self.visitor.forgotten(url):
                known.goes_on()
                self._queue(url, source)
        if not known.is_listed:
            await self._discover(source, known)
        known.listed()

    async def _discover(self, source: SourceSpec, known: OpenRound) -> None:
        """Read what lists the pages of a source."""
        most = source.max_pages or self.settings.max_pages
        discovery = Discovery(
            source=source, settings=self.settings, visitor=self.visitor, rows=self.rows, validators=self.validators
        )
        taken = len(known.asked) + len(known.waiting)
        async with aclosing(discovery.pages()) as pages:
            async for found in pages:
                if isinstance(found, FetchResult):
                    self._note_seen(found)
                    await self._emit_web(found)
                elif taken >= most:
                    message = f"{source.name} lists more than {most} pages; the first {most} are read (max_pages)"
                    await self.emit(self.rows.notice(source, code="max_pages", message=message))
                    return
                else:
                    taken += await self._enqueue(found, source, known)

    async def _emit_web(self, result: FetchResult) -> None:
        """Write down what came of a page before anything else may stop the run, and hand it on."""
        if self.journal is not None:
            self.journal.add(*(row for row in (result.fetch, result.failure) if row is not None))
        await self.emit(result)

    def _note_seen(self, result: FetchResult) -> None:
        """Ask only once for a page that was fetched while looking for others."""
        if result.fetch is not None:
            self.seen.add(result.fetch.url)

    async def _enqueue(self, text: str, source: SourceSpec, known: OpenRound) -> bool:
        """Queue a page that was not queued before; tell whether it was new."""
        try:
            url = clean_url(text)
        except FetchProblem as problem:
            await self._emit_web(self.rows.of_visit(never_asked(text, problem), source=source))
            return True
        if url in self.seen or url in known.asked or self.visitor.forgotten(url):
            return False
        known.found(url)
        self._queue(url, source)
        return True

    def _queue(self, url: str, source: SourceSpec) -> None:
        """Put a page at the end of its host's queue."""
        self.seen.add(url)
        host = parse_web_address(url).host
        if host not in self.queues:
            self.queues[host] = deque()
            self.tasks.create_task(self._serve_host(host))
        self.queues[host].append((url, source))

    async def _serve_host(self, host: str) -> None:
        """Fetch the pages of one host one after another."""
        waiting = self.queues[host]
        while waiting:
            url, source = waiting.popleft()
            result = await self._fetch(url, source)
            await self._emit_web(result)
            self.rounds[source.source_id].tried()
            self._tell(host, result, queued=len(waiting))
        del self.queues[host]

    async def _fetch(self, url: str, source: SourceSpec) -> FetchResult:
        """Fetch one page; whatever goes wrong with it is its own failure."""
        delay_s = source.delay_s if source.delay_s is not None else self.settings.delay_s
        try:
            visit = await self.visitor.visit(Target(url=url, delay_s=delay_s, validator=self.validators.get(url)))
        except RunError:
            raise
        except Exception as error:  # noqa: BLE001 - one page must not end a crawl of thousands
            problem = FetchProblem(
                Outcome.BROKEN, "internal_error", f"{url}: winnow failed on it, please report: {error!r}"
            )
            return self.rows.of_visit(never_asked(url, problem), source=source)
        return self._without_double(self.rows.of_visit(visit, source=source), visit)

    def _without_double(self, result: FetchResult, visit: Visit) -> FetchResult:
        """Drop the page of a redirect to an address that is read on its own."""
        if result.capture is None or not visit.redirects:
            return result
        final = clean_url(result.capture.final_url)
        if final not in self.seen:
            self.seen.add(final)
            return result
        visit.reason = f"fetched; redirects to {final}, which is read on its own"
        return FetchResult(source=result.source, fetch=self.rows.of_visit(visit, source=result.source).fetch)

    def _tell(self, host: str, result: FetchResult, *, queued: int) -> None:
        """Report progress."""
        count = self.counts.setdefault(host, HostCount())
        count.done += 1
        count.failed += result.failure is not None
        if self.on_progress is not None:
            reason = self.visitor.asker.pacer.why_slow(host)
            self.on_progress(Progress(host=host, done=count.done, failed=count.failed, queued=queued, reason=reason))

    async def _read_files(self, source: SourceSpec) -> None:
        """Hand on the pages of a folder, file or WARC file."""
        reader = LocalReader(
            source=source,
            settings=self.settings,
            rows=self.rows,
            warc=self.warc,
            validators=self.validators,
            forgotten=self.visitor.forgotten,
        )
        held: FetchResult | None = None  # the last one says that no more come
        async with aclosing(reader.read()) as results:
            async for result in results:
                if held is not None:
                    await self._emit_file(held, source, more=1)
                held = result
        if held is not None:
            await self._emit_file(held, source, more=0)

    async def _emit_file(self, result: FetchResult, source: SourceSpec, *, more: int) -> None:
        """Hand on one file; how many more come is not known, only whether."""
        await self.emit(result)
        self._tell(source.name, result, queued=more)


def never_asked(url: str, problem: FetchProblem) -> Visit:
    """Return the outcome of an address that was refused before anything was sent."""
    return Visit(
        url=url[:2000],
        at=url,
        asked_at=datetime.now(UTC),
        outcome=problem.outcome,
        code=problem.code,
        reason=problem.reason,
    )
