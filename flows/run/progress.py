"""How does a long run show where it is: bars on a terminal, a line now and then elsewhere, nothing when quiet?"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Protocol

# Without a terminal a line a stage every ten seconds is enough to see that it lives.
LINE_EVERY_S = 10.0


class Reporter(Protocol):
    """What a run tells while it works."""

    def note(self, text: str) -> None:
        """Say one thing."""

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Say how far a stage is; `total` None while it is not known."""

    def step(self, stage: str, total: int | None, detail: str = "") -> None:
        """Say that one more of a stage is done."""


class Stages:
    """Counts the steps of stages that several threads work on."""

    def __init__(self) -> None:
        """Start every stage at 0."""
        self.done: Counter[str] = Counter()
        self.totals: Counter[str] = Counter()  # the highest that was told: it grows while pages are still fetched
        self.lock = Lock()

    def step(self, stage: str, total: int | None, detail: str = "") -> None:
        """Say that one more of a stage is done."""
        with self.lock:
            self.done[stage] += 1
            self.totals[stage] = max(self.totals[stage], total or 0)
            self.advance(stage, self.done[stage], self.totals[stage] or None, detail)

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Say how far a stage is."""
        raise NotImplementedError


class Silent(Stages):
    """Says nothing."""

    def note(self, text: str) -> None:
        """Say nothing."""

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Say nothing."""


class Lines(Stages):
    """Plain lines on standard error, for logs and pipes."""

    def __init__(self) -> None:
        """Remember when each stage last spoke."""
        super().__init__()
        self.spoke: dict[str, float] = {}

    def note(self, text: str) -> None:
        """Write the line."""
        sys.stderr.write(f"winnow: {text}\n")

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Write a line when the stage has been silent for a while, or is done."""
        now = time.monotonic()
        if done == total or now - self.spoke.get(stage, 0.0) >= LINE_EVERY_S:
            self.spoke[stage] = now
            self.note(f"{stage} {done}{f'/{total}' if total is not None else ''} {detail}".rstrip())


class Bars(Stages):
    """Rich progress bars on standard error, one a stage."""

    def __init__(self) -> None:
        """Prepare the bars; they appear with the first stage."""
        super().__init__()
        from rich.console import Console  # noqa: PLC0415 - only for terminals
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        self.progress = Progress(
            TextColumn("{task.description:<8}"),
            BarColumn(bar_width=32),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[detail]}", table_column=None),
            console=Console(stderr=True),
        )
        self.tasks: dict[str, int] = {}

    def note(self, text: str) -> None:
        """Print the line above the bars."""
        self.progress.console.print(text, highlight=False, markup=False)

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Move the stage's bar."""
        from rich.markup import escape  # noqa: PLC0415 - as above

        if stage not in self.tasks:
            self.tasks[stage] = self.progress.add_task(stage, total=total, detail="")
        # rich's own type for task ids is an int with a name
        self.progress.update(self.tasks[stage], completed=done, total=total, detail=escape(detail[:60]))  # type: ignore[arg-type]


CURRENT: list[Reporter] = [Silent()]


def reporter() -> Reporter:
    """Return whoever listens to this process's run."""
    return CURRENT[-1]


@contextmanager
def reporting(*, quiet: bool) -> Iterator[Reporter]:
    """Let a run in this block speak: bars on a terminal, lines elsewhere, nothing when quiet."""
    if quiet:
        yield from _listening(Silent())
    elif sys.stderr.isatty():
        bars = Bars()
        with bars.progress:
            yield from _listening(bars)
    else:
        yield from _listening(Lines())


def _listening(listener: Reporter) -> Iterator[Reporter]:
    CURRENT.append(listener)
    try:
        yield listener
    finally:
        CURRENT.pop()
