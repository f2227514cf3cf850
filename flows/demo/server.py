"""How are the sample sites served? One threaded server on 127.0.0.1 that tells them apart by the Host header."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from flows.demo.sites import CONTENT_TYPES, Reply, load_sites

NOT_FOUND = Reply(status=404, body=b"Not found.\n", content_type=CONTENT_TYPES["txt"])
UNKNOWN_HOST = Reply(status=421, body=b"No sample site has this name.\n", content_type=CONTENT_TYPES["txt"])


class DemoServer:
    """The sample sites on a port of 127.0.0.1, as long as the `with` block lasts.

    `generation` 1 is the state at the first crawl, 2 the state at the second; it may be set while the server runs.
    `requests` lists what was asked for, as (method, host, path), so that a test can show what never was.
    """

    def __init__(self, *, generation: int = 1) -> None:
        """Read the sites; nothing listens until the `with` block begins."""
        self.generation = generation
        self.requests: list[tuple[str, str, str]] = []
        self._sites = {number: load_sites(number) for number in (1, 2)}
        self._http: _HttpServer | None = None
        self._thread: Thread | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names of the sites."""
        return tuple(self._sites[1])

    @property
    def address(self) -> str:
        """Return `127.0.0.1:PORT`; only while the server runs."""
        assert self._http is not None, "the server runs inside its with block only"
        return f"127.0.0.1:{self._http.server_port}"

    @property
    def connect_to(self) -> Mapping[str, str]:
        """Return host → address: where a crawler must connect for each site."""
        return dict.fromkeys(self.hosts, self.address)

    def reply(self, host: str, target: str) -> Reply:
        """Return what the site at `host` answers to a request target, in the present generation."""
        site = self._sites[self.generation].get(host.partition(":")[0].lower())
        if site is None:
            return UNKNOWN_HOST
        return site.get(urlsplit(target).path) or site.get("/404.html") or NOT_FOUND

    def __enter__(self) -> Self:
        """Listen on a free port."""
        self._http = _HttpServer(self)
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        assert self._http is not None and self._thread is not None  # noqa: PT018 - both are set together
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _HttpServer(ThreadingHTTPServer):
    """The threads that answer for one DemoServer."""

    daemon_threads = True

    def __init__(self, sites: DemoServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sites = sites


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds without a request: the connection is given up
    server: _HttpServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "")  # HTTP/1.0 clients may send none: that is an unknown host
        self.server.sites.requests.append((self.command, host, self.path))
        reply = self.server.sites.reply(host, self.path)
        unchanged = reply.status == HTTPStatus.OK and is_unchanged(reply, dict(self.headers.items()))
        self._send_head(reply, unchanged=unchanged)
        if with_body and not unchanged:
            self.wfile.write(reply.body)

    def _send_head(self, reply: Reply, *, unchanged: bool) -> None:
        # No Date header: two demos send the same bytes.
        self.send_response_only(HTTPStatus.NOT_MODIFIED if unchanged else reply.status)
        for name, value in headers_of(reply):
            if not (unchanged and name.startswith("Content-")):
                self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent: standard output is for data, and `requests` keeps what was asked."""


def headers_of(reply: Reply) -> tuple[tuple[str, str], ...]:
    """Return the headers that go with a reply, in order."""
    pairs = [("Content-Type", reply.content_type), ("Content-Length", str(len(reply.body)))]
    if reply.location is not None:
        pairs.append(("Location", reply.location))
    if reply.modified is not None:
        pairs += [("Last-Modified", reply.modified), ("ETag", reply.etag)]
    return tuple(pairs)


def is_unchanged(reply: Reply, asked: Mapping[str, str]) -> bool:
    """Return whether a conditional request may be answered with 304.

    An ETag decides before a date (RFC 9110, 13.2.2).
    """
    tags = asked.get("If-None-Match")
    if tags is not None:
        return reply.etag in {tag.strip() for tag in tags.split(",")}
    since = asked.get("If-Modified-Since")
    if since is None or reply.modified is None:
        return False
    try:
        return parsedate_to_datetime(reply.modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False  # a date that cannot be read is ignored, as the RFC asks
