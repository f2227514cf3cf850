"""`winnow deploy`: the flow on a schedule, served by one long-lived process."""

import asyncio
import fcntl
import json
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractors.errors import RunError, SettingsError
from flows.commands.places import note_contact, settings_for
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.fetch.pace_table import shared_place
from flows.offline import check_server
from flows.run.layout import Layout
from flows.run.prefect_home import prepare_prefect
from flows.run.prefect_server import API_URL, HOST, is_healthy, lasting_command, running_server
from flows.run.schedules import Schedule, kept_schedule
from flows.settings import DEFAULT_FILE, Settings
from flows.sources.spec import parse_source_argument
from flows.sources.timing import Timing, timing_of
from flows.voice import Level, Line, manner, say

# Prefect's usual port.
SERVER_PORT = 4200
API = f"http://{HOST}:{SERVER_PORT}/api"
# A server that does not answer for so long is gone; on a busy machine answers were seen to take half a minute.
LOOK_S, GONE_S = 10.0, 120.0
# Sources that a line names; `winnow status` has the rest.
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One schedule to serve, and what its runs are given."""

    name: str
    timing: Timing
    sources: tuple[str, ...]  # locations, of which `status` knows its runs; empty: all that the settings name
    chosen: tuple[str, ...] = ()  # as typed; empty: the settings' own
    own: str | None = None  # runs are of the sources with this schedule of their own; empty: of those with none

    def schedule(self) -> Schedule:
        """Return what is written down of it."""
        return Schedule(
            name=self.name,
            cron=self.timing.cron,
            every_s=self.timing.every_s,
            sources=self.sources,
            since=datetime.now(UTC).isoformat(timespec="seconds"),
        )


def serve_schedules(
    sources: list[str], *, cron: str | None, every: str | None, name: str, as_json: bool, config: Path | None
) -> ExitCode:
    """Serve the flow until stopped; starts a Prefect server beside the warehouse where none is configured.

    Sources with a schedule of their own go by that; `sources` are what is run instead of all that the settings name.
    """
    path = (config or DEFAULT_FILE).resolve()
    settings = settings_for(path, None)
    given = timing_of(every=every, cron=cron, what="--every" if every is not None else "--cron")
    note_contact(settings)
    plans = plans_of(settings, sources, given=given, name=name)
    layout = Layout(settings.warehouse)
    _tell_served_runs()
    configured = prepare_prefect(layout.prefect, quiet=False)
    if configured and settings.offline:
        check_server(os.environ[API_URL])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ExitCode.OK))  # until Prefect does the same while it serves
    with ExitStack() as stack:
        for plan in plans:
            stack.enter_context(kept_schedule(layout.schedules, plan.schedule()))
        stack.enter_context(_server(layout.prefect / "server.log", configured=configured))
        _announce(plans, as_json=as_json)
        _serve(plans, path)
    return ExitCode.OK


def plans_of(settings: Settings, sources: list[str], *, given: Timing | None, name: str) -> list[Plan]:
    """Return what is to be served: the sources named, or those of the settings, each group by its own schedule."""
    if sources:
        locations = tuple(parse_source_argument(source).location for source in sources)  # refused now, not at a run
        return [Plan(name=name, timing=_wanted(given), sources=locations, chosen=tuple(sources))]
    if not settings.sources:
        raise SettingsError("no source to run on a schedule; `winnow add` adds one")
    own = dict.fromkeys(source.timing for source in settings.sources if source.timing is not None)
    if not own:
        return [Plan(name=name, timing=_wanted(given), sources=())]
    plans = [_own_plan(settings, timing, name=name) for timing in own]
    rest = tuple(source.location for source in settings.sources if source.timing is None)
    if rest and given is not None:
        plans.append(Plan(name=name, timing=given, sources=rest, own=""))
    elif rest:
        listed = ", ".join(rest[:SHOWN]) + (f" and {len(rest) - SHOWN} more" if len(rest) > SHOWN else "")
        said = f"not scheduled: {listed}; --every or --cron is for sources without a schedule of their own"
        say(Line(message=said, event="not_scheduled", level=Level.WARNING))
    return plans


def _wanted(given: Timing | None) -> Timing:
    if given is None:
        raise SettingsError(
            'when? --every 6h or --cron "0 6 * * *" for all sources, or a source\'s own: winnow add … --every 6h'
        )
    return given


def _own_plan(settings: Settings, timing: Timing, *, name: str) -> Plan:
    """Return the plan of the sources that share a schedule; its name is one that Prefect takes."""
    words = str(timing).removesuffix(" UTC").replace("*", "x").replace("/", "per").replace(",", "and")
    of = tuple(source.location for source in settings.sources if source.timing == timing)
    return Plan(name=f"{name}-{words.replace(' ', '-')}", timing=timing, sources=of, own=str(timing))


def _tell_served_runs() -> None:
    """Let the processes that Prefect starts for runs behave as this command was told to."""
    if manner().log_format is not None:
        os.environ["WINNOW_LOG_FORMAT"] = str(manner().log_format)
    if manner().offline:
        os.environ["WINNOW_OFFLINE"] = "true"


def _announce(plans: list[Plan], *, as_json: bool) -> None:
    for plan in plans:
        of = f" of {', '.join(plan.sources[:SHOWN])}" if plan.sources else ""
        say(Line(message=f"serving {plan.name!r}, {plan.timing}{of}; Ctrl-C stops", event="serving"))
    if as_json:
        told = [
            {"name": plan.name, "every_s": plan.timing.every_s, "cron": plan.timing.cron, "sources": plan.sources}
            for plan in plans
        ]
        print(json.dumps({"schema_version": SCHEMA_VERSION, "serving": told}), flush=True)  # noqa: T201 - the answer


def _serve(plans: list[Plan], config: Path) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415
    from prefect.runner import Runner  # noqa: PLC0415 - seconds

    from flows.run.flow import winnow_run  # noqa: PLC0415 - seconds, and only after the server is there

    # A run that outlasts its interval keeps the next one out; the warehouse's lease holds even without Prefect.
    one_at_a_time = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    warnings.filterwarnings(
        "ignore", message="coroutine 'Runner.astop'", category=RuntimeWarning
    )  # its own, on SIGTERM
    runner = Runner(name="winnow", pause_on_shutdown=True)
    for plan in plans:
        runner.add_flow(
            winnow_run,
            name=plan.name,
            cron=plan.timing.cron,
            interval=plan.timing.every_s,
            parameters={"config": str(config), "sources": list(plan.chosen) or None, "timing": plan.own},
            tags=["winnow", "run"],  # as those of runs that somebody types
            concurrency_limit=one_at_a_time,
        )
    asyncio.run(runner.start())


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
