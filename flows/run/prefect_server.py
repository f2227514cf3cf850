"""How does a run get a Prefect server that lives exactly as long as the run, however the run ends?

Prefect's own ephemeral server outlives a run that is killed (seen with prefect 3.8.8: SIGKILL and SIGTERM both left
it running), so winnow starts the same server on a leash. The address goes to Prefect by the environment.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from extractors.errors import RunError

HOST = "127.0.0.1"
# Seen: 6 to 25 s on two busy cores, 150 s with sixteen programs on them.
START_S = 300.0
STOP_S = 30.0
ANSWER_S = 2.0
# What Prefect starts as its ephemeral server (prefect 3.8.8, SubprocessASGIServer): no page, no scheduler.
EPHEMERAL = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
API_URL = "PREFECT_API_URL"


def temporary_command(port: int) -> list[str]:
    """Return the command of a server for one run."""
    factory = ["--factory", "prefect.server.api.server:create_app", "--lifespan", "on"]
    return ["uvicorn", *factory, "--host", HOST, "--port", str(port), "--log-level", "error"]


def lasting_command(port: int) -> list[str]:
    """Return the command of a server with its page and its scheduler."""
    return ["prefect", "server", "start", "--host", HOST, "--port", str(port)]


@contextmanager
def running_server(
    command: list[str], *, port: int, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Callable[[], str]]:
    """Start a server and yield a function that waits until it answers and returns its API's address.

    Raises RunError from that function when the server ends or does not answer; it ends with the `with` block, or
    with this process.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    started = [sys.executable, "-m", "flows.run.leash", *command]
    with log.open("ab") as file:
        process = subprocess.Popen(  # noqa: S603 - fixed words
            started,
            stdin=subprocess.PIPE,
            stdout=file,
            stderr=file,
            env=os.environ | dict(environment or {}),
            start_new_session=True,  # Ctrl-C is for the run, which then has its end to tell to the server
        )
    try:
        yield lambda: _when_healthy(f"http://{HOST}:{port}/api", process, log)
    finally:
        process.terminate()
        _ended(process)


def is_healthy(api: str) -> bool:
    """Return whether a Prefect server answers at this address."""
    try:
        answer = httpx.get(f"{api}/health", timeout=ANSWER_S, trust_env=False)
        return answer.is_success and answer.json() is True
    except (httpx.HTTPError, ValueError):
        return False


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _ended(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert process.stdin is not None
    process.stdin.close()


def _when_healthy(api: str, process: "subprocess.Popen[bytes]", log: Path) -> str:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RunError(
                f"the Prefect server ended at once (exit code {process.returncode}); {log} says why. Is {api} taken? "
                f"With {API_URL} set, winnow uses that server"
            )
        if is_healthy(api):
            return api
        time.sleep(0.1)
    raise RunError(f"the Prefect server did not answer within {START_S:g} s; {log} may say why")
