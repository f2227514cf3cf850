"""How are many pages read on all cores, when any one of them may crash or hang a parser?

Items go in batches to worker processes (pebble, which ends a worker from outside when its time is up and starts
a new one when it dies). A batch that fails is tried again item by item, so that one bad page costs one page.
Results come in the order of the input, and at most a few batches are in flight, so memory stays flat.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, TimeoutError  # noqa: A004 - pebble raises this one
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from extractors.errors import PageCrashError, PageError, PageTimeoutError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Enough for spaCy to batch, little enough that a failing batch is quickly tried again page by page.
BATCH_ITEMS = 8
# Batches waiting for each worker: one being read, one ready.
BATCHES_PER_WORKER = 2
# A worker is replaced after so many batches: native parsers leak a little.
BATCHES_PER_WORKER_LIFE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOptions:
    """How many worker processes, and how long one item may take."""

    workers: int
    item_deadline_s: float
    batch_items: int = BATCH_ITEMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Generic[Item, Result]):
    """What a worker does with items, and what stands for an item that failed."""

    prepare: Callable[[str | None], None]  # run once in each worker
    prepare_with: str | None
    read: Callable[[list[Item]], list[Result]]  # as many results as items, in order
    failed: Callable[[Item, PageError], Result]
    name_of: Callable[[Item], str]  # for messages


def map_items(work: Work[Item, Result], items: Iterable[Item], *, options: PoolOptions) -> Iterator[Result]:
    """Yield one result per item, in order; an item that crashes or outlasts its deadline gives `work.failed`."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(
        max_workers=options.workers,
        max_tasks=BATCHES_PER_WORKER_LIFE,
        initializer=work.prepare,
        initargs=(work.prepare_with,),
        context=context,
    )
    waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
    source = iter(items)
    try:
        while True:
            while len(waiting) < options.workers * BATCHES_PER_WORKER and (batch := _next(source, options.batch_items)):
                waiting.append((batch, _schedule(pool, work, batch, options)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            yield from _results(pool, work, batch, future, options)
    finally:
        pool.stop()  # type: ignore[no-untyped-call] # pebble's own gap
        pool.join()


def _next(source: Iterator[Item], size: int) -> list[Item]:
    return list(islice(source, size))


def _schedule(
    pool: ProcessPool, work: Work[Item, Result], batch: list[Item], options: PoolOptions
) -> "Future[list[Result]]":
    # Imports and the pipeline's loading happen in `prepare`, before this clock starts.
    future: Future[list[Result]] = pool.schedule(work.read, args=(batch,), timeout=options.item_deadline_s * len(batch))
    return future


def _results(
    pool: ProcessPool,
    work: Work[Item, Result],
    batch: list[Item],
    future: "Future[list[Result]]",
    options: PoolOptions,
) -> Iterator[Result]:
    try:
        yield from future.result()
    except Exception as error:  # noqa: BLE001 - whatever a page does to a worker, it costs that page alone
        if len(batch) == 1:
            yield work.failed(batch[0], _page_error(work.name_of(batch[0]), error, options))
            return
        for item in batch:
            yield from _results(pool, work, [item], _schedule(pool, work, [item], options), options)


def _page_error(name: str, error: BaseException, options: PoolOptions) -> PageError:
    if isinstance(error, PageError):
        return error
    if isinstance(error, TimeoutError):
        return PageTimeoutError(name, f"not read within {options.item_deadline_s:g} s; given up")
    if isinstance(error, ProcessExpired):
        return PageCrashError(name, f"the worker that read it died (exit code {error.exitcode})")
    return PageCrashError(name, f"{type(error).__name__}: {error}")
