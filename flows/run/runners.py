"""Who runs the reading tasks: worker processes of this run, or a Dask or Ray cluster?"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from prefect import task
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner

from extractors.errors import SettingsError
from flows.run.job import Job, job_of
from flows.run.remote import Ticket, read_remotely
from flows.run.run_log import logged
from flows.run.states import named, read
from flows.run.steps import ChunkReady, ReadOutcome
from flows.runner import Runner
from flows.settings import Settings

# One chunk keeps all workers busy but for its last pages; a second one fills that gap.
LOCAL_CHUNKS_AT_ONCE = 2
# A cluster's workers take one chunk each: with one more for each, none waits for the next.
CHUNKS_A_WORKER = 2
# A worker process that dies takes its chunk with it; the cluster starts the chunk again elsewhere.
RETRIES = 2

Read = Callable[[ChunkReady, int], PrefectFuture[Any]]


@task(name="read", task_run_name="read {chunk}")
def read_task(run_id: str, chunk: str, total: int) -> State[ReadOutcome]:
    """Read one chunk of pages into a Parquet part, on the workers of this process's run."""
    outcome = job_of(run_id).read(chunk, total=total)
    return named(read(outcome.read, outcome.failed), outcome)


@task(name="read", task_run_name="read {chunk}", retries=RETRIES)
def read_remotely_task(ticket: dict[str, Any], chunk: str) -> dict[str, int | str]:
    """Read one chunk of pages into a Parquet part, wherever this task runs."""
    with logged():
        return read_remotely(Ticket(**ticket), chunk)


@contextmanager
def reader_of(job: Job) -> Iterator[Read]:
    """Yield what starts to read a chunk, on the runner that the settings name."""
    if job.settings.runner is Runner.LOCAL:
        yield lambda chunk, total: read_task.submit(job.run.run_id, chunk.path.name, total)
        return
    ticket = job.ticket().as_json()
    with cluster_of(job.settings) as runner:
        yield lambda chunk, _: runner.submit(
            read_remotely_task, parameters={"ticket": ticket, "chunk": chunk.path.name}, wait_for=[]
        )


def chunks_at_once(settings: Settings) -> int:
    """Return how many chunks are asked for at a time."""
    return LOCAL_CHUNKS_AT_ONCE if settings.runner is Runner.LOCAL else CHUNKS_A_WORKER * settings.worker_count


def cluster_of(settings: Settings) -> TaskRunner[Any]:
    """Return the cluster that the settings name; it starts with the `with` block, unless it is there already."""
    if find_spec(f"prefect_{settings.runner}") is None:
        raise SettingsError(
            f"runner {settings.runner}: not installed; `pip install 'winnow[{settings.runner}]'` brings it"
        )
    return _dask(settings) if settings.runner is Runner.DASK else _ray(settings)


def _dask(settings: Settings) -> TaskRunner[Any]:
    import dask  # noqa: PLC0415 - an extra
    from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - an extra

    # A worker starts a process of its own for the pages; it opens no page for browsers.
    dask.config.set({"distributed.worker.daemon": False})
    local: Mapping[str, object] = {
        "n_workers": settings.worker_count,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": None,
        "host": "127.0.0.1",
    }
    runner: TaskRunner[Any] = (
        DaskTaskRunner(address=settings.runner_address)
        if settings.runner_address
        else DaskTaskRunner(cluster_kwargs=dict(local))
    )
    return runner


def _ray(settings: Settings) -> TaskRunner[Any]:
    from prefect_ray.task_runners import RayTaskRunner  # noqa: PLC0415 - an extra

    local = {"num_cpus": settings.worker_count, "include_dashboard": False}
    runner: TaskRunner[Any] = (
        RayTaskRunner(address=settings.runner_address) if settings.runner_address else RayTaskRunner(init_kwargs=local)
    )
    return runner
