"""Answers that are too large, too slow, broken or not text: each has one outcome, and the next host none the worse."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.fetch.unpack import Unpacker

pytestmark = pytest.mark.trial(kind="hostile servers")


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


PACKERS: dict[str, Callable[[], Any]] = {
    "gzip": lambda: zlib.compressobj(1, zlib.DEFLATED, 31),
    "deflate": lambda: zlib.compressobj(1, zlib.DEFLATED, 15),
    "br": lambda: brotli.Compressor(quality=1),
    "zstd": lambda: zstandard.ZstdCompressor(level=1).compressobj(),
}


def bomb(encoding: str, size_bytes: int) -> bytes:
    """Return a small body that unpacks to many zeros."""
    packer = PACKERS[encoding]()
    pack = getattr(packer, "process", None) or packer.compress
    zeros = bytes(1_000_000)
    pieces = [pack(zeros) for _ in range(size_bytes // len(zeros))]
    return b"".join([*pieces, packer.finish() if hasattr(packer, "finish") else packer.flush()])


def peak_rise_bytes(work: Callable[[], object]) -> int:
    """Return how far resident memory rose above what it was, at its highest."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # begin to count anew
    before = resident("VmRSS")
    work()
    return resident("VmHWM") - before


def resident(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


MAX_RISE_BYTES = 64_000_000
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
    "too_many_headers": (then_close(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 3000 + b"\r\n"), "broken", "header"),
    "endless_header": (trickle(first=b"HTTP/1.1 200 OK\r\n", rest=b"X: 1\r\n" * 999, every_s=0), "broken", "header"),
    "endless_interim": (trickle(first=b"", rest=b"HTTP/1.1 100 Continue\r\n\r\n" * 999, every_s=0), "broken", "header"),
    "other_protocol": (
        then_close(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
        "broken",
        "protocol",
    ),
    "two_lengths": (then_close(HEAD + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\nabc"), "broken", "disconnected"),
    "bad_length": (then_close(HEAD + b"Content-Length: many\r\n\r\nabc"), "broken", "disconnected"),
    "cut_chunks": (then_close(HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\nabc"), "broken", "disconnected"),
    "huge_chunk": (
        then_close(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc"),
        "broken",
        "disconnected",
    ),
    "damaged_brotli": (then_close(HEAD + b"Content-Encoding: br\r\n\r\n" + b"\xff" * 99), "broken", "encoding"),
    "damaged_zstd": (then_close(HEAD + b"Content-Encoding: zstd\r\n\r\n" + b"abcdefgh"), "broken", "encoding"),
    "unknown_packing": (then_close(HEAD + b"Content-Encoding: lzma\r\n\r\nabc"), "broken", "encoding"),
    "huge_header": (then_close(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n"), "broken", "header"),
    "odd_packing": (then_close(HEAD + b"Content-Encoding: br\r\nContent-Length: 3\r\n\r\nabc"), "broken", "encoding"),
    "packed_thrice": (then_close(HEAD + b"Content-Encoding: gzip, gzip, gzip\r\n\r\nabc"), "broken", "encoding"),
    "damaged_gzip": (then_close(HEAD + b"Content-Encoding: gzip\r\n\r\nabcdef"), "broken", "encoding"),
    "pdf_as_html": (then_close(HEAD + b"\r\n%PDF-1.7 and more"), "not_text", "not_text"),
    "binary_as_html": (then_close(HEAD + b"\r\n" + bytes(range(256)) * 8), "not_text", "not_text"),
    "feed_as_page": (then_close(HEAD + b'\r\n<?xml version="1.0"?><rss><channel>'), "not_text", "not_text"),
    "atom_as_page": (
        then_close(b"HTTP/1.1 200 OK\r\nContent-Type: application/atom+xml\r\n\r\n<feed/>"),
        "not_text",
        "not_text",
    ),
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


def test_a_page_that_is_long_in_coming_and_then_comes_is_taken(lab: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.fetch.exchange.RATE_WINDOW_S", 0.3)

    def think_first(connection: socket.socket) -> None:
        time.sleep(0.6)
        connection.sendall(lab.page())

    site = lab.serve({"/": think_first})
    (result,) = lab.fetch("http://herald.example/", settings=lab.settings(site))
    assert result.fetch.outcome == "fetched"


def set_off(lab: Any, encoding: str, packed: bytes) -> tuple[str, int]:
    """Fetch a bomb; return what it was taken for and how far memory rose."""
    site = lab.serve({"/": then_close(HEAD + f"Content-Encoding: {encoding}\r\n\r\n".encode() + packed)})
    results: list[Any] = []
    settings = lab.settings(site, timeout_s=30, deadline_s=30)
    rise = peak_rise_bytes(lambda: results.extend(lab.fetch("http://herald.example/", settings=settings)))
    assert results[0].fetch.outcome == "too_large"
    return results[0].failure.code, rise


@pytest.mark.parametrize("encoding", PACKERS)
def test_a_bomb_is_stopped_early_and_costs_little_memory(encoding: str, lab: Any) -> None:
    code, rise = set_off(lab, encoding, bomb(encoding, 100_000_000))
    assert (code, rise < MAX_RISE_BYTES) == ("bomb", True), rise


@pytest.mark.chaos
@pytest.mark.parametrize("encoding", PACKERS)
def test_a_bomb_of_a_gigabyte_costs_little_memory(encoding: str, lab: Any) -> None:
    code, rise = set_off(lab, encoding, bomb(encoding, 1_000_000_000))
    assert (code, rise < MAX_RISE_BYTES) == ("bomb", True), rise


@pytest.mark.parametrize("inner", PACKERS)
@pytest.mark.parametrize("outer", PACKERS)
def test_a_bomb_in_a_bomb_costs_little_memory(outer: str, inner: str, lab: Any) -> None:
    packer = PACKERS[outer]()
    packed = (getattr(packer, "process", None) or packer.compress)(bomb(inner, 30_000_000))
    packed += packer.finish() if hasattr(packer, "finish") else packer.flush()
    code, rise = set_off(lab, f"{inner}, {outer}", packed)
    assert (code, rise < MAX_RISE_BYTES) == ("bomb", True), rise


def test_a_body_just_under_the_ratio_ends_at_the_size_that_is_allowed(lab: Any) -> None:
    lines = b"".join(b"<p>%d %s</p>" % (number, b"word " * 40) for number in range(150_000))
    code, rise = set_off(lab, "gzip", gzip.compress(lines, 6, mtime=0))
    assert (code, rise < MAX_RISE_BYTES) == ("too_large", True), rise


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
        ("br", brotli.compress(b"<p>hello</p>" * 300)),
        ("zstd", zstandard.compress(b"<p>hello</p>" * 300)),
        ("zstd", zstandard.compress(b"<p>hello</p>" * 100) + zstandard.compress(b"<p>hello</p>" * 200)),
        ("br, gzip", gzip.compress(brotli.compress(b"<p>hello</p>" * 300), mtime=0)),
        ("zstd, br", brotli.compress(zstandard.compress(b"<p>hello</p>" * 300))),
        ("gzip", gzip.compress(b"<p>hello</p>" * 300, mtime=0)[:-4]),  # without its end, as some servers send it
    ],
)
def test_packed_pages_are_unpacked(encoding: str, packed: bytes, lab: Any) -> None:
    headers = f"Content-Type: text/html\r\nContent-Encoding: {encoding}\r\n"
    site = lab.serve({"/": lab.page(packed, headers=headers)})
    (result,) = lab.fetch("http://herald.example/", settings=lab.settings(site))
    assert result.capture.body == b"<p>hello</p>" * 300


@settings(deadline=None)  # other work on the machine
@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=5000), st.integers(1, 700))
def test_a_packed_page_may_come_in_pieces_of_any_size(encoding: str, body: bytes, size: int) -> None:
    packer = PACKERS[encoding]()
    packed = (getattr(packer, "process", None) or packer.compress)(body)
    packed += packer.finish() if hasattr(packer, "finish") else packer.flush()
    unpacker, pieces = Unpacker((encoding,), max_bytes=10_000, max_ratio=100), []
    for at in range(0, len(packed), size):
        unpacker.feed(packed[at : at + size], into=pieces)
    assert (b"".join(pieces), unpacker.is_whole) == (body, True)


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
        ("Content-Type: text/xml\r\n", b"<?xml version='1.0'?><html/>"),
        ("Content-Type: text/html\r\n", b""),
        ("Content-Type: text/plain\r\n", b"plain words"),
        ("X-Strange: 1\r\n" * 1000, b"<p>many headers"),
        (f"X-Long: {'x' * 65_536}\r\n", b"<p>a long header"),
        ("X-Folded: one\r\n two\r\n", b"<p>folded"),
        ("X-Odd: \x01\x7f\r\n", b"<p>odd characters"),
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


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Content-Length: 5\r\n\r\n<p>ok and what nobody asked for",
        HEAD + b"\r\n<p>ok",
        b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>ok",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HEAD + b"Content-Length: 5\r\n\r\n<p>ok",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n2 \r\n<p\r\n3;x=1\r\n>ok\r\n0\r\nTrailer: 1\r\n\r\n",
        HEAD + b"Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>ok\r\n0\r\n\r\n",
    ],
    ids=["more_than_said", "until_the_end", "old_and_bare", "hints_first", "odd_chunks", "chunks_and_length"],
)
def test_an_odd_answer_that_browsers_take_is_taken(answer: bytes, lab: Any) -> None:
    site = lab.serve({"/": then_close(answer)})
    (result,) = lab.fetch("http://herald.example/", settings=lab.settings(site))
    assert (result.fetch.outcome, result.capture and result.capture.body) == ("fetched", b"<p>ok")


def test_a_connection_is_used_again_and_one_that_was_closed_meanwhile_made_anew(lab: Any) -> None:
    def once(connection: socket.socket) -> None:
        connection.sendall(lab.page(b"<p>once"))  # says that the connection stays, and closes it

    site = lab.serve({"/2": once, "*": lab.page()})
    urls = [f"http://herald.example/{number}" for number in range(6)]
    results = lab.fetch(*urls, settings=lab.settings(site, delay_s=0.05))
    assert [result.fetch.outcome for result in results] == ["fetched"] * 6
    assert site.connections == 2


def test_time_in_which_the_crawl_itself_stood_still_is_not_held_against_a_host(lab: Any) -> None:
    is_over = threading.Event()

    def answer_after_the_standstill(connection: socket.socket) -> None:
        is_over.wait()
        time.sleep(0.1)
        connection.sendall(lab.page())

    def stand_still(_: object) -> None:
        if not is_over.is_set():
            time.sleep(1.5)  # on the thread of the crawl, as when the machine is paused
            is_over.set()

    slow, quick = lab.serve({"/a": answer_after_the_standstill}), lab.serve({"/b": lab.page()})
    settings = lab.settings(slow, quick, timeout_s=0.5, deadline_s=0.8)
    wanted = ("http://herald.example/a", "http://gazette.example/b")
    results = lab.fetch(*wanted, settings=settings, on_progress=stand_still)
    assert [result.fetch.outcome for result in results] == ["fetched"] * 2


def test_the_deadline_holds_for_the_connection_and_the_answer_together(lab: Any) -> None:
    site = lab.serve({"*": trickle(first=HEAD + b"\r\n<p>", rest=b"word " * 300, every_s=0.05)})
    began = time.monotonic()
    (result,) = lab.fetch("http://herald.example/", settings=lab.settings(site, deadline_s=1, respect_robots=False))
    assert 1 <= time.monotonic() - began < 2
    assert (result.fetch.outcome, result.fetch.elapsed_ms // 1000) == ("timeout", 1)
    assert "deadline_s" in result.failure.message
