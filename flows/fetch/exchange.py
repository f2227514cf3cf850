"""What came back for one request: one hop, no redirect followed, within the limits of time and size."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from flows.fetch.pace import Turn
from flows.fetch.problem import FetchProblem, Outcome
from flows.fetch.sniff import SNIFF_BYTES
from flows.fetch.unpack import ACCEPT_ENCODING, Unpacker, content_encodings
from flows.fetch.urls import WebAddress
from flows.fetch.wire import Connection, Headers, Limits, Wire
from flows.settings import Settings

# A body that trickles slower than this for so long holds a place that other pages wait for.
MIN_RATE_BYTES_PER_S: Final = 1_000
RATE_WINDOW_S: Final = 10.0
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

TypeCheck = Callable[[str | None, bytes], None]


@dataclass(slots=True, kw_only=True)
class Exchange:
    """One response, filled while it arrives; what is there when a limit is passed is kept as evidence."""

    address: WebAddress
    asked_at: datetime
    status: int = 0  # 0: no response came
    ip_address: str = ""  # who answered
    headers: tuple[tuple[str, str], ...] = ()
    raw_bytes: int = 0
    body: bytes = b""  # unpacked, as far as it came
    truncated: str = ""  # as WARC says it: length | time | disconnect
    elapsed_ms: int = 0
    _by_name: dict[str, str] = field(default_factory=dict)

    def set_headers(self, headers: Headers) -> None:
        """Keep the headers as they came, and the first of each name to look it up."""
        self.headers = tuple((_text(name), _text(value)) for name, value in headers)
        for name, value in reversed(self.headers):
            self._by_name[name.lower()] = value

    def header(self, name: str) -> str | None:
        """Return the first header of this name, which is in lower case."""
        return self._by_name.get(name)

    @property
    def redirect(self) -> str | None:
        """Where the answer sends its reader on to."""
        return self._by_name.get("location") if self.status in REDIRECTS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Sends single requests, without cookies or other memory. One for a whole run: it holds the open connections."""

    wire: Wire
    settings: Settings

    async def call(
        self, address: WebAddress, *, turn: Turn, headers: Mapping[str, str], check_type: TypeCheck
    ) -> tuple[Exchange, FetchProblem | None]:
        """Ask once; return what came, and what was wrong with it."""
        exchange = Exchange(address=address, asked_at=datetime.now(UTC))
        receiver = _Receiver(exchange, settings=self.settings, check_type=check_type)
        began = time.monotonic()
        deadline_s = self.settings.deadline_s
        limits = Limits(timeout_s=self.settings.timeout_s, deadline_s=deadline_s, deadline_at=began + deadline_s)
        problem = None
        try:
            await self._exchange(self._request(address, headers), receiver, turn=turn, limits=limits)
            receiver.finish()
        except FetchProblem as found:
            problem = found
            exchange.truncated = _truncation(found)
        finally:
            receiver.close()
            exchange.elapsed_ms = round((time.monotonic() - began) * 1000)
        return exchange, problem

    async def _exchange(self, request: bytes, receiver: "_Receiver", *, turn: Turn, limits: Limits) -> None:
        """Send the request, a second time where a kept connection turns out to be closed by the other end."""
        address = receiver.exchange.address
        connection = self.wire.idle_connection(address)
        if connection is not None:
            try:
                turn.answered_at = await connection.ask(request, receiver, limits=limits, on_sent=turn.mark_sent)
            except FetchProblem as problem:
                if problem.code != "disconnected" or receiver.exchange.status or receiver.exchange.raw_bytes:
                    raise
            else:
                self._done(connection, receiver)
                return
        connection = await self.wire.connect(address, limits=limits)
        receiver.exchange.ip_address = connection.peer
        turn.answered_at = await connection.ask(request, receiver, limits=limits, on_sent=turn.mark_sent)
        self._done(connection, receiver)

    def _done(self, connection: Connection, receiver: "_Receiver") -> None:
        receiver.exchange.ip_address = connection.peer
        self.wire.keep(receiver.exchange.address, connection)

    def _request(self, address: WebAddress, headers: Mapping[str, str]) -> bytes:
        """Return the bytes of a request."""
        all_headers = {
            "Host": address.authority,
            "User-Agent": self.settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": ACCEPT_ENCODING,
            **headers,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in all_headers.items())
        return f"GET {address.target} HTTP/1.1\r\n{lines}\r\n".encode("latin-1", "replace")


class _Receiver:
    """Takes an answer as it comes in: unpacks it up to the limits, and looks at its type as soon as it can."""

    def __init__(self, exchange: Exchange, *, settings: Settings, check_type: TypeCheck) -> None:
        self.exchange = exchange
        self._settings, self._check_type = settings, check_type
        self._pieces: list[bytes] = []
        self._is_checked = False
        self._unpacker: Unpacker | None = None
        self._rate = _Rate()

    def begin(self, status: int, headers: Headers) -> bool:
        """Take the head; the body of a redirect is not worth waiting for."""
        exchange = self.exchange
        exchange.status = status
        exchange.set_headers(headers)
        if exchange.redirect is not None:
            return False
        self._check_length()
        self._unpacker = Unpacker(
            content_encodings(exchange.header("content-encoding") or ""),
            max_bytes=self._settings.max_decoded_bytes,
            max_ratio=self._settings.max_ratio,
        )
        return True

    def take(self, piece: bytes) -> None:
        """Take a piece of the body."""
        if self._unpacker is None:
            return
        self.exchange.raw_bytes += len(piece)
        self._rate.note(len(piece))
        if self.exchange.raw_bytes > self._settings.max_raw_bytes:
            reason = f"sends more than {self._settings.max_raw_bytes:,} bytes (max_raw_bytes)"
            raise FetchProblem(Outcome.TOO_LARGE, "too_large", reason)
        self._unpacker.feed(piece, into=self._pieces)
        if not self._is_checked and self._unpacker.given >= SNIFF_BYTES:
            self._look()

    def finish(self) -> None:
        """Look at a body that was shorter than what is looked at, and at whether it unpacked to its end."""
        if self._unpacker is not None and self.exchange.raw_bytes and not self._unpacker.is_whole:
            if not self._unpacker.given:
                raise FetchProblem(Outcome.BROKEN, "encoding", "the packed body breaks off before its first byte")
            self.exchange.truncated = "unspecified"  # some servers forget the end of the packing; browsers show it
        if not self._is_checked and self._pieces:
            self._look()

    def close(self) -> None:
        """Hand the body over as far as it came."""
        self.exchange.body = b"".join(self._pieces)
        self._pieces = []

    def _look(self) -> None:
        self._is_checked = True
        self._check_type(self.exchange.header("content-type"), b"".join(self._pieces))

    def _check_length(self) -> None:
        """Believe a Content-Length that is too large."""
        length = self.exchange.header("content-length") or ""
        if length.isdecimal() and int(length) > self._settings.max_raw_bytes:
            allowed = f"{self._settings.max_raw_bytes:,} are allowed (max_raw_bytes)"
            raise FetchProblem(Outcome.TOO_LARGE, "too_large", f"announces {int(length):,} bytes; {allowed}")


@dataclass(slots=True, kw_only=True)
class _Rate:
    """How fast a body comes in, window by window; the first begins with its first bytes."""

    since: float = 0.0
    size_bytes: int = 0

    def note(self, size_bytes: int) -> None:
        """Count bytes; raise when a whole window brought too few."""
        self.size_bytes += size_bytes
        self.since = self.since or time.monotonic()
        passed_s = time.monotonic() - self.since
        if passed_s < RATE_WINDOW_S:
            return
        if self.size_bytes < MIN_RATE_BYTES_PER_S * passed_s:
            reason = f"sent only {self.size_bytes:,} bytes in {passed_s:.0f} s; it may be overloaded, ask later"
            raise FetchProblem(Outcome.TIMEOUT, "slow", reason)
        self.since, self.size_bytes = time.monotonic(), 0


def _truncation(problem: FetchProblem) -> str:
    """Return WARC's word for why a body ends early."""
    words = {Outcome.TIMEOUT: "time", Outcome.BROKEN: "disconnect"}
    return words.get(problem.outcome, "length")


def _text(raw: bytes) -> str:
    """Header bytes as text: UTF-8 where it is, else byte by byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
