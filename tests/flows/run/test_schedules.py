"""Schedules are written down beside the warehouse, and whoever asks sees which is late and which nobody serves."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.errors import RunError, WarehouseBusyError
from flows.run.schedules import BegunRun, Schedule, kept_schedule, schedule_states

SINCE = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
HOURLY = Schedule(name="hourly", cron=None, every_s=3600, sources=(), since=SINCE.isoformat())
MORNING = Schedule(name="morning", cron="0 6 * * *", every_s=None, sources=("a.txt",), since=SINCE.isoformat())


def run_at(hour: int, minute: int = 0, *sources: str) -> BegunRun:
    return BegunRun(started_at=SINCE.replace(hour=hour, minute=minute), sources=sources)


@pytest.mark.parametrize(
    ("schedule", "now", "begun", "late_since"),
    [
        (HOURLY, timedelta(minutes=50), [], None),
        (HOURLY, timedelta(minutes=61), [], None),
        (HOURLY, timedelta(minutes=70), [], timedelta(hours=1)),
        (HOURLY, timedelta(minutes=70), [run_at(6, 31)], None),
        (HOURLY, timedelta(hours=9), [run_at(6, 31)], timedelta(hours=8)),
        (MORNING, timedelta(minutes=20), [], None),
        (MORNING, timedelta(minutes=40), [], timedelta(minutes=30)),
        (MORNING, timedelta(minutes=40), [run_at(6, 1, "a.txt")], None),
        (MORNING, timedelta(minutes=40), [run_at(6, 1, "b.txt")], timedelta(minutes=30)),
        (MORNING, timedelta(days=2), [run_at(6, 1, "a.txt")], timedelta(days=1, minutes=30)),
    ],
)
def test_a_run_that_did_not_begin_when_it_was_due_is_late(
    schedule: Schedule, now: timedelta, begun: list[BegunRun], late_since: timedelta | None, tmp_path: Path
) -> None:
    with kept_schedule(tmp_path, schedule):
        (state,) = schedule_states(tmp_path, begun, now=SINCE + now)
    assert state.is_served
    assert state.late_since == (None if late_since is None else SINCE + late_since)
    assert ("late since" in state.in_words()) == (late_since is not None)


@pytest.mark.parametrize("end", [None, KeyboardInterrupt(), SystemExit(0)], ids=["done", "Ctrl-C", "SIGTERM"])
def test_a_schedule_that_ends_in_order_leaves_nothing_to_tell(end: BaseException | None, tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt, SystemExit), kept_schedule(tmp_path, HOURLY):
        if end is not None:
            raise end
    assert schedule_states(tmp_path, [], now=SINCE) == []


def test_a_schedule_that_nobody_serves_any_more_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunError), kept_schedule(tmp_path, HOURLY):
        raise RunError("the server is gone")  # as a kill: it is not taken down
    (state,) = schedule_states(tmp_path, [], now=SINCE)
    assert not state.is_served
    assert "its process is gone: start `winnow deploy` again" in state.in_words()


def test_two_schedules_stand_beside_each_other_and_one_name_is_served_once(tmp_path: Path) -> None:
    with kept_schedule(tmp_path, HOURLY), kept_schedule(tmp_path, MORNING):
        assert len(schedule_states(tmp_path, [], now=SINCE)) == 2
        with pytest.raises(WarehouseBusyError, match="schedule hourly"), kept_schedule(tmp_path, HOURLY):
            pass
