import multiprocessing
from threading import Thread
from time import sleep

import pytest

from extractors.errors import PipelineError, RunError
from flows.workers.pool import PoolOptions, Work, WorkerPool, map_items
from tests.flows.workers.pool_work import die_at_once, double_or_die, failed, name_of, prepare, prepare_nothing_works

OPTIONS = PoolOptions(workers=1, item_deadline_s=1.0, batch_items=3, memory_mb=1_000)
WORK = Work(prepare=prepare, prepare_with=None, read=double_or_die, failed=failed, name_of=name_of)


@pytest.mark.parametrize(
    ("item", "result"),
    [
        ("die", "die:page_crash"),
        ("hang", "hang:page_timeout"),
        ("hoard", "hoard:page_crash"),
        ("raise", "raise:not_text"),
        ("bug", "bug:page_crash"),
    ],
)
def test_a_bad_page_costs_one_page_and_order_is_kept(item: str, result: str) -> None:
    found = list(map_items(WORK, ["a", item, "b", "c"], options=OPTIONS))
    assert found == ["aa", result, "bb", "cc"]


def test_an_idle_worker_that_is_killed_costs_nothing() -> None:
    with WorkerPool(WORK, OPTIONS) as pool:
        assert list(pool.map(["a"])) == ["aa"]
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        assert list(pool.map(["b", "die", "c"])) == ["bb", "die:page_crash", "cc"]


def test_workers_that_die_at_once_end_the_run() -> None:
    work = Work(prepare=die_at_once, prepare_with=None, read=double_or_die, failed=failed, name_of=name_of)
    with pytest.raises(RunError, match="cannot start"):
        list(map_items(work, ["a", "b"], options=OPTIONS))


def test_no_items_give_no_results() -> None:
    assert list(map_items(WORK, [], options=OPTIONS)) == []


def test_stopping_frees_a_thread_that_waits_for_a_page() -> None:
    raised: list[BaseException] = []
    pool = WorkerPool(WORK, PoolOptions(workers=1, item_deadline_s=60, batch_items=1))

    def wait() -> None:
        try:
            list(pool.map(["hang", "b"]))
        except RunError as error:
            raised.append(error)

    with pool:
        thread = Thread(target=wait, daemon=True)
        thread.start()
        sleep(1.5)
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert "stopped" in str(raised[0])


def test_workers_that_cannot_be_prepared_end_the_run_with_the_reason() -> None:
    work = Work(
        prepare=prepare_nothing_works, prepare_with="en_none", read=double_or_die, failed=failed, name_of=name_of
    )
    with pytest.raises(PipelineError, match="en_none"):
        list(map_items(work, ["a", "b"], options=OPTIONS))
