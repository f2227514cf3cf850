"""What does the warehouse answer an analyst's query? Read-only, with limits, and cut off from everything else."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import QueryError, QueryLimitError
from warehouse.statements import read_sql
from warehouse.trouble import explain

TIMEOUT_S = 30.0
MEMORY_LIMIT = "2GB"
THREADS = 2
FETCH_ROWS = 1000
# Spreadsheets run cells that begin so (OWASP, ASVS 1.2.10).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
# What analysts type; versioned like an API.
PUBLIC_NAMES = (
    *("sources", "articles", "article_versions", "blocks", "authors", "entities", "claims", "contradictions", "copies"),
    *(
        "signals",
        "runs",
        "failures",
        "why",
        "removed_from",
        "claims_about",
        "said_by",
        "copies_of",
        "drift",
        "evidence",
    ),
    *("claims_are_affirmed_and_denied", "relations_exclude_each_other", "claims_are_sure_here_and_doubted_there"),
    *("claims_are_repeated_within_an_article", "claims_stand_on_several_sites", "checkable_claims_name_no_source"),
    *("sources_are_nobody_in_particular", "times_hang_on_no_date", "numbers_disagree", "evidence_is_not_at_its_place"),
    "only_one_can_be_right",
)
_UNKNOWN_NAME = re.compile(r"(?:Table|Function|Macro|View) with name \"?(\w+)\"? does not exist", re.IGNORECASE)
_CANDIDATES = re.compile(r"Candidate bindings: (.+)")
_KIND = re.compile(r"^\w[\w ]* Error: ")


Answer = tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]


def run_query(
    snapshot: Path,
    query: str,
    *,
    parameters: Mapping[str, object] | None = None,
    timeout_s: float = TIMEOUT_S,
    memory_limit: str = MEMORY_LIMIT,
) -> Answer:
    """Return column names and rows; the rows come as they are read, and the time limit runs until the last one."""
    connection = open_snapshot(snapshot, memory_limit=memory_limit)
    clock = threading.Timer(timeout_s, connection.interrupt)
    clock.daemon = True
    clock.start()
    try:
        connection.execute(query, dict(parameters or {}))
    except duckdb.Error as error:
        _stop(connection, clock)
        raise _explain_query(error, timeout_s) from error
    columns = tuple(str(column[0]) for column in connection.description or ())
    return columns, _read_rows(connection, clock, timeout_s)


def open_snapshot(
    snapshot: Path, *, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS
) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads this one file and nothing else, its settings locked."""
    if not snapshot.exists():
        raise QueryError(f"{snapshot}: nothing was published yet; `winnow run` or `winnow load` does it")
    try:
        connection = duckdb.connect(
            snapshot,
            read_only=True,
            config={
                "memory_limit": memory_limit,
                "threads": threads,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "enable_external_access": False,
            },
        )
        connection.execute(read_sql("schema/reader_session.sql"))
    except duckdb.Error as error:
        raise explain(error, snapshot) from error
    return connection


def safe_cell(cell: str) -> str:
    """Return a CSV cell that no spreadsheet takes for a formula.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("plain")
    ("'=HYPERLINK(1)", 'plain')
    """
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _read_rows(
    connection: duckdb.DuckDBPyConnection, clock: threading.Timer, timeout_s: float
) -> Iterator[tuple[Any, ...]]:
    try:
        while rows := connection.fetchmany(FETCH_ROWS):
            yield from rows
    except duckdb.Error as error:
        raise _explain_query(error, timeout_s) from error
    finally:
        _stop(connection, clock)


def _stop(connection: duckdb.DuckDBPyConnection, clock: threading.Timer) -> None:
    clock.cancel()
    connection.close()


def _explain_query(error: duckdb.Error, timeout_s: float) -> QueryError:
    if isinstance(error, duckdb.InterruptException):
        return QueryLimitError(f"stopped after {timeout_s:g} s; narrow the query, or raise the limit")
    if isinstance(error, duckdb.OutOfMemoryException):
        return QueryLimitError("the query needs more memory than it may take; narrow it, or raise the limit")
    if isinstance(error, duckdb.PermissionException):
        return QueryError(f"{_first_line(error)}: queries read this warehouse and nothing else")
    return QueryError(f"{_first_line(error)}{_hint(str(error))}")


@contextmanager
def explained() -> Iterator[None]:
    """Raise what DuckDB says of a query as a QueryError, in words for who wrote it."""
    try:
        yield
    except duckdb.Error as error:
        raise _explain_query(error, TIMEOUT_S) from error


def _first_line(error: duckdb.Error) -> str:
    return _KIND.sub("", str(error).split("\n", 1)[0]).rstrip("!")


def _hint(message: str) -> str:
    unknown = _UNKNOWN_NAME.search(message)
    if unknown:
        close = get_close_matches(unknown[1].lower(), PUBLIC_NAMES, n=1)
        return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(PUBLIC_NAMES)}"
    candidates = _CANDIDATES.search(message)
    return f"; there are {candidates[1]}" if candidates else ""
