"""Do two workers of a cluster gain as much over one as two bare spaCy processes do?

`python -m tests.bench.speed_up [dask|ray] [ROUNDS]`: the sample pages, under many addresses, are read by one worker and
by two, through the tasks that a run uses; the same texts go through the pipeline in one process and in two that do
nothing else, in turns with the cluster, since other work on the machine changes their seconds. Starting clusters and
loading models is outside.
"""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is imported: one core for each process

from flows.run.prefect_home import prepare_prefect
from flows.run.prefect_server import API_URL, EPHEMERAL, free_port, running_server, temporary_command
from flows.run.session import say_the_rest

ROUNDS = 3
CHUNKS, CHUNK_PAGES = 8, 10
WORKERS = (1, 2)


def main() -> None:
    """Measure and print."""
    runner, rounds = (sys.argv[1] if len(sys.argv) > 1 else "dask"), int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder, prefect(Path(folder)):
        warehouse = Path(folder) / "w"
        chunks = write_chunks(warehouse)
        texts = texts_of(warehouse)
        one, two = (measure(runner, warehouse, chunks, texts, workers=workers, rounds=rounds) for workers in WORKERS)
    ours, theirs = one.cluster_s / two.cluster_s, one.spacy_s / two.spacy_s
    print(
        f"{runner}: {ours:.2f} x with two workers; bare spaCy {theirs:.2f} x with two processes;"
        f" {one.share / two.share:.2f} of it, by what each was of spaCy beside it"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What so many workers took, and so many spaCy processes between: medians."""

    cluster_s: float
    spacy_s: float
    share: float  # of the one in the other


def measure(
    runner: str, warehouse: Path, chunks: Sequence[str], texts: Sequence[str], *, workers: int, rounds: int
) -> Times:
    """Let a cluster and spaCy processes work in turns."""
    from prefect import flow

    @flow(name="speed-up")
    def alternate() -> list[tuple[float, float]]:
        with reading(runner, warehouse, workers) as read, parsing(texts, workers, rounds) as parse:
            read(chunks[:workers])  # each worker loads the pipeline
            times = []
            for _ in range(rounds):
                times.append((wall_s(lambda: read(chunks[max(WORKERS) :])), wall_s(parse)))
                print(f"{workers}: {runner} {times[-1][0]:.1f} s, spaCy {times[-1][1]:.1f} s", file=sys.stderr)
            return times

    times = alternate()
    cluster, spacy = zip(*times, strict=True)
    share = median(ours / theirs for ours, theirs in times)
    return Times(cluster_s=median(cluster), spacy_s=median(spacy), share=share)


@contextmanager
def prefect(home: Path) -> Iterator[None]:
    """Have a Prefect server while the block runs."""
    port = free_port()
    prepare_prefect(home)
    log = home / "server.log"
    with running_server(temporary_command(port), port=port, log=log, environment=EPHEMERAL) as when_healthy:
        os.environ[API_URL] = when_healthy()
        yield
        say_the_rest()  # Prefect would wait for its server, which is gone then


def write_chunks(warehouse: Path) -> list[str]:
    """Keep the sample pages under so many addresses that they fill the chunks; first come chunks to warm up on."""
    from flows.run.chunks import CaptureRef, make_chunk, write_chunk
    from flows.run.layout import Layout
    from flows.run.recipe import recipe_id
    from flows.warc.write import WarcWriter
    from tests.bench.stages import captures_from
    from warehouse.key import read_key

    layout = Layout(warehouse)
    read_key(layout.folder.make().key)
    pages = captures_from("")
    refs = []
    with WarcWriter(layout.warc, run_id="bench") as warc:
        for number in range(CHUNKS * CHUNK_PAGES + max(WORKERS)):
            page = pages[number % len(pages)]
            url = f"{page.url}?{number}"
            place = warc.write_response(
                url, status=200, headers=page.headers, body=page.body, fetched_at=page.fetched_at
            )
            refs.append(
                CaptureRef(
                    url=url,
                    source_id="bench",
                    body_sha256=page.sha256,
                    warc_file=place.file,
                    warc_offset=place.offset,
                )
            )
    lists = [refs[at : at + 1] for at in range(max(WORKERS))]
    lists += [refs[at : at + CHUNK_PAGES] for at in range(max(WORKERS), len(refs), CHUNK_PAGES)]
    return [write_chunk(make_chunk(each, recipe_id=recipe_id(None)), layout.chunks).name for each in lists]


def texts_of(warehouse: Path) -> list[str]:
    """Return the texts of the articles that the chunks hold."""
    from extractors.article import read_article
    from flows.warc.read import WarcPage, read_warc

    (file,) = (warehouse / "warc").iterdir()
    found = [each.capture for each in read_warc(file) if isinstance(each, WarcPage)]
    return [read_article(capture).text for capture in found[max(WORKERS) :]]


@contextmanager
def reading(runner: str, warehouse: Path, workers: int) -> Iterator[Callable[[Sequence[str]], None]]:
    """Yield what lets so many workers read chunks."""
    from flows.run.recipe import recipe_id
    from flows.run.remote import Ticket
    from flows.run.runners import cluster_of, read_remotely_task
    from flows.settings import Settings

    settings = Settings(warehouse=warehouse, runner=runner, workers=workers)
    ticket = Ticket(
        storage=str(warehouse),
        run_id="bench",
        recipe_id=recipe_id(None),
        pipeline=None,
        page_deadline_s=settings.page_deadline_s,
        worker_memory_mb=settings.worker_memory_mb,
    )
    with cluster_of(settings) as cluster:

        def read(names: Sequence[str]) -> None:
            parameters = [{"ticket": ticket.as_json(), "chunk": name} for name in names]
            asked = [cluster.submit(read_remotely_task, parameters=each, wait_for=[]) for each in parameters]
            for future in asked:
                future.result()

        yield read


@contextmanager
def parsing(texts: Sequence[str], processes: int, rounds: int) -> Iterator[Callable[[], None]]:
    """Yield what lets so many processes run the pipeline over the texts, and nothing else, once each round."""
    context = multiprocessing.get_context("spawn")
    turn = context.Barrier(processes + 1)
    started = [
        context.Process(target=run_spacy, args=(texts[place::processes], turn, rounds)) for place in range(processes)
    ]
    for process in started:
        process.start()
    turn.wait()

    def parse() -> None:
        turn.wait()
        turn.wait()

    yield parse
    for process in started:
        process.join()


def run_spacy(texts: Sequence[str], turn: Barrier, rounds: int) -> None:
    """Load the pipeline and run it as spaCy itself would be run, each time that the turn comes."""
    from extractors.nlp import load_pipeline

    nlp = load_pipeline()
    next(nlp.pipe(texts[:1]))
    turn.wait()
    for _ in range(rounds):
        turn.wait()
        for _ in nlp.pipe(texts, batch_size=32):
            pass
        turn.wait()


def wall_s(work: Callable[[], object]) -> float:
    """Return the seconds that work takes by the clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
