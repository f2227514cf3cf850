"""`winnow export`: a public view of the snapshot as Parquet, CSV, JSON or JSON lines."""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractors.errors import SettingsError
from flows.commands.places import published
from flows.commands.print_rows import cell_text, json_value
from flows.exit_codes import ExitCode
from warehouse.query import open_snapshot, run_query, safe_cell
from warehouse.statements import read_sql

if TYPE_CHECKING:
    import duckdb

VIEWS = (
    "sources", "articles", "article_versions", "blocks", "authors", "entities", "claims", "contradictions", "copies",
    "signals", "runs", "failures",
)  # fmt: skip
# An export may read the whole warehouse, unlike a question.
EXPORT_S = 3600.0
BATCH_ROWS = 10_000

Rows = Iterable[Sequence[object]]


def export_view(view: str, out: Path, *, config: Path | None, warehouse: Path | None) -> ExitCode:
    """Write every row of a view; the file appears whole or not at all."""
    if view not in VIEWS:
        raise SettingsError(f"{view!r} is no public view; there are {', '.join(VIEWS)}")
    snapshot = published(config, warehouse).snapshot
    half = out.with_name(f".{out.name}.half")
    try:
        written = _write(view, snapshot, out.suffix, half)
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    typer.echo(f"{out}: {written:,} rows of {view}")
    return ExitCode.OK


def _write(view: str, snapshot: Path, suffix: str, half: Path) -> int:
    if suffix == ".parquet":
        return _parquet(open_snapshot(snapshot), view, half)
    writers: dict[str, Callable[[Sequence[str], Rows, Path], int]] = {".csv": _csv, ".json": _json, ".jsonl": _jsonl}
    if suffix not in writers:
        raise SettingsError(f"{suffix or 'no ending'!r}: files end with .parquet, .csv, .json or .jsonl")
    columns, rows = run_query(snapshot, read_sql("ask/view.sql"), parameters={"view": view}, timeout_s=EXPORT_S)
    return writers[suffix](columns, rows, half)


def _parquet(connection: "duckdb.DuckDBPyConnection", view: str, half: Path) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only for Parquet

    reader = connection.sql(read_sql("ask/view.sql"), params={"view": view}).to_arrow_reader(BATCH_ROWS)
    written = 0
    with pq.ParquetWriter(half, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            written += batch.num_rows
    connection.close()
    return written


def _csv(columns: Sequence[str], rows: Rows, half: Path) -> int:
    written = 0
    with half.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([safe_cell(cell_text(value)) for value in row])
            written += 1
    return written


def _jsonl(columns: Sequence[str], rows: Rows, half: Path) -> int:
    written = 0
    with half.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(_record(columns, row), ensure_ascii=False) + "\n")
            written += 1
    return written


def _json(columns: Sequence[str], rows: Rows, half: Path) -> int:
    written = 0
    with half.open("w", encoding="utf-8") as file:
        file.write("[")
        for row in rows:
            file.write(",\n" if written else "\n")
            file.write(json.dumps(_record(columns, row), ensure_ascii=False))
            written += 1
        file.write("\n]\n")
    return written


def _record(columns: Sequence[str], row: Sequence[object]) -> dict[str, object]:
    return {name: json_value(value) for name, value in zip(columns, row, strict=True)}
