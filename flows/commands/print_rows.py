"""How are rows printed: a table for people, JSON or CSV for programs?"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from warehouse.query import safe_cell

Rows = Iterable[Sequence[object]]
# A terminal cell longer than this is cut with an ellipsis; --json and --csv have all of it.
CELL_CHARACTERS = 160
# A terminal shows so many rows and says that there are more.
TABLE_ROWS = 200
# Control characters of a page must not reach a terminal.
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(128, 160)], "\N{REPLACEMENT CHARACTER}")


def print_rows(columns: Sequence[str], rows: Rows, *, form: str) -> None:
    """Print rows on standard output as `table`, `json` (one array of objects) or `csv`."""
    printers: dict[str, Callable[[Sequence[str], Rows], None]] = {"table": _table, "json": _json, "csv": _csv}
    printers[form](columns, rows)


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
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _csv(columns: Sequence[str], rows: Rows) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(_cell(value)) for value in row])


def _table(columns: Sequence[str], rows: Rows) -> None:
    from rich import box  # noqa: PLC0415 - only for terminals
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(*columns, box=box.SIMPLE_HEAD)
    more = False
    for number, row in enumerate(rows):
        if number == TABLE_ROWS:
            more = True
            break
        table.add_row(*(Text(_short(_cell(value))) for value in row))
    console = Console()
    console.print(table)
    if more:
        console.print(f"first {TABLE_ROWS} rows; --json or --csv print all")


def _cell(value: object) -> str:
    if value is None:
        return ""
    shown = json_value(value)
    return json.dumps(shown, ensure_ascii=False) if isinstance(shown, list | dict) else str(shown)


def _short(text: str) -> str:
    clean = text.translate(CONTROL)
    return clean if len(clean) <= CELL_CHARACTERS else clean[: CELL_CHARACTERS - 1] + "…"
