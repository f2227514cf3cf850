"""What does the warehouse already know, so that a run need not do it again?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse.records import RunRow
from warehouse.statements import read_sql

# How far a round has come, as history/open_rounds.sql counts it.
_LISTED, _DONE = 2, 3


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRound:
    """The newest round of a source: what a crawl that was stopped had still to do."""

    round_id: str
    number: int
    is_listed: bool  # all its pages were found
    is_done: bool  # and asked for
    asked: tuple[str, ...]  # pages that need not be asked for again; empty for a round that is done
    waiting: tuple[str, ...]  # pages that were not asked for yet, in the order in which they were found


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """How a host was the last time it was asked."""

    failures: int
    parked_until: datetime | None
    reason: str


def kept_bodies(connection: duckdb.DuckDBPyConnection, *, rounds: Iterable[str] | None = None) -> list[KeptBody]:
    """Return every body of every address that was ever fetched and kept, in the order of addresses.

    `rounds` asks for those alone that runs of these rounds fetched.
    """
    named = None if rounds is None else list(rounds)
    rows = connection.execute(read_sql("history/kept_bodies.sql"), {"rounds": named}).fetchall()
    return [
        KeptBody(url=url, source_id=source_id, body_sha256=sha256, warc_file=file, warc_offset=offset)
        for url, source_id, sha256, file, offset in rows
    ]


def unended_runs(connection: duckdb.DuckDBPyConnection) -> list[RunRow]:
    """Return the runs that did not write down their end: who holds the lease knows that they are dead."""
    rows = connection.execute(read_sql("history/unended_runs.sql")).fetchall()
    return [
        RunRow(
            run_id=run_id,
            flow=flow,
            code_version=code,
            recipe_id=recipe,
            model_id=model,
            started_at=started_at,
            parameters=parameters,
        )
        for run_id, flow, code, recipe, model, started_at, parameters in rows
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


def source_rounds(connection: duckdb.DuckDBPyConnection) -> dict[str, SourceRound]:
    """Return the newest round of every source that was ever crawled, by source id."""
    newest = connection.execute(read_sql("history/open_rounds.sql")).fetchall()
    pages = _open_pages(connection, [round_id for _, round_id, _, progress in newest if progress < _DONE])
    return {
        source_id: SourceRound(
            round_id=round_id,
            number=number,
            is_listed=progress >= _LISTED,
            is_done=progress == _DONE,
            asked=tuple(url for url, was_asked in pages.get(source_id, ()) if was_asked),
            waiting=tuple(url for url, was_asked in pages.get(source_id, ()) if not was_asked),
        )
        for source_id, round_id, number, progress in newest
    }


def open_bodies(connection: duckdb.DuckDBPyConnection, rounds: Iterable[SourceRound]) -> list[KeptBody]:
    """Return the bodies kept in rounds that are not done: the runs that fetched them may not have read them."""
    wanted = [each.round_id for each in rounds if not each.is_done]
    return kept_bodies(connection, rounds=wanted) if wanted else []


def host_states(connection: duckdb.DuckDBPyConnection) -> dict[str, HostState]:
    """Return the hosts that failed, or asked to be left alone, the last time they were asked."""
    rows = connection.execute(read_sql("history/hosts.sql")).fetchall()
    return {
        host: HostState(failures=failures, parked_until=parked_until, reason=reason)
        for host, failures, parked_until, reason in rows
    }


def _open_pages(connection: duckdb.DuckDBPyConnection, rounds: list[str]) -> dict[str, list[tuple[str, bool]]]:
    """Return each page of some rounds and whether it was asked for, by source."""
    rows = connection.execute(read_sql("history/open_pages.sql"), {"rounds": rounds}).fetchall() if rounds else []
    pages: dict[str, list[tuple[str, bool]]] = {}
    for source_id, _, url, was_asked in rows:
        pages.setdefault(source_id, []).append((url, was_asked))
    return pages
