"""A run whose Prefect server dies in its middle ends as it would have, and says that Prefect does not know."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

WINNOW = Path(sys.executable).with_name("winnow")
PAGES = 12
PATIENCE_S = 400


@pytest.mark.nightly
def test_a_run_outlives_its_prefect_server(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number in range(PAGES):
        (tmp_path / "pages" / f"{number}.html").write_text(f"<p>The harbour office replaced lamp {number} in May.</p>")
    warehouse = tmp_path / "w"
    with subprocess.Popen(
        [WINNOW, "run", str(tmp_path / "pages"), "--warehouse", str(warehouse), "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"},
    ) as run:
        wait_for_a_chunk(warehouse / "private" / "chunks")
        for server in servers_of(run.pid):
            os.kill(server, signal.SIGKILL)
        printed, said = run.communicate(timeout=PATIENCE_S)

    assert run.returncode == 0, said
    assert f"read     {PAGES} pages" in printed
    assert "the run is complete, but Prefect does not know" in said


def wait_for_a_chunk(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not list(folder.glob("*.json")):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def servers_of(pid: int) -> list[int]:
    """Return the leashed processes that a process started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found = [int(child) for child in children if b"flows.run.leash" in Path(f"/proc/{child}/cmdline").read_bytes()]
    assert found
    return found
