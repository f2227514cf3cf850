"""When may a host, or the machine behind it, be asked again?

One request at a time for each host, and for each host and each address at least the delay between two, counted from
the moment the last request left. Hosts that share a machine share its pace, and flows that run side by side share both.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from flows.fetch.pace_table import PaceTable

# A little more than the delay: requests to one address can be differently long on their way.
MARGIN_SHARE: Final = 0.05
# The same for one host, where it is known how late each request may have been.
HOST_MARGIN_SHARE: Final = 0.01
# But never less than this: flows that run side by side do not know how late each other's requests are.
LEAST_MARGIN_S: Final = 0.005
# The most that a late answer adds to the delay. On a machine with six processes to a core, answers were late by a tenth
# of a second; what is later than this is a page that takes long to make.
MAX_LATE_S: Final = 0.25
# How long another flow leaves a host alone while this one connects to it.
CONNECT_S: Final = 2.0
# Answers 429 and 503 double a host's delay, at most so often.
MAX_SLOWDOWN: Final = 32
# After so many failures in a row a host is left alone for so long, in this run and those that follow.
MAX_FAILURES: Final = 5
PARK_S: Final = 86_400.0


class Turn:
    """One permission to send one request."""

    def __init__(self, on_sent: Callable[[float], None]) -> None:
        """Keep whom to tell when the request leaves."""
        self._on_sent: Callable[[float], None] | None = on_sent
        self.sent_at = 0.0  # monotonic, as is
        self.answered_at = 0.0  # when its first byte came, 0 for never

    def mark_sent(self) -> None:
        """Note that the request leaves now, or that it never will."""
        if self._on_sent is not None:
            self.sent_at = time.monotonic()
            self._on_sent(self.sent_at)
            self._on_sent = None


@dataclass(slots=True, kw_only=True)
class HostPace:
    """What a run has learnt of one host."""

    slowdown: int = 1
    failures: int = 0
    held_until: float = 0.0  # monotonic
    parked: str = ""  # why the host is left alone
    parked_until: float = 0.0  # monotonic
    least_s: float | None = None  # the quickest answer
    asks: str = ""  # the pause that its robots.txt asks for, in words

    @property
    def parked_for_s(self) -> float:
        """How long the host is still left alone."""
        return self.parked_until - time.monotonic()


@dataclass(slots=True, kw_only=True)
class Pacer:
    """Keeps the pace of every host and address of a run."""

    _hosts_at: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by address
    _locks: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    table: PaceTable = field(default_factory=PaceTable)
    on_parked: Callable[[str, HostPace], None] | None = None
    _hosts: defaultdict[str, HostPace] = field(default_factory=lambda: defaultdict(HostPace))

    @asynccontextmanager
    async def turn(self, host: str, address: str, *, delay_s: float, machine_delay_s: float) -> AsyncIterator[Turn]:
        """Wait until host and address may be asked; hold the host until the answer is in.

        The address is held only until the request has left, and waits only for its own delay: a host that answers
        slowly, or wants a long pause, must not keep its neighbours on the same machine waiting.
        """
        machine, own = f"address {address}", f"host {host}"
        self._hosts_at[machine].add(host)
        async with self._locks[own]:
            await self._until_free(host, own)
            await self._locks[machine].acquire()
            turn = Turn(partial(self._sent, machine, own, machine_delay_s=machine_delay_s, delay_s=delay_s))
            try:
                await self._claim(own, machine, delay_s=max(delay_s, machine_delay_s))
                yield turn
            finally:
                turn.mark_sent()
                self._answered(host, turn, delay_s=delay_s)

    async def _until_free(self, host: str, own: str) -> None:
        """Wait until a host may be asked, as far as is known now."""
        wait_s = max(self.table.free_at(own), self._hosts[host].held_until) - time.monotonic()
        if wait_s > 0:
            await asyncio.sleep(wait_s)

    async def _claim(self, own: str, machine: str, *, delay_s: float) -> None:
        """Take the turn of host and address, before any other flow does."""
        while True:
            until = time.monotonic() + delay_s + CONNECT_S
            wait_s = self.table.claim({own: until, machine: until})
            if not wait_s:
                return
            await asyncio.sleep(wait_s)

    def _sent(self, machine: str, own: str, at: float, *, machine_delay_s: float, delay_s: float) -> None:
        """Reckon from a request that left, and let the address go."""
        margin = MARGIN_SHARE if len(self._hosts_at[machine]) > 1 else HOST_MARGIN_SHARE
        self.table.put_off(machine, at + _with_margin(machine_delay_s, margin))
        self.table.put_off(own, at + delay_s)
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
        late_s = min(late_s, MAX_LATE_S) if delay_s else 0.0
        self.table.put_off(f"host {host}", turn.sent_at + _with_margin(pause_s, HOST_MARGIN_SHARE) + late_s)

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
            why = f"{host} failed {state.failures} times in a row, the last time so: {reason}"
            self.park(host, reason=why, seconds=PARK_S)

    def park(self, host: str, *, reason: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        state = self._hosts[host]
        state.parked, state.parked_until = reason, time.monotonic() + seconds
        if self.on_parked is not None:
            self.on_parked(host, state)

    def why_parked(self, host: str) -> str:
        """Return why a host is left alone, or nothing; one whose time is over begins anew."""
        state = self._hosts[host]
        if state.parked and state.parked_for_s <= 0:
            state.parked, state.failures = "", 0
        return state.parked

    def states(self) -> Mapping[str, HostPace]:
        """Return what is known of every host."""
        return self._hosts

    def note_asked_delay(self, host: str, *, wanted_s: float, kept_s: float) -> None:
        """Remember that a host asks for a slower pace than the own one, and how much of it is kept."""
        limit = f", {kept_s:g} s are kept" if kept_s < wanted_s else ""
        self._hosts[host].asks = f"robots.txt asks for {wanted_s:g} s between pages{limit}"

    def why_slow(self, host: str) -> str:
        """Return why a host is left alone or asked slowly, or nothing."""
        state = self._hosts[host]
        if state.parked:
            return state.parked
        if state.slowdown > 1:
            return f"overloaded, asked {state.slowdown} times more slowly"
        return state.asks


def _with_margin(delay_s: float, share: float) -> float:
    """Return a delay and a little more; no delay stays none."""
    return delay_s + max(delay_s * share, LEAST_MARGIN_S) if delay_s else 0.0
