"""What came back for one request: one hop, no redirect followed, within the limits of time and size."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import httpcore
import httpx

from flows.fetch.pace import Turn
from flows.fetch.problem import FetchProblem, Outcome
from flows.fetch.sniff import SNIFF_BYTES
from flows.fetch.transport import GuardedTransport
from flows.fetch.unpack import ACCEPT_ENCODING, Unpacker, content_encodings
from flows.fetch.urls import WebAddress
from flows.settings import Settings

# A body that trickles slower than this for so long holds a place that other pages wait for.
MIN_RATE_BYTES_PER_S: Final = 1_000
RATE_WINDOW_S: Final = 10.0

TypeCheck = Callable[[str | None, bytes], None]


@dataclass(slots=True, kw_only=True)
class Exchange:
    """One response, filled while it arrives; what is there when a limit is passed is kept as evidence."""

    address: WebAddress
    asked_at: datetime
    started: float = field(default_factory=time.monotonic)
    status: int = 0  # 0: no response came
    ip_address: str = ""  # who answered
    headers: tuple[tuple[str, str], ...] = ()
    raw_bytes: int = 0
    pieces: list[bytes] = field(default_factory=list)
    truncated: str = ""  # as WARC says it: length | time | disconnect
    elapsed_ms: int = 0

    @property
    def body(self) -> bytes:
        """The unpacked body, as far as it came."""
        return b"".join(self.pieces)

    def header(self, name: str) -> str | None:
        """Return the first header of this name."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Sends single requests, without cookies or other memory. One for a whole run: it holds the open connections."""

    transport: GuardedTransport
    settings: Settings

    async def call(
        self, address: WebAddress, *, turn: Turn, headers: Mapping[str, str], check_type: TypeCheck
    ) -> tuple[Exchange, FetchProblem | None]:
        """Ask once; return what came, and what was wrong with it."""
        exchange = Exchange(address=address, asked_at=datetime.now(UTC))
        try:
            with _problems_of(address, self.settings):
                async with asyncio.timeout(self.settings.deadline_s):
                    await self._receive(exchange, turn=turn, headers=headers, check_type=check_type)
        except FetchProblem as problem:
            exchange.truncated = exchange.truncated or _truncation(problem)
            return exchange, problem
        finally:
            exchange.elapsed_ms = round((time.monotonic() - exchange.started) * 1000)
        return exchange, None

    async def _receive(
        self, exchange: Exchange, *, turn: Turn, headers: Mapping[str, str], check_type: TypeCheck
    ) -> None:
        """Send the request and fill the exchange."""
        response = await self.transport.handle_async_request(
            self._request(exchange.address, turn=turn, headers=headers)
        )
        try:
            exchange.status = response.status_code
            exchange.ip_address = _peer_of(response)
            exchange.headers = tuple((_text(key), _text(value)) for key, value in response.headers.raw)
            if not response.has_redirect_location:
                await self._read_body(exchange, response, check_type=check_type)
        finally:
            await response.aclose()

    def _request(self, address: WebAddress, *, turn: Turn, headers: Mapping[str, str]) -> httpx.Request:
        """Build a request that notes when it leaves."""

        async def trace(event: str, _: object) -> None:
            if event == "http11.send_request_headers.complete":
                turn.mark_sent()
            elif event == "http11.receive_response_headers.complete":
                turn.mark_answered()

        all_headers = {
            "Host": address.authority,
            "User-Agent": self.settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": ACCEPT_ENCODING,
            **headers,
        }
        seconds = self.settings.timeout_s
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        # httpx gets an address without path: the transport uses the one that ada parsed.
        return httpx.Request(
            "GET",
            "http://vetted/",
            headers=all_headers,
            extensions={"address": address, "trace": trace, "timeout": timeout},
        )

    async def _read_body(self, exchange: Exchange, response: httpx.Response, *, check_type: TypeCheck) -> None:
        """Read and unpack the body up to the limits; look at its type as soon as its first bytes are there."""
        self._check_length(exchange)
        unpacker = Unpacker(
            content_encodings(exchange.header("content-encoding") or ""),
            max_bytes=self.settings.max_decoded_bytes,
            max_ratio=self.settings.max_ratio,
        )
        rate = _Rate()
        checked = False
        async for chunk in response.aiter_raw():
            exchange.raw_bytes += len(chunk)
            rate.note(len(chunk))
            self._check_raw(exchange)
            exchange.pieces.append(unpacker.feed(chunk))
            if not checked and unpacker.given >= SNIFF_BYTES:
                check_type(exchange.header("content-type"), exchange.body)
                checked = True
        if not checked and unpacker.given:
            check_type(exchange.header("content-type"), exchange.body)

    def _check_length(self, exchange: Exchange) -> None:
        """Believe a Content-Length that is too large."""
        length = exchange.header("content-length") or ""
        if length.isdecimal() and int(length) > self.settings.max_raw_bytes:
            reason = f"announces {int(length):,} bytes; {self.settings.max_raw_bytes:,} are allowed (max_raw_bytes)"
            raise FetchProblem(Outcome.TOO_LARGE, "too_large", reason)

    def _check_raw(self, exchange: Exchange) -> None:
        if exchange.raw_bytes > self.settings.max_raw_bytes:
            reason = f"sends more than {self.settings.max_raw_bytes:,} bytes (max_raw_bytes)"
            raise FetchProblem(Outcome.TOO_LARGE, "too_large", reason)


@dataclass(slots=True, kw_only=True)
class _Rate:
    """How fast a body comes in, window by window."""

    since: float = field(default_factory=time.monotonic)
    size_bytes: int = 0

    def note(self, size_bytes: int) -> None:
        """Count bytes; raise when a whole window brought too few."""
        self.size_bytes += size_bytes
        passed_s = time.monotonic() - self.since
        if passed_s < RATE_WINDOW_S:
            return
        if self.size_bytes < MIN_RATE_BYTES_PER_S * passed_s:
            reason = f"sent only {self.size_bytes:,} bytes in {passed_s:.0f} s; it may be overloaded, ask later"
            raise FetchProblem(Outcome.TIMEOUT, "slow", reason)
        self.since, self.size_bytes = time.monotonic(), 0


@contextmanager
def _problems_of(address: WebAddress, settings: Settings) -> Iterator[None]:
    """Turn what httpcore raises into outcomes with one line each."""
    where = address.authority
    try:
        yield
    except httpcore.ConnectTimeout as error:
        reason = f"{where} did not accept a connection within {settings.timeout_s:g} s (timeout_s)"
        raise FetchProblem(Outcome.TIMEOUT, "connect_timeout", reason) from error
    except httpcore.TimeoutException as error:
        reason = f"{where} was silent for {settings.timeout_s:g} s (timeout_s)"
        raise FetchProblem(Outcome.TIMEOUT, "timeout", reason) from error
    except TimeoutError as error:
        reason = f"{where} did not finish its answer within {settings.deadline_s:g} s (deadline_s)"
        raise FetchProblem(Outcome.TIMEOUT, "timeout", reason) from error
    except httpcore.ConnectError as error:
        raise _unreachable(where, error) from error
    except (httpcore.RemoteProtocolError, httpcore.NetworkError) as error:
        reason = f"{where} broke off its answer or broke the protocol: {_one_line(error)}"
        raise FetchProblem(Outcome.BROKEN, "disconnected", reason) from error
    except (httpcore.ProtocolError, httpx.InvalidURL, httpx.DecodingError, ValueError) as error:
        reason = f"{where} could not be asked or understood: {_one_line(error)}"
        raise FetchProblem(Outcome.BROKEN, "protocol", reason) from error


def _unreachable(where: str, error: httpcore.ConnectError) -> FetchProblem:
    """Tell a bad certificate from a closed door; only the second may open again."""
    text = _one_line(error)
    if "certificate" in text.lower() or "ssl" in text.lower():
        return FetchProblem(Outcome.UNREACHABLE, "tls", f"{where}: no safe connection: {text}")
    return FetchProblem(Outcome.UNREACHABLE, "unreachable", f"{where} cannot be connected to: {text}")


def _truncation(problem: FetchProblem) -> str:
    """Return WARC's word for why a body ends early."""
    words = {Outcome.TIMEOUT: "time", Outcome.BROKEN: "disconnect"}
    return words.get(problem.outcome, "length")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _peer_of(response: httpx.Response) -> str:
    """Return the address that a response came from."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    return str(peer[0]) if peer else ""


def _text(raw: bytes) -> str:
    """Header bytes as text: UTF-8 where it is, else byte by byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
