"""What does the snapshot answer? One function per query would be noise: the file's name says which."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
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
    _check(name, row_type, [column[0] for column in cursor.description or ()])
    return _named(row_type, cursor.fetchall())


def ask_plain(
    connection: duckdb.DuckDBPyConnection, name: str, row_type: type[Row], parameters: Mapping[str, object]
) -> list[Row]:
    """Return what `ask` does, in three quarters of the time where rows are many short words and numbers."""
    found = connection.execute(statement(name), dict(parameters)).fetchnumpy()
    _check(name, row_type, found)
    # Missing values are masked: a list of them holds None.
    return _named(row_type, zip(*[column.tolist() for column in found.values()], strict=True))


def _check(name: str, row_type: type, columns: Iterable[str]) -> None:
    if tuple(columns) != tuple(row_type.__annotations__):
        raise TypeError(f"{name}.sql: {row_type.__name__} has other fields than {tuple(columns)}")


def _named(row_type: type[Row], rows: Iterable[tuple[object, ...]]) -> list[Row]:
    # What `row_type._make` does, without a call of Python's for each of hundreds of rows an article.
    return list(map(partial(tuple.__new__, row_type), rows))  # type: ignore[type-var]  # rows are named tuples


def group_sorted(rows: Iterable[Row]) -> Mapping[Any, Sequence[Row]]:
    """Return the rows of each value of their first column, by which they are sorted; such a value has a row."""
    first: Callable[[Any], Any] = itemgetter(0)
    return {value: list(group) for value, group in groupby(rows, key=first)}


def group_by(rows: Iterable[Row], key: Callable[[Row], Key]) -> Mapping[Key, Sequence[Row]]:
    """Return the rows of each key, in their order; a key without rows has an empty list."""
    groups: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
