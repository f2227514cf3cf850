"""How are many pages read on all cores, when any one of them may crash or hang a parser?

Items go in batches to worker processes (pebble, which ends a worker from outside when its time is up and starts
a new one when it dies). A batch that fails is tried again item by item, so that one bad page costs one page.
Results come in the order of the input, and at most a few batches are in flight, so memory stays flat.
"""

import multiprocessing
import os
import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, TimeoutError  # noqa: A004 - pebble raises this one
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from types import TracebackType
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from extractors.errors import PageCrashError, PageError, PageTimeoutError, RunError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Enough for spaCy to batch, little enough that a failing batch is quickly tried again page by page.
BATCH_ITEMS = 8
# Batches waiting for each worker: one being read, one ready.
BATCHES_PER_WORKER = 2
# Why this worker process could not be prepared; every read says so, instead of workers that die one after the other.
UNPREPARED: list[RunError] = []
# A worker is one process of as many as there are cores: numpy's OpenBLAS and OpenMP must not start a thread per core.
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
STOPPED = "stopped while pages were being read; the next run reads them"
# A worker is replaced after so many batches: native parsers leak a little.
BATCHES_PER_WORKER_LIFE = 250
# New processes that die before they read anything so often will not start at all.
MOST_RENEWALS = 3
MEBI = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOptions:
    """How many worker processes, and how long one item may take."""

    workers: int
    item_deadline_s: float
    batch_items: int = BATCH_ITEMS
    memory_mb: int | None = None  # of one worker; a page that wants more is a page that crashed


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Generic[Item, Result]):
    """What a worker does with items, and what stands for an item that failed."""

    prepare: Callable[[str | None], None]  # run once in each worker, outside every item's deadline
    prepare_with: str | None
    read: Callable[[list[Item]], list[Result]]  # as many results as items, in order
    failed: Callable[[Item, PageError], Result]
    name_of: Callable[[Item], str]  # for messages


@dataclass(frozen=True, slots=True)
class _Asked(Generic[Item, Result]):
    """A batch that some processes were asked to read."""

    batch: list[Item]
    future: "Future[list[Result]]"
    pool: ProcessPool


class WorkerPool(Generic[Item, Result]):
    """Worker processes that live as long as the `with` block; `map` may be called often and from several threads.

    A worker that dies while it reads costs that batch a second try; one that dies idle makes pebble give up all of its
    processes, and new ones take their place.
    """

    def __init__(self, work: Work[Item, Result], options: PoolOptions) -> None:
        """Start no process yet: the first item does."""
        self.work = work
        self.options = options
        self.stopped = False
        self.unfinished: set[Future[list[Result]]] = set()
        for name in ONE_THREAD:
            os.environ.setdefault(name, "1")
        self.lock = Lock()
        self.renewals = 0  # since a batch was read
        self.pool = self._new_pool()

    def __enter__(self) -> "WorkerPool[Item, Result]":
        """Return the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every worker, also one in the middle of a page, and free whoever waits for it in another thread."""
        self.stopped = True
        with self.lock:
            self._end_pool()

    def map(self, items: Iterable[Item]) -> Iterator[Result]:
        """Yield one result per item, in order; an item that crashes or outlasts its deadline gives `work.failed`."""
        waiting: deque[_Asked[Item, Result]] = deque()
        source = iter(items)
        while True:
            while len(waiting) < self.options.workers * BATCHES_PER_WORKER and (batch := self._next(source)):
                waiting.append(self._ask(batch))
            if not waiting:
                return
            yield from self._results(waiting.popleft())

    def _next(self, source: Iterator[Item]) -> list[Item]:
        return list(islice(source, self.options.batch_items))

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.options.workers,
            max_tasks=BATCHES_PER_WORKER_LIFE,
            initializer=_prepare,
            initargs=(self.work.prepare, self.work.prepare_with, self.options.memory_mb),
            context=multiprocessing.get_context("spawn"),
        )

    def _end_pool(self) -> None:
        self.pool.stop()  # type: ignore[no-untyped-call] # pebble's own gap
        self.pool.join()
        for future in list(self.unfinished):  # a stopped pool leaves them as they are: nobody would ever wake up
            future.cancel()

    def _renew(self, broken: ProcessPool, error: Exception) -> None:
        """Put new processes in the place of broken ones, unless another thread has; raise when that does not help."""
        with self.lock:
            if self.stopped:
                raise RunError(STOPPED) from error
            if self.pool is not broken:
                return
            self.renewals += 1
            if self.renewals > MOST_RENEWALS:
                raise RunError(f"the worker processes cannot start: {error}; `winnow doctor` says more") from error
            self._end_pool()
            self.pool = self._new_pool()

    def _ask(self, batch: list[Item]) -> _Asked[Item, Result]:
        pool = self.pool
        try:
            return self._schedule(batch, pool)
        except RuntimeError as error:  # pebble's answer when the pool was stopped or broke
            self._renew(pool, error)
        return self._ask(batch)

    def _schedule(self, batch: list[Item], pool: ProcessPool) -> _Asked[Item, Result]:
        deadline_s = self.options.item_deadline_s * len(batch)
        with self.lock:
            future: Future[list[Result]] = pool.schedule(_read, args=(self.work.read, batch), timeout=deadline_s)
            self.unfinished.add(future)
        future.add_done_callback(self.unfinished.discard)
        if self.stopped:  # stopped just now, perhaps before this one could be freed
            future.cancel()
        return _Asked(batch, future, pool)

    def _results(self, asked: _Asked[Item, Result]) -> Iterator[Result]:
        try:
            found = asked.future.result()
        except RunError:
            raise
        except (BrokenProcessPool, CancelledError) as error:
            self._renew(asked.pool, error)
            yield from self._results(self._ask(asked.batch))
        except Exception as error:
            if self.stopped:
                raise RunError(STOPPED) from error
            if len(asked.batch) == 1:
                yield self.work.failed(asked.batch[0], self._page_error(self.work.name_of(asked.batch[0]), error))
                return
            for item in asked.batch:
                yield from self._results(self._ask([item]))
        else:
            self.renewals = 0
            yield from found

    def _page_error(self, name: str, error: BaseException) -> PageError:
        if isinstance(error, PageError):
            return error
        if isinstance(error, TimeoutError):
            return PageTimeoutError(name, f"not read within {self.options.item_deadline_s:g} s; given up")
        if isinstance(error, ProcessExpired):
            return PageCrashError(name, f"the worker that read it died (exit code {error.exitcode})")
        return PageCrashError(name, f"{type(error).__name__}: {error}")


def map_items(work: Work[Item, Result], items: Iterable[Item], *, options: PoolOptions) -> Iterator[Result]:
    """Yield one result per item from workers that live for this call; see `WorkerPool.map`."""
    with WorkerPool(work, options) as pool:
        yield from pool.map(items)


def _prepare(prepare: Callable[[str | None], None], prepare_with: str | None, memory_mb: int | None) -> None:
    """Prepare a worker process; what a person must mend is kept for the first read to tell."""
    try:
        if memory_mb is not None:
            # What is written to counts, not what is merely mapped: models and libraries map much more than they use.
            resource.setrlimit(resource.RLIMIT_DATA, (memory_mb * MEBI, memory_mb * MEBI))
        prepare(prepare_with)
    except RunError as error:
        UNPREPARED.append(error)
    except Exception as error:  # noqa: BLE001 - a worker that cannot start must say why, whatever it is
        UNPREPARED.append(RunError(f"a worker process cannot start: {type(error).__name__}: {error}"))


def _read(read: Callable[[list[Item]], list[Result]], batch: list[Item]) -> list[Result]:
    """Read a batch in a worker process that is prepared; raises the RunError that kept it from being so."""
    if UNPREPARED:
        raise UNPREPARED[0]
    return read(batch)
