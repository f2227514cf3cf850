"""How do rows become a file: Parquet, CSV, JSON or JSON lines, whole or not at all?"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import SettingsError
from flows.commands.print_rows import cell_text, json_value
from warehouse.query import explained, open_snapshot, run_query, safe_cell

# An export may read the whole warehouse, unlike a question.
EXPORT_S = 3600.0
BATCH_ROWS = 10_000
PARQUET = ".parquet"

Rows = Iterable[Sequence[object]]
Cell = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of which snapshot."""

    snapshot: Path
    text: str
    parameters: Mapping[str, object]

    def rows(self) -> tuple[tuple[str, ...], Iterator[tuple[object, ...]]]:
        """Return column names and rows."""
        return run_query(self.snapshot, self.text, parameters=self.parameters, timeout_s=EXPORT_S)


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Yield where to write; the file takes its place when the block ends well."""
    if not out.parent.is_dir():
        raise SettingsError(f"{out}: there is no folder {out.parent}; make it first")
    half = out.with_name(f".{out.name}.half")
    try:
        yield half
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)


def write_query(query: Query, out: Path, *, raw_csv: bool = False) -> int:
    """Return how many rows were written, in the form that the file's ending names."""
    writers: dict[str, Callable[[Sequence[str], Rows, Path], int]] = {
        ".csv": raw_csv_file if raw_csv else csv_file,
        ".json": json_file,
        ".jsonl": jsonl_file,
    }
    if out.suffix != PARQUET and out.suffix not in writers:
        raise SettingsError(f"{out}: files end with .parquet, .csv, .json or .jsonl")
    with whole_file(out) as half:
        if out.suffix == PARQUET:
            return _parquet(query, half)
        columns, rows = query.rows()
        return writers[out.suffix](columns, rows, half)


def _parquet(query: Query, half: Path) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only for Parquet

    written = 0
    with open_snapshot(query.snapshot) as connection, explained():
        reader = connection.sql(query.text, params=dict(query.parameters)).to_arrow_reader(BATCH_ROWS)
        with pq.ParquetWriter(half, reader.schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(batch)
                written += batch.num_rows
    return written


def csv_file(columns: Sequence[str], rows: Rows, path: Path) -> int:
    """Return how many rows were written as CSV; a cell that a spreadsheet would run begins with an apostrophe."""
    return _csv(columns, rows, path, safe_cell)


def raw_csv_file(columns: Sequence[str], rows: Rows, path: Path) -> int:
    """Return how many rows were written as CSV, every cell as it is: for programs, not for spreadsheets."""
    return _csv(columns, rows, path, str)


def _csv(columns: Sequence[str], rows: Rows, path: Path, cell: Cell) -> int:
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([cell(cell_text(value)) for value in row])
            written += 1
    return written


def jsonl_file(columns: Sequence[str], rows: Rows, path: Path) -> int:
    """Return how many rows were written as one JSON object a line."""
    return json_lines((record(columns, row) for row in rows), path)


def json_lines(records: Iterable[Mapping[str, object]], path: Path) -> int:
    """Return how many records were written as one JSON object a line."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for each in records:
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
            written += 1
    return written


def json_file(columns: Sequence[str], rows: Rows, path: Path) -> int:
    """Return how many rows were written as one JSON array."""
    return json_array((record(columns, row) for row in rows), path)


def json_array(records: Iterable[Mapping[str, object]], path: Path) -> int:
    """Return how many records were written as one JSON array."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for each in records:
            file.write(",\n" if written else "\n")
            file.write(json.dumps(each, ensure_ascii=False))
            written += 1
        file.write("\n]\n")
    return written


def record(columns: Sequence[str], row: Sequence[object]) -> dict[str, object]:
    """Return a row as what JSON can hold, by column."""
    return {name: json_value(value) for name, value in zip(columns, row, strict=True)}
