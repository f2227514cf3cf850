"""`winnow run`: the whole job as a Prefect flow, once, in this process."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import typer

from extractors.errors import SettingsError
from flows.commands.days import day_of
from flows.commands.places import changed, note_contact, published, settings_for
from flows.commands.print_rows import print_first_rows, print_rows
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.offline import without_web
from flows.rules.lint import load_rules
from flows.run.layout import Layout
from flows.run.progress import reporting
from flows.run.recipe import model_id
from flows.run.session import flow_session
from flows.run.stop import SAID
from flows.sources.spec import parse_source_argument
from flows.voice import say
from warehouse.query import run_query
from warehouse.replayed import chosen_addresses, replay_changes
from warehouse.statements import read_sql

# The summary of a run fits a screen: the worst sites are what one looks at first, the report has all.
SITES_SHOWN = 15
# Outcomes of fetches that leave a page to read, and that of a list of pages.
HAD = frozenset({"fetched", "not_modified"})
LISTED = "listed"


def run_sources(
    sources: list[str],
    *,
    config: Path | None,
    warehouse: Path | None,
    changes: Mapping[str, object],
    since: str | None,
    as_json: bool,
) -> ExitCode:
    """Run the flow over the sources named, or over the settings' own; exit 4 when a page could not be read.

    `changes` are settings named on the command line; None says nothing.
    """
    since_day = {"since": day_of(since, option="--since")}
    settings = changed(settings_for(config, warehouse), {**changes, **since_day})
    load_rules(settings.rules)  # are they right? Asked before anything starts
    if sources:
        settings = settings.model_copy(update={"sources": tuple(parse_source_argument(text) for text in sources)})
    if not settings.sources:
        raise SettingsError("no source to run: name one (winnow run https://…/sitemap.xml) or add it: `winnow add`")
    settings = without_web(settings)
    note_contact(settings)
    with reporting(), flow_session(Layout(settings.warehouse).prefect) as run_flow:
        summary = run_flow(settings, kind="run")
    show_summary(summary, warehouse=settings.warehouse, as_json=as_json)
    return code_of(summary)


def replay_kept(
    *,
    config: Path | None,
    warehouse: Path | None,
    changes: Mapping[str, object],
    where: str | None,
    diff: bool,
    as_json: bool,
) -> ExitCode:
    """Read again from WARC what the present code, rules and model have not read; exit 4 when a page could not be.

    `where` is an SQL condition over `articles`; `diff` prints what is read otherwise now and why.
    """
    settings = changed(settings_for(config, warehouse), changes)
    load_rules(settings.rules)  # are they right? Asked before anything starts
    model_id(settings.pipeline)  # is it there? As above
    chosen = chosen_addresses(published(config, warehouse).snapshot, where)  # before anything starts: it may be refused
    with reporting(), flow_session(Layout(settings.warehouse).prefect) as run_flow:
        summary = run_flow(settings, kind="replay", where=where)
    if diff:
        _show_changes(summary, chosen, as_json=as_json)
    else:
        show_summary(summary, warehouse=settings.warehouse, as_json=as_json)
    return code_of(summary)


def code_of(summary: Mapping[str, object]) -> ExitCode:
    """Return how a command ends whose run came this far; say so where somebody stopped it."""
    if summary["stopped"]:
        say(SAID)
        return ExitCode.INTERRUPTED
    return ExitCode.PAGES_FAILED if summary["pages_unreadable"] else ExitCode.OK


def _show_changes(summary: Mapping[str, object], chosen: frozenset[str], *, as_json: bool) -> None:
    """Print what a replay reads otherwise than the rules before it did."""
    columns, rows = replay_changes(Path(str(summary["snapshot"])), run_id=str(summary["run_id"]), urls=chosen)
    print_rows(columns, rows, form="json" if as_json else "table")


def show_summary(summary: Mapping[str, object], *, warehouse: Path, as_json: bool) -> None:
    """Print what the run did: as JSON, or the sites with their scores and where to look."""
    if as_json:
        typer.echo(json.dumps({"schema_version": SCHEMA_VERSION} | dict(summary), ensure_ascii=False))
        return
    columns, rows = run_query(Path(str(summary["snapshot"])), read_sql("ask/summary.sql"))
    every_site = f'{_own_name()} sql -w {warehouse} "from sources order by score"'
    print_first_rows(columns, rows, most=SITES_SHOWN, rest=every_site)
    typer.echo(f"fetched  {_listed(summary, 'fetch_outcomes') or 'nothing'}")
    typer.echo(f"read     {summary['pages_read']} pages, {summary['pages_unreadable']} unreadable")
    typer.echo(f"loaded   {_loaded(summary)}")
    typer.echo(f"took     {summary['seconds']} s")
    show_failures(_counts(summary, "fetch_outcomes"), warehouse)
    typer.echo(f'ask      {_own_name()} sql -w {warehouse} "from contradictions where not same_article"')
    if summary["report"]:
        typer.echo(f"look     {Path(str(summary['report'])).resolve().as_uri()}")


def _own_name() -> str:
    """Return how this command was typed, so that the next one can be copied."""
    typed = Path(sys.argv[0])
    here = Path.cwd()
    return str(typed.relative_to(here)) if typed.is_absolute() and typed.is_relative_to(here) else sys.argv[0]


def show_failures(outcomes: Mapping[str, int], warehouse: Path) -> None:
    """Say where to look for what was not had, if something was not."""
    lost = sum(count for outcome, count in outcomes.items() if outcome not in {*HAD, LISTED})
    if lost:
        typer.echo(f'not had  {lost:,}; why: {_own_name()} sql -w {warehouse} "from failures"')


def _loaded(summary: Mapping[str, object]) -> str:
    """Return what the warehouse has more of: what a reader knows by name, and how many rows that is in all."""
    new = _counts(summary, "new_rows")
    total = sum(new.values())
    if not total:
        return "nothing: everything was known" if summary["pages_read"] or _had(summary) else "nothing"
    return f"{new.get('article', 0):,} texts, {new.get('claim', 0):,} claims; {total:,} rows in all"


def _had(summary: Mapping[str, object]) -> bool:
    return any(_counts(summary, "fetch_outcomes").get(outcome) for outcome in HAD)


def _listed(summary: Mapping[str, object], name: str) -> str:
    return ", ".join(f"{count:,} {key.replace('_', ' ')}" for key, count in _counts(summary, name).items() if count)


def _counts(summary: Mapping[str, object], name: str) -> Mapping[str, int]:
    found = summary[name]
    assert isinstance(found, dict)
    return found
