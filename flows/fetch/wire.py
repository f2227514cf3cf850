"""How does a request leave this machine and its answer come in? Over connections to vetted addresses only.

A small HTTP/1.1 client of its own: httptools (the parser of Node.js) reads answers, and what a connection costs beside
is a write, a timer and one wake-up. With a general client a page cost 1.5 ms of CPU, here a tenth of it. The address
book is asked at the moment of connecting; proxies of the environment are not used: behind one, the address that is
checked and the address that is connected to would differ.
"""

import asyncio
import ssl
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol, cast

import certifi
import httptools

from flows.fetch.addresses import AddressBook
from flows.fetch.problem import FetchProblem, Outcome
from flows.fetch.urls import WebAddress

# Of the addresses of one host, how many are tried.
MAX_ADDRESSES: Final = 3
# A connection waits this long for the next page of its host: a little over common delays.
KEEPALIVE_S: Final = 15.0
# Origins whose connections are kept open.
MAX_ORIGINS: Final = 500
# A timer that rings so late was kept by this machine, not by the host: it was paused, or had no time for the crawl.
STANDSTILL_S: Final = 0.5
# Apache stops at 8 KB a line, Chromium at 256 KB in all; a larger head is an attack.
MAX_HEAD_BYTES: Final = 131_072
MAX_HEADERS: Final = 2_000
# What browsers take too: folded lines, bare line ends, odd characters in values, spaces after the size of a chunk. They
# are dangerous to proxies, which share a connection between users; here nobody does, and nothing follows an answer.
_LENIENCIES: Final = {
    "lenient_headers": True,
    "lenient_chunked_length": True,
    "lenient_data_after_close": True,
    "lenient_optional_lf_after_cr": True,
    "lenient_optional_cr_before_lf": True,
    "lenient_optional_crlf_after_chunk": True,
    "lenient_spaces_after_chunk_size": True,
}
_INTERIM: Final = range(100, 200)
_WITHOUT_BODY: Final = frozenset({204, 304})

Headers = list[tuple[bytes, bytes]]


class Sink(Protocol):
    """Who takes an answer while it comes in; may raise FetchProblem to have no more of it."""

    def begin(self, status: int, headers: Headers) -> bool:
        """Take the head; tell whether the body is wanted."""

    def take(self, piece: bytes) -> None:
        """Take a piece of the body, as packed as it came."""


class Answer:
    """One answer on its way: fed by its connection, awaited by who asked."""

    def __init__(self, sink: Sink, done: asyncio.Future[None]) -> None:
        """Wait for the first byte."""
        self.done = done
        self.is_clean = False  # whether the connection may be used again
        self.first_at = self.last_at = 0.0  # monotonic: when its first and its latest bytes came
        self._sink = sink
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**_LENIENCIES)
        self._headers: Headers = []
        self._pieces: list[bytes] = []
        self._head_bytes = 0
        self._has_head = self._is_told = self._is_whole = self._is_closed_by_eof = False

    # What httptools calls.

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header; those behind a chunked body say nothing that is used."""
        if not self._has_head:
            self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Note that the head is whole, unless it only says that another one comes."""
        if self._is_whole:
            return
        if self._parser.get_status_code() in _INTERIM:
            self._headers = []
        else:
            self._has_head = True

    def on_body(self, body: bytes) -> None:
        """Keep a piece for when the parser is done with what it was fed."""
        if not self._is_whole:
            self._pieces.append(body)

    def on_message_complete(self) -> None:
        """Note that the answer is whole."""
        if self._has_head and not self._is_whole:
            self._is_whole = True
            self.is_clean = self._parser.should_keep_alive()

    def on_message_begin(self) -> None:
        """Note that more came than was asked for."""
        if self._is_whole:
            self.is_clean = False

    # What the connection calls.

    def feed(self, data: bytes) -> None:
        """Take what came in."""
        if self.done.done():
            self.is_clean = False
            return
        self.last_at = time.monotonic()
        self.first_at = self.first_at or self.last_at
        try:
            self._parse(data)
            self._pass_on(len(data))
        except FetchProblem as problem:
            self.fail(problem)

    def at_end(self, error: Exception | None) -> None:
        """Conclude, since nothing more will come."""
        if self.done.done():
            return
        self.is_clean = False
        if self._is_closed_by_eof and error is None:
            self.done.set_result(None)
            return
        what = "in the middle of its answer" if self._has_head else "without an answer"
        detail = f": {one_line(error)}" if error is not None else ""
        self.fail(_broken("disconnected", f"closed the connection {what}{detail}"))

    def fail(self, problem: FetchProblem) -> None:
        """End with a problem."""
        self.is_clean = False
        if not self.done.done():
            self.done.set_exception(problem)

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as error:
            raise _broken("protocol", "changes to another protocol, which was not asked for") from error
        except httptools.HttpParserError as error:
            self.is_clean = False
            if not self._is_whole:  # what follows a whole answer is nobody's
                self._pass_on(0)
                raise _broken("disconnected", f"broke the protocol: {one_line(error)}") from error

    def _pass_on(self, size_bytes: int) -> None:
        """Hand on what the parser found."""
        if not self._is_told:
            self._check_head(size_bytes)
            if not self._has_head:
                return
            self._tell_head()
        for piece in self._pieces:
            self._sink.take(piece)
        self._pieces.clear()
        if self._is_whole and not self.done.done():
            self.done.set_result(None)

    def _tell_head(self) -> None:
        status = self._parser.get_status_code()
        names = {name.lower() for name, _ in self._headers}
        self._is_closed_by_eof = not names & {b"content-length", b"transfer-encoding"} and status not in _WITHOUT_BODY
        self._is_told = True
        if not self._sink.begin(status, self._headers) and not self._is_whole:
            self.is_clean = False
            self.done.set_result(None)

    def _check_head(self, size_bytes: int) -> None:
        """Raise when the head is too large, whole or not."""
        self._head_bytes += size_bytes
        size = sum(len(name) + len(value) for name, value in self._headers) if self._has_head else self._head_bytes
        if size > MAX_HEAD_BYTES or len(self._headers) > MAX_HEADERS:
            allowed = f"{MAX_HEAD_BYTES:,} bytes in {MAX_HEADERS:,} lines are allowed"
            raise _broken("header", f"sends too large a header; {allowed}")


class Connection(asyncio.Protocol):
    """One connection to one origin, for one request at a time."""

    def __init__(self) -> None:
        """Wait to be connected."""
        self.is_open = False
        self.peer = ""
        self.idle_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._answer: Answer | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's are no subclass of asyncio's
        self.is_open = True
        self.peer = str((transport.get_extra_info("peername") or ("",))[0])

    def data_received(self, data: bytes) -> None:
        """Pass on what came in; nobody waits for what comes unasked."""
        if self._answer is None:
            self.close()
        else:
            self._answer.feed(data)

    def eof_received(self) -> None:
        """Conclude: nothing more comes."""
        if self._answer is not None:
            self._answer.at_end(None)

    def connection_lost(self, error: Exception | None) -> None:
        """Conclude."""
        self.is_open = False
        if self._answer is not None:
            self._answer.at_end(error)

    async def ask(self, request: bytes, sink: Sink, *, limits: "Limits", on_sent: Callable[[], None]) -> float:
        """Send a request and wait until its answer is in; return when its first byte came, 0 for never."""
        assert self._transport is not None
        loop = asyncio.get_running_loop()
        answer = self._answer = Answer(sink, loop.create_future())
        watch = _Watch(answer, limits)
        try:
            self._transport.write(request)
            on_sent()
            watch.start(loop)
            await answer.done
        except BaseException:  # also where the answer is whole, and the crawl is left before it is taken
            answer.is_clean = False
            raise
        finally:
            watch.stop()
            self._answer = None
            if not answer.is_clean:
                self.close()
        return answer.first_at

    def close(self) -> None:
        """Let go at once."""
        self.is_open = False
        if self._transport is not None:
            self._transport.abort()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long an answer may take."""

    timeout_s: float  # for a connection, and between two pieces of an answer
    deadline_s: float  # for all of it
    deadline_at: float  # monotonic

    @property
    def late(self) -> FetchProblem:
        """What is told of an answer that is not whole in time."""
        reason = f"did not finish its answer within {self.deadline_s:g} s (deadline_s)"
        return FetchProblem(Outcome.TIMEOUT, "timeout", reason)


class _Watch:
    """Ends an answer that is silent for too long or not whole in time. One timer, set anew only when it rings.

    When this process stood still, the host is not blamed: it gets its time once more, but only once.
    """

    __slots__ = ("_answer", "_deadline_at", "_has_stood_still", "_limits", "_loop", "_since", "_timer")

    def __init__(self, answer: Answer, limits: Limits) -> None:
        self._answer, self._limits = answer, limits
        self._since, self._deadline_at = 0.0, limits.deadline_at
        self._has_stood_still = False
        self._timer: asyncio.TimerHandle | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._since = loop.time()
        self._set()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _set(self) -> None:
        at = min(self._since + self._limits.timeout_s, self._deadline_at)
        self._timer = self._loop.call_at(at, self._ring, at)

    def _ring(self, due_at: float) -> None:
        now = time.monotonic()
        self._since = max(self._since, self._answer.last_at)
        if now - due_at > STANDSTILL_S and not self._has_stood_still:
            self._has_stood_still = True
            self._since, self._deadline_at = now, max(self._deadline_at, now + self._limits.timeout_s)
        if now >= self._deadline_at:
            self._answer.fail(self._limits.late)
        elif now >= self._since + self._limits.timeout_s:
            reason = f"was silent for {self._limits.timeout_s:g} s (timeout_s)"
            self._answer.fail(FetchProblem(Outcome.TIMEOUT, "timeout", reason))
        else:
            self._set()


class Wire:
    """The connections of one run."""

    def __init__(self, book: AddressBook) -> None:
        """Open no connection yet."""
        self._book = book
        self._idle: OrderedDict[str, Connection] = OrderedDict()  # by origin, longest idle first

    def idle_connection(self, address: WebAddress) -> Connection | None:
        """Return an open connection to an origin, if there is one that is not too old."""
        connection = self._idle.pop(address.origin, None)
        if connection is None or not connection.is_open:
            return None
        if time.monotonic() - connection.idle_since > KEEPALIVE_S:
            connection.close()
            return None
        return connection

    def keep(self, address: WebAddress, connection: Connection) -> None:
        """Keep a connection for the next page; those that were idle longest make room."""
        if not connection.is_open:
            return
        connection.idle_since = time.monotonic()
        self._idle[address.origin] = connection
        while len(self._idle) > MAX_ORIGINS:
            self._idle.popitem(last=False)[1].close()

    async def connect(self, address: WebAddress, *, limits: Limits) -> Connection:
        """Connect to the first vetted address of the host that answers."""
        endpoint = await self._book.find(address.host, address.port)
        problem = FetchProblem(Outcome.UNREACHABLE, "unreachable", "has no address")
        for ip_address in endpoint.addresses[:MAX_ADDRESSES]:
            try:
                return await self._connect(address, ip_address, endpoint.port, limits=limits)
            except FetchProblem as failure:
                problem = failure
        raise problem

    async def _connect(self, address: WebAddress, ip_address: str, port: int, *, limits: Limits) -> Connection:
        loop = asyncio.get_running_loop()
        is_safe = address.scheme == "https"
        try:
            async with asyncio.timeout_at(min(loop.time() + limits.timeout_s, limits.deadline_at)):
                _, connection = await loop.create_connection(
                    Connection,
                    ip_address,
                    port,
                    ssl=_tls() if is_safe else None,
                    server_hostname=address.host.rstrip(".") if is_safe else None,
                )
        except TimeoutError as error:
            reason = f"did not accept a connection within {limits.timeout_s:g} s (timeout_s)"
            raise FetchProblem(Outcome.TIMEOUT, "connect_timeout", reason) from error
        except ssl.SSLError as error:
            raise FetchProblem(Outcome.UNREACHABLE, "tls", f"no safe connection: {one_line(error)}") from error
        except OSError as error:
            reason = f"cannot be connected to: {one_line(error)}"
            raise FetchProblem(Outcome.UNREACHABLE, "unreachable", reason) from error
        return connection

    def close(self) -> None:
        """Close all connections."""
        while self._idle:
            self._idle.popitem()[1].close()


def one_line(error: Exception) -> str:
    """Return what an error says, on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__


def _broken(code: str, reason: str) -> FetchProblem:
    return FetchProblem(Outcome.BROKEN, code, reason)


@cache
def _tls() -> ssl.SSLContext:
    """Verify by the certificates of certifi, whatever the environment names. Reading them takes 70 ms of CPU."""
    return ssl.create_default_context(cafile=certifi.where())
