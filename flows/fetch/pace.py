"""When may a host, or the machine behind it, be asked again?

One request at a time for each host, and for each host and each address at least the delay between two, counted from
the moment the last request left. Hosts that share a machine share its pace.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

# A little more than the delay, since two requests can be differently long on their way.
MARGIN_SHARE: Final = 0.05
# How much of a delay a late answer may add to it. Without a limit a crawl of 50 hosts kept 43 % of the pace that it may
# keep on a busy machine, where every answer is late by its turn.
MAX_LATE_SHARE: Final = 0.15
# Answers 429 and 503 double a host's delay, at most so often.
MAX_SLOWDOWN: Final = 32
# After so many failures in a row a host is left alone for the rest of the run.
MAX_FAILURES: Final = 5


class Turn:
    """One permission to send one request."""

    def __init__(self, on_sent: Callable[[float], None]) -> None:
        """Keep whom to tell when the request leaves."""
        self._on_sent: Callable[[float], None] | None = on_sent
        self.sent_at = 0.0  # monotonic, as is
        self.answered_at = 0.0

    def mark_answered(self) -> None:
        """Note that the answer begins to come in now."""
        self.answered_at = time.monotonic()

    def mark_sent(self) -> None:
        """Note that the request leaves now, or that it never will."""
        if self._on_sent is not None:
            self.sent_at = time.monotonic()
            self._on_sent(self.sent_at)
            self._on_sent = None


@dataclass(slots=True, kw_only=True)
class HostState:
    """What a run has learnt of one host."""

    slowdown: int = 1
    failures: int = 0
    held_until: float = 0.0  # monotonic
    parked: str = ""  # why the host is left alone
    least_s: float | None = None  # the quickest answer
    asked_delay_s: float = 0.0  # what its robots.txt asks for


@dataclass(slots=True, kw_only=True)
class Pacer:
    """Keeps the pace of every host and address of a run."""

    _locks: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _next_at: dict[str, float] = field(default_factory=dict)
    _hosts: defaultdict[str, HostState] = field(default_factory=lambda: defaultdict(HostState))

    @asynccontextmanager
    async def turn(self, host: str, address: str, *, delay_s: float, machine_delay_s: float) -> AsyncIterator[Turn]:
        """Wait until host and address may be asked; hold the host until the answer is in.

        The address is held only until the request has left, and waits only for its own delay: a host that answers
        slowly, or wants a long pause, must not keep its neighbours on the same machine waiting.
        """
        machine = f"address {address}"
        async with self._locks[f"host {host}"]:
            await _sleep_until(max(self._next_at.get(host, 0.0), self._hosts[host].held_until))
            await self._locks[machine].acquire()
            turn = Turn(partial(self._sent, machine, machine_delay_s=machine_delay_s))
            try:
                await _sleep_until(self._next_at.get(machine, 0.0))
                yield turn
            finally:
                turn.mark_sent()
                self._answered(host, turn, delay_s=delay_s)

    def _sent(self, machine: str, at: float, *, machine_delay_s: float) -> None:
        """Reckon from a request that left, and let the address go."""
        self._next_at[machine] = at + machine_delay_s * (1 + MARGIN_SHARE)
        self._locks[machine].release()

    def _answered(self, host: str, turn: Turn, *, delay_s: float) -> None:
        """Reckon the host's delay from when the request must have arrived.

        An answer that took longer than the quickest of its host may mean that its request arrived later by so much.
        """
        state = self._hosts[host]
        took_s = (turn.answered_at or time.monotonic()) - turn.sent_at
        late_s = took_s - min(state.least_s, took_s) if state.least_s is not None else took_s
        if turn.answered_at:
            state.least_s = took_s if state.least_s is None else min(state.least_s, took_s)
        pause_s = delay_s * state.slowdown
        self._next_at[host] = turn.sent_at + pause_s * (1 + MARGIN_SHARE) + min(late_s, pause_s * MAX_LATE_SHARE)

    def hold(self, host: str, *, seconds: float) -> None:
        """Leave a host alone for a while, as it asked."""
        self._hosts[host].held_until = time.monotonic() + seconds

    def slow_down(self, host: str) -> None:
        """Double a host's delay: it said that it is overloaded."""
        state = self._hosts[host]
        state.slowdown = min(state.slowdown * 2, MAX_SLOWDOWN)

    def note_success(self, host: str) -> None:
        """Forget the failures of a host that answers, and return to its pace step by step."""
        state = self._hosts[host]
        state.failures = 0
        state.slowdown = max(state.slowdown // 2, 1)

    def note_failure(self, host: str, *, reason: str) -> None:
        """Count a failure; the last straw parks the host."""
        state = self._hosts[host]
        state.failures += 1
        if state.failures >= MAX_FAILURES:
            state.parked = f"{host} failed {state.failures} times in a row, the last time so: {reason}"

    def park(self, host: str, *, reason: str) -> None:
        """Leave a host alone for the rest of the run."""
        self._hosts[host].parked = reason

    def why_parked(self, host: str) -> str:
        """Return why a host is left alone, or nothing."""
        return self._hosts[host].parked

    def note_asked_delay(self, host: str, *, delay_s: float) -> None:
        """Remember that a host asks for a slower pace than the own one."""
        self._hosts[host].asked_delay_s = delay_s

    def why_slow(self, host: str) -> str:
        """Return why a host is left alone or asked slowly, or nothing."""
        state = self._hosts[host]
        if state.parked:
            return state.parked
        if state.slowdown > 1:
            return f"overloaded, asked {state.slowdown} times more slowly"
        return f"robots.txt asks for {state.asked_delay_s:g} s between pages" if state.asked_delay_s else ""


async def _sleep_until(at: float) -> None:
    """Sleep until a moment of the monotonic clock."""
    wait_s = at - time.monotonic()
    if wait_s > 0:
        await asyncio.sleep(wait_s)
