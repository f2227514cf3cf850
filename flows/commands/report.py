"""`winnow report`: the static HTML report, written from the published snapshot."""

import json
import webbrowser
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import typer

from extractors.errors import SettingsError
from flows.commands.days import day_of
from flows.commands.places import published
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from flows.run.progress import reporter, reporting
from warehouse.key import read_key
from warehouse.narrow import Part, narrowed
from warehouse.redact import redacted
from warehouse.report.build import build_report

# What a report says of itself that names nobody.
REDACTED = "redacted: persons masked, texts cut to what evidence rests on"


def write_report(
    *,
    out: Path | None,
    sites: Sequence[str],
    since: str | None,
    redact: bool,
    show: bool,
    as_json: bool,
    config: Path | None,
    warehouse: Path | None,
) -> ExitCode:
    """Write the report, of some sites or of what is new if told so, and print where it is."""
    layout = published(config, warehouse)
    part = Part(sites=tuple(sites), since=day_of(since, option="--since"))
    if out is None and (redact or not part.is_all):
        raise SettingsError("--source, --since and --redact make a report of a part: name a folder for it with --out")
    with reporting(), narrowed(layout.snapshot, part) as whole, _shown(whole, layout, redact=redact) as snapshot:
        index = build_report(
            snapshot,
            out or layout.report,
            generated_at=datetime.now(UTC).isoformat(timespec="seconds"),
            scope=", ".join(filter(None, (str(part), REDACTED if redact else ""))),
            progress=lambda done, total: reporter().advance("report", done, total),
        )
    typer.echo(json.dumps(_answer(index)) if as_json else str(index))
    if show:
        webbrowser.open(index.resolve().as_uri())
    return ExitCode.OK


def _shown(snapshot: Path, layout: Layout, *, redact: bool) -> AbstractContextManager[Path]:
    return redacted(snapshot, key=read_key(layout.folder.key)) if redact else nullcontext(snapshot)


def _answer(index: Path) -> dict[str, object]:
    pages = list(index.parent.rglob("*.html"))
    return {
        "schema_version": SCHEMA_VERSION,
        "index": str(index.resolve()),
        "pages": len(pages),
        "size_bytes": sum(path.stat().st_size for path in pages),
    }
