"""Which options do several commands share, and how does a command leave?"""

from pathlib import Path
from typing import Annotated, Final

import typer

from flows.exit_codes import ExitCode
from flows.runner import Runner
from flows.voice import LogFormat

# The panel of a command's help with what holds for all commands.
EVERYWHERE: Final = "Everywhere"

Config = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", metavar="FILE", help="Settings file.", envvar="WINNOW_CONFIG", rich_help_panel=EVERYWHERE
    ),
]
Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        "-w",
        metavar="DIR",
        help="Warehouse folder, instead of the settings'.",
        rich_help_panel=EVERYWHERE,
    ),
]
AsJson = Annotated[
    bool,
    typer.Option("--json", help="Print JSON on standard output, and nothing else there.", rich_help_panel=EVERYWHERE),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing but what goes wrong.", rich_help_panel=EVERYWHERE)
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Say what comes of each page and why; print tracebacks.",
        rich_help_panel=EVERYWHERE,
    ),
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Let no connection leave this machine.", rich_help_panel=EVERYWHERE)
]
LogAs = Annotated[
    LogFormat | None,
    typer.Option("--log-format", help="What standard error is written in.", rich_help_panel=EVERYWHERE),
]
NoColor = Annotated[
    bool,
    typer.Option("--no-color", help="Print without colours, as with NO_COLOR=1.", rich_help_panel=EVERYWHERE),
]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Worker processes; all cores unless told.")]
RunnerName = Annotated[Runner | None, typer.Option("--runner", help="Who reads pages; Dask and Ray are extras.")]
Storage = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Where workers elsewhere find pages, like s3://bucket/folder.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DAY",
        help="Leave out pages that their sitemap or feed says are older; those without a date are asked for.",
    ),
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
