"""`winnow forget --old`: erase what has been kept for as long as the settings say, table by table."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from extractors.errors import SettingsError
from flows.commands.forget import load_waiting, rewrite_without
from flows.commands.places import settings_for
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from flows.warc.rewrite import Rewritten
from warehouse.forget import Moved, write_anew
from warehouse.lease import hold_lease
from warehouse.open import open_for_writing
from warehouse.report.build import build_report
from warehouse.retention import delete_expired, expired_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """What was too old, and is erased."""

    schema_version: int
    expired_at: str
    keep_days: Mapping[str, int]
    pages: Sequence[str]
    rows: Mapping[str, int]
    warc_records: int
    warc_files_rewritten: int


def expire(*, sure: bool, as_json: bool, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Erase from database, snapshots, report and WARC what is older than `keep_days` of the settings; print it."""
    settings = settings_for(config, warehouse)
    layout = Layout(settings.warehouse)
    keep_days = {str(table): days for table, days in settings.keep_days.items()}
    if not keep_days:
        raise SettingsError("nothing is kept for days only; name a table and its days under [keep_days] in winnow.toml")
    if not layout.folder.database.exists():
        raise SettingsError(f"{layout.root}: there is no warehouse; --warehouse DIR names one")
    if not sure:
        _confirm(keep_days, layout)
    with hold_lease(layout.folder.lease, purpose="forget"):
        expiry = _erase(layout, keep_days, now=datetime.now(UTC))
    _show(expiry, as_json=as_json)
    return ExitCode.OK


def _confirm(keep_days: Mapping[str, int], layout: Layout) -> None:
    if not sys.stdin.isatty():
        raise SettingsError("forget cannot be undone; give --yes where nobody can be asked")
    kept = ", ".join(f"{table} {days} days" for table, days in keep_days.items())
    typer.confirm(f"Erase what is older from {layout.root} ({kept})? It cannot be undone", abort=True)


def _erase(layout: Layout, keep_days: Mapping[str, int], *, now: datetime) -> Expiry:
    connection = open_for_writing(layout.folder)
    try:
        load_waiting(connection, layout)
        urls = expired_pages(connection, keep_days, now=now)
        rewritten = rewrite_without(sorted(layout.warc.rglob("*.warc.gz")), frozenset(urls)) if urls else []
        moved = [Moved(old=each.old, new=each.new, places=each.places) for each in rewritten]
        rows = delete_expired(connection, keep_days, urls=urls, moved=moved, now=now)
        if any(rows.values()):
            write_anew(connection, layout.folder)
    finally:
        connection.close()
    _finish(layout, rewritten, now=now, changed=any(rows.values()))
    return Expiry(
        schema_version=SCHEMA_VERSION,
        expired_at=now.isoformat(timespec="seconds"),
        keep_days=keep_days,
        pages=urls,
        rows=rows,
        warc_records=sum(each.dropped for each in rewritten),
        warc_files_rewritten=len(rewritten),
    )


def _finish(layout: Layout, rewritten: Sequence[Rewritten], *, now: datetime, changed: bool) -> None:
    for each in rewritten:
        each.old.unlink()
    if changed and layout.report.exists():
        build_report(layout.snapshot, layout.report, generated_at=now.isoformat(timespec="seconds"))


def _show(expiry: Expiry, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(expiry), ensure_ascii=False))
        return
    for table, days in expiry.keep_days.items():
        typer.echo(f"{table:<15} kept {days:,} days: {expiry.rows[table]:,} rows gone")
    typer.echo(
        f"{len(expiry.pages):,} pages, {expiry.warc_records:,} records of {expiry.warc_files_rewritten:,} WARC files"
    )
