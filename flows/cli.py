"""The `winnow` command: what can be typed, and nothing heavy until it is asked for.

Each command imports its module when it runs, so that `--help` answers at once.
"""

import atexit
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from flows.exit_codes import ExitCode, exit_code_of

app = typer.Typer(
    name="winnow",
    help="Audit what the web publishes: who says what of whom, how sure, on whose word, and is the byline a person?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Config = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="Settings file.", envvar="WINNOW_CONFIG")
]
Warehouse = Annotated[
    Path | None, typer.Option("--warehouse", "-w", metavar="DIR", help="Warehouse folder, instead of the settings'.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Worker processes; all cores unless told.")]
Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE...", help="URL, sitemap, feed, folder or WARC; or KIND:LOCATION. Default: the settings'."
    ),
]


@app.command(rich_help_panel="Look")
def check(
    targets: Annotated[
        list[str], typer.Argument(metavar="TARGET...", help="URL, HTML file, WARC file, or - for stdin.")
    ],
    *,
    as_json: AsJson = False,
    fail_under: Annotated[int | None, typer.Option(metavar="N", help="Exit 3 if any page scores under N.")] = None,
    config: Config = None,
) -> None:
    """Score pages at once: reasons, authors, claims. No warehouse, no Prefect."""
    from flows.commands.check import check_targets  # noqa: PLC0415

    _leave(check_targets(targets, config=config, as_json=as_json, fail_under=fail_under))


@app.command(rich_help_panel="Look")
def demo(
    folder: Annotated[Path, typer.Argument(help="Where the demo's warehouse and report go.")] = Path("winnow-demo"),
    *,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Run the whole job on the bundled sample sites, offline."""
    from flows.commands.demo import run_demo  # noqa: PLC0415

    _leave(run_demo(folder, as_json=as_json, quiet=quiet))


@app.command(rich_help_panel="Pipe")
def extract(
    *,
    workers: Workers = None,
    timings: Annotated[bool, typer.Option("--timings", help="Add milliseconds of CPU per step.")] = False,
    config: Config = None,
) -> None:
    """Read pages as JSON lines on stdin, write articles as JSON lines."""
    from flows.commands.pipes import pipe_extract  # noqa: PLC0415

    _leave(pipe_extract(config=config, workers=workers, timings=timings))


@app.command(rich_help_panel="Pipe")
def claims(*, workers: Workers = None, config: Config = None) -> None:
    """Read texts as JSON lines on stdin, write claims as JSON lines."""
    from flows.commands.pipes import pipe_claims  # noqa: PLC0415

    _leave(pipe_claims(config=config, workers=workers))


@app.command(rich_help_panel="Collect")
def init(folder: Annotated[Path, typer.Argument(help="Where winnow.toml goes.")] = Path()) -> None:
    """Write a winnow.toml to start from."""
    from flows.commands.project import init_project  # noqa: PLC0415

    _leave(init_project(folder))


@app.command(rich_help_panel="Collect")
def add(
    location: Annotated[str, typer.Argument(metavar="SOURCE", help="URL, sitemap, feed, folder or WARC.")],
    *,
    name: Annotated[str | None, typer.Option(help="What reports call it.")] = None,
    max_pages: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many pages a run.")] = None,
    config: Config = None,
) -> None:
    """Add a source to winnow.toml."""
    from flows.commands.project import add_source  # noqa: PLC0415

    _leave(add_source(location, name=name, max_pages=max_pages, config=config))


@app.command(rich_help_panel="Collect")
def run(
    sources: Sources = None,
    *,
    config: Config = None,
    warehouse: Warehouse = None,
    workers: Workers = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Do the whole job as a Prefect flow: fetch, read, load, publish, report."""
    from flows.commands.run import run_sources  # noqa: PLC0415

    _leave(
        run_sources(sources or [], config=config, warehouse=warehouse, workers=workers, as_json=as_json, quiet=quiet)
    )


@app.command(rich_help_panel="Collect")
def replay(
    *,
    config: Config = None,
    warehouse: Warehouse = None,
    workers: Workers = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Read everything kept in WARC again, after new rules or another model; fetches nothing."""
    from flows.commands.run import replay_kept  # noqa: PLC0415

    _leave(replay_kept(config=config, warehouse=warehouse, workers=workers, as_json=as_json, quiet=quiet))


@app.command(rich_help_panel="Collect")
def deploy(
    *,
    cron: Annotated[str | None, typer.Option(metavar="EXPR", help='When, like "0 6 * * *" (UTC).')] = None,
    every: Annotated[int | None, typer.Option(min=60, metavar="SECONDS", help="How often, instead of --cron.")] = None,
    name: Annotated[str, typer.Option(help="The deployment's name in Prefect.")] = "winnow",
    config: Config = None,
) -> None:
    """Serve the flow on a schedule, until stopped."""
    from flows.commands.deploy import serve_schedule  # noqa: PLC0415

    _leave(serve_schedule(cron=cron, every_s=every, name=name, config=config))


@app.command(rich_help_panel="Ask")
def sql(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="SQL; - or nothing reads stdin.")] = None,
    *,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the SQL from a file.")] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Ask the published snapshot, read-only."""
    from flows.commands.ask import ask_sql  # noqa: PLC0415

    _leave(ask_sql(query, file=file, form=_form(as_json=as_json, as_csv=as_csv), config=config, warehouse=warehouse))


@app.command("claims-about", rich_help_panel="Ask")
def claims_about(
    entity: Annotated[str, typer.Argument(help="A name, as text or canonical.")],
    *,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Show what is claimed about a name, with its sentences."""
    from flows.commands.ask import ask_claims_about  # noqa: PLC0415

    _leave(ask_claims_about(entity, form=_form(as_json=as_json), config=config, warehouse=warehouse))


@app.command(rich_help_panel="Ask")
def why(
    subject: Annotated[str, typer.Argument(metavar="URL|CLAIM", help="An article's URL, or a claim's id.")],
    *,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Explain a score by its points, or lead a claim back to its bytes."""
    from flows.commands.ask import ask_why  # noqa: PLC0415

    _leave(ask_why(subject, form=_form(as_json=as_json), config=config, warehouse=warehouse))


@app.command(rich_help_panel="Ask")
def report(
    *,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where; the warehouse's own folder unless told.")
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Write the static HTML report from the published snapshot."""
    from flows.commands.report import write_report  # noqa: PLC0415

    _leave(write_report(out=out, show=show, config=config, warehouse=warehouse))


@app.command(rich_help_panel="Ask")
def export(
    view: Annotated[str, typer.Argument(help="articles, blocks, authors, claims, contradictions, copies, signals …")],
    out: Annotated[Path, typer.Argument(help="File to write: .parquet, .csv, .json or .jsonl.")],
    *,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Write a public view of the snapshot to a file."""
    from flows.commands.export import export_view  # noqa: PLC0415

    _leave(export_view(view, out, config=config, warehouse=warehouse))


@app.command(rich_help_panel="Care")
def status(*, as_json: AsJson = False, config: Config = None, warehouse: Warehouse = None) -> None:
    """Show the last runs, who holds the warehouse, and what failed."""
    from flows.commands.status import show_status  # noqa: PLC0415

    _leave(show_status(as_json=as_json, config=config, warehouse=warehouse))


@app.command(rich_help_panel="Care")
def doctor(*, as_json: AsJson = False, config: Config = None, warehouse: Warehouse = None) -> None:
    """Check the installation, the pipeline, the settings and the warehouse's integrity."""
    from flows.commands.doctor import examine  # noqa: PLC0415

    _leave(examine(as_json=as_json, config=config, warehouse=warehouse))


@app.callback(invoke_without_command=True)
def root(
    *, version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and leave.")] = False
) -> None:
    """Answer `--version`."""
    if version:
        from flows.run.recipe import code_version  # noqa: PLC0415

        typer.echo(f"winnow {code_version()}")
        raise typer.Exit


def main() -> NoReturn:
    """Run the command and leave with its exit code; an expected error is one line on standard error."""
    atexit.register(_hush)
    try:
        app(standalone_mode=True)
    except BrokenPipeError:
        # The reader (head, less) has gone: that is no error, and Python must not complain while flushing.
        sys.stderr.close()
        sys.exit(ExitCode.OK)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last line of defence
        sys.exit(_explain(error))
    sys.exit(ExitCode.OK)


def _explain(error: BaseException) -> ExitCode:
    from extractors.errors import WinnowError  # noqa: PLC0415

    code = exit_code_of(error)
    if code is ExitCode.INTERRUPTED:
        typer.echo("winnow: stopped; what was loaded is complete, and the same command goes on from there", err=True)
    elif isinstance(error, WinnowError | OSError | MemoryError):
        advice = "; make room or name another place (--warehouse), and the same command goes on from there"
        typer.echo(f"winnow: {error}{advice if isinstance(error, OSError | MemoryError) else ''}", err=True)
    else:
        import traceback  # noqa: PLC0415

        traceback.print_exception(error)
        typer.echo(f"winnow: internal error, please report it: {type(error).__name__}: {error}", err=True)
    return code


def _hush() -> None:
    """Close standard error to what comes after Python's own last word.

    Registered first, so run last. DuckDB 2.0's binding lists every object that Prefect's threads keep alive at exit
    ("nanobind: leaked …"), also in a program of ten lines that uses both; nothing a user can read comes later.
    """
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _leave(code: ExitCode) -> None:
    if code:
        raise typer.Exit(int(code))


def _form(*, as_json: bool, as_csv: bool = False) -> str:
    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv")
    return "json" if as_json else "csv" if as_csv else "table"
