"""When may a host, or the machine behind it, be asked again?

One request at a time for each host and each address, and at least the delay between two, counted from the moment
the last request left. Hosts that share a machine share its pace.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

# Two requests of one delay apart can arrive a little closer: the first may have been slow on its way.
ARRIVAL_MARGIN_S: Final = 0.01
# Answers 429 and 503 double a host's delay, at most so often.
MAX_SLOWDOWN: Final = 32
# After so many failures in a row a host is left alone for the rest of the run.
MAX_FAILURES: Final = 5


@dataclass(slots=True, kw_only=True)
class Turn:
    """One permission to send one request."""

    sent_at: float | None = None  # monotonic; None: nothing was sent

    def mark_sent(self) -> None:
        """Note that the request leaves now."""
        self.sent_at = time.monotonic()


@dataclass(slots=True, kw_only=True)
class HostState:
    """What a run has learnt of one host."""

    slowdown: int = 1
    failures: int = 0
    held_until: float = 0.0  # monotonic
    parked: str = ""  # why the host is left alone


@dataclass(slots=True, kw_only=True)
class Pacer:
    """Keeps the pace of every host and address of a run."""

    _locks: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _next_at: dict[str, float] = field(default_factory=dict)
    _hosts: defaultdict[str, HostState] = field(default_factory=lambda: defaultdict(HostState))

    @asynccontextmanager
    async def turn(self, host: str, address: str, *, delay_s: float) -> AsyncIterator[Turn]:
        """Wait until host and address may be asked, and hold both until the answer is in.

        Hosts are locked before addresses, by everybody, so that no two can wait for each other.
        """
        keys = (f"host {host}", f"address {address}")
        turn = Turn()
        async with self._locks[keys[0]], self._locks[keys[1]]:
            await self._wait(keys, host=host)
            try:
                yield turn
            finally:
                sent_at = turn.sent_at if turn.sent_at is not None else time.monotonic()
                pause_s = delay_s * self._hosts[host].slowdown
                for key in keys:
                    self._next_at[key] = sent_at + pause_s + (ARRIVAL_MARGIN_S if pause_s else 0.0)

    async def _wait(self, keys: tuple[str, str], *, host: str) -> None:
        """Sleep until the latest of the times that speak against asking."""
        at = max(self._next_at.get(key, 0.0) for key in keys)
        wait_s = max(at, self._hosts[host].held_until) - time.monotonic()
        if wait_s > 0:
            await asyncio.sleep(wait_s)

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
