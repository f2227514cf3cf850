"""How is one address asked politely and, where that can help, again?

Every request waits for its host's turn; network trouble, 429 and 5xx are tried again with growing, jittered pauses;
a host that says Retry-After is left alone for so long.
"""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from flows.fetch.addresses import AddressBook
from flows.fetch.exchange import Caller, Exchange, TypeCheck
from flows.fetch.pace import Pacer
from flows.fetch.problem import FetchProblem
from flows.fetch.urls import WebAddress
from flows.settings import Settings

# Retry-After above this is not believed (RFC 9110 sets no limit; an hour is what a run can plan with).
MAX_RETRY_AFTER_S: Final = 3600.0
_TRY_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_OVERLOADED: Final = frozenset({429, 503})


@dataclass(slots=True, kw_only=True)
class Asker:
    """Asks for single addresses, all of one run."""

    settings: Settings
    caller: Caller
    book: AddressBook
    pacer: Pacer
    places: asyncio.Semaphore  # how many hosts may be asked at one time

    async def ask(
        self, address: WebAddress, *, headers: Mapping[str, str], check_type: TypeCheck, delay_s: float
    ) -> tuple[Exchange, FetchProblem | None]:
        """Ask until there is an answer that will not change by asking again."""
        attempt = 0
        while True:
            exchange, problem = await self._once(address, headers=headers, check_type=check_type, delay_s=delay_s)
            wait_s = self._wait_before_retry(exchange, problem, attempt=attempt)
            if wait_s is None or self.pacer.why_parked(address.host):
                return exchange, problem
            attempt += 1
            await asyncio.sleep(wait_s)

    async def _once(
        self, address: WebAddress, *, headers: Mapping[str, str], check_type: TypeCheck, delay_s: float
    ) -> tuple[Exchange, FetchProblem | None]:
        """Wait for the host's turn and ask once."""
        endpoint = await self.book.find(address.host, address.port)
        pace = self.pacer.turn(
            address.host,
            endpoint.first,
            delay_s=delay_s,
            machine_delay_s=min(delay_s, self.settings.delay_s),
        )
        async with pace as turn, self.places:
            exchange, problem = await self.caller.call(address, turn=turn, headers=headers, check_type=check_type)
            self._learn(exchange, problem)  # while the turn lasts: its pause is the first that counts it
        return exchange, problem

    def _learn(self, exchange: Exchange, problem: FetchProblem | None) -> None:
        """Tell the pacer how the host is."""
        host = exchange.address.host
        if exchange.status in _OVERLOADED:
            self.pacer.slow_down(host)
            self._hold(exchange)
        if exchange.status in _TRY_AGAIN or (problem is not None and problem.may_pass):
            self.pacer.note_failure(
                host, reason=problem.reason if problem is not None else f"it answered {exchange.status}"
            )
        else:
            self.pacer.note_success(host)

    def _hold(self, exchange: Exchange) -> None:
        """Leave a host alone for as long as it asks, or for the run when that is too long to wait."""
        seconds = retry_after_s(exchange.header("retry-after"), now=datetime.now(UTC))
        if seconds is None:
            return
        host = exchange.address.host
        if seconds > self.settings.max_wait_s:
            reason = f"{host} asks to be left alone for {seconds:.0f} s (max_wait_s is less)"
            self.pacer.park(host, reason=reason, seconds=seconds)
        else:
            self.pacer.hold(host, seconds=seconds)

    def _wait_before_retry(self, exchange: Exchange, problem: FetchProblem | None, *, attempt: int) -> float | None:
        """Return how long to wait before asking again; None to leave it."""
        passes = exchange.status in _TRY_AGAIN or (problem is not None and problem.may_pass)
        if not passes or attempt >= self.settings.retries:
            return None
        # Half to one and a half: hosts that failed together are not asked again together.
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - not for secrets
        return float(self.settings.retry_wait_s * 2**attempt * jitter)


def retry_after_s(header: str | None, *, now: datetime) -> float | None:
    """Return how long a host asks to be left alone: seconds or a date, an hour at most.

    >>> retry_after_s("120", now=datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    """
    text = (header or "").strip()
    if not text:
        return None
    if text.isdecimal():
        return min(float(text), MAX_RETRY_AFTER_S)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), MAX_RETRY_AFTER_S)
