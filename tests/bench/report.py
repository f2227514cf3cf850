"""What does a report of many real articles cost? `python -m tests.bench.report WAREHOUSE [ARTICLES] [FOLDER]`.

The pages of a warehouse of one's own are repeated under other addresses of their sites until there are so many (10,000
unless told), and the report is written on all of it. Seconds are those on the clock and those of all processors; FOLDER
keeps the report, to be looked at.
"""

import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import duckdb

from warehouse.layout import WarehouseFolder
from warehouse.open import open_for_writing
from warehouse.report.build import build_report
from warehouse.snapshot import publish

ARTICLES = 10_000
# Ids that a copy must have of its own; every other column is the same in all copies.
IDS = ("article_id", "claim_id", "author_id", "capture_id", "fetch_id", "block_id", "mention_id")
KB, MB = 1_000, 1_000_000


def main() -> None:
    """Repeat the pages, write the report, print what it cost."""
    found, *rest = sys.argv[1:]
    articles = int(rest[0]) if rest else ARTICLES
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as kept:
        database, total = repeat_pages(WarehouseFolder(Path(found)).snapshot, Path(kept), articles)
        out = Path(rest[1]) if len(rest) > 1 else Path(kept) / "report"
        began, before = perf_counter(), _processor_s()
        build_report(database, out, generated_at="2026-11-27T06:00:00+00:00")
        show(out, total, clock_s=perf_counter() - began, processor_s=_processor_s() - before)


def repeat_pages(snapshot: Path, folder: Path, articles: int) -> tuple[Path, int]:
    """Return a snapshot of at least so many articles, those of another one again and again, and their number."""
    place = WarehouseFolder(folder).make()
    connection = open_for_writing(place, memory_limit="2GB")
    connection.execute("attach $path as old (read_only)", {"path": str(snapshot.resolve())})
    (known,) = connection.execute("select count(*) from old.article").fetchone() or (0,)
    copies = -(-articles // int(known))
    for table, columns in _tables(connection):
        picked = ", ".join(_column(name) for name in columns)
        times = copies if {"article_id", "url"} & set(columns) else 1
        connection.execute(f"delete from {table}")
        connection.execute(f"insert into {table} by name select {picked} from old.{table}, range({times}) as n (copy)")
    connection.execute("detach old")
    database = publish(connection, place, keep=1)
    connection.close()
    return database, int(known) * copies


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[str]]]:
    """Yield the tables of pages, and what is derived of each, with the columns that old and new have."""
    rows = connection.execute(
        "select old.table_name, list(old.column_name)"
        " from duckdb_columns() as old inner join duckdb_columns() as new"
        " on old.table_name = new.table_name and old.column_name = new.column_name"
        " inner join duckdb_tables() as known on old.table_name = known.table_name and known.database_name = 'old'"
        " where old.database_name = 'old' and new.database_name <> 'old' and old.schema_name = 'main'"
        " group by old.table_name order by old.table_name"
    )
    yield from rows.fetchall()


def _column(name: str) -> str:
    if name in IDS:
        return f"case when copy = 0 then {name} else substr(sha256({name} || copy), 1, 24) end as {name}"
    if name in {"url", "final_url"}:
        return f"case when copy = 0 then {name} else {name} || '?copy=' || copy end as {name}"
    return name


def show(out: Path, articles: int, *, clock_s: float, processor_s: float) -> None:
    """Print what the report cost, and how large its pages are."""
    sizes = {path.relative_to(out): path.stat().st_size for path in out.rglob("*") if path.is_file()}
    pages = [size for path, size in sizes.items() if path.parts[0] == "a"]
    print(f"{articles:,} articles on {len(pages):,} pages of the report, {sum(sizes.values()) / MB:,.0f} MB")
    print(f"clock     {clock_s:8.1f} s  {clock_s / articles * 1000:6.2f} ms an article")
    print(f"processor {processor_s:8.1f} s  {processor_s / articles * 1000:6.2f} ms an article")
    print(f"index     {sizes[Path('index.html')] / KB:8.0f} KB, largest page of an article {max(pages) / KB:.0f} KB")


def _processor_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
