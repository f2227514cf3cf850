"""What does a flow run leave in Prefect for people: progress, summary, sources, quarantine, link to the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.exceptions import PrefectException

from extractors.errors import RunError
from flows.commands.print_rows import json_value
from warehouse.query import run_query
from warehouse.statements import read_sql

# Prefect keeps artifacts in its database; a longer list is in the report.
ROWS_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What one run did, in numbers."""

    run_id: str
    stopped: bool  # as somebody asked; the rest is left to the next run
    outcomes: Mapping[str, int]  # fetch outcome → pages
    read: int
    unreadable: int
    new_rows: Mapping[str, int]  # table → rows
    seconds: float
    snapshot: str
    report: str  # empty: a run that was stopped writes none

    def as_json(self) -> dict[str, object]:
        """Return the summary as JSON-able values."""
        return {
            "run_id": self.run_id,
            "stopped": self.stopped,
            "fetch_outcomes": dict(self.outcomes),
            "pages_read": self.read,
            "pages_unreadable": self.unreadable,
            "new_rows": dict(self.new_rows),
            "seconds": round(self.seconds, 1),
            "snapshot": self.snapshot,
            "report": self.report,
        }


class ReadingProgress:
    """The bar on a run's page in Prefect: pages read, of those that were asked for so far."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.artifact: UUID | None = None
        self.is_heard = True

    def show(self, done: int, asked: int) -> None:
        """Move the bar; once Prefect does not take it, leave it: the run says so at its end."""
        if not self.is_heard:
            return
        share, words = 100 * done / max(asked, 1), f"{done:,} of {asked:,} pages read"
        try:
            if self.artifact is None:
                made = create_progress_artifact(share, key="winnow-progress", description=words)
                self.artifact = (
                    made if isinstance(made, UUID) else None
                )  # a coroutine in an event loop, which this is not in
            else:
                update_progress_artifact(self.artifact, share, description=words)
        except (httpx.HTTPError, PrefectException):
            self.is_heard = False


def publish_artifacts(summary: RunSummary) -> None:
    """Write what a run leaves behind at its end; the same keys each time, so that Prefect keeps their history."""
    snapshot = Path(summary.snapshot)
    create_markdown_artifact(key="winnow-summary", markdown=_markdown(summary), description="What the run did")
    create_table_artifact(
        key="winnow-sources", table=_table(snapshot, "ask/sources.sql", {}), description="Sites, worst first"
    )
    create_table_artifact(
        key="winnow-quarantine",
        table=_table(snapshot, "ask/quarantine.sql", {"run_id": summary.run_id}),
        description="Pages that did not become articles, and why",
    )
    if summary.report:
        create_link_artifact(
            key="winnow-report",
            link=Path(summary.report).resolve().as_uri(),
            link_text="The report",
            description="Static HTML",
        )


def _markdown(summary: RunSummary) -> str:
    fetched = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(summary.outcomes.items()))
    rows = ", ".join(f"{count:,} {name}" for name, count in summary.new_rows.items() if count)
    return "\n".join(
        (
            f"# Run {summary.run_id}{', stopped before its end' if summary.stopped else ''}",
            "",
            f"- fetches: {fetched or 'none'}",
            f"- pages read: {summary.read}; unreadable: {summary.unreadable}",
            f"- new rows: {rows or 'none'}",
            f"- seconds: {summary.seconds:.1f}",
            f"- snapshot: `{summary.snapshot}`",
        )
    )


def _table(snapshot: Path, name: str, parameters: Mapping[str, str]) -> list[dict[str, object]]:
    columns, rows = run_query(snapshot, read_sql(name), parameters=parameters)
    found: list[Sequence[object]] = []
    for row in rows:
        if len(found) == ROWS_SHOWN:
            break
        found.append(row)
    if not columns:
        raise RunError(f"{name}: no columns")
    return [{name: json_value(value) for name, value in zip(columns, row, strict=True)} for row in found]
