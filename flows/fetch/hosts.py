"""Which hosts are left alone from one run to the next?

A host that failed five times in a row, or asked to be left alone, is parked until a moment that the warehouse keeps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flows.fetch.journal import CrawlJournal
from flows.fetch.pace import HostPace, Pacer
from flows.settings import Settings
from warehouse.history import HostState
from warehouse.records import HostRow


@dataclass(slots=True, kw_only=True)
class HostKeeper:
    """Recalls how hosts were, and writes down how they are."""

    run_id: str
    settings: Settings
    pacer: Pacer
    journal: CrawlJournal | None
    _recalled: set[str] = field(default_factory=set)
    _written: int = 0

    def recall(self, known: Mapping[str, HostState]) -> None:
        """Tell the pacer what is known; a pause longer than the settings' own is that of a clock that was wrong."""
        self.pacer.on_parked = self._note_one
        now = datetime.now(UTC)
        for host, state in known.items():
            self._recalled.add(host)
            left_s = (state.parked_until - now).total_seconds() if state.parked_until is not None else 0.0
            if 0 < left_s <= self.settings.park_s:
                self.pacer.park(host, reason=state.reason, seconds=left_s)

    def note(self) -> None:
        """Write down every host that is not as it was recalled."""
        for host, state in self.pacer.states().items():
            if state.failures or host in self._recalled:
                self._note_one(host, state)

    def _note_one(self, host: str, state: HostPace) -> None:
        if self.journal is None:
            return
        left_s = min(state.parked_for_s, self.settings.park_s)
        until = datetime.now(UTC) + timedelta(seconds=left_s) if state.parked and left_s > 0 else None
        self._written += 1
        self.journal.add(
            HostRow(
                host=host,
                failures=state.failures,
                parked_until=until,
                reason=state.parked,
                run_id=self.run_id,
                state_order=self._written,
            )
        )
