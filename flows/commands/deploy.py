"""`winnow deploy`: the flow on a schedule, served by one long-lived process."""

import fcntl
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.errors import RunError, SettingsError
from flows.exit_codes import ExitCode
from flows.fetch.pace_table import shared_place
from flows.run.layout import Layout
from flows.run.prefect_home import prepare_prefect
from flows.run.prefect_server import API_URL, HOST, is_healthy, lasting_command, running_server
from flows.run.schedules import Schedule, kept_schedule
from flows.settings import DEFAULT_FILE, load_settings
from flows.sources.spec import parse_source_argument
from flows.voice import Line, say

# Prefect's usual port.
SERVER_PORT = 4200
API = f"http://{HOST}:{SERVER_PORT}/api"
# A server that does not answer for so long is gone; on a busy machine answers were seen to take half a minute.
LOOK_S, GONE_S = 10.0, 120.0


def serve_schedule(
    sources: list[str], *, cron: str | None, every_s: int | None, name: str, config: Path | None
) -> ExitCode:
    """Serve the flow until stopped; starts a Prefect server beside the warehouse where none is configured.

    `sources` are what this schedule runs over, instead of all that the settings name.
    """
    if (cron is None) == (every_s is None):
        raise SettingsError('give --cron "0 6 * * *" or --every SECONDS, one of them')
    path = (config or DEFAULT_FILE).resolve()
    settings = load_settings(path)
    for source in sources:
        parse_source_argument(source)  # refused now, not at the first run
    if not settings.sources and not sources:
        raise SettingsError(f"{path}: no source to run; `winnow add` adds one")
    layout = Layout(settings.warehouse)
    schedule = Schedule(
        name=name,
        cron=cron,
        every_s=every_s,
        sources=tuple(parse_source_argument(source).location for source in sources),
        since=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    configured = prepare_prefect(layout.prefect, quiet=False)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ExitCode.OK))  # until Prefect does the same while it serves
    with kept_schedule(layout.schedules, schedule), _server(layout.prefect / "server.log", configured=configured):
        _serve(schedule, {"config": str(path), "sources": sources or None})
    return ExitCode.OK


def _serve(schedule: Schedule, parameters: dict[str, Any]) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415

    from flows.run.flow import winnow_run  # noqa: PLC0415 - seconds, and only after the server is there

    say(Line(message=f"serving {schedule.name!r}, {schedule.in_words()}; Ctrl-C stops", event="serving"))
    winnow_run.serve(
        name=schedule.name,
        cron=schedule.cron,
        interval=schedule.every_s,
        parameters=parameters,
        tags=["winnow"],
        # A run that outlasts its interval keeps the next one out; the warehouse's lease holds even without Prefect.
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
    )


@contextmanager
def _server(log: Path, *, configured: bool) -> Iterator[None]:
    """Have a server while the block runs: the configured one, one that is on Prefect's port already, or an own one.

    Raises RunError where one that was found or started is gone.
    """
    if configured:
        yield
        return
    with ExitStack() as stack:
        with _one_at_a_time():
            if is_healthy(API):
                say(Line(message=f"using the Prefect server at {API}; this schedule ends when that does"))
            else:
                _start(stack, log)
        os.environ[API_URL] = API
        with _ending_with(API):
            yield


def _start(stack: ExitStack, log: Path) -> None:
    """Start a server that lives as long as the stack, and wait until it answers."""
    say(Line(message=f"starting a Prefect server (6 to 25 s); its page will be http://{HOST}:{SERVER_PORT}"))
    stack.enter_context(running_server(lasting_command(SERVER_PORT), port=SERVER_PORT, log=log))()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let schedules of this user that begin together look for a server in turn: two new ones would take one port."""
    place = shared_place().with_name(f"prefect-{SERVER_PORT}")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _ending_with(api: str) -> Iterator[None]:
    """End the block when the server is gone: nothing would be run any more, and nobody would be told."""
    over, gone = threading.Event(), threading.Event()
    threading.Thread(target=_watch, args=(api, over, gone), name="server", daemon=True).start()
    try:
        yield
    finally:
        over.set()
        if gone.is_set():
            raise RunError(f"the Prefect server at {api} is gone; start this schedule again")


def _watch(api: str, over: threading.Event, gone: threading.Event) -> None:
    silent_s = 0.0
    while silent_s < GONE_S:
        if over.wait(LOOK_S):
            return
        silent_s = 0.0 if is_healthy(api) else silent_s + LOOK_S
    gone.set()
    os.kill(os.getpid(), signal.SIGINT)  # what serves the flow ends in order on it
