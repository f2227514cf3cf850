"""How do the JSONL commands read rows, isolate bad ones and write answers in the input's order?"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from extractors.errors import PageError

Row = dict[str, Any]  # JSON at the border: what a user's line holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One input line: its row, or why it is none."""

    number: int
    row: Row | None
    problem: str = ""

    @property
    def name(self) -> str:
        """Return the row's id, or the line's number where it has none."""
        return str((self.row or {}).get("id", f"line {self.number}"))


def read_lines(stream: Iterable[str]) -> Iterator[Line]:
    """Yield each non-blank line as a row; a line that is no JSON object keeps its place with the problem."""
    for number, text in enumerate(stream, start=1):
        if text.strip():
            yield _line(number, text)


def error_row(line: Line, error: PageError) -> Row:
    """Return what stands in the output for a line that could not be answered."""
    return {"id": (line.row or {}).get("id"), "error": str(error), "code": error.code}


def write_rows(rows: Iterable[Row], out: IO[str]) -> int:
    """Write one JSON line per row and return how many of them are errors."""
    errors = 0
    for row in rows:
        errors += "error" in row
        out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        out.flush()
    return errors


def read_stdin() -> Iterator[Line]:
    """Yield the lines of standard input, read as UTF-8 whatever the terminal says."""
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # a TextIOWrapper when run
    yield from read_lines(sys.stdin)


def stdout_utf8() -> IO[str]:
    """Return standard output, set to write UTF-8; lone surrogates are written as escapes."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # as above
    return sys.stdout


def _line(number: int, text: str) -> Line:
    try:
        row = json.loads(text)
    except ValueError as error:
        return Line(number=number, row=None, problem=f"not JSON: {error}")
    except RecursionError:
        return Line(number=number, row=None, problem="nested too deeply")
    if not isinstance(row, dict):
        return Line(number=number, row=None, problem=f"not a JSON object but {type(row).__name__}")
    return Line(number=number, row=row)
