"""`winnow status`: who holds the warehouse, the last runs, what the newest one could not do."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import typer

from flows.commands.places import settings_for
from flows.commands.print_rows import json_value, print_rows
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from flows.run.schedules import BegunRun, ScheduleState, schedule_states
from warehouse.lease import dead_owner, lease_owner
from warehouse.parts import list_parts
from warehouse.query import run_query
from warehouse.statements import read_sql


def show_status(*, as_json: bool, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Print the state of a warehouse, also of one that nothing was published from yet."""
    layout = Layout(settings_for(config, warehouse).warehouse)
    owner, dead = lease_owner(layout.folder.lease), dead_owner(layout.folder.lease)
    waiting = [part.chunk_id for part in list_parts(layout.parts)]
    columns, runs = _runs(layout)
    schedules = _schedules(layout, is_busy=owner is not None)
    if as_json:
        found = [dict(zip(columns, map(json_value, run), strict=True)) for run in runs]
        typer.echo(
            json.dumps(
                {
                    "schema_version": SCHEMA_VERSION,
                    "warehouse": str(layout.root),
                    "owner": owner,
                    "died": dead,
                    "parts_waiting": waiting,
                    "schedules": [_as_json(state) for state in schedules],
                    "runs": found,
                }
            )
        )
        return ExitCode.OK
    typer.echo(f"warehouse {layout.root}: {owner or 'free'}")
    if dead:
        typer.echo(f"{dead}; the next run goes on from there, and `winnow doctor --repair` settles it now")
    if waiting:
        typer.echo(f"{len(waiting)} parts wait for the loader; the next run loads them")
    for state in schedules:
        typer.echo(state.in_words())
    if runs:
        print_rows(columns[1:], [run[1:] for run in runs], form="table")  # the id says again when it began
    else:
        typer.echo("nothing is published yet; `winnow run` does it")
    return ExitCode.OK


def _schedules(layout: Layout, *, is_busy: bool) -> list[ScheduleState]:
    """Return how the schedules fare; while somebody writes, a run is under way, and none is called late."""
    states = schedule_states(layout.schedules, _begun(layout), now=datetime.now(UTC))
    return [replace(state, late_since=None) for state in states] if is_busy else states


def _begun(layout: Layout) -> list[BegunRun]:
    if not layout.snapshot.exists():
        return []
    _, rows = run_query(layout.snapshot, read_sql("ask/begun_runs.sql"))
    return [BegunRun(started_at=_utc(started_at), sources=_sources(parameters)) for started_at, parameters in rows]


def _sources(parameters: object) -> tuple[str, ...]:
    """Return the sources that a run noted; rows that other tools loaded may hold none."""
    noted = json.loads(str(parameters)) if parameters else {}
    return tuple(noted.get("sources", ()))


def _utc(moment: object) -> datetime:
    assert isinstance(moment, datetime)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _as_json(state: ScheduleState) -> dict[str, object]:
    late = state.late_since.isoformat() if state.late_since else None
    return asdict(state.schedule) | {"is_served": state.is_served, "late_since": late}


def _runs(layout: Layout) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    if not layout.snapshot.exists():
        return (), []
    columns, rows = run_query(layout.snapshot, read_sql("ask/runs.sql"))
    return columns, list(rows)
