"""Which claims of nobody fill a warehouse to any size? Invented articles, written as parts, the same at every run."""

import json
from pathlib import Path

import duckdb

from warehouse.parts import MANIFEST
from warehouse.records import RelationRow
from warehouse.tables import SCHEMAS

CLAIMS_OF_ARTICLE = 20
ARTICLES_OF_PART = 200  # as many pages as a reading task takes
_SQL = Path(__file__).with_name("invented")
TABLES = ("capture", "article", "block", "claim", "mention", "article_entity", "signal", "score", "fetch_log")


def invented_relations() -> list[RelationRow]:
    """Return facts about the relations of invented claims: some have one object at a time, some exclude others.

    The first are a thirtieth of all claims (on 436 texts of the web and of tests a hundred and fiftieth), the second a
    tenth (of 2,800 claims on 20 pages of the web one, between things that are known).
    """
    functional = [RelationRow(relation=f"relate {number} to", functional=True) for number in range(13, 300, 20)]
    opposite = [RelationRow(relation=f"relate {a} to", opposite=f"relate {a ^ 1} to") for a in range(4)]
    return [*functional, *opposite]


def write_invented_parts(
    folder: Path, *, claims: int, first: int = 0, articles_of_part: int = ARTICLES_OF_PART, threads: int = 1
) -> int:
    """Write parts with about so many claims, from the article of this number on; return the number of articles."""
    articles = claims // CLAIMS_OF_ARTICLE
    with duckdb.connect(config={"threads": threads}) as connection:
        for table in TABLES:
            connection.register("empty", SCHEMAS[table].empty_table())
            connection.execute(f"create temp table part_{table} as from empty")
        for start in range(first, first + articles, articles_of_part):
            _write_part(connection, folder, start, min(articles_of_part, first + articles - start))
    return articles


def _write_part(connection: duckdb.DuckDBPyConnection, folder: Path, first: int, articles: int) -> None:
    chunk_id = f"invented-{first:08d}"
    place = folder / chunk_id
    place.mkdir(parents=True)
    numbers = {"first": first, "articles": articles, "claims": CLAIMS_OF_ARTICLE}
    connection.execute((_SQL / "said.sql").read_text(), numbers)
    rows = {}
    for table in TABLES:
        select = (_SQL / f"{table}.sql").read_text()
        connection.execute(f"truncate part_{table}")
        answer = connection.execute(
            f"insert into part_{table} by name select row.*, '{chunk_id}' as chunk_id from ({select}) as row"
        ).fetchone()
        rows[table] = int(answer[0]) if answer else 0
        connection.execute(f"copy part_{table} to '{place}/{table}.parquet' (compression zstd)")
    (place / MANIFEST).write_text(json.dumps({"chunk_id": chunk_id, "rows": rows}), encoding="utf-8")
