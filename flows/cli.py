"""The `winnow` command: what can be typed, and nothing heavy until it is asked for.

Each command imports its module when it runs, so that `--help` answers at once.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from flows.cli_care import care
from flows.cli_everywhere import everywhere, hand_on, heed
from flows.cli_options import (
    AsJson,
    Config,
    LogAs,
    NoColor,
    Offline,
    Quiet,
    RunnerName,
    Since,
    Sources,
    Storage,
    Verbose,
    Warehouse,
    Workers,
    examples,
    form_of,
    leave,
)
from flows.cli_rules import OwnRules, rules
from flows.error_codes import USAGE, error_code_of
from flows.exit_codes import WRONG_PATH, ExitCode, exit_code_of
from flows.hush import hush_at_exit
from flows.run.stop import SAID
from flows.voice import Level, Line, manner, say

app = typer.Typer(
    name="winnow",
    help="Audit what the web publishes: who says what of whom, how sure, on whose word, and is the byline a person?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command(
    rich_help_panel="Look",
    epilog=examples(
        "winnow check page.html",
        "winnow check https://herald.example/story.html --json",
        "winnow check page.html --explain",
        "winnow check page.html --rules rules.toml",
        "curl -s https://herald.example/ | winnow check -",
    ),
)
def check(
    targets: Annotated[
        list[str], typer.Argument(metavar="TARGET...", help="URL, HTML file, WARC file, or - for stdin.")
    ],
    *,
    as_json: AsJson = False,
    fail_under: Annotated[int | None, typer.Option(metavar="N", help="Exit 3 if any page scores under N.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add to each line of the score why it costs that, and the words it is of.")
    ] = False,
    own: OwnRules = None,
    config: Config = None,
) -> None:
    """Score pages at once: reasons, authors, claims. No warehouse, no Prefect."""
    from flows.commands.check import check_targets  # noqa: PLC0415

    leave(check_targets(targets, config=config, as_json=as_json, fail_under=fail_under, explain=explain, rules=own))


@app.command(rich_help_panel="Look", epilog=examples("winnow demo", "winnow demo /tmp/winnow-demo --quiet"))
def demo(
    folder: Annotated[Path, typer.Argument(help="Where the demo's warehouse and report go.")] = Path("winnow-demo"),
    *,
    as_json: AsJson = False,
) -> None:
    """Run the whole job on the bundled sample sites, offline."""
    from flows.commands.demo import run_demo  # noqa: PLC0415

    leave(run_demo(folder, as_json=as_json))


@app.command(rich_help_panel="Pipe", epilog=examples("winnow extract < pages.jsonl > articles.jsonl"))
def extract(
    *,
    workers: Workers = None,
    timings: Annotated[bool, typer.Option("--timings", help="Add milliseconds of CPU per step.")] = False,
    own: OwnRules = None,
    config: Config = None,
) -> None:
    """Read pages as JSON lines on stdin, write articles as JSON lines."""
    from flows.commands.pipes import pipe_extract  # noqa: PLC0415

    leave(pipe_extract(config=config, workers=workers, timings=timings, rules=own))


@app.command(rich_help_panel="Pipe", epilog=examples("winnow claims < texts.jsonl > claims.jsonl"))
def claims(*, workers: Workers = None, config: Config = None) -> None:
    """Read texts as JSON lines on stdin, write claims as JSON lines."""
    from flows.commands.pipes import pipe_claims  # noqa: PLC0415

    leave(pipe_claims(config=config, workers=workers))


@app.command(rich_help_panel="Collect", epilog=examples("winnow init"))
def init(
    folder: Annotated[Path, typer.Argument(help="Where winnow.toml goes.")] = Path(), *, as_json: AsJson = False
) -> None:
    """Write a winnow.toml to start from."""
    from flows.commands.project import init_project  # noqa: PLC0415

    leave(init_project(folder, as_json=as_json))


@app.command(
    rich_help_panel="Collect",
    epilog=examples(
        "winnow add https://herald.example/sitemap.xml",
        "winnow add https://herald.example/feed.xml --every 6h --max-pages 50",
        'winnow add pages/ --name "Saved pages"',
    ),
)
def add(
    location: Annotated[str, typer.Argument(metavar="SOURCE", help="URL, sitemap, feed, folder or WARC.")],
    *,
    name: Annotated[str | None, typer.Option(help="What reports call it.")] = None,
    max_pages: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many pages a run.")] = None,
    every: Annotated[
        str | None, typer.Option(metavar="INTERVAL", help="How often `winnow deploy` runs it: 30m, 6h, 1d.")
    ] = None,
    cron: Annotated[str | None, typer.Option(metavar="EXPR", help="When, instead of --every (UTC).")] = None,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Add a source to winnow.toml."""
    from flows.commands.project import add_source  # noqa: PLC0415

    leave(add_source(location, name=name, max_pages=max_pages, every=every, cron=cron, as_json=as_json, config=config))


@app.command(
    rich_help_panel="Collect",
    epilog=examples(
        "winnow run",
        "winnow run https://herald.example/feed.xml --workers 2",
        "winnow run links:https://herald.example/news",
    ),
)
def run(
    sources: Sources = None,
    *,
    since: Since = None,
    config: Config = None,
    warehouse: Warehouse = None,
    workers: Workers = None,
    runner: RunnerName = None,
    storage: Storage = None,
    as_json: AsJson = False,
) -> None:
    """Do the whole job as a Prefect flow: fetch, read, load, publish, report."""
    from flows.commands.run import run_sources  # noqa: PLC0415

    changes = {"workers": workers, "runner": runner, "storage": storage}
    leave(run_sources(sources or [], config=config, warehouse=warehouse, changes=changes, since=since, as_json=as_json))


@app.command(
    rich_help_panel="Collect",
    epilog=examples(
        "winnow replay",
        "winnow replay --model en_core_web_lg --diff",
        "winnow replay --rules rules.toml --diff",
        """winnow replay --where "site = 'herald.example' and score < 60" --diff""",
    ),
)
def replay(
    *,
    where: Annotated[
        str | None, typer.Option("--where", metavar="SQL", help="Only pages for whose `articles` row this holds.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="PIPELINE", help="Another spaCy pipeline, by name or path, for this replay."),
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Print what is read otherwise now, and why.")] = False,
    own: OwnRules = None,
    config: Config = None,
    warehouse: Warehouse = None,
    workers: Workers = None,
    runner: RunnerName = None,
    storage: Storage = None,
    as_json: AsJson = False,
) -> None:
    """Read everything kept in WARC again, after new rules or another model; fetches nothing."""
    from flows.commands.run import replay_kept  # noqa: PLC0415

    changes = {"workers": workers, "runner": runner, "storage": storage, "pipeline": model, "rules": own}
    leave(
        replay_kept(
            config=config,
            warehouse=warehouse,
            changes=changes,
            where=where,
            diff=diff,
            as_json=as_json,
        )
    )


@app.command(
    rich_help_panel="Collect",
    epilog=examples('winnow deploy --cron "0 6 * * *"', "winnow deploy --every 6h", "winnow deploy"),
)
def deploy(
    sources: Sources = None,
    *,
    cron: Annotated[str | None, typer.Option(metavar="EXPR", help='When, like "0 6 * * *" (UTC).')] = None,
    every: Annotated[
        str | None, typer.Option(metavar="INTERVAL", help="How often, instead of --cron: 30m, 6h, 1d or seconds.")
    ] = None,
    name: Annotated[str, typer.Option(help="The deployment's name in Prefect.")] = "winnow",
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Serve the flow on a schedule, until stopped; sources with a schedule of their own go by that."""
    from flows.commands.deploy import serve_schedules  # noqa: PLC0415

    leave(serve_schedules(sources or [], cron=cron, every=every, name=name, as_json=as_json, config=config))


@app.command(
    rich_help_panel="Ask",
    epilog=examples(
        'winnow sql "from sources order by score limit 20"',
        "winnow sql --file question.sql --csv",
        'winnow sql "from claims" --parquet claims.parquet',
    ),
)
def sql(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="SQL; - or nothing reads stdin.")] = None,
    *,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the SQL from a file.")] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    parquet: Annotated[
        Path | None, typer.Option("--parquet", metavar="OUT", help="Write all rows to a Parquet file, print how many.")
    ] = None,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Ask the published snapshot, read-only."""
    from flows.commands.ask import ask_sql, save_sql  # noqa: PLC0415

    form = form_of(as_json=as_json, as_csv=as_csv)
    if parquet is not None:
        leave(save_sql(query, file=file, out=parquet, form=form, config=config, warehouse=warehouse))
        return
    leave(ask_sql(query, file=file, form=form, config=config, warehouse=warehouse))


@app.command("claims-about", rich_help_panel="Ask", epilog=examples("winnow claims-about Norvia"))
def claims_about(
    entity: Annotated[str, typer.Argument(help="A name, as text or canonical.")],
    *,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Show what is claimed about a name, with its sentences."""
    from flows.commands.ask import ask_claims_about  # noqa: PLC0415

    leave(ask_claims_about(entity, form=form_of(as_json=as_json), config=config, warehouse=warehouse))


@app.command(rich_help_panel="Ask", epilog=examples("winnow why https://herald.example/story.html"))
def why(
    subject: Annotated[str, typer.Argument(metavar="URL|CLAIM", help="An article's URL, or a claim's id.")],
    *,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Explain a score by its points, or lead a claim back to its bytes."""
    from flows.commands.ask import ask_why  # noqa: PLC0415

    leave(ask_why(subject, form=form_of(as_json=as_json), config=config, warehouse=warehouse))


@app.command(rich_help_panel="Ask", epilog=examples("winnow diff https://herald.example/story.html"))
def diff(
    url: Annotated[str, typer.Argument(metavar="URL", help="An article's URL.")],
    *,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Show what a page changed between crawls: claims that appeared, vanished or flipped, passages, said or silent."""
    from flows.commands.ask import ask_diff  # noqa: PLC0415

    leave(ask_diff(url, form=form_of(as_json=as_json), config=config, warehouse=warehouse))


@app.command(
    rich_help_panel="Ask",
    epilog=examples(
        "winnow report --open",
        "winnow report --source herald.example --out /tmp/herald",
        "winnow report --since 2026-10-01 --out /tmp/october",
        "winnow report --redact --out /tmp/for-the-editor",
    ),
)
def report(
    *,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where; the warehouse's own folder unless told.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="SITE", help="Only this site's pages; may stand again.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only pages published, or else first seen, since then.")
    ] = None,
    redact: Annotated[
        bool,
        typer.Option("--redact", help="To hand on: mask every person, cut texts down to what evidence rests on."),
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Write the static HTML report from the published snapshot, or from a part of it."""
    from flows.commands.report import write_report  # noqa: PLC0415

    leave(
        write_report(
            out=out,
            sites=source or [],
            since=since,
            redact=redact,
            show=show,
            as_json=as_json,
            config=config,
            warehouse=warehouse,
        )
    )


@app.command(rich_help_panel="Care", epilog=examples("winnow status", "winnow status --json"))
def status(*, as_json: AsJson = False, config: Config = None, warehouse: Warehouse = None) -> None:
    """Show the last runs, who holds the warehouse, and what failed."""
    from flows.commands.status import show_status  # noqa: PLC0415

    leave(show_status(as_json=as_json, config=config, warehouse=warehouse))


@app.command(rich_help_panel="Care", epilog=examples("winnow doctor"))
def doctor(
    *,
    repair: Annotated[bool, typer.Option("--repair", help="First settle what runs that died left behind.")] = False,
    as_json: AsJson = False,
    config: Config = None,
    warehouse: Warehouse = None,
) -> None:
    """Check the installation, the pipeline, the settings and the warehouse's integrity."""
    from flows.commands.doctor import examine  # noqa: PLC0415

    leave(examine(as_json=as_json, repair=repair, config=config, warehouse=warehouse))


app.add_typer(care)
app.add_typer(rules, name="rules")
everywhere(app)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Print the version and leave.")] = False,
    config: Config = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    offline: Offline = False,
    log_format: LogAs = None,
    no_color: NoColor = False,
) -> None:
    """Answer `--version`, and heed what holds for every command."""
    heed(quiet=quiet, verbose=verbose, offline=offline, log_format=log_format, no_color=no_color)
    if version:
        from flows.commands.versions import SCHEMA_VERSION  # noqa: PLC0415
        from flows.run.recipe import code_version  # noqa: PLC0415

        told = {"schema_version": SCHEMA_VERSION, "version": code_version()}
        typer.echo(json.dumps(told) if as_json else f"winnow {code_version()}")
        raise typer.Exit
    hand_on(context, config=config, warehouse=warehouse, as_json=as_json)


def main() -> NoReturn:
    """Run the command and leave with its exit code; an expected error is one line on standard error."""
    hush_at_exit()
    try:
        app(standalone_mode=True)
    except SystemExit as left:
        if _was_interrupted(left):
            say(SAID)
        elif said := getattr(left.__context__, "format_message", None):  # a wrong command line: typer has said so
            _answer_error(said(), code=USAGE, exit_code=ExitCode.USAGE)
        raise
    except BrokenPipeError:
        # The reader (head, less) has gone: that is no error, and Python must not complain while flushing.
        sys.stderr.close()
        sys.exit(ExitCode.OK)
    except Exception as error:  # noqa: BLE001 - the last line of defence
        sys.exit(_explain(error))
    sys.exit(ExitCode.OK)


def _was_interrupted(left: SystemExit) -> bool:
    """Return whether Ctrl-C ended the command: typer makes a bare exit code of it."""
    return left.__context__ is not None and isinstance(left.__context__.__cause__, KeyboardInterrupt)


def _explain(error: Exception) -> ExitCode:
    """Say what went wrong in one line, and to a program as JSON; return the exit code."""
    from extractors.errors import WinnowError  # noqa: PLC0415

    exit_code, code = exit_code_of(error), error_code_of(error)
    if isinstance(error, WRONG_PATH):
        said = f"{error.filename}: {str(error.strerror).lower()}" if error.filename else str(error)
    elif isinstance(error, OSError | MemoryError):
        said = f"{error}; make room or name another place (--warehouse), and the same command goes on from there"
    else:
        said = str(error) if isinstance(error, WinnowError) else _internal(error)
    say(Line(message=f"{said} [{code}]", event="error", level=Level.ERROR, facts={"code": code}))
    _answer_error(said, code=code, exit_code=exit_code)
    return exit_code


def _internal(error: Exception) -> str:
    """Return what is told of an error that nobody expected; its traceback is printed where somebody wants to see it."""
    import traceback  # noqa: PLC0415

    if manner().verbose:
        traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    hint = "" if manner().verbose else "; --verbose prints the traceback"
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"internal error at {place}, please report it: {type(error).__name__}: {error}{hint}"


def _answer_error(message: str, *, code: str, exit_code: ExitCode) -> None:
    """Print the error as the JSON answer, where a program asked for JSON."""
    from flows.commands.versions import SCHEMA_VERSION  # noqa: PLC0415

    typed = sys.argv[1:]
    if "--json" in (typed[: typed.index("--")] if "--" in typed else typed):
        found = {"schema_version": SCHEMA_VERSION, "error": message, "error_code": code, "exit_code": int(exit_code)}
        typer.echo(json.dumps(found, ensure_ascii=False))
