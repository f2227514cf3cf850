"""How does a command of this process run the flow: against which Prefect server, and for how long does that live?"""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from extractors.errors import RunError, WinnowError
from flows.offline import check_server
from flows.plain import plain
from flows.run.layout import Layout
from flows.run.parameters import parameter_of
from flows.run.prefect_home import prepare_prefect
from flows.run.prefect_server import API_URL, EPHEMERAL, free_port, running_server, temporary_command
from flows.run.progress import reporter
from flows.settings import Settings
from flows.voice import manner

# Longest wait for the last logs; they are a convenience.
SAY_S = 10.0
# Of what a server says when it refuses: it may repeat all that it was sent.
MOST_SAID_BYTES = 500

Runner = Callable[..., dict[str, object]]  # (settings, *, kind, where) → the run's summary


@contextmanager
def flow_session(home: Path) -> Iterator[Runner]:
    """Yield what runs the flow, against the configured Prefect server or one that lives as long as the block.

    `home` is the folder of that server's database and log. The server starts while Prefect is imported.
    """
    # A log that Prefect's server does not take must not stand on the terminal beside the run's own words.
    logging.raiseExceptions = False
    if prepare_prefect(home):
        if manner().offline:
            check_server(os.environ[API_URL])
        yield partial(_run, os.environ[API_URL])
        return
    if "flows.run.flow" not in sys.modules:
        reporter().note("starting Prefect (its own server takes 6 to 25 s) …")
    port = free_port()
    with running_server(
        temporary_command(port), port=port, log=home / "server.log", environment=EPHEMERAL
    ) as when_healthy:
        import flows.run.flow  # noqa: F401, PLC0415 - seconds, in which the server starts

        try:
            yield partial(_run, when_healthy())
        finally:
            say_the_rest()


def _run(api: str, settings: Settings, *, kind: str, where: str | None = None) -> dict[str, object]:
    from prefect import tags  # noqa: PLC0415 - seconds
    from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415 - seconds

    from flows.run.flow import winnow_run  # noqa: PLC0415 - after Prefect's environment is set
    from flows.run.job import take_summaries  # noqa: PLC0415 - seconds

    take_summaries()
    try:
        with (
            temporary_settings({PREFECT_API_URL: api}),
            tags("winnow", kind),
            parameter_of(settings, Layout(settings.warehouse).parameters) as parameter,
        ):
            return winnow_run(settings=parameter, kind=kind, where=where)
    except httpx.HTTPError as error:  # of Prefect's own requests: a server that is gone, or whose disk is full
        if what := _what_failed(error):
            raise what from error
        done = take_summaries()
        if not done:
            why = plain(str(error), most_bytes=MOST_SAID_BYTES)
            raise RunError(f"the Prefect server at {api} fails: {why}; the same command goes on") from error
        reporter().note(f"the Prefect server at {api} is gone; the run is complete, but Prefect does not know")
        return done[-1]


def _what_failed(error: BaseException) -> WinnowError | None:
    """Return the error of the run itself that Prefect was being told of when it failed in turn."""
    before: BaseException | None = error
    while before is not None:
        if isinstance(before, WinnowError):
            return before
        before = before.__cause__ or before.__context__
    return None


def say_the_rest() -> None:
    """Send what Prefect's threads still hold of logs and task states, while the server is there."""
    from prefect.events.worker import EventsWorker  # noqa: PLC0415 - seconds
    from prefect.logging.handlers import APILogWorker  # noqa: PLC0415 - seconds

    for worker in (EventsWorker, APILogWorker):
        worker.drain_all(timeout=SAY_S)
