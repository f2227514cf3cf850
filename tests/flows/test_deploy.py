"""A served schedule runs the flow: real server, real subprocess, as `winnow deploy` leaves it running."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

WINNOW = Path(sys.executable).with_name("winnow")
PAGE = "<html><body><h1>Lamp</h1><p>The harbour office replaced the lamp on Tuesday.</p></body></html>"
# Server 6 to 25 s, the schedule's minute, the run itself; more on a busy machine.
PATIENCE_S = 400


@pytest.mark.nightly
def test_a_deployment_runs_on_its_schedule(tmp_path: Path) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 4200)) == 0:
            pytest.skip("port 4200 is taken")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "lamp.html").write_text(PAGE)
    (tmp_path / "winnow.toml").write_text('warehouse = "w"\n[[source]]\nlocation = "pages"\n')
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    process = subprocess.Popen(
        [WINNOW, "deploy", "--every", "60"], cwd=tmp_path, env=environment, start_new_session=True
    )
    try:
        wait_for(tmp_path / "w" / "report" / "index.html")
        with duckdb.connect(tmp_path / "w" / "winnow.duckdb", read_only=True) as connection:
            assert connection.execute("select count(*) from articles").fetchone() == (1,)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


@pytest.mark.nightly
def test_two_schedules_that_begin_together_share_one_server(tmp_path: Path) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 4200)) == 0:
            pytest.skip("port 4200 is taken")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "lamp.html").write_text(PAGE)
    (tmp_path / "winnow.toml").write_text('warehouse = "w"\n[[source]]\nlocation = "pages"\n')
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    logs = [tmp_path / name for name in ("morning", "hourly")]
    processes = []
    for log in logs:
        with log.open("w") as file:
            command = [WINNOW, "deploy", "--every", "3600", "--name", log.name]
            processes.append(
                subprocess.Popen(command, cwd=tmp_path, env=environment, start_new_session=True, stderr=file)
            )
    try:
        for log in logs:
            wait_until(lambda log=log: f"serving '{log.name}'" in log.read_text(), f"{log.name} is not served")
        said = "".join(log.read_text() for log in logs)
        assert said.count("starting a Prefect server") == 1
        assert said.count("using the Prefect server") == 1
        done = subprocess.run([WINNOW, "status"], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.count("served, on time") == 2
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGINT)
        for process in processes:
            process.wait(timeout=PATIENCE_S)


def wait_for(path: Path) -> None:
    wait_until(path.exists, f"{path.name} did not appear")


def wait_until(condition: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, complaint
        time.sleep(1)
