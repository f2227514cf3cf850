"""robots.txt, the pace, retries, redirects, and pages that have not changed."""

import socket
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from flows.fetch.asker import retry_after_s
from flows.fetch.pace import Pacer
from flows.fetch.result import Validator
from flows.fetch.robots import RobotsAnswer, RobotsRefusal, deciding_line, read_rules
from flows.fetch.urls import parse_web_address
from flows.sources.spec import SourceKind, SourceSpec
from flows.warc.read import read_warc
from flows.warc.write import WarcWriter

ROBOTS = b"""
User-agent: *
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$

User-agent: otherbot
Disallow: /
"""


def robots(body: bytes = ROBOTS, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/news", None),
        ("/private/open/a", None),
        ("/private/a", "Disallow: /private/"),
        ("/%70rivate/a", "Disallow: /private/"),
        ("/a.pdf", "Disallow: /*.pdf$"),
        ("/a.pdf?x=1", None),
    ],
)
def test_robots_txt_is_obeyed_and_quoted(path: str, line: str | None, lab: Any) -> None:
    site = lab.serve({"/robots.txt": robots(), "*": lab.page()})
    (result,) = lab.fetch(f"http://herald.example{path}", settings=lab.settings(site))
    assert result.fetch.robots_line == line
    assert result.fetch.outcome == ("robots" if line else "fetched")
    assert site.paths == ["/robots.txt"] + ([] if line else [path])
    assert result.failure is None or line in result.failure.message


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (robots(status="404 Not Found"), "fetched"),
        (robots(status="403 Forbidden"), "fetched"),
        (robots(status="503 Unavailable"), "robots"),
        (robots(status="500 Error"), "robots"),
        (robots(status="429 Too Many Requests"), "robots"),
        (robots(b"<html>not rules</html>"), "fetched"),
        (robots(b"\xff\xfe\x00"), "fetched"),
        (robots(b"User-agent: *\nDisallow: /\n#" + b"x" * 600_000), "robots"),
        (robots(b"#" + b"x" * 600_000 + b"\nUser-agent: *\nDisallow: /\n"), "fetched"),
        (robots(b"\xef\xbb\xbfUser-agent: winnow\nDisallow: /"), "robots"),
        (lambda _: None, "broken"),
    ],
)
def test_what_robots_txt_answers_decides(answer: bytes, outcome: str, lab: Any) -> None:
    site = lab.serve({"/robots.txt": answer, "*": lab.page()})
    (result,) = lab.fetch("http://herald.example/a", settings=lab.settings(site))
    assert result.fetch.outcome == outcome
    assert ("/a" in site.paths) == (outcome == "fetched")


def test_what_a_site_wishes_in_a_header_is_recorded(lab: Any) -> None:
    site = lab.serve({"/a": lab.page(headers="X-Robots-Tag: noai, noindex\r\n")})
    (result,) = lab.fetch("http://herald.example/a", settings=lab.settings(site))
    assert result.fetch.reason == "fetched; the site says X-Robots-Tag: noai, noindex"


def test_what_a_page_wishes_in_its_head_is_recorded(lab: Any) -> None:
    head = b"<html><head><META content='noai, noimageai' NAME=robots><meta name=description content=x></head><p>A page."
    site = lab.serve({"/a": lab.page(head)})
    (result,) = lab.fetch("http://herald.example/a", settings=lab.settings(site))
    assert result.fetch.reason == "fetched; the page says robots: noai, noimageai"


def test_rules_that_change_meet_the_pages_that_wait(lab: Any) -> None:
    site = lab.serve({"/robots.txt": robots(b""), "*": lab.page()})

    def forbid(_: object) -> None:
        site.answers["/robots.txt"] = robots(b"User-agent: *\nDisallow: /")

    urls = [f"http://herald.example/{number}" for number in range(4)]
    settings = lab.settings(site, robots_age_s=0, delay_s=0.01)
    results = lab.fetch(*urls, settings=settings, on_progress=forbid)
    assert [result.fetch.outcome for result in results] == ["fetched", "robots", "robots", "robots"]
    assert [path for path in site.paths if path != "/robots.txt"] == ["/0"]


@pytest.mark.parametrize(("hops", "outcome"), [(5, "robots"), (6, "fetched")])
def test_robots_txt_may_be_five_redirects_away(hops: int, outcome: str, lab: Any) -> None:
    steps = ["/robots.txt", *(f"/r{number}" for number in range(1, hops + 1))]
    site = lab.serve({"/a": lab.page(), steps[-1]: robots(b"User-agent: *\nDisallow: /")})
    for here, there in pairwise(steps):
        site.answers[here] = lab.page(b"", status="302 Found", headers=f"Location: {there}\r\n")
    (result,) = lab.fetch("http://herald.example/a", settings=lab.settings(site))
    assert result.fetch.outcome == outcome


def test_a_delay_that_is_too_long_is_capped_and_told() -> None:
    rules = read_rules(RobotsAnswer(status=200, body=b"User-agent: *\nCrawl-delay: 100"), origin="http://a.example")
    assert (rules.wanted_delay_s, rules.delay_s) == (100, 60)
    pacer = Pacer()
    pacer.note_asked_delay("a.example", wanted_s=rules.wanted_delay_s, kept_s=rules.delay_s)
    assert pacer.why_slow("a.example") == "robots.txt asks for 100 s between pages, 60 s are kept"


def test_robots_txt_is_asked_for_once_a_host_and_on_every_hop(lab: Any) -> None:
    herald = lab.serve(
        {"*": lab.page(b"", status="302 Found", headers="Location: http://gazette.example/private/a\r\n")}
    )
    herald.answers["/robots.txt"] = robots(b"")
    gazette = lab.serve({"/robots.txt": robots(), "*": lab.page()})
    results = lab.fetch("http://herald.example/1", "http://herald.example/2", settings=lab.settings(herald, gazette))
    assert [result.fetch.outcome for result in results] == ["robots", "robots"]
    assert gazette.paths == ["/robots.txt"]
    assert herald.paths.count("/robots.txt") == 1


def test_robots_txt_is_not_asked_for_when_the_settings_say_so(lab: Any) -> None:
    site = lab.serve({"/robots.txt": robots(), "*": lab.page()})
    (result,) = lab.fetch("http://herald.example/private/a", settings=lab.settings(site, respect_robots=False))
    assert (result.fetch.outcome, site.paths) == ("fetched", ["/private/a"])


def test_the_longest_line_of_the_own_group_is_quoted() -> None:
    text = "User-agent: winnow\nDisallow: /a\nDisallow: /a/b # longer\n\nUser-agent: *\nDisallow: /a/b/c"
    assert deciding_line(text, target="/a/b/c") == "Disallow: /a/b"
    assert deciding_line(text, target="/z") is None


PATTERNS = st.sampled_from(["/", "/a", "/a/", "/a/b", "/*b", "/*.pdf$", "/a*c", "/a$", "/b", "/*?x="])
LINES = st.lists(st.tuples(st.sampled_from(["Allow", "Disallow"]), PATTERNS), max_size=6)


@settings(deadline=None)  # other work on the machine
@given(LINES, st.text(alphabet="/ab.c?x=pdf", max_size=8))
def test_every_refusal_quotes_a_line_that_refuses(lines: list[tuple[str, str]], path: str) -> None:
    text = "User-agent: *\n" + "".join(f"{word}: {pattern}\n" for word, pattern in lines)
    address = parse_web_address(f"http://herald.example/{path}")
    rules = read_rules(RobotsAnswer(status=200, body=text.encode()), origin=address.origin)
    line = ""
    try:
        rules.check(address)
    except RobotsRefusal as refusal:
        line = refusal.line or "none was found"
    if line:
        alone = RobotsAnswer(status=200, body=f"User-agent: *\n{line}".encode())
        with pytest.raises(RobotsRefusal):
            read_rules(alone, origin=address.origin).check(address)


def test_no_two_requests_to_a_host_or_its_address_are_closer_than_the_delay(lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    names = {"herald.example": site.address, "gazette.example": site.address}
    urls = [f"http://{host}/{n}" for host in names for n in range(4)]
    results = lab.fetch(*urls, settings=lab.settings(connect_to=names, delay_s=0.2))
    assert len(results) == 8
    assert len(site.requests) == 10
    for host in names:
        times = sorted(at for at, asked, *_ in site.requests if asked == host)
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.2
    # Of neighbours the server's thread may note one late and the next in time.
    assert min(later - earlier for earlier, later in pairwise(sorted(at for at, *_ in site.requests))) >= 0.15


def test_hosts_on_different_machines_are_asked_side_by_side(lab: Any) -> None:
    sites = [lab.serve({"*": lab.page()}, host=f"127.0.0.{number + 1}") for number in range(3)]
    urls = [f"http://{host}.example/{n}" for host in ("herald", "gazette", "courier") for n in range(4)]
    began = time.monotonic()
    lab.fetch(*urls, settings=lab.settings(*sites, delay_s=0.15))
    assert 0.6 <= time.monotonic() - began < 2  # one after another takes 2.25 s


def test_a_crawl_delay_is_kept(lab: Any) -> None:
    site = lab.serve({"/robots.txt": robots(b"User-agent: *\nCrawl-delay: 0.3"), "*": lab.page()})
    lab.fetch("http://herald.example/1", "http://herald.example/2", settings=lab.settings(site))
    times = {path: at for at, _, path, _ in site.requests}
    assert times["/2"] - times["/1"] >= 0.3


def test_a_host_that_wants_a_long_pause_does_not_slow_its_neighbour(lab: Any) -> None:
    slow = lab.serve({"/robots.txt": robots(b"User-agent: *\nCrawl-delay: 1"), "*": lab.page()})
    quick = lab.serve({"*": lab.page()})
    urls = [f"http://{host}.example/{n}" for n in range(2) for host in ("herald", "gazette")]
    lab.fetch(*urls, settings=lab.settings(slow, quick))
    assert max(at for at, *_ in quick.requests) < max(at for at, *_ in slow.requests) - 0.5


def test_a_host_has_one_request_at_a_time(lab: Any) -> None:
    at_work: list[int] = []
    most: list[int] = []

    def slowly(connection: socket.socket) -> None:
        at_work.append(1)
        most.append(len(at_work))
        time.sleep(0.03)
        at_work.pop()
        connection.sendall(lab.page())

    site = lab.serve({"*": slowly})
    lab.fetch(*(f"http://herald.example/{n}" for n in range(6)), settings=lab.settings(site))
    assert (len(most), max(most)) == (7, 1)


@pytest.mark.parametrize("status", ["429 Slow", "503 Busy"])
def test_a_host_that_is_overloaded_is_asked_half_as_often_each_time(status: str, lab: Any) -> None:
    site = lab.serve({"/robots.txt": robots(b""), "*": lab.page(b"", status=status)})
    lab.fetch(*(f"http://herald.example/{n}" for n in range(4)), settings=lab.settings(site, delay_s=0.1))
    times = [at for at, *_ in site.requests]
    for least, (earlier, later) in zip((0.1, 0.2, 0.4, 0.8), pairwise(times), strict=True):
        assert later - earlier >= least


def test_what_may_pass_is_tried_again(lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    answers = [lab.page(b"", status="503 Busy"), lab.page(b"", status="500 Error"), lab.page()]
    site.answers["/a"] = lambda connection: connection.sendall(answers.pop(0))
    (result,) = lab.fetch("http://herald.example/a", settings=lab.settings(site, retries=2))
    assert result.fetch.outcome == "fetched"
    assert site.paths.count("/a") == 3


def test_hosts_that_failed_together_are_not_asked_again_together(lab: Any) -> None:
    sites = [lab.serve({"/a": lab.page(b"", status="500 Error")}) for _ in range(8)]
    names = {f"host{number}.example": site.address for number, site in enumerate(sites)}
    wanted = [f"http://{name}/a" for name in names]
    lab.fetch(*wanted, settings=lab.settings(connect_to=names, retries=1, retry_wait_s=0.4, respect_robots=False))
    pauses = [later[0] - earlier[0] for earlier, later in (site.requests for site in sites)]
    assert min(pauses) >= 0.2
    assert max(pauses) - min(pauses) > 0.05  # each is drawn from .2 to .6 s


@pytest.mark.parametrize(
    ("status", "asked"),
    [("404 Not Found", 1), ("403 Forbidden", 1), ("410 Gone", 1), ("500 Error", 3), ("429 Slow", 3)],
)
def test_an_error_is_an_outcome_with_its_number_and_advice(status: str, asked: int, lab: Any) -> None:
    site = lab.serve({"/a": lab.page(b"<p>no", status=status)})
    (result,) = lab.fetch("http://herald.example/a", settings=lab.settings(site, retries=2))
    number = status[:3]
    assert (result.fetch.outcome, result.fetch.status, result.failure.code) == (
        "http_error",
        int(number),
        f"http_{number}",
    )
    assert f"answered {number}" in result.failure.message
    assert "; " in result.failure.message
    assert site.paths.count("/a") == asked


def test_retry_after_is_waited_for(lab: Any) -> None:
    answers = [lab.page(b"", status="429 Slow", headers="Retry-After: 1\r\n"), lab.page()]
    site = lab.serve({"/a": lambda connection: connection.sendall(answers.pop(0)), "*": lab.page()})
    results = lab.fetch("http://herald.example/a", "http://herald.example/b", settings=lab.settings(site, retries=1))
    times = [at for at, _, path, _ in site.requests if path != "/robots.txt"]
    assert [result.fetch.outcome for result in results] == ["fetched", "fetched"]
    assert min(times[1:]) - times[0] >= 1.0


def test_a_host_that_asks_for_too_long_a_rest_is_left_alone(lab: Any) -> None:
    site = lab.serve({"/a": lab.page(b"", status="503 Busy", headers="Retry-After: 3000\r\n"), "*": lab.page()})
    results = lab.fetch("http://herald.example/a", "http://herald.example/b", settings=lab.settings(site, retries=2))
    assert [result.failure.code for result in results] == ["http_503", "parked"]
    assert "3000 s" in results[1].failure.message
    assert site.paths.count("/a") == 1


def test_a_host_that_keeps_failing_is_left_alone(lab: Any) -> None:
    site = lab.serve({"/robots.txt": robots(b""), "*": lab.page(b"", status="500 Error")})
    results = lab.fetch(*(f"http://herald.example/{n}" for n in range(8)), settings=lab.settings(site))
    assert [result.failure.code for result in results] == ["http_500"] * 5 + ["parked"] * 3


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("Mon, 23 Nov 2026 00:01:00 GMT", 60.0),
        ("99999", 3600.0),
        ("soon", None),
        (None, None),
        ("-3", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after_s(header, now=datetime(2026, 11, 23, tzinfo=UTC)) == seconds


def test_redirects_are_followed_and_told(lab: Any) -> None:
    site = lab.serve(
        {
            "/a": lab.page(b"", status="301 Moved", headers="Location: b?x=1#part\r\n"),
            "/b?x=1": lab.page(b"", status="308 Moved", headers="Location: http://gazette.example/c\r\n"),
            "/c": lab.page(),
        }
    )
    settings = lab.settings(connect_to=dict.fromkeys(("herald.example", "gazette.example"), site.address))
    (result,) = lab.fetch("http://herald.example/a", settings=settings)
    assert result.capture.redirects == ("http://herald.example/a", "http://herald.example/b?x=1")
    assert (result.capture.url, result.capture.final_url) == ("http://herald.example/a", "http://gazette.example/c")


def test_a_circle_of_redirects_is_named(lab: Any) -> None:
    site = lab.serve({"/a": lab.page(b"", status="302 Found", headers="Location: /b\r\n")})
    site.answers["/b"] = lab.page(b"", status="302 Found", headers="Location: /a\r\n")
    site.answers["/0"] = lab.page(b"", status="302 Found", headers="Location: /1\r\n")
    for number in range(1, 9):
        site.answers[f"/{number}"] = lab.page(b"", status="302 Found", headers=f"Location: /{number + 1}\r\n")
    circle, chain = lab.fetch("http://herald.example/a", "http://herald.example/0", settings=lab.settings(site))
    assert (circle.fetch.outcome, circle.failure.code) == ("broken", "redirect_loop")
    assert "http://herald.example/a → http://herald.example/b → http://herald.example/a" in circle.failure.message
    assert (chain.fetch.outcome, chain.failure.code) == ("broken", "redirects")
    assert site.paths.count("/6") == 0


def test_a_page_is_asked_for_once_however_it_is_written(lab: Any) -> None:
    site = lab.serve({"/a": lab.page(), "/old": lab.page(b"", status="301 Moved", headers="Location: /a\r\n")})
    urls = ("http://herald.example/a", "http://HERALD.example/a#x", "http://herald.example/a?utm_source=feed")
    results = lab.fetch(*urls, "http://herald.example/old", settings=lab.settings(site))
    assert [(result.fetch.url[-4:], result.capture is not None) for result in results] == [
        ("le/a", True),
        ("/old", False),
    ]
    assert "read on its own" in results[1].fetch.reason


def test_an_unchanged_page_is_not_sent_again(lab: Any, tmp_path: Path) -> None:
    site = lab.serve(
        {"/a": lab.page(b"<p>one", headers='ETag: "1"\r\n'), "/b": lab.page(b"<p>two"), "/robots.txt": robots()}
    )
    settings = lab.settings(site)
    urls = ("http://herald.example/a", "http://herald.example/b")
    with WarcWriter(tmp_path / "1", run_id="1") as warc:
        first = lab.fetch(*urls, settings=settings, warc=warc)
    known = {
        result.fetch.url: Validator(
            etag=result.fetch.etag,
            last_modified=result.fetch.last_modified,
            body_sha256=result.fetch.body_sha256,
            warc_file=result.fetch.warc_file,
            warc_offset=result.fetch.warc_offset,
        )
        for result in first
    }
    site.answers["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    with WarcWriter(tmp_path / "2", run_id="2") as warc:
        again, same = lab.fetch(*urls, settings=settings, warc=warc, validators=known)
    assert site.requests[-2][3]["if-none-match"] == '"1"'
    assert (again.fetch.outcome, again.capture, again.failure) == ("not_modified", None, None)
    assert again.fetch.body_sha256 == first[0].fetch.body_sha256
    assert (same.fetch.outcome, same.capture.warc_file) == ("fetched", first[1].fetch.warc_file)
    assert same.capture.body == b"<p>two"
    (written,) = (tmp_path / "2").iterdir()
    with written.open("rb") as file:
        records = [
            (record.rec_type, record.http_headers and record.http_headers.get_statuscode(), record.raw_stream.read())
            for record in ArchiveIterator(file)
        ]
    revisits = [(status, body) for kind, status, body in records if kind == "revisit"]
    assert revisits == [("304", b""), ("200", b"")]
    assert [found.capture.url for found in read_warc(written)] == ["http://herald.example/robots.txt"]


def test_every_answer_is_kept(lab: Any, tmp_path: Path) -> None:
    site = lab.serve(
        {
            "/a": lab.page(b"", status="301 Moved", headers="Location: /b\r\n"),
            "/b": lab.page(b"<p>b"),
            "/c": lab.page(b"<p>gone", status="410 Gone"),
            "/d": lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>cut"),
        }
    )
    with WarcWriter(tmp_path, run_id="1") as warc:
        results = lab.fetch(
            *(f"http://herald.example/{path}" for path in "acd"), settings=lab.settings(site), warc=warc
        )
    (file,) = tmp_path.iterdir()
    kept = {
        found.capture.url[-2:]: (found.capture.status, found.capture.body, found.truncated) for found in read_warc(file)
    }
    assert kept == {
        "xt": (404, b"none", ""),
        "/a": (301, b"", ""),
        "/b": (200, b"<p>b", ""),
        "/c": (410, b"<p>gone", ""),
        "/d": (200, b"<p>cut", "disconnect"),
    }
    assert all(result.fetch.warc_file == file.name for result in results)


def test_a_source_has_its_own_pace_and_limit(lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    urls = tuple(f"http://herald.example/{n}" for n in range(9))
    spec = SourceSpec(name="h", kind=SourceKind.URLS, location=urls[0], urls=urls, max_pages=2, delay_s=0.2)
    results = lab.fetch(spec, settings=lab.settings(site))
    pages = [request for request in site.requests if request[2] != "/robots.txt"]
    assert [result.failure.code for result in results if result.failure] == ["max_pages"]
    assert len(pages) == 2
    assert pages[1][0] - pages[0][0] >= 0.2
