"""The same pages give the same rows, whoever reads them: this run's workers, Dask or Ray, over a disk or over S3."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.checks import content_hash
from warehouse.query import open_snapshot

WINNOW = Path(sys.executable).with_name("winnow")
PAGES = 12
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


@pytest.fixture(scope="module")
def bucket() -> Iterator[dict[str, str]]:
    """Yield the environment of an S3 server on this machine that holds a bucket."""
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
    yield environment
    server.stop()


@pytest.mark.nightly
@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_cluster_reads_the_same_rows(runner: str, pages: Path, read_here: str, tmp_path: Path) -> None:
    pytest.importorskip(f"prefect_{runner}")
    assert hash_of_run(pages, tmp_path / "w", "--runner", runner) == read_here


@pytest.mark.nightly
def test_a_cluster_reads_the_same_rows_over_s3(
    pages: Path, read_here: str, bucket: dict[str, str], tmp_path: Path
) -> None:
    pytest.importorskip("prefect_dask")
    pytest.importorskip("s3fs")
    options = ("--runner", "dask", "--storage", "s3://winnow/runs")
    assert hash_of_run(pages, tmp_path / "w", *options, environment=bucket) == read_here


def hash_of_run(pages: Path, warehouse: Path, *options: str, environment: dict[str, str] | None = None) -> str:
    """Run winnow over the pages in three chunks and return the hash of what it loaded."""
    command = [WINNOW, "run", str(pages), "--warehouse", str(warehouse), "--workers", "2", "--quiet", *options]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=os.environ | {"WINNOW_CHUNK_PAGES": "4"} | (environment or {}),
    )
    assert done.returncode == 0, done.stderr
    with open_snapshot(warehouse / "winnow.duckdb") as connection:
        return content_hash(connection)
