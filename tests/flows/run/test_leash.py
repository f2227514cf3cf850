"""A process on a leash ends with its owner, however that one ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

# The leashed module tells that it runs, then waits much longer than the test.
WAITING = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text('up'); time.sleep(600)"
OWNER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", "flows.run.leash", "waiting", sys.argv[1]], stdin=subprocess.PIPE)
print(child.pid, flush=True)
time.sleep(600)
"""
PATIENCE_S = 60.0


def test_a_leashed_process_ends_when_its_owner_is_killed(tmp_path: Path) -> None:
    (tmp_path / "waiting.py").write_text(WAITING)
    with started(tmp_path, "-c", OWNER, str(tmp_path / "up")) as owner:
        assert owner.stdout is not None
        leashed = int(owner.stdout.readline())
        wait_until((tmp_path / "up").exists)

        owner.send_signal(signal.SIGKILL)

    wait_until(lambda: not is_running(leashed))


def test_a_leashed_process_has_its_own_arguments_and_exit_code(tmp_path: Path) -> None:
    (tmp_path / "telling.py").write_text("import sys; print(sys.argv[1:]); sys.exit(7)")

    with started(tmp_path, "-m", "flows.run.leash", "telling", "a", "--b") as process:
        code = process.wait(timeout=PATIENCE_S)
        assert process.stdout is not None
        told = process.stdout.read()

    assert (told, code) == ("['a', '--b']\n", 7)


def started(modules: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(modules)},
    )


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Say whether a process lives; one that has ended and that nobody waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
