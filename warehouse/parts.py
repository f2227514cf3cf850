"""How do rows reach the loader? As a folder of Parquet files that appears whole or not at all."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from extractors.errors import WarehouseError
from extractors.records import Reading
from warehouse.files import sync_path
from warehouse.records import FailureRow, FetchRow, FrontierRow, HostRow, RoundRow, RunRow, SourceRow
from warehouse.rows import Rows, history_rows, rows_of
from warehouse.tables import SCHEMAS, table_of

MANIFEST = "part.json"
DRAFT_PREFIX = "."
# Chunk ids name folders: hashes or run names, nothing that leads elsewhere.
_CHUNK_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One folder of rows in place, ready to be loaded."""

    chunk_id: str
    path: Path
    rows: Mapping[str, int]  # by table, tables without rows left out

    def file(self, table: str) -> Path:
        """Return the Parquet file of one table."""
        return self.path / f"{table}.parquet"


def write_part(
    folder: Path,
    chunk_id: str,
    readings: Iterable[Reading] = (),
    *,
    recipe_id: str = "",
    key: bytes = b"",
    runs: Sequence[RunRow] = (),
    sources: Sequence[SourceRow] = (),
    fetches: Sequence[FetchRow] = (),
    failures: Sequence[FailureRow] = (),
    rounds: Sequence[RoundRow] = (),
    frontier: Sequence[FrontierRow] = (),
    hosts: Sequence[HostRow] = (),
) -> Part:
    """Return the part that now holds the rows; a part of that name that is already there stays as it is."""
    place = folder / _checked(chunk_id)
    if place.exists():
        return read_part(place)
    rows = history_rows(
        runs=runs,
        sources=sources,
        fetches=fetches,
        failures=failures,
        rounds=rounds,
        frontier=frontier,
        hosts=hosts,
    )
    rows |= _content_rows(readings, recipe_id=recipe_id, key=key)
    try:
        return _write_rows(folder, chunk_id, rows)
    except OSError as error:
        raise WarehouseError(f"{place}: the rows cannot be written: {error.strerror or error}") from error


def read_part(path: Path) -> Part:
    """Return the part that lies in a folder."""
    manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    return Part(chunk_id=manifest["chunk_id"], path=path, rows=manifest["rows"])


def list_parts(folder: Path) -> list[Part]:
    """Return the parts that are whole, in the order of their names; drafts of a killed worker are left out."""
    if not folder.is_dir():
        return []
    places = sorted(path for path in folder.iterdir() if not path.name.startswith(DRAFT_PREFIX))
    return [read_part(path) for path in places if (path / MANIFEST).is_file()]


def remove_parts(parts: Iterable[Part]) -> None:
    """Remove parts whose rows are in the warehouse."""
    for part in parts:
        # Out of sight at once, so that a kill in the middle leaves a draft and not half a part.
        grave = part.path.with_name(f"{DRAFT_PREFIX}{part.path.name}.removed")
        part.path.rename(grave)
        shutil.rmtree(grave)


def remove_drafts(folder: Path) -> None:
    """Remove what killed workers left behind. Call it while no worker writes."""
    for path in folder.glob(f"{DRAFT_PREFIX}*"):
        shutil.rmtree(path)


def _checked(chunk_id: str) -> str:
    if not _CHUNK_ID.fullmatch(chunk_id):
        raise WarehouseError(f"{chunk_id!r} cannot name a part: expected letters, digits, - and _, 128 at most")
    return chunk_id


def _content_rows(readings: Iterable[Reading], *, recipe_id: str, key: bytes) -> Rows:
    rows: Rows = {}
    seen: set[str] = set()
    for reading in readings:
        page = rows_of(reading, recipe_id=recipe_id, key=key)
        article_id = page["article"][0]["article_id"]
        if article_id not in seen:  # the same bytes of the same address, met twice in one chunk
            seen.add(article_id)
            _extend(rows, page)
    return rows


def _extend(rows: Rows, more: Rows) -> None:
    for table, table_rows in more.items():
        rows.setdefault(table, []).extend(table_rows)


def _write_rows(folder: Path, chunk_id: str, rows: Rows) -> Part:
    draft = folder / f"{DRAFT_PREFIX}{chunk_id}.{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    counts = {table: len(rows[table]) for table in SCHEMAS if rows.get(table)}
    for path in _write_files(draft, chunk_id, {table: rows[table] for table in counts}):
        sync_path(path)
    sync_path(draft)
    place = folder / chunk_id
    try:
        draft.rename(place)
    except OSError:
        if not place.exists():
            raise
        shutil.rmtree(draft)  # another worker put the same rows there first
    sync_path(folder)
    return Part(chunk_id=chunk_id, path=place, rows=counts)


def _write_files(draft: Path, chunk_id: str, rows: Rows) -> Iterator[Path]:
    for table, table_rows in rows.items():
        path = draft / f"{table}.parquet"
        pq.write_table(table_of(table, table_rows, chunk_id=chunk_id), path, compression="zstd")
        yield path
    manifest = draft / MANIFEST
    counts = {table: len(table_rows) for table, table_rows in rows.items()}
    manifest.write_text(json.dumps({"chunk_id": chunk_id, "rows": counts}), encoding="utf-8")
    yield manifest
