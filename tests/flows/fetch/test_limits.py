"""Answers that are too large, too slow, broken or not text: each has one outcome, and the next host none the worse."""

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from flows.fetch.unpack import Unpacker


def trickle(*, first: bytes, rest: bytes, every_s: float) -> Callable[[socket.socket], None]:
    """Answer with a start and then single bytes for ever."""

    def script(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            time.sleep(every_s)
            connection.sendall(rest)

    return script


def then_close(data: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(data)


def bomb(size_bytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1_000_000)
    return b"".join(packer.compress(zeros) for _ in range(size_bytes // len(zeros))) + packer.flush()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BROKEN_ANSWERS = {
    "announced_too_large": (then_close(HEAD + b"Content-Length: 99999999\r\n\r\n"), "too_large", "too_large"),
    "endless": (trickle(first=HEAD + b"\r\n", rest=b"x" * 65_536, every_s=0), "too_large", "too_large"),
    "slow_header": (trickle(first=b"HTTP/1.1 200 OK\r\nX: ", rest=b"x", every_s=0.1), "timeout", "timeout"),
    "slow_body": (trickle(first=HEAD + b"\r\n", rest=b"x", every_s=0.1), "timeout", "timeout"),
    "silence": (lambda connection: connection.recv(1), "timeout", "timeout"),
    "no_answer": (then_close(b""), "broken", "disconnected"),
    "early_close": (then_close(HEAD + b"Content-Length: 50\r\n\r\n<p>cut"), "broken", "disconnected"),
    "bad_chunks": (then_close(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "broken", "disconnected"),
    "no_http": (then_close(b"SSH-2.0-OpenSSH_9.0\r\n"), "broken", "disconnected"),
    "huge_header": (then_close(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n"), "broken", "header"),
    "odd_packing": (then_close(HEAD + b"Content-Encoding: br\r\nContent-Length: 3\r\n\r\nabc"), "broken", "encoding"),
    "packed_thrice": (then_close(HEAD + b"Content-Encoding: gzip, gzip, gzip\r\n\r\nabc"), "broken", "encoding"),
    "damaged_gzip": (then_close(HEAD + b"Content-Encoding: gzip\r\n\r\nabcdef"), "broken", "encoding"),
    "pdf_as_html": (then_close(HEAD + b"\r\n%PDF-1.7 and more"), "not_text", "not_text"),
    "binary_as_html": (then_close(HEAD + b"\r\n" + bytes(range(256)) * 8), "not_text", "not_text"),
    "declared_pdf": (
        then_close(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n<p>"),
        "not_text",
        "not_text",
    ),
}


@pytest.mark.parametrize(("answer", "outcome", "code"), BROKEN_ANSWERS.values(), ids=BROKEN_ANSWERS.keys())
def test_a_broken_answer_is_one_outcome_and_the_next_host_unharmed(
    answer: Callable, outcome: str, code: str, lab: Any
) -> None:
    bad, good = lab.serve({"/a": answer}), lab.serve({"/b": lab.page()})
    settings = lab.settings(bad, good, timeout_s=1, deadline_s=1.5)
    began = time.monotonic()
    results = {
        result.fetch.url: result
        for result in lab.fetch("http://herald.example/a", "http://gazette.example/b", settings=settings)
    }
    assert time.monotonic() - began < 5
    broken = results["http://herald.example/a"]
    assert (broken.fetch.outcome, broken.failure.code, broken.capture) == (outcome, code, None)
    assert broken.failure.message.startswith("http://herald.example/a")
    assert "\n" not in broken.failure.message
    assert results["http://gazette.example/b"].fetch.outcome == "fetched"


def test_a_body_that_trickles_is_given_up_before_the_deadline(lab: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.fetch.exchange.RATE_WINDOW_S", 0.3)
    site = lab.serve({"/": trickle(first=HEAD + b"\r\n", rest=b"x" * 20, every_s=0.05)})
    began = time.monotonic()
    (result,) = lab.fetch("http://herald.example/", settings=lab.settings(site))
    assert (result.fetch.outcome, result.failure.code) == ("timeout", "slow")
    assert time.monotonic() - began < 2


def test_a_bomb_is_stopped_early_and_costs_little_memory(lab: Any) -> None:
    packed = bomb(200_000_000)
    site = lab.serve({"/": then_close(HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed)})
    tracemalloc.start()
    (result,) = lab.fetch("http://herald.example/", settings=lab.settings(site))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (result.fetch.outcome, result.failure.code) == ("too_large", "bomb")
    assert peak_bytes < 64_000_000


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"<p>hello</p>" * 300, mtime=0)),
        ("gzip", gzip.compress(b"<p>hello</p>" * 100, mtime=0) + gzip.compress(b"<p>hello</p>" * 200, mtime=0)),
        ("gzip", gzip.compress(b"<p>hello</p>" * 300, mtime=0) + b"\r\n"),
        ("x-gzip", gzip.compress(b"<p>hello</p>" * 300, mtime=0)),
        ("deflate", zlib.compress(b"<p>hello</p>" * 300)),
        ("deflate", zlib.compress(b"<p>hello</p>" * 300)[2:-4]),
        ("gzip, gzip", gzip.compress(gzip.compress(b"<p>hello</p>" * 300, mtime=0), mtime=0)),
        ("identity", b"<p>hello</p>" * 300),
    ],
)
def test_packed_pages_are_unpacked(encoding: str, packed: bytes, lab: Any) -> None:
    headers = f"Content-Type: text/html\r\nContent-Encoding: {encoding}\r\n"
    site = lab.serve({"/": lab.page(packed, headers=headers)})
    (result,) = lab.fetch("http://herald.example/", settings=lab.settings(site))
    assert result.capture.body == b"<p>hello</p>" * 300


def test_a_packed_page_may_come_byte_by_byte() -> None:
    unpacker = Unpacker(("gzip",), max_bytes=10_000, max_ratio=100)
    pieces: list[bytes] = []
    for byte in gzip.compress(b"<p>hello</p>", mtime=0):
        unpacker.feed(bytes([byte]), into=pieces)
    assert b"".join(pieces) == b"<p>hello</p>"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Type: text/html; charset=utf-16\r\n", "<p>hello</p>".encode("utf-16")),
        ("Content-Type: application/octet-stream\r\n", b"<!doctype html><p>hello"),
        ("Content-Type: application/xhtml+xml\r\n", b"<html/>"),
        ("Content-Type: text/html\r\n", b""),
        ("Content-Type: text/plain\r\n", b"plain words"),
        ("X-Strange: 1\r\n" * 100, b"<p>many headers"),
    ],
)
def test_what_can_be_a_page_is_handed_on(headers: str, body: bytes, lab: Any) -> None:
    site = lab.serve({"/": lab.page(body, headers=headers)})
    (result,) = lab.fetch("http://herald.example/", settings=lab.settings(site))
    assert (result.fetch.outcome, result.capture.body) == ("fetched", body)


def test_a_closed_door_and_a_missing_host_are_unreachable(lab: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = lab.settings(connect_to={"herald.example": f"127.0.0.1:{port}"})
    results = lab.fetch("http://herald.example/", "http://missing.example/", settings=settings)
    found = {result.fetch.url: (result.fetch.outcome, result.failure.code) for result in results}
    assert found == {
        "http://herald.example/": ("unreachable", "unreachable"),
        "http://missing.example/": ("unreachable", "no_host"),
    }


def test_a_missing_host_is_looked_up_once(lab: Any) -> None:
    asked = []

    async def nobody(host: str) -> list[str]:
        asked.append(host)
        return []

    results = lab.fetch(*(f"http://missing.example/{n}" for n in range(3)), settings=lab.settings(), resolve=nobody)
    assert [result.failure.code for result in results] == ["no_host"] * 3
    assert asked == ["missing.example"]


def test_a_host_without_a_safe_connection_is_told_so(lab: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_in_the_clear() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer_in_the_clear, daemon=True).start()
        settings = lab.settings(connect_to={"herald.example": f"127.0.0.1:{listener.getsockname()[1]}"})
        (result,) = lab.fetch("https://herald.example/a", settings=settings)
    assert (result.fetch.outcome, result.failure.code) == ("unreachable", "tls")
