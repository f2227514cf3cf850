"""What does the warehouse already know, so that a run need not do it again?"""

from dataclasses import dataclass

import duckdb

from warehouse.statements import read_sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """What a server gave to ask it again with: has this body changed?"""

    etag: str | None
    last_modified: str | None
    body_sha256: str
    warc_file: str | None  # where that body is kept
    warc_offset: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBody:
    """A body that some WARC file keeps."""

    url: str
    source_id: str
    body_sha256: str
    warc_file: str
    warc_offset: int


def kept_bodies(connection: duckdb.DuckDBPyConnection) -> list[KeptBody]:
    """Return every body of every address that was ever fetched and kept, in the order of addresses."""
    rows = connection.execute(read_sql("history/kept_bodies.sql")).fetchall()
    return [
        KeptBody(url=url, source_id=source_id, body_sha256=sha256, warc_file=file, warc_offset=offset)
        for url, source_id, sha256, file, offset in rows
    ]


def known_articles(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the ids of all article versions."""
    return frozenset(row[0] for row in connection.execute(read_sql("history/known_articles.sql")).fetchall())


def validators(connection: duckdb.DuckDBPyConnection) -> dict[str, Validator]:
    """Return what the newest fetch that returned or confirmed a body left, by address as asked for."""
    rows = connection.execute(read_sql("history/validators.sql")).fetchall()
    return {
        url: Validator(
            etag=etag, last_modified=last_modified, body_sha256=body, warc_file=warc_file, warc_offset=warc_offset
        )
        for url, etag, last_modified, body, warc_file, warc_offset in rows
    }
