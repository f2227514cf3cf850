"""What should an auditor look at? Each audit is a question in words with its answer in rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.statements import list_sql, read_sql, read_title


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditAnswer:
    """The rows that answer one audit question."""

    name: str
    title: str  # the question
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


def run_audits(connection: duckdb.DuckDBPyConnection) -> list[AuditAnswer]:
    """Return the answer to every audit question, those without rows included."""
    return [run_audit(connection, name) for name in list_audits()]


def list_audits() -> tuple[str, ...]:
    """Return the names of the audits."""
    return tuple(name.removeprefix("audits/").removesuffix(".sql") for name in list_sql("audits"))


def run_audit(connection: duckdb.DuckDBPyConnection, name: str) -> AuditAnswer:
    """Return the answer to one audit question."""
    file = f"audits/{name}.sql"
    rows = connection.execute(read_sql(file)).fetchall()
    columns = tuple(str(column[0]) for column in connection.description or ())
    return AuditAnswer(name=name, title=read_title(file), columns=columns, rows=rows)
