"""`winnow sql`, `claims-about` and `why`: questions to the published snapshot, read-only."""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import typer

from extractors.errors import SettingsError
from flows.commands.export_rows import PARQUET, Query, write_query
from flows.commands.places import published
from flows.commands.print_rows import print_rows
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.voice import Line, say
from warehouse.query import run_query
from warehouse.statements import read_sql

CLAIM_ID = re.compile(r"[0-9a-f]{24}")


def ask_sql(
    query: str | None, *, file: Path | None, form: str, config: Path | None, warehouse: Path | None
) -> ExitCode:
    """Print the rows of a query that a person wrote."""
    layout = published(config, warehouse)
    return _answer(layout.snapshot, _text(query, file), {}, form=form)


def save_sql(
    query: str | None, *, file: Path | None, out: Path, form: str, config: Path | None, warehouse: Path | None
) -> ExitCode:
    """Write the rows of a query that a person wrote to a Parquet file, and say how many."""
    if out.suffix != PARQUET or form == "csv":
        raise SettingsError(f"{out}: --parquet writes a file that ends with {PARQUET}, and goes with --json alone")
    asked = Query(snapshot=published(config, warehouse).snapshot, text=_text(query, file), parameters={})
    rows = write_query(asked, out)
    told = {"schema_version": SCHEMA_VERSION, "file": str(out), "rows": rows}
    typer.echo(json.dumps(told, ensure_ascii=False) if form == "json" else f"{out}: {rows:,} rows")
    return ExitCode.OK


def ask_claims_about(entity: str, *, form: str, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Print what is claimed about a name."""
    snapshot = published(config, warehouse).snapshot
    if not _answered(snapshot, read_sql("ask/claims_about.sql"), {"name": entity}, form=form):
        _hint(f"nothing is claimed about {entity!r} here", _nearest(snapshot, "ask/nearest_name.sql", entity))
    return ExitCode.OK


def ask_why(subject: str, *, form: str, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Print the points of an article's score, or the chain from a claim to its bytes."""
    from flows.fetch.urls import clean_url  # noqa: PLC0415 - only here

    snapshot = published(config, warehouse).snapshot
    if CLAIM_ID.fullmatch(subject):
        return _answer(snapshot, read_sql("ask/evidence.sql"), {"claim_id": subject}, form=form)
    url = clean_url(subject) if subject.startswith(("http://", "https://")) else subject
    if not _answered(snapshot, read_sql("ask/why.sql"), {"url": url}, form=form):
        _hint(f"no page of {url} was read", _nearest(snapshot, "ask/nearest_page.sql", url))
    return ExitCode.OK


def ask_diff(url: str, *, form: str, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Print what came, went or changed between the crawls of an address."""
    from flows.fetch.urls import clean_url  # noqa: PLC0415 - only here

    snapshot = published(config, warehouse).snapshot
    address = clean_url(url) if url.startswith(("http://", "https://")) else url
    if not _answered(snapshot, read_sql("ask/edits.sql"), {"url": address}, form=form):
        seen = _found(snapshot, "ask/times_seen.sql", address)
        if seen:
            often = (
                "once; there is nothing to compare" if seen[0][0] == 1 else f"{seen[0][0]} times, and did not change"
            )
            _hint(f"the page was seen {often}")
        else:
            _hint(f"no page of {address} was read", _nearest(snapshot, "ask/nearest_page.sql", address))
    return ExitCode.OK


def _answer(snapshot: Path, query: str, parameters: Mapping[str, str], *, form: str) -> ExitCode:
    columns, rows = run_query(snapshot, query, parameters=parameters)
    print_rows(columns, rows, form=form)
    return ExitCode.OK


def _answered(snapshot: Path, query: str, parameters: Mapping[str, str], *, form: str) -> bool:
    """Print the rows, which are those of one page or name, and return whether there are any."""
    columns, rows = run_query(snapshot, query, parameters=parameters)
    found = list(rows)
    print_rows(columns, found, form=form)
    return bool(found)


def _hint(what: str, near: str = "") -> None:
    say(Line(message=f"{what}; did you mean {near}?" if near else what, event="nothing_found"))


def _nearest(snapshot: Path, query: str, given: str) -> str:
    found = _found(snapshot, query, given)
    return str(found[0][0]) if found else ""


def _found(snapshot: Path, query: str, given: str) -> list[tuple[object, ...]]:
    return list(run_query(snapshot, read_sql(query), parameters={"given": given})[1])


def _text(query: str | None, file: Path | None) -> str:
    if query is not None and file is not None:
        raise SettingsError("give the SQL as an argument or with --file, not both")
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"{file}: cannot be read: {error.strerror}") from error
    if query is None or query == "-":
        return sys.stdin.read()
    return query
