"""How are all pages of all sources fetched: hosts side by side, each host one page at a time?"""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import aclosing, suppress
from functools import partial

from flows.fetch.addresses import Resolver, resolve_host
from flows.fetch.discover import page_source
from flows.fetch.frontier import Resume
from flows.fetch.hosts import HostKeeper
from flows.fetch.job import MAX_WAITING_RESULTS, CrawlJob, OnProgress, never_asked
from flows.fetch.journal import CrawlJournal
from flows.fetch.problem import FetchProblem
from flows.fetch.result import FetchResult, Validator
from flows.fetch.rows import RowMaker
from flows.fetch.urls import clean_url
from flows.fetch.visit import Target, open_visitor
from flows.settings import Settings
from flows.sources.spec import SourceKind, SourceSpec
from flows.warc.write import WarcWriter

# How often a crawl that waits for a host looks whether it should end.
LOOK_S = 0.5


async def crawl(
    sources: Iterable[SourceSpec],
    *,
    settings: Settings,
    run_id: str,
    validators: Mapping[str, Validator] | None = None,
    warc: WarcWriter | None = None,
    on_progress: OnProgress | None = None,
    resume: Resume | None = None,
    journal: CrawlJournal | None = None,
    forgotten: Callable[[str], bool] | None = None,
    resolve: Resolver = resolve_host,
) -> AsyncGenerator[FetchResult]:
    """Fetch every page of the sources once, and yield what came of each.

    `validators` holds what is known of pages from earlier fetches, by clean address; `resume` what crawls that were
    stopped had still to do; `journal` is where this one writes down how far it is; an address that is `forgotten` is
    left out without a trace. Do not block between two results: the deadlines of pages on their way go on
    (`crawl_blocking` does not mind).
    """
    known = resume or Resume()
    async with open_visitor(settings, warc=warc, resolve=resolve, forgotten=forgotten) as visitor:
        hosts = HostKeeper(run_id=run_id, settings=settings, pacer=visitor.asker.pacer, journal=journal)
        hosts.recall(known.hosts)
        job = CrawlJob(
            settings=settings,
            rows=RowMaker(run_id=run_id),
            visitor=visitor,
            validators=validators or {},
            warc=warc,
            on_progress=on_progress,
            resume=known,
            journal=journal,
        )
        runner = asyncio.create_task(job.run(list(sources)))
        runner.add_done_callback(lambda _: job.results.put_nowait(None))
        try:
            while (result := await job.results.get()) is not None:
                job.room.release()
                yield result
            await runner
        finally:
            runner.cancel()
            await asyncio.gather(runner, return_exceptions=True)
            hosts.note()
            if warc is not None:
                warc.sync()


def crawl_blocking(
    sources: Iterable[SourceSpec],
    *,
    settings: Settings,
    run_id: str,
    validators: Mapping[str, Validator] | None = None,
    warc: WarcWriter | None = None,
    on_progress: OnProgress | None = None,
    resume: Resume | None = None,
    journal: CrawlJournal | None = None,
    forgotten: Callable[[str], bool] | None = None,
    stop: threading.Event | None = None,
) -> Iterator[FetchResult]:
    """Do the same for callers without an event loop; the crawl runs in a thread of its own.

    Once `stop` is set nothing more is yielded; what is on its way is given up and asked for again by the next crawl.
    """
    results = crawl(
        sources,
        settings=settings,
        run_id=run_id,
        validators=validators,
        warc=warc,
        on_progress=on_progress,
        resume=resume,
        journal=journal,
        forgotten=forgotten,
    )
    thread = _CrawlThread(results)
    thread.start()
    try:
        while (result := thread.next_result(stop)) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        thread.stop()


class _CrawlThread(threading.Thread):
    """Runs a crawl with an event loop of its own, and hands its results over one by one."""

    def __init__(self, results: AsyncGenerator[FetchResult]) -> None:
        super().__init__(name="crawl", daemon=True)
        self.handed: queue.Queue[FetchResult | BaseException | None] = queue.Queue(maxsize=MAX_WAITING_RESULTS)
        self._results = results
        self._cancel: Callable[[], object] | None = None

    def run(self) -> None:
        """Crawl to the end, or until nobody listens any more."""
        try:
            asyncio.run(self._crawl())
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits
            self.handed.put(error)
        else:
            self.handed.put(None)

    async def _crawl(self) -> None:
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        assert task is not None
        self._cancel = partial(loop.call_soon_threadsafe, task.cancel)
        async with aclosing(self._results) as running:
            async for result in running:
                try:
                    self.handed.put_nowait(result)
                except queue.Full:
                    await asyncio.to_thread(self.handed.put, result)

    def next_result(self, stop: threading.Event | None) -> FetchResult | BaseException | None:
        """Return what comes next; None at the end, and once `stop` is set."""
        while stop is None or not stop.is_set():
            with suppress(queue.Empty):
                return self.handed.get(timeout=None if stop is None else LOOK_S)
        return None

    def stop(self) -> None:
        """Cancel what is on its way, and wait until all is closed."""
        if self.is_alive() and self._cancel is not None:
            with suppress(RuntimeError):  # it ended by itself in between
                self._cancel()
        while self.is_alive():
            with suppress(queue.Empty):
                self.handed.get(timeout=0.05)


def fetch_page(url: str, *, settings: Settings, run_id: str = "check") -> FetchResult:
    """Fetch one page for somebody who waits for it; nothing is kept."""
    return asyncio.run(_fetch_page(url, settings=settings, run_id=run_id))


async def _fetch_page(url: str, *, settings: Settings, run_id: str) -> FetchResult:
    rows = RowMaker(run_id=run_id)
    try:
        clean = clean_url(url)
    except FetchProblem as problem:
        source = SourceSpec(name=url, kind=SourceKind.PAGE, location=url)
        return rows.of_visit(never_asked(url, problem), source=source)
    async with open_visitor(settings, warc=None) as visitor:
        visit = await visitor.visit(Target(url=clean, delay_s=settings.delay_s))
    return rows.of_visit(visit, source=page_source(clean))
