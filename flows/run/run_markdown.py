"""What does a run's summary in Prefect say: what it did, what it changed, where to look first?"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from flows.commands.summary import as_markdown
from flows.run.run_summary import RunSummary
from warehouse.query import run_query
from warehouse.statements import read_sql

MINUS = "\N{MINUS SIGN}"


def run_markdown(summary: RunSummary) -> str:
    """Return a run's summary: its counts, the change to what was known before it, the five worst articles."""
    return "\n".join(
        (
            f"# Run {summary.run_id}{', stopped before its end' if summary.stopped else ''}",
            "",
            *_change_lines(_ask(summary, "ask/run_change.sql")[0]),
            *_count_lines(summary),
            "",
            "## Worst articles",
            "",
            *(_article_line(row) for row in _ask(summary, "ask/worst_articles.sql")),
        )
    )


def _ask(summary: RunSummary, name: str) -> Sequence[Mapping[str, object]]:
    columns, rows = run_query(Path(summary.snapshot), read_sql(name), parameters={"run_id": summary.run_id})
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _change_lines(change: Mapping[str, object]) -> list[str]:
    new, changed = change["new_pages"], change["changed_pages"]
    return [
        f"- pages known: {change['pages']:,}, of them {new:,} new and {changed:,} changed",
        f"- mean score: {_moved(change['score'], change['score_before'])}",
        f"- generated authors: {_moved(change['generated'], change['generated_before'])}",
    ]


def _moved(now: object, before: object) -> str:
    """Return a number with its change; unknown is "?", and there is no change to what was unknown.

    >>> _moved(76.96, 75.5), _moved(12, 12), _moved(None, None)
    ('77 (+1.5)', '12 (no change)', '?')
    """
    if not isinstance(now, int | float):
        return "?"
    if not isinstance(before, int | float):
        return f"{now:,.0f}"
    change = round(now - before, 1)
    sign = "+" if change > 0 else MINUS
    return f"{now:,.0f} ({f'{sign}{abs(change):g}' if change else 'no change'})"


def _count_lines(summary: RunSummary) -> list[str]:
    fetched = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(summary.outcomes.items()))
    rows = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in summary.new_rows.items() if count)
    report = f"- report: [{summary.report}]({Path(summary.report).resolve().as_uri()})"
    return [
        f"- fetches: {fetched or 'none'}",
        f"- pages read: {summary.read}; unreadable: {summary.unreadable}",
        f"- new rows: {rows or 'none'}",
        f"- seconds: {summary.seconds:.1f}",
        f"- snapshot: `{summary.snapshot}`",
        *([report] if summary.report else []),
    ]


def _article_line(row: Mapping[str, object]) -> str:
    cost = f"{row['signal']} {row['points']}".replace("_", " ").replace("-", MINUS) if row["signal"] else "nothing"
    new = ", new" if row["is_new"] else ""
    return f"- **{row['score']} {row['grade']}** {as_markdown(row['title'])}, {as_markdown(row['url'])}: {cost}{new}"
