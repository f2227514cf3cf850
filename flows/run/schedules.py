"""Which schedules are there for a warehouse, are they served, and is one of them late?

A process that serves a schedule writes it down beside the warehouse and holds a lease on it as long as it lives; so
whoever asks later sees also what is no longer served, with or without a Prefect server.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cronsim import CronSim

from extractors.ids import hash_id
from flows.sources.timing import Timing
from warehouse.lease import hold_lease, lease_owner

# Prefect starts a process for each run, and that one imports and prepares for half a minute; more on a busy machine.
GRACE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When the flow is to run over which sources."""

    name: str
    cron: str | None  # in UTC; None: every so many seconds
    every_s: int | None
    sources: tuple[str, ...]  # empty: those of the settings
    since: str  # ISO, UTC

    def in_words(self) -> str:
        """Return when it runs."""
        return str(Timing(every_s=self.every_s, cron=self.cron))

    def due_before(self, now: datetime) -> datetime | None:
        """Return the last moment at which a run was to begin; None where there was none yet."""
        since = datetime.fromisoformat(self.since)
        if self.cron:
            due = next(CronSim(self.cron, now + timedelta(seconds=1), reverse=True))
        else:
            assert self.every_s is not None
            due = since + timedelta(seconds=(now - since).total_seconds() // self.every_s * self.every_s)
        return due if due > since else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunRun:
    """A run that began, by whatever started it."""

    started_at: datetime
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleState:
    """A schedule, and how it fares."""

    schedule: Schedule
    is_served: bool
    late_since: datetime | None  # when the run was to begin that did not

    def in_words(self) -> str:
        """Return one line: which, when, and what is wrong with it."""
        line = f"schedule {self.schedule.name!r}, {self.schedule.in_words()}"
        late = f"late since {self.late_since:%Y-%m-%d %H:%M} UTC" if self.late_since else ""
        gone = "" if self.is_served else "its process is gone: start `winnow deploy` again"
        return ": ".join((line, "; ".join(filter(None, (late, gone))) or "served, on time"))


@contextmanager
def kept_schedule(folder: Path, schedule: Schedule) -> Iterator[None]:
    """Keep a schedule written down while the block serves it; one that is not left in order stays written down.

    Ctrl-C and SIGTERM, which comes as SystemExit, are in order: somebody wanted it to end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{hash_id(schedule.name)}.json"
    lease = place.with_suffix(".lease")
    with hold_lease(lease, purpose=f"schedule {schedule.name}"):
        place.write_text(json.dumps(asdict(schedule)), encoding="utf-8")
        try:
            yield
        except (KeyboardInterrupt, SystemExit):
            place.unlink()
            raise
        place.unlink()


def schedule_states(folder: Path, begun: Sequence[BegunRun], *, now: datetime) -> list[ScheduleState]:
    """Return every schedule that was not ended in order; `begun` are the newest runs of the warehouse."""
    return [_state(place, begun, now=now) for place in sorted(folder.glob("*.json"))]


def _state(place: Path, begun: Sequence[BegunRun], *, now: datetime) -> ScheduleState:
    stored = json.loads(place.read_text(encoding="utf-8"))
    schedule = Schedule(**stored | {"sources": tuple(stored["sources"])})
    is_served = lease_owner(place.with_suffix(".lease")) is not None
    return ScheduleState(schedule=schedule, is_served=is_served, late_since=_late_since(schedule, begun, now=now))


def _late_since(schedule: Schedule, begun: Sequence[BegunRun], *, now: datetime) -> datetime | None:
    """Return when the newest run was to begin that did not, once that is longer ago than a start takes."""
    due = schedule.due_before(now - GRACE)
    if due is None:
        return None
    own = [run.started_at for run in begun if not schedule.sources or run.sources == schedule.sources]
    return None if any(moment >= due for moment in own) else due
