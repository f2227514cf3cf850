"""How does a long run show where it is: bars on a terminal, a line now and then elsewhere, nothing when quiet?"""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from flows.plain import plain
from flows.voice import Level, Line, manner, say

# Without a terminal a line a stage every ten seconds is enough to see that it lives.
LINE_EVERY_S = 10.0
# A terminal shows so many hosts that are at work, each on a line of its own.
HOSTS_SHOWN = 12
# The event of what concerns a list of pages, and so more than one of them.
DISCOVER = "discover"
# How a page's numbers are said to people; machines get them by these names.
NUMBERS = {"status": "{}", "bytes": "{:,} bytes", "ms": "{:,} ms", "score": "score {}", "claims": "{:,} claims"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLine:
    """How far one host is."""

    name: str
    done: int
    total: int
    failed: int
    slow: str  # why it is left alone, empty where it is not
    seconds: float  # since its first page was done

    @property
    def is_done(self) -> bool:
        """Tell whether nothing of it waits."""
        return self.done >= self.total

    def __str__(self) -> str:
        """Return the facts beside the counts: rate, failures, and what slows it."""
        # One page has no rate, nor have pages that came at once.
        rate = f"{(self.done - 1) / self.seconds:.1f} req/s" if self.done > 1 and self.seconds >= 1 else ""
        return ", ".join(part for part in (rate, f"{self.failed} failed" if self.failed else "", self.slow) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTold:
    """What came of fetching or reading one page."""

    event: str  # fetch or read
    url: str
    host: str
    outcome: str
    why: str  # in words
    source: str = ""
    is_bad: bool = False
    facts: Mapping[str, object] | None = None

    def __str__(self) -> str:
        """Return the line for people: the outcome, the address, the source it is of, and why."""
        if self.event == DISCOVER:
            return self.why
        why = "" if self.why == self.outcome else self.why
        named = why if self.url in why else ": ".join(part for part in (self.url, why) if part)
        facts = [NUMBERS[name].format(value) for name, value in (self.facts or {}).items() if value is not None]
        facts += [f"of {self.source}"] if self.source else []
        return f"{self.outcome.replace('_', ' ')}  {named}" + (f" ({', '.join(facts)})" if facts else "")


class Reporter(Protocol):
    """What a run tells while it works."""

    hosts: dict[str, HostLine]  # how far fetching is with each

    def page(self, told: PageTold) -> None:
        """Say what came of one page, to those who want to hear of each."""

    def note(self, text: str) -> None:
        """Say one thing."""

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Say how far a stage is; `total` None while it is not known."""

    def step(self, stage: str, total: int | None, detail: str = "") -> None:
        """Say that one more of a stage is done."""

    def host(self, name: str, *, done: int, total: int, failed: int, slow: str) -> None:
        """Say how far fetching is with one host, of the pages known so far."""


class Stages:
    """Counts the steps of stages that several threads work on, and what was fetched of each host."""

    def __init__(self) -> None:
        """Start every stage at 0."""
        self.done: Counter[str] = Counter()
        self.totals: Counter[str] = Counter()  # the highest that was told: it grows while pages are still fetched
        self.hosts: dict[str, HostLine] = {}
        self.began: dict[str, float] = {}
        self.lock = Lock()

    def step(self, stage: str, total: int | None, detail: str = "") -> None:
        """Say that one more of a stage is done."""
        with self.lock:
            is_over = 0 < self.totals[stage] <= self.done[stage]
            if is_over and (total or 0) <= self.totals[stage]:  # another run of this process begins
                self.done[stage] = self.totals[stage] = 0
            self.done[stage] += 1
            self.totals[stage] = max(self.totals[stage], total or 0)
            self.advance(stage, self.done[stage], self.totals[stage] or None, detail)

    def host(self, name: str, *, done: int, total: int, failed: int, slow: str) -> None:
        """Say how far one host is, and all of them together."""
        with self.lock:
            now = time.monotonic()
            seconds = now - self.began.setdefault(name, now)
            line = HostLine(name=name, done=done, total=total, failed=failed, slow=slow, seconds=seconds)
            self.hosts[name] = line
            self.show_host(line)
            ended = sum(each.is_done for each in self.hosts.values())
            fetched = sum(each.done for each in self.hosts.values())
            known = sum(each.total for each in self.hosts.values())
            self.advance("fetch", fetched, known, f"{ended} of {len(self.hosts)} hosts done")

    def page(self, told: PageTold) -> None:
        """Say it where somebody asked for every page, or where it is about a whole source."""
        if manner().verbose or told.event == DISCOVER:
            self.note(str(told))

    def note(self, text: str) -> None:
        """Say one thing."""
        raise NotImplementedError

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Say how far a stage is."""
        raise NotImplementedError

    def show_host(self, line: HostLine) -> None:
        """Show one host's line."""


class Silent(Stages):
    """Says nothing."""

    def note(self, text: str) -> None:
        """Say nothing."""

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Say nothing."""


class Lines(Stages):
    """Lines on standard error, for logs and pipes."""

    def __init__(self) -> None:
        """Remember when each stage and host last spoke."""
        super().__init__()
        self.spoke: dict[str, float] = {}
        self.ended: dict[str, int] = {}  # at how many steps it last seemed to be at its end

    def note(self, text: str) -> None:
        """Write the line."""
        say(Line(message=text))

    def page(self, told: PageTold) -> None:
        """Write a line for machines, which have one for every page, or for whoever asked for it."""
        if not manner().is_json:
            super().page(told)
            return
        facts = {"outcome": told.outcome, "source": told.source or None, **(told.facts or {})}
        level = Level.WARNING if told.is_bad else Level.INFO
        say(Line(message=told.why, event=told.event, level=level, url=told.url, host=told.host, facts=facts))

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Write a line when the stage has been silent for a while, or is done."""
        now = time.monotonic()
        is_late = now - self.spoke.get(stage, 0.0) >= LINE_EVERY_S
        if is_late or self._ends(stage, done, total):
            self.spoke[stage] = now
            said = f"{stage} {done}{f'/{total}' if total is not None else ''} {detail}".rstrip()
            say(Line(message=said, event="progress", facts={"stage": stage, "done": done, "total": total}))

    def show_host(self, line: HostLine) -> None:
        """Write a host's line when all of it that is known is fetched."""
        if self._ends(line.name, line.done, line.total):
            facts = {"done": line.done, "total": line.total, "failed": line.failed}
            said = f"{line.name} {line.done}/{line.total} {line}".rstrip()
            say(Line(message=said, event="host", host=line.name, facts=facts))

    def _ends(self, stage: str, done: int, total: int | None) -> bool:
        """Tell whether a stage seems to be done, and not only a step further than when it last seemed so.

        A host whose pages are found one by one is at its end after each of them.
        """
        last = self.ended.get(stage, 0)
        if done < last:  # begun again, by the next crawl
            self.ended[stage] = last = 0
        if done != total or last <= done < 2 * last:
            return False
        self.ended[stage] = done
        return True


class Bars(Stages):
    """Rich progress bars on standard error: one a stage, and one for each host at work."""

    def __init__(self) -> None:
        """Prepare the bars; they appear with the first stage."""
        super().__init__()
        from rich.console import Console  # noqa: PLC0415 - only for terminals
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[detail]}", table_column=None),
            console=Console(stderr=True),
        )
        self.tasks: dict[str, int] = {}

    def note(self, text: str) -> None:
        """Print the line above the bars."""
        self.progress.console.print(plain(text), highlight=False, markup=False)

    def advance(self, stage: str, done: int, total: int | None, detail: str = "") -> None:
        """Move the stage's bar."""
        from rich.markup import escape  # noqa: PLC0415 - as above

        if stage not in self.tasks:
            self.tasks[stage] = self.progress.add_task(stage, total=total, detail="")
        # rich's own type for task ids is an int with a name
        self.progress.update(self.tasks[stage], completed=done, total=total, detail=escape(plain(detail)[:60]))  # type: ignore[arg-type]

    def show_host(self, line: HostLine) -> None:
        """Show the host's bar while it works; of very many hosts at work the first ones."""
        self.advance(f"  {line.name}", line.done, line.total, str(line))
        at_work = [f"  {each.name}" for each in self.hosts.values() if not each.is_done][:HOSTS_SHOWN]
        for name, task in self.tasks.items():
            if name.startswith("  "):
                self.progress.update(task, visible=name in at_work)  # type: ignore[arg-type] # as above


CURRENT: list[Reporter] = [Silent()]


def reporter() -> Reporter:
    """Return whoever listens to this process's run."""
    return CURRENT[-1]


@contextmanager
def reporting() -> Iterator[Reporter]:
    """Let a run in this block speak: bars on a terminal, lines elsewhere and for machines, nothing when quiet."""
    if manner().quiet and not manner().is_json:
        yield from _listening(Silent())
    elif sys.stderr.isatty() and not manner().is_json:
        bars = Bars()
        with bars.progress:
            yield from _listening(bars)
    else:
        yield from _listening(Lines())


@contextmanager
def heard_by(listener: Reporter) -> Iterator[Reporter]:
    """Let a run in this block speak to this listener."""
    yield from _listening(listener)


def _listening(listener: Reporter) -> Iterator[Reporter]:
    CURRENT.append(listener)
    try:
        yield listener
    finally:
        CURRENT.pop()
