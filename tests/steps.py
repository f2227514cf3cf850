"""The steps of a run one after the other, as the flow makes them, without Prefect."""

from flows.run.job import Job
from flows.run.steps import ChunkReady


def do_steps(job: Job) -> None:
    """Gather, read and load all that there is, and publish it."""
    job.begin()
    job.gather()
    while not job.ready.empty():
        ready = job.ready.get()
        if isinstance(ready, ChunkReady):
            outcome = job.read(ready.path.name, total=ready.pages)
            assert outcome.part is not None
            job.load(outcome.part)
            job.forget_chunk(ready.path)
        else:
            job.load(ready.path)
    job.finish("done")
    job.publish()
