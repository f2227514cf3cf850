"""How is one page fetched, from its address to the answer that counts?

robots.txt is asked on every hop, every hop is paced and vetted, every answer is kept as evidence, and what may pass
(network trouble, 429, 5xx) is tried again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from flows.fetch.addresses import AddressBook, Resolver, resolve_host
from flows.fetch.asker import Asker
from flows.fetch.exchange import Caller, Exchange, TypeCheck
from flows.fetch.pace import Pacer
from flows.fetch.pace_table import PaceTable, shared_place
from flows.fetch.problem import FetchProblem, Outcome
from flows.fetch.result import Validator
from flows.fetch.robots import RobotsAnswer, RobotsBook, robots_metas
from flows.fetch.sniff import check_page
from flows.fetch.urls import WebAddress, parse_web_address
from flows.fetch.wire import Wire
from flows.settings import Settings
from flows.warc.write import WarcPlace, WarcWriter

MAX_ROBOTS_REDIRECTS: Final = 5
_ADVICE: Final = {
    401: "it wants a login, which winnow does not give",
    402: "it wants payment",
    403: "the site does not let winnow read it",
    404: "take it out of the source if it is gone",
    410: "it is gone; take it out of the source",
    429: "it was asked too often; raise delay_s or ask later",
    451: "it is withheld for legal reasons",
}
_KNOWN_STATUS: Final = frozenset(HTTPStatus)
_SERVER_TROUBLE: Final = "the site is in trouble; ask later"


def _nothing(_: str) -> bool:
    """Say that nothing was forgotten."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One page to fetch."""

    url: str  # clean
    delay_s: float
    validator: Validator | None = None
    check_type: TypeCheck = check_page


@dataclass(slots=True, kw_only=True)
class Visit:
    """How it went; filled on the way, so that a failure keeps what came before it."""

    url: str
    at: str  # the hop it has come to
    asked_at: datetime
    redirects: list[str] = field(default_factory=list)
    exchange: Exchange | None = None  # the last one that brought an answer
    place: WarcPlace | None = None  # where its body is kept
    body_sha256: str | None = None
    outcome: Outcome = Outcome.FETCHED
    code: str = ""
    reason: str = "fetched"
    robots_line: str | None = None


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Fetches pages for one run."""

    settings: Settings
    asker: Asker
    warc: WarcWriter | None
    forgotten: Callable[[str], bool] = _nothing
    robots: RobotsBook = field(init=False)
    # Packing, writing and waiting for the disk: a thread of their own, so that the pace of others is kept meanwhile.
    writer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="warc"))

    def __post_init__(self) -> None:
        """Let robots.txt be asked for as politely as pages."""
        self.robots = RobotsBook(ask=self._ask_robots, max_age_s=self.settings.robots_age_s)

    async def _in_thread(self, write: Callable[[], WarcPlace]) -> WarcPlace:
        """Do what needs the disk."""
        return await asyncio.get_running_loop().run_in_executor(self.writer, write)

    async def visit(self, target: Target) -> Visit:
        """Fetch one page; every problem becomes an outcome."""
        visit = Visit(url=target.url, at=target.url, asked_at=datetime.now(UTC))
        try:
            await self._follow(visit, target)
        except FetchProblem as problem:
            visit.outcome, visit.code, visit.reason = problem.outcome, problem.code, _about(visit, problem)
            visit.robots_line = getattr(problem, "line", None)
        return visit

    async def _follow(self, visit: Visit, target: Target) -> None:
        """Follow redirects to the answer that counts."""
        address = parse_web_address(target.url)
        while True:
            if self.forgotten(address.href):
                visit.at = visit.url  # the message must not name it
                raise FetchProblem(Outcome.REFUSED, "forgotten", f"{visit.url} leads to an address that was forgotten")
            visit.at = address.href
            delay_s = await self._ask_leave(address, delay_s=target.delay_s)
            exchange, problem = await self.asker.ask(
                address, headers=_conditions(target.validator), check_type=target.check_type, delay_s=delay_s
            )
            visit.exchange = exchange
            if problem is not None and exchange.status < HTTPStatus.BAD_REQUEST:
                await self._keep(visit, exchange, validator=None)
                raise problem
            location = exchange.redirect
            if location is None:
                break
            await self._keep(visit, exchange, validator=None)
            visit.redirects.append(address.href)
            address = parse_web_address(location, base=address.href)
            _check_redirects(visit.redirects, address.href, most=self.settings.max_redirects)
        await self._conclude(visit, exchange, validator=target.validator)

    async def _ask_leave(self, address: WebAddress, *, delay_s: float) -> float:
        """Raise what speaks against asking; return the delay to keep."""
        if self.settings.offline:
            reason = f"{address.href} was not asked for: no connection may leave (offline)"
            raise FetchProblem(Outcome.REFUSED, "offline", reason)
        parked = self.asker.pacer.why_parked(address.host)
        if parked:
            advice = "it is asked again when its time is over (park_s)"
            raise FetchProblem(Outcome.UNREACHABLE, "parked", f"{address.href} was not asked for: {parked}; {advice}")
        await self.asker.book.find(address.host, address.port)
        if not self.settings.respect_robots:
            return delay_s
        rules = await self.robots.rules_for(address)
        rules.check(address)
        if rules.delay_s > delay_s:
            self.asker.pacer.note_asked_delay(address.host, wanted_s=rules.wanted_delay_s, kept_s=rules.delay_s)
        return max(delay_s, rules.delay_s)

    async def _conclude(self, visit: Visit, exchange: Exchange, *, validator: Validator | None) -> None:
        """Say what the last answer means, and keep it."""
        if exchange.status == HTTPStatus.NOT_MODIFIED and validator is not None and validator.body_sha256:
            visit.outcome, visit.reason = Outcome.NOT_MODIFIED, "not changed since the last fetch"
            visit.body_sha256 = validator.body_sha256
        elif not HTTPStatus.OK <= exchange.status < HTTPStatus.MULTIPLE_CHOICES:
            visit.outcome, visit.code = Outcome.HTTP_ERROR, f"http_{exchange.status}"
            visit.reason = f"{exchange.address.href} answered {_status_in_words(exchange.status)}"
        visit.reason += wishes_of(exchange)
        if visit.body_sha256 is None:
            visit.body_sha256 = sha256(exchange.body).hexdigest()
        await self._keep(visit, exchange, validator=validator)

    async def _keep(self, visit: Visit, exchange: Exchange, *, validator: Validator | None) -> None:
        """Write a response, or only that it has not changed."""
        if self.warc is None or not exchange.status:
            return
        known = validator.body_sha256 if validator is not None else None
        if known is None or known != visit.body_sha256 or validator is None or validator.warc_file is None:
            visit.place = await self._in_thread(partial(write_exchange, self.warc, exchange))
            return
        revisit = partial(self.warc.write_revisit, exchange.address.href, status=exchange.status)
        await self._in_thread(
            partial(revisit, headers=exchange.headers, body_sha256=known, fetched_at=exchange.asked_at)
        )
        visit.place = WarcPlace(file=validator.warc_file, offset=validator.warc_offset or 0)

    async def _ask_robots(self, address: WebAddress) -> RobotsAnswer:
        """Fetch a robots.txt, which needs no leave."""
        at = parse_web_address(f"{address.origin}/robots.txt")
        try:
            for _ in range(MAX_ROBOTS_REDIRECTS + 1):
                exchange, problem = await self.asker.ask(
                    at, headers={}, check_type=_any_type, delay_s=self.settings.delay_s
                )
                if exchange.status and self.warc is not None:
                    await self._in_thread(partial(write_exchange, self.warc, exchange))
                if problem is not None and exchange.status < HTTPStatus.BAD_REQUEST:
                    return RobotsAnswer(status=0, problem=problem)
                location = exchange.redirect
                if location is None:
                    return RobotsAnswer(status=exchange.status, body=exchange.body)
                at = parse_web_address(location, base=at.href)
        except FetchProblem as problem:
            return RobotsAnswer(status=0, problem=problem)
        # RFC 9309, 2.3.1.2: after five redirects the file may be taken for missing.
        return RobotsAnswer(status=HTTPStatus.NOT_FOUND)


@asynccontextmanager
async def open_visitor(
    settings: Settings,
    *,
    warc: WarcWriter | None,
    resolve: Resolver = resolve_host,
    forgotten: Callable[[str], bool] | None = None,
) -> AsyncIterator[Visitor]:
    """Yield a visitor with its own connections, which are closed at the end."""
    book = AddressBook(
        allow_net=settings.allow_net, allow_ports=settings.allow_ports, connect_to=settings.connect_to, resolve=resolve
    )
    wire = Wire(book)
    asker = Asker(
        settings=settings,
        caller=Caller(wire=wire, settings=settings),
        book=book,
        pacer=Pacer(table=PaceTable(shared_place() if settings.share_pace else None)),
        places=asyncio.Semaphore(settings.max_hosts),
    )
    visitor = Visitor(settings=settings, asker=asker, warc=warc, forgotten=forgotten or _nothing)
    try:
        yield visitor
    finally:
        await visitor.robots.close()
        wire.close()
        asker.pacer.table.close()
        visitor.writer.shutdown()


def write_exchange(warc: WarcWriter, exchange: Exchange) -> WarcPlace:
    """Keep one response as it came."""
    return warc.write_response(
        exchange.address.href,
        status=exchange.status,
        headers=exchange.headers,
        body=exchange.body,
        fetched_at=exchange.asked_at,
        truncated=exchange.truncated,
        ip_address=exchange.ip_address,
    )


def _conditions(validator: Validator | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it has changed."""
    if validator is None or validator.body_sha256 is None:
        return {}
    headers = {"If-None-Match": validator.etag, "If-Modified-Since": validator.last_modified}
    return {name: value for name, value in headers.items() if value}


def wishes_of(exchange: Exchange) -> str:
    """Return what a site wishes for a page beside robots.txt, in words; it is recorded, and nothing else."""
    header = exchange.header("x-robots-tag")
    words = f"; the site says X-Robots-Tag: {header[:200]}" if header else ""
    for name, content in robots_metas(exchange.body):
        words += f"; the page says {name}: {content[:200]}"
    return words


def _check_redirects(passed: list[str], to: str, *, most: int) -> None:
    """Raise when redirects go in a circle or on for too long."""
    if to in passed:
        circle = " → ".join([*passed[passed.index(to) :], to])
        raise FetchProblem(Outcome.BROKEN, "redirect_loop", f"redirects in a circle: {circle}")
    if len(passed) > most:
        raise FetchProblem(Outcome.BROKEN, "redirects", f"redirects more than {most} times (max_redirects)")


def _about(visit: Visit, problem: FetchProblem) -> str:
    """Say which page a problem is about, and over which hop."""
    if problem.reason.startswith(visit.url):
        return problem.reason
    via = f" redirects to {visit.at}" if visit.at != visit.url else ""
    return f"{visit.url}{via}: {problem.reason}"


def _status_in_words(status: int) -> str:
    """Return a status with its meaning and what to do about it."""
    phrase = HTTPStatus(status).phrase if status in _KNOWN_STATUS else "an unknown status"
    advice = _ADVICE.get(status) or (_SERVER_TROUBLE if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "")
    return f"{status} {phrase}" + (f"; {advice}" if advice else "")


def _any_type(header: str | None, start: bytes) -> None:
    """Take any body."""
