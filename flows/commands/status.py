"""`winnow status`: who holds the warehouse, the last runs, what the newest one could not do."""

import json
from pathlib import Path

import typer

from flows.commands.places import settings_for
from flows.commands.print_rows import json_value, print_rows
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
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
    if runs:
        print_rows(columns, runs, form="table")
    else:
        typer.echo("nothing is published yet; `winnow run` does it")
    return ExitCode.OK


def _runs(layout: Layout) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    if not layout.snapshot.exists():
        return (), []
    columns, rows = run_query(layout.snapshot, read_sql("ask/runs.sql"))
    return columns, list(rows)
