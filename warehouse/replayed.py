"""Which kept pages does a condition choose, and what does reading them again change?"""

from pathlib import Path

from warehouse.query import Answer, run_query
from warehouse.statements import read_sql

_PLACE = "/* condition */ true"


def chosen_addresses(snapshot: Path, where: str | None) -> frozenset[str]:
    """Return the addresses of the articles that an SQL condition over `articles` holds for; all without one.

    The condition is run as analysts' queries are: read-only, cut off from everything but the snapshot.
    """
    query = read_sql("ask/where.sql").replace(_PLACE, f"(\n{where or 'true'}\n)")
    _, rows = run_query(snapshot, query)
    return frozenset(url for (url,) in rows)


def replay_changes(snapshot: Path, *, run_id: str, urls: frozenset[str]) -> Answer:
    """Return columns and rows of what the run reads otherwise than the recipe before it: field, before, after, why."""
    return run_query(snapshot, read_sql("ask/replayed.sql"), parameters={"run_id": run_id, "urls": sorted(urls)})
