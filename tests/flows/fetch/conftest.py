"""A server on loopback that answers exactly as told, and counts who came."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from flows.fetch.crawl import crawl
from flows.fetch.result import FetchResult
from flows.settings import Settings
from flows.sources.spec import SourceKind, SourceSpec

Script = Callable[[socket.socket], None]
Answer = bytes | Script


def page(body: bytes = b"<html><p>A page.</p></html>", *, status: str = "200 OK", headers: str = "") -> bytes:
    """Return a whole response."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}"
    return head.encode() + (b"" if "Content-Type" in headers else b"Content-Type: text/html\r\n") + b"\r\n" + body


@dataclass
class Site:
    """One listener; answers by path, with `*` for any other."""

    answers: dict[str, Answer]
    host: str = "127.0.0.1"
    connections: int = 0
    requests: list[tuple[float, str, str, dict[str, str]]] = field(default_factory=list)  # time, host, path, headers

    def __post_init__(self) -> None:
        """Listen."""
        self._socket = socket.create_server((self.host, 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens, as `connect_to` wants it."""
        return f"{self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for _, _, path, _ in self.requests]

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            while self._answer(connection):
                pass
        except OSError:
            pass
        finally:
            connection.close()

    def _answer(self, connection: socket.socket) -> bool:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = connection.recv(1)
            if not byte:
                return False
            head += byte
        first, *lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
        path = first.split()[1]
        self.requests.append((time.monotonic(), headers["host"], path, headers))
        answer = self.answers.get(path, self.answers.get("*", page(b"none", status="404 Not Found")))
        if callable(answer):
            answer(connection)
            return False
        connection.sendall(answer)
        return True


async def no_such_host(host: str) -> Sequence[str]:
    """Stand for a name server that knows nobody."""
    raise OSError(f"no such host {host}")


class Lab:
    """What the tests of fetching need: servers, settings that reach them, and a crawl."""

    page = staticmethod(page)

    def __init__(self) -> None:
        """Begin without servers."""
        self._sites: list[Site] = []

    def serve(self, answers: dict[str, Answer] | None = None, *, host: str = "127.0.0.1") -> Site:
        """Start a server."""
        self._sites.append(Site(answers or {}, host=host))
        return self._sites[-1]

    def close(self) -> None:
        """Stop all servers."""
        for site in self._sites:
            site.close()

    def settings(self, *sites: Site, **changes: object) -> Settings:
        """Return settings that reach hosts NAME.example at the sites, without pauses and retries."""
        names = ("herald", "gazette", "courier")
        values: dict[str, object] = {
            "connect_to": {f"{name}.example": site.address for name, site in zip(names, sites, strict=False)},
            "delay_s": 0,
            "share_pace": False,  # other tests run side by side
            "retries": 0,
            "retry_wait_s": 0.01,
            "timeout_s": 2,
            "deadline_s": 3,
        }
        return Settings(**{**values, **changes})  # type: ignore[arg-type] # a table of mixed settings

    def fetch(self, *wanted: str | SourceSpec, settings: Settings, **options: object) -> list[FetchResult]:
        """Crawl addresses or sources to the end."""
        sources = [
            SourceSpec(name=each[:40], kind=SourceKind.PAGE, location=each) if isinstance(each, str) else each
            for each in wanted
        ]
        options.setdefault("resolve", no_such_host)
        options.setdefault("run_id", "r")

        async def collect() -> list[FetchResult]:
            results = crawl(sources, settings=settings, **options)  # type: ignore[arg-type] # as above
            return [result async for result in results]

        return asyncio.run(collect())


@pytest.fixture
def lab() -> Iterator[Lab]:
    """Set up, and stop all servers at the end of the test."""
    made = Lab()
    yield made
    made.close()
