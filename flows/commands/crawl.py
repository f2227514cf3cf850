"""`winnow crawl`: fetch and keep, read nothing yet; `winnow replay` reads what was kept."""

import json
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from typing import Any

import typer

from extractors.errors import SettingsError
from flows.commands.days import day_of
from flows.commands.places import changed, note_contact, settings_for
from flows.commands.run import show_failures
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.offline import without_web
from flows.run.job import Job, open_job
from flows.run.layout import Layout
from flows.run.progress import reporting
from flows.run.steps import ChunkReady, PartReady
from flows.run.stop import SAID, stoppable
from flows.settings import Settings
from flows.sources.spec import parse_source_argument
from flows.voice import say
from warehouse.history import source_rounds
from warehouse.query import open_snapshot


def crawl_sources(
    sources: list[str],
    *,
    limit: int | None,
    since: str | None,
    dry_run: bool,
    config: Path | None,
    warehouse: Path | None,
    as_json: bool,
) -> ExitCode:
    """Fetch every page of the sources into WARC files and publish what came of each; nothing is read."""
    changes = {"max_pages": limit, "since": day_of(since, option="--since")}
    settings = _settings(sources, changes, config=config, warehouse=warehouse)
    if dry_run:
        _show_plan(settings, as_json=as_json)
        return ExitCode.OK
    note_contact(settings)
    with reporting(), open_job(settings, flow="crawl") as job, stoppable(job.ask_to_stop):
        outcomes = _fetch(job)
        stopped = job.stop.is_set()
    _show(outcomes, settings.warehouse, as_json=as_json)
    if stopped:
        say(SAID)
    return ExitCode.INTERRUPTED if stopped else ExitCode.OK


def _settings(
    sources: list[str], changes: Mapping[str, object], *, config: Path | None, warehouse: Path | None
) -> Settings:
    settings = changed(settings_for(config, warehouse), changes)
    if sources:
        settings = settings.model_copy(update={"sources": tuple(parse_source_argument(text) for text in sources)})
    if not settings.sources:
        raise SettingsError("no source to crawl: name one (winnow crawl https://…/sitemap.xml) or add it: `winnow add`")
    return without_web(settings)


def _fetch(job: Job) -> Mapping[str, int]:
    """Gather, load the history of the fetches, publish; lists of pages to read are left out: replay makes its own."""
    job.begin()
    outcomes = job.gather().outcomes
    while True:
        try:
            ready = job.ready.get_nowait()
        except Empty:
            break
        if isinstance(ready, ChunkReady):
            job.forget_chunk(ready.path)
        elif isinstance(ready, PartReady):
            job.load(ready.path)
    job.finish("stopped" if job.stop.is_set() else "done")
    job.publish()
    return outcomes


def _show_plan(settings: Settings, *, as_json: bool) -> None:
    """Print what would be asked for, what stopped crawls had left of it, and how politely; nothing is fetched."""
    left = _left_over(Layout(settings.warehouse))
    rows: list[dict[str, Any]] = [
        {
            "name": s.name,
            "kind": s.kind.value,
            "location": s.location,
            "max_pages": s.max_pages or settings.max_pages,
            "left_over": left.get(s.source_id, 0),
        }
        for s in settings.sources
    ]
    if as_json:
        typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, "sources": rows}, ensure_ascii=False))
        return
    for row in rows:
        rest = f"; {row['left_over']} that a stopped crawl had left come first" if row["left_over"] else ""
        typer.echo(f"{row['kind']:<9} {row['location']}  (at most {row['max_pages']} pages{rest})")
    typer.echo(
        f"one request to a host every {settings.delay_s:g} s, robots.txt {_obeyed(settings)}; nothing was fetched"
    )


def _left_over(layout: Layout) -> dict[str, int]:
    """Return how many pages of each source, by id, were found and not asked for, as the last snapshot has it."""
    if not layout.snapshot.exists():
        return {}
    with open_snapshot(layout.snapshot) as connection:
        rounds = source_rounds(connection)
    return {source_id: len(known.waiting) for source_id, known in rounds.items() if not known.is_done}


def _obeyed(settings: Settings) -> str:
    return "obeyed" if settings.respect_robots else "NOT obeyed"


def _show(outcomes: Mapping[str, int], warehouse: Path, *, as_json: bool) -> None:
    if as_json:
        found = {
            "schema_version": SCHEMA_VERSION,
            "fetch_outcomes": dict(outcomes),
            "warc": str(Layout(warehouse).warc),
        }
        typer.echo(json.dumps(found))
        return
    listed = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in outcomes.items())
    typer.echo(f"fetched  {listed or 'nothing'}")
    if outcomes.get("fetched"):
        typer.echo(f"kept in  {Layout(warehouse).warc}")
        typer.echo("next     winnow replay reads what is kept and not read yet")
    show_failures(outcomes, warehouse)
