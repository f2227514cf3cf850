"""What does a flow run leave in Prefect for people: progress, summary, sources, quarantine, link to the report."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
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
from flows.run.progress import HostLine, reporter
from flows.run.run_markdown import run_markdown
from flows.run.run_summary import RunSummary
from warehouse.query import run_query
from warehouse.statements import read_sql

# Prefect keeps artifacts in its database; a longer list is in the report.
ROWS_SHOWN = 200
# Each bar is a call to the server: this many sources have one, told at most so often.
SOURCES_SHOWN = 20
SOURCES_EVERY_S = 10.0
NO_KEY = re.compile(r"[^a-z0-9]+")


class Bars:
    """Bars on a run's page in Prefect: each moves as it is told, until Prefect does not take one."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.made: dict[str, UUID] = {}
        self.is_heard = True

    def show(self, key: str, done: int, total: int, words: str) -> None:
        """Move a bar; once Prefect does not take it, leave all: the run says so at its end."""
        if not self.is_heard:
            return
        share = 100 * done / max(total, 1)
        try:
            if key in self.made:
                update_progress_artifact(self.made[key], share, description=words)
            elif isinstance(made := create_progress_artifact(share, key=key, description=words), UUID):
                self.made[key] = made  # else a coroutine in an event loop, which this is not in
        except (httpx.HTTPError, PrefectException):
            self.is_heard = False


class RunProgress:
    """How far a run is: pages read of those asked for so far, and pages fetched of each source."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.bars = Bars()
        self.told: dict[str, HostLine] = {}
        self.told_at = monotonic()

    def show(self, done: int, asked: int) -> None:
        """Move the bar of pages read."""
        self.bars.show("winnow-progress", done, asked, f"{done:,} of {asked:,} pages read")

    def show_sources(self, *, at_end: bool = False) -> None:
        """Move the bars of sources that came further, now and then; of very many sources the first ones have one."""
        if not at_end and monotonic() - self.told_at < SOURCES_EVERY_S:
            return
        self.told_at = monotonic()
        for name, line in list(reporter().hosts.items())[:SOURCES_SHOWN]:
            if self.told.get(name) != line:
                self.told[name] = line
                words = f"{line.done:,} of {line.total:,} pages of {name} fetched. {line}".strip()
                self.bars.show(f"winnow-progress-{artifact_key(name)}", line.done, line.total, words)


def artifact_key(name: str) -> str:
    """Return a name as Prefect wants a key: small letters, digits and dashes.

    >>> artifact_key("News.Herald.example:8080")
    'news-herald-example-8080'
    """
    return NO_KEY.sub("-", name.lower()).strip("-")


def publish_artifacts(summary: RunSummary) -> None:
    """Write what a run leaves behind at its end; the same keys each time, so that Prefect keeps their history."""
    snapshot = Path(summary.snapshot)
    create_markdown_artifact(key="winnow-summary", markdown=run_markdown(summary), description="What the run did")
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
