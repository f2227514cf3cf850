"""The same pages give the same rows, whoever reads them: this run's workers, Dask or Ray, over a disk or over S3."""

import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest

from warehouse.checks import content_hash
from warehouse.query import open_snapshot

WINNOW = Path(sys.executable).with_name("winnow")
PAGES, CHUNK_PAGES = 12, 2
CHUNKS = PAGES // CHUNK_PAGES
# A cluster starts in some 20 s, and each of its workers loads the pipeline.
PATIENCE_S = 900


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(PAGES):
        text = f"The harbour office replaced lamp {number} on Tuesday. Dena Ostrow, its keeper, did not pay for it."
        (folder / f"{number}.html").write_text(f"<html><body><h1>Lamp {number}</h1><p>{text}</p></body></html>")
    return folder


@pytest.fixture(scope="module")
def read_here(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return hash_of_run(pages, tmp_path_factory.mktemp("here") / "w")


@dataclass
class Bucket(logging.Handler):
    """An S3 server on this machine that holds a bucket, and what it was asked for."""

    environment: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen."""
        super().__init__()

    __hash__ = object.__hash__  # which logging wants of a handler

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line of the server's log."""
        self.asked.append(record.getMessage())

    def chunks_fetched(self) -> list[str]:
        """Return the names of the chunks that workers fetched, once for each time that one began to read it."""
        return re.findall(r"GET /winnow/runs/chunks/(\w+)\.json", "\n".join(self.asked))


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    """Yield an S3 server."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    s3 = (
        pytest.importorskip("botocore.session")
        .get_session()
        .create_client(
            "s3",
            region_name="us-east-1",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            aws_access_key_id="nobody",
            aws_secret_access_key="nothing",
        )
    )
    s3.create_bucket(Bucket="winnow")
    made, log = Bucket(environment), logging.getLogger("werkzeug")
    log.addHandler(made)
    log.setLevel(logging.INFO)
    yield made
    log.removeHandler(made)
    server.stop()


@pytest.mark.nightly
@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_cluster_reads_the_same_rows(runner: str, pages: Path, read_here: str, tmp_path: Path) -> None:
    pytest.importorskip(f"prefect_{runner}")
    assert hash_of_run(pages, tmp_path / "w", "--runner", runner) == read_here


@pytest.mark.nightly
def test_a_worker_that_is_killed_costs_only_its_chunk(
    pages: Path, read_here: str, bucket: Bucket, tmp_path: Path
) -> None:
    pytest.importorskip("prefect_dask")
    pytest.importorskip("s3fs")
    killed: list[int] = []

    def kill_a_worker(mark: str) -> None:
        wait_until(lambda: bool(bucket.chunks_fetched()) or not processes_of(mark), "no worker began")
        time.sleep(1)  # it loads the pipeline now
        killed.append(workers_of(mark)[0])
        os.kill(killed[0], signal.SIGKILL)

    options = ("--runner", "dask", "--storage", "s3://winnow/runs")
    loaded = hash_of_run(pages, tmp_path / "w", *options, environment=bucket.environment, meanwhile=kill_a_worker)
    assert killed
    assert loaded == read_here
    fetched = bucket.chunks_fetched()
    assert len(set(fetched)) == CHUNKS
    assert len(fetched) == CHUNKS + 1


def hash_of_run(
    pages: Path,
    warehouse: Path,
    *options: str,
    environment: dict[str, str] | None = None,
    meanwhile: Callable[[str], None] = lambda _: None,
) -> str:
    """Run winnow over the pages and return the hash of what it loaded; what is done meanwhile gets the run's mark."""
    mark = f"TRIAL={uuid4()}"
    command = [WINNOW, "run", str(pages), "--warehouse", str(warehouse), "--workers", "2", "--quiet", *options]
    chunk_pages = {"WINNOW_CHUNK_PAGES": str(CHUNK_PAGES), "TRIAL": mark.partition("=")[2]}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | chunk_pages | (environment or {})
    ) as run:
        meanwhile(mark)
        _, said = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0, said
    wait_until(lambda: not processes_of(mark), "processes outlive the run")
    with open_snapshot(warehouse / "winnow.duckdb") as connection:
        return content_hash(connection)


def workers_of(mark: str) -> list[int]:
    """Return the processes of a run that Dask gives chunks to."""
    found = processes_of(mark)
    parents = {pid: int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) for pid in found}
    spawned = {pid for pid, command in found.items() if "spawn_main" in command}
    return [pid for pid in spawned if any(parents[other] == pid for other in spawned)]  # each has a reader of its own


def processes_of(mark: str) -> dict[int, str]:
    """Return the command lines of the processes whose environment holds a mark."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (place / "environ").read_bytes():
                found[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return found


def wait_until(condition: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.2)
