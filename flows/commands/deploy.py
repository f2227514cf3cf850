"""`winnow deploy`: the flow on a schedule, served by one long-lived process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from extractors.errors import SettingsError
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from flows.run.prefect_home import prepare_prefect
from flows.run.prefect_server import API_URL, HOST, lasting_command, running_server
from flows.settings import DEFAULT_FILE, load_settings
from flows.sources.spec import parse_source_argument

# Prefect's usual port.
SERVER_PORT = 4200


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
    configured = prepare_prefect(Layout(settings.warehouse).prefect, quiet=False)
    with _server(Layout(settings.warehouse).prefect / "server.log", configured=configured):
        _serve({"config": str(path), "sources": sources or None}, cron=cron, every_s=every_s, name=name)
    return ExitCode.OK


def _serve(parameters: dict[str, Any], *, cron: str | None, every_s: int | None, name: str) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415

    from flows.run.flow import winnow_run  # noqa: PLC0415 - seconds, and only after the server is there

    typer.echo(
        f"winnow: serving {name!r}, {f'cron {cron} UTC' if cron else f'every {every_s} s'}; Ctrl-C stops", err=True
    )
    winnow_run.serve(
        name=name,
        cron=cron,
        interval=every_s,
        parameters=parameters,
        tags=["winnow"],
        # A run that outlasts its interval keeps the next one out; the warehouse's lease holds even without Prefect.
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
    )


@contextmanager
def _server(log: Path, *, configured: bool) -> Iterator[None]:
    if configured:
        yield
        return
    typer.echo(f"winnow: starting a Prefect server (6 to 25 s); its page will be http://{HOST}:{SERVER_PORT}", err=True)
    with running_server(lasting_command(SERVER_PORT), port=SERVER_PORT, log=log) as when_healthy:
        os.environ[API_URL] = when_healthy()
        yield
