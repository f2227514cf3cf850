"""What does a warehouse hold, as Markdown to paste into a mail or an issue?"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from flows.commands.print_rows import CONTROL, cell_text
from warehouse.query import run_query
from warehouse.statements import read_sql

SITES_SHOWN = 20
CELL_CHARACTERS = 80
# What Markdown would read as its own.
SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#"})


def summary_lines(snapshot: Path) -> list[str]:
    """Return the lines of a summary: the headline numbers, the last run, the sites worst first."""
    names, totals = _asked(snapshot, "ask/totals.sql")
    _, runs = _asked(snapshot, "ask/runs.sql")
    columns, shown = _asked(snapshot, "ask/summary.sql")
    found = dict(zip(names, totals[0], strict=True))
    last = next(iter(runs), None)
    return [
        "# winnow: summary",
        "",
        f"Snapshot {snapshot.resolve().name}; last run {as_markdown(last[0]) if last else 'none'}.",
        "A score says how content-farm-like and how well sourced texts are, not whether they are true.",
        "",
        *(f"- {name.replace('_', ' ')}: {as_markdown(value) or '?'}" for name, value in found.items()),
        "",
        f"## Sites, worst first ({min(len(shown), SITES_SHOWN)} of {len(shown)})",
        "",
        *_table(columns, shown[:SITES_SHOWN]),
    ]


def _asked(snapshot: Path, name: str) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Return column names and all rows; one query ends before the next begins."""
    columns, rows = run_query(snapshot, read_sql(name))
    return columns, list(rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    lines += [f"| {' | '.join(as_markdown(value) or '?' for value in row)} |" for row in rows]
    return lines


def as_markdown(value: object) -> str:
    """Return a value as words that Markdown prints as they are, in one line."""
    words = " ".join(cell_text(value).translate(CONTROL).split())
    return (words if len(words) <= CELL_CHARACTERS else words[: CELL_CHARACTERS - 1] + "…").translate(SPECIAL)
