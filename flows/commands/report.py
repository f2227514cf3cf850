"""`winnow report`: the static HTML report, written from the published snapshot."""

import webbrowser
from datetime import UTC, datetime
from pathlib import Path

import typer

from flows.commands.places import published
from flows.exit_codes import ExitCode
from flows.run.progress import reporter, reporting
from warehouse.report.build import build_report


def write_report(*, out: Path | None, show: bool, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Write the report and print where it is."""
    layout = published(config, warehouse)
    with reporting(quiet=False):
        index = build_report(
            layout.snapshot,
            out or layout.report,
            generated_at=datetime.now(UTC).isoformat(timespec="seconds"),
            progress=lambda done, total: reporter().advance("report", done, total),
        )
    typer.echo(str(index))
    if show:
        webbrowser.open(index.resolve().as_uri())
    return ExitCode.OK
