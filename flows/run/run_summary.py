"""What did one run do, in numbers?"""

from collections.abc import Mapping
from dataclasses import dataclass


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
