"""`winnow doctor`: is the installation whole, and does the warehouse keep its laws?"""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from extractors.errors import WinnowError
from flows.commands.places import settings_for
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from flows.settings import Settings
from flows.voice import Line, say

# A run of a few thousand pages writes some hundred megabytes of WARC and database.
LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one examination found."""

    name: str
    ok: bool
    detail: str


def examine(*, as_json: bool, repair: bool, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Run every examination and print what it found; exit 1 when one of them is bad.

    `repair` first settles what runs that died left behind, and publishes it.
    """
    settings = settings_for(config, warehouse)
    if repair:
        from flows.run.job import settle_warehouse  # noqa: PLC0415 - seconds

        for run in settle_warehouse(settings):
            say(Line(message=f"run {run.run_id} had died; what it had read is loaded", event="repaired"))
    examinations: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("settings", _settings),
        ("rules", _rules),
        ("spaCy pipeline", _pipeline),
        ("disk", _disk),
        ("lease", _lease),
        ("warehouse", _warehouse),
    )
    findings = [_examined(name, work, settings) for name, work in examinations]
    if as_json:
        typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, "findings": [asdict(each) for each in findings]}))
    for finding in findings if not as_json else ():
        typer.echo(f"{'ok ' if finding.ok else 'BAD'}  {finding.name:<15} {finding.detail}")
    return ExitCode.OK if all(finding.ok for finding in findings) else ExitCode.INTERNAL


def _examined(name: str, work: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(name=name, ok=True, detail=work(settings))
    except (WinnowError, OSError) as error:
        return Finding(name=name, ok=False, detail=str(error))


def _settings(settings: Settings) -> str:
    contact = settings.contact or "none: set `contact` before you crawl sites of others"
    count = len(settings.sources)
    return f"{count} source{'' if count == 1 else 's'}, contact {contact}"


def _rules(settings: Settings) -> str:
    from extractors.rules.records import NO_RULES, rules_id  # noqa: PLC0415 - beside the next
    from flows.rules.lint import load_fast_rules  # noqa: PLC0415 - RE2

    file = load_fast_rules(settings.rules)
    return "as built in" if file.rules == NO_RULES else f"{file.path}, {rules_id(file.rules)}"


def _pipeline(settings: Settings) -> str:
    from extractors.nlp import load_pipeline  # noqa: PLC0415 - seconds

    nlp = load_pipeline(settings.pipeline)
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}, components {', '.join(nlp.pipe_names)}"


def _disk(settings: Settings) -> str:
    folder = settings.warehouse if settings.warehouse.exists() else Path()
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise OSError(f"{folder}: {free / 1e9:.1f} GB free; a run wants at least {LEAST_FREE_BYTES / 1e9:.0f} GB")
    return f"{free / 1e9:.0f} GB free at {folder}"


def _lease(settings: Settings) -> str:
    from warehouse.lease import dead_owner, lease_owner  # noqa: PLC0415 - beside the others

    lease = Layout(settings.warehouse).folder.lease
    if dead := dead_owner(lease):
        raise WinnowError(f"{dead}; the next run goes on from there, and `winnow doctor --repair` settles it now")
    return lease_owner(lease) or "free"


def _warehouse(settings: Settings) -> str:
    from warehouse.checks import check_snapshot  # noqa: PLC0415 - DuckDB

    layout = Layout(settings.warehouse)
    if not layout.snapshot.exists():
        return f"nothing is published at {layout.root} yet"
    broken = check_snapshot(layout.snapshot)
    if broken:
        raise WinnowError("; ".join(f"{name}: {count} rows" for name, count in broken.items()))
    return f"every check of {layout.snapshot} passed"
