"""Which options do several commands share, and how does a command leave?"""

from pathlib import Path
from typing import Annotated

import typer

from flows.exit_codes import ExitCode
from flows.runner import Runner

Config = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="Settings file.", envvar="WINNOW_CONFIG")
]
Warehouse = Annotated[
    Path | None, typer.Option("--warehouse", "-w", metavar="DIR", help="Warehouse folder, instead of the settings'.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Worker processes; all cores unless told.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
RunnerName = Annotated[Runner | None, typer.Option("--runner", help="Who reads pages; Dask and Ray are extras.")]
Storage = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Where workers elsewhere find pages, like s3://bucket/folder.")
]
Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE...", help="URL, sitemap, feed, folder or WARC; or KIND:LOCATION. Default: the settings'."
    ),
]


def examples(*lines: str) -> str:
    """Return what a command's help ends with, one example a line."""
    return "Examples:\n\n" + "\n\n".join(lines)


def leave(code: ExitCode) -> None:
    """Leave with an exit code, where it is not 0."""
    if code:
        raise typer.Exit(int(code))


def form_of(*, as_json: bool, as_csv: bool = False) -> str:
    """Return how rows are printed."""
    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv")
    return "json" if as_json else "csv" if as_csv else "table"
