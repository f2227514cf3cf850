"""`winnow label`: confirm or correct what winnow says, on the terminal or through CSV, and measure it by that."""

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

import typer

from extractors.errors import SettingsError, WarehouseError
from flows.commands.export_rows import EXPORT_S, csv_file, whole_file
from flows.commands.places import published
from flows.commands.print_rows import CONTROL, print_rows
from flows.commands.versions import SCHEMA_VERSION
from flows.exit_codes import ExitCode
from flows.run.layout import Layout
from warehouse.labels import ANSWERS, NO_CLAIM, Label, keep_labels
from warehouse.lease import hold_lease
from warehouse.open import open_for_writing
from warehouse.query import run_query
from warehouse.snapshot import publish
from warehouse.statements import read_sql

# What a spreadsheet of labels must have; other columns are for the reader.
COLUMNS = ("kind", "url", "quote", "found", "wanted", "note", "context", "target", "body_sha256")
NEEDED = ("kind", "url", "found", "wanted", "target", "body_sha256")
QUOTE_CHARACTERS = 400
HELP = "y right · n wrong · s skip · q quit and keep"


def label_pages(
    url: str | None,
    *,
    kind: str | None,
    limit: int,
    take: Path | None,
    by: str | None,
    as_json: bool,
    config: Path | None,
    warehouse: Path | None,
) -> ExitCode:
    """Keep labels: those of a spreadsheet, or those typed as answers to the queue."""
    layout = published(config, warehouse)
    who = by or _user()
    labels = list(_read_csv(take, by=who) if take is not None else _asked(_waiting(layout, url, kind, limit), by=who))
    return _keep(layout, labels, as_json=as_json)


def write_queue(
    url: str | None,
    *,
    kind: str | None,
    limit: int,
    out: Path,
    as_json: bool,
    config: Path | None,
    warehouse: Path | None,
) -> ExitCode:
    """Write what nobody has judged yet as a spreadsheet with an empty column `wanted`."""
    items = _waiting(published(config, warehouse), url, kind, limit)
    rows = ([item.get(name) for name in COLUMNS] for item in items)
    with whole_file(out) as half:
        count = csv_file(COLUMNS, rows, half)
    then = f"to judge: fill `wanted`, then winnow label --import {out}"
    _tell_file(out, count, f"answers {then}", as_json=as_json)
    return ExitCode.OK


def export_labels(out: Path, *, as_json: bool, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Write all labels as a spreadsheet that `--import` takes back."""
    columns, rows = run_query(published(config, warehouse).snapshot, read_sql("ask/labels.sql"), timeout_s=EXPORT_S)
    with whole_file(out) as half:
        count = csv_file(columns, rows, half)
    _tell_file(out, count, "labels", as_json=as_json)
    return ExitCode.OK


def _tell_file(out: Path, count: int, what: str, *, as_json: bool) -> None:
    told = {"schema_version": SCHEMA_VERSION, "file": str(out), "rows": count}
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else f"{out}: {count:,} {what}")


def measure_labels(*, form: str, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Print for each answer of winnow how many labels agree with it."""
    columns, rows = run_query(published(config, warehouse).snapshot, read_sql("ask/precision.sql"))
    print_rows(columns, rows, form=form)
    return ExitCode.OK


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError):  # no name for this user id
        return str(os.getuid())


def _waiting(layout: Layout, url: str | None, kind: str | None, limit: int) -> Iterator[Mapping[str, object]]:
    if kind is not None and kind not in ANSWERS:
        raise SettingsError(f"{kind!r}: kinds of labels are {', '.join(ANSWERS)}")
    given = {"url": url, "kind": kind, "most": limit}
    columns, rows = run_query(layout.snapshot, read_sql("label/queue.sql"), parameters=given, timeout_s=EXPORT_S)
    for row in rows:
        yield dict(zip(columns, row, strict=True))


def _asked(items: Iterable[Mapping[str, object]], *, by: str) -> Iterator[Label]:
    """Ask about each answer on standard error, read from standard input; the end of it ends the asking."""
    typer.echo(HELP, err=True)
    for item in items:
        typer.echo(f"\n{item['url']}\n{_shown(item['quote'])}\n  {_shown(item['context'])}", err=True)
        typer.echo(f"{item['kind']}: {item['found']}?  ", err=True, nl=False)
        answer = sys.stdin.readline()
        word = answer.strip().lower()
        if not answer or word in {"q", "quit"}:
            return
        wanted = _wanted(item, word)
        if wanted is not None:
            yield _label(item, wanted=wanted, note="", by=by)


def _wanted(item: Mapping[str, object], word: str) -> str | None:
    """Return what a typed answer means; None to skip."""
    kind = str(item["kind"])
    if word in {"y", "yes"}:
        return str(item["found"])
    if word in ANSWERS[kind]:
        return word
    if word not in {"n", "no"}:
        return None
    choices = ANSWERS[kind]
    typer.echo(f"what then? {' '.join(choices)}  ", err=True, nl=False)
    typed = sys.stdin.readline().strip().lower()
    if typed in choices:
        return typed
    return NO_CLAIM if kind == "claim" and not typed else None


def _shown(value: object) -> str:
    text = " ".join(str(value or "").translate(CONTROL).split())
    return text if len(text) <= QUOTE_CHARACTERS else text[: QUOTE_CHARACTERS - 1] + "…"


def _label(item: Mapping[str, object], *, wanted: str, note: str, by: str) -> Label:
    names = ("kind", "url", "body_sha256", "target", "quote", "found")
    known = {name: str(item.get(name) or "") for name in names}  # a quote may be missing from a spreadsheet
    return Label(**known, wanted=wanted, note=note, labelled_by=by, labelled_at=datetime.now(UTC))


def _read_csv(path: Path, *, by: str) -> Iterator[Label]:
    """Yield the labels of a spreadsheet; a row without an answer was not judged."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                raise SettingsError(f"{path}: no column {', '.join(missing)}; `winnow label --queue {path}` writes one")
            for number, row in enumerate(rows, start=2):
                if (row["wanted"] or "").strip():
                    yield _row_label(row, place=f"{path}, line {number}", by=by)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error


def _row_label(row: Mapping[str, str], *, place: str, by: str) -> Label:
    plain = {name: (value or "").removeprefix("'") for name, value in row.items() if isinstance(name, str)}
    try:
        # An exported label says who gave it.
        return _label(
            plain,
            wanted=plain["wanted"].strip().lower(),
            note=plain.get("note", ""),
            by=plain.get("labelled_by") or by,
        )
    except WarehouseError as error:
        raise SettingsError(f"{place}: {error}") from error


def _keep(layout: Layout, labels: Sequence[Label], *, as_json: bool) -> ExitCode:
    kept = 0
    if labels:
        with hold_lease(layout.folder.lease, purpose="label"):
            connection = open_for_writing(layout.folder)
            try:
                kept = keep_labels(connection, labels)
                publish(connection, layout.folder)
            finally:
                connection.close()
    if as_json:
        typer.echo(json.dumps({"schema_version": SCHEMA_VERSION, "labels_kept": kept}))
    else:
        typer.echo(f"{kept} labels kept; `winnow label --measure` shows how often winnow is right")
    return ExitCode.OK
