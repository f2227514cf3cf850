"""How are rows printed: a table for people, JSON or CSV for programs?"""

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from flows.commands.versions import SCHEMA_VERSION
from warehouse.query import safe_cell

if TYPE_CHECKING:
    from rich.console import Console

Rows = Iterable[Sequence[object]]
# A terminal cell longer than this is cut with an ellipsis; --json and --csv have all of it.
CELL_CHARACTERS = 300
# A column narrower than this breaks words: then each row is printed as a record of its own.
READABLE_CHARACTERS = 40
NUMBER = re.compile(r"-?[\d.]*")
# A terminal shows so many rows and says that there are more.
TABLE_ROWS = 200
# Control characters of a page must not reach a terminal.
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(128, 160)], "\N{REPLACEMENT CHARACTER}")


def print_rows(columns: Sequence[str], rows: Rows, *, form: str) -> None:
    """Print rows on standard output as `table`, `json` (an object with `columns` and `rows`) or `csv`."""
    printers: dict[str, Callable[[Sequence[str], Rows], None]] = {"table": _table, "json": _json, "csv": _csv}
    printers[form](columns, rows)


def print_first_rows(columns: Sequence[str], rows: Rows, *, most: int, rest: str) -> None:
    """Print the first rows as a table, one line each however narrow the terminal, and how many follow.

    `rest` says where those are, like "4 more: ask sql".
    """
    from rich.console import Console  # noqa: PLC0415 - only for terminals

    console = Console()
    found = [[_short(cell_text(value)) for value in row] for row in rows]
    _grid(console, columns, found[:most], one_line=True)
    if len(found) > most:
        console.print(f"and {len(found) - most:,} more: {rest}", highlight=False, markup=False, soft_wrap=True)


def json_value(value: object) -> object:
    """Return a value that JSON can hold: times as ISO 8601, decimals as numbers, bytes as hex.

    >>> json_value(Decimal("1.5")), json_value(b"ab")
    (1.5, '6162')
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | tuple):
        return [json_value(each) for each in value]
    if isinstance(value, dict):
        return {str(key): json_value(each) for key, each in value.items()}
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _json(columns: Sequence[str], rows: Rows) -> None:
    found = [dict(zip(columns, (json_value(value) for value in row), strict=True)) for row in rows]
    answer = {"schema_version": SCHEMA_VERSION, "columns": list(columns), "rows": found}
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _csv(columns: Sequence[str], rows: Rows) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(cell_text(value)) for value in row])


def _table(columns: Sequence[str], rows: Rows) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for terminals

    console = Console()
    shown = [[_short(_shown(value)) for value in row] for row in islice(rows, TABLE_ROWS + 1)]
    if _fits(columns, shown, console.width):
        _grid(console, columns, shown[:TABLE_ROWS])
    else:
        _records(console, columns, shown[:TABLE_ROWS])
    if len(shown) > TABLE_ROWS:
        console.print(f"first {TABLE_ROWS} rows; --json or --csv print all")
    elif not shown:
        console.print("no rows")


def _fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Return whether every column gets room for its name and a readable part of its longest cell."""
    longest = [max([len(name), *(len(row[at]) for row in rows)]) for at, name in enumerate(columns)]
    return sum(min(each, READABLE_CHARACTERS) + 2 for each in longest) <= width - 2


def _grid(console: "Console", columns: Sequence[str], rows: Sequence[Sequence[str]], *, one_line: bool = False) -> None:
    from rich import box  # noqa: PLC0415 - only for terminals
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for at, name in enumerate(columns):
        is_number = all(NUMBER.fullmatch(row[at]) for row in rows)
        # Of one line, numbers keep their room and words are cut.
        table.add_column(name, justify="right" if is_number else "left", no_wrap=one_line and is_number)
    for row in rows:
        table.add_row(*(Text(cell, no_wrap=one_line, overflow="ellipsis" if one_line else "fold") for cell in row))
    console.print(table)


def _records(console: "Console", columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print one value a line where a table would be cut to pieces, as psql's expanded display does."""
    from rich.table import Table  # noqa: PLC0415 - only for terminals
    from rich.text import Text  # noqa: PLC0415 - as above

    for number, row in enumerate(rows, start=1):
        console.rule(f"{number}", align="left", style="dim")
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column()
        for name, cell in zip(columns, row, strict=True):
            if cell:
                table.add_row(name, Text(cell))
        console.print(table)


def cell_text(value: object) -> str:
    """Return a value as one cell of text; lists and structs as JSON."""
    if value is None:
        return ""
    shown = json_value(value)
    return json.dumps(shown, ensure_ascii=False) if isinstance(shown, list | dict) else str(shown)


def _shown(value: object) -> str:
    """Return a value as people read it: of a moment nobody wants the microseconds."""
    if not isinstance(value, datetime):
        return cell_text(value)
    return value.isoformat(sep=" ", timespec="seconds").replace("+00:00", " UTC")


def _short(text: str) -> str:
    clean = text.translate(CONTROL)
    return clean if len(clean) <= CELL_CHARACTERS else clean[: CELL_CHARACTERS - 1] + "…"
