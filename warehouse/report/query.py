"""What does the snapshot answer? One function per query would be noise: the file's name says which."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import duckdb

Row = TypeVar("Row")
Key = TypeVar("Key")


@cache
def statement(name: str) -> str:
    """Return the text of `sql/NAME.sql`."""
    return files("warehouse.report").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def ask(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    row_type: type[Row],
    parameters: Mapping[str, object] | None = None,
) -> list[Row]:
    """Return the rows of `sql/NAME.sql` as named tuples of the type; other columns than its fields are an error."""
    cursor = connection.execute(statement(name), dict(parameters) if parameters else None)
    columns = tuple(column[0] for column in cursor.description or ())
    if columns != tuple(row_type.__annotations__):
        raise TypeError(f"{name}.sql: {row_type.__name__} has other fields than {columns}")
    make: Callable[[Iterable[Any]], Row] = row_type._make  # type: ignore[attr-defined] # every row is a named tuple
    return [make(values) for values in cursor.fetchall()]


def group_by(rows: Iterable[Row], key: Callable[[Row], Key]) -> Mapping[Key, Sequence[Row]]:
    """Return the rows of each key, in their order; a key without rows has an empty list."""
    groups: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
