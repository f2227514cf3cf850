"""What the demo server answers."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from flows.demo.server import DemoServer
from flows.demo.sites import SECOND_MODIFIED, load_sites, page_addresses

HERALD = "herald.example"
CHANGED = "/news/2026/09/bridge-inspection.html"


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


@pytest.fixture(autouse=True)
def _loopback_allowed(socket_enabled: None) -> None:
    """Open sockets: the server is on 127.0.0.1, and the suite blocks them otherwise."""


def ask(
    server: DemoServer, path: str, *, host: str = HERALD, method: str = "GET", **headers: str
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(server.address, timeout=5)
    connection.request(method, path, headers={"Host": host, **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_every_page_is_served(server: DemoServer) -> None:
    for address in page_addresses():
        host, _, path = address.removeprefix("http://").partition("/")
        response, body = ask(server, f"/{path}", host=host)
        assert (response.status, body) == (200, load_sites(1)[host][f"/{path}"].body), address


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        pytest.param("/", HERALD, 200, id="index"),
        pytest.param("/?from=letter", HERALD, 200, id="a query changes nothing"),
        pytest.param("/", f"{HERALD}:80", 200, id="host with port"),
        pytest.param("/archive/2019/flood-levels.html", HERALD, 404, id="not there"),
        pytest.param("/news/bridge", HERALD, 301, id="moved"),
        pytest.param("/../site.toml", HERALD, 404, id="outside"),
        pytest.param("/site.toml", HERALD, 404, id="the table is no page"),
        pytest.param("/", "nobody.example", 421, id="unknown host"),
    ],
)
def test_the_status_fits_the_path(server: DemoServer, path: str, host: str, status: int) -> None:
    assert ask(server, path, host=host)[0].status == status


def test_a_redirect_leads_to_a_page(server: DemoServer) -> None:
    location = ask(server, "/news/bridge")[0].getheader("Location")
    assert location == CHANGED
    assert ask(server, location)[0].status == 200


def test_what_is_not_there_is_said_in_the_words_of_the_site(server: DemoServer) -> None:
    assert b"This page is not here" in ask(server, "/nowhere.html")[1]


def test_head_sends_the_headers_of_get_and_no_body(server: DemoServer) -> None:
    head, nothing = ask(server, CHANGED, method="HEAD")
    get, body = ask(server, CHANGED)
    assert head.getheaders() == get.getheaders()
    assert (nothing, len(body)) == (b"", int(head.getheader("Content-Length", "")))


@pytest.mark.parametrize(
    ("header", "value_of"),
    [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")],
)
def test_an_unchanged_page_is_not_sent_again(server: DemoServer, header: str, value_of: str) -> None:
    value = ask(server, CHANGED)[0].getheader(value_of, "")
    response, body = ask(server, CHANGED, **{header: value})
    assert (response.status, body) == (304, b"")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        pytest.param("If-None-Match", '"other"', id="another tag"),
        pytest.param("If-Modified-Since", "yesterday", id="no date"),
        pytest.param("If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT", id="an earlier date"),
    ],
)
def test_a_condition_that_fails_gets_the_page(server: DemoServer, header: str, value: str) -> None:
    assert ask(server, CHANGED, **{header: value})[0].status == 200


def test_the_second_crawl_meets_the_changed_page() -> None:
    with DemoServer() as server:
        first, body = ask(server, CHANGED)
        server.generation = 2
        second, changed = ask(server, CHANGED, **{"If-None-Match": first.getheader("ETag", "")})
    assert second.status == 200
    assert second.getheader("Last-Modified") == SECOND_MODIFIED
    assert b"weight limit of 18 tonnes" in changed
    assert b"weight limit of 18 tonnes" not in body


def test_the_server_remembers_what_was_asked() -> None:
    with DemoServer() as server:
        ask(server, "/robots.txt", method="HEAD")
    assert server.requests == [("HEAD", HERALD, "/robots.txt")]
