"""Every kind of source, from its name to its pages; and the ways to run a crawl."""

import gzip
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from extractors.errors import WarehouseError
from flows.fetch.crawl import crawl_blocking, fetch_page
from flows.fetch.result import FetchResult, Progress, Validator
from flows.settings import Settings
from flows.sources.spec import SourceKind, SourceSpec, parse_source_argument
from flows.warc.read import read_capture
from flows.warc.write import WarcWriter

WHEN = datetime(2026, 11, 23, tzinfo=UTC)


def source(kind: SourceKind, location: str | Path, **options: Any) -> SourceSpec:
    return SourceSpec(name="Herald", kind=kind, location=str(location), **options)


def captured(results: list[FetchResult]) -> list[str]:
    return sorted(result.capture.url for result in results if result.capture)


def codes(results: list[FetchResult]) -> list[str]:
    return sorted(result.failure.code for result in results if result.failure)


def sitemap(*urls: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>".encode()


def test_a_sitemap_is_followed_through_its_index(lab: Any) -> None:
    index = b"""<sitemapindex><sitemap><loc>http://herald.example/1.xml.gz</loc></sitemap>
    <sitemap><loc>http://herald.example/2.xml</loc></sitemap><sitemap><loc>http://herald.example/gone.xml</loc></sitemap>
    <sitemap><loc>http://herald.example/index.xml</loc></sitemap></sitemapindex>"""
    packed = gzip.compress(sitemap("http://herald.example/a", "http://herald.example/b"), mtime=0)
    site = lab.serve(
        {
            "/index.xml": lab.page(index, headers="Content-Type: application/xml\r\n"),
            "/1.xml.gz": lab.page(packed, headers="Content-Type: application/x-gzip\r\n"),
            "/2.xml": lab.page(
                sitemap("http://herald.example/b", "http://www.herald.example/c", "http://evil.example/d", "::")
            ),
            "/a": lab.page(),
            "/b": lab.page(),
            "/c": lab.page(),
        }
    )
    settings = lab.settings(connect_to=dict.fromkeys(("herald.example", "www.herald.example"), site.address))
    results = lab.fetch(source(SourceKind.SITEMAP, "http://herald.example/index.xml"), settings=settings)
    assert captured(results) == ["http://herald.example/a", "http://herald.example/b", "http://www.herald.example/c"]
    assert codes(results) == ["bad_url", "http_404", "other_sites"]
    stages = {result.failure.code: result.failure.stage for result in results if result.failure}
    assert stages == {"bad_url": "fetch", "http_404": "discover", "other_sites": "discover"}
    assert site.paths.count("/index.xml") == 1


def test_a_sitemap_from_the_web_cannot_make_winnow_read_files(lab: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("http://herald.example/from-the-secret\n", encoding="utf-8")
    paths = [str(secret), secret.as_uri(), "../secret.txt"]
    entries = "".join(f"<sitemap><loc>{path}</loc></sitemap><url><loc>{path}</loc></url>" for path in paths)
    site = lab.serve({"/s.xml": lab.page(f"<sitemapindex>{entries}</sitemapindex>".encode()), "*": lab.page()})
    results = lab.fetch(source(SourceKind.SITEMAP, "http://herald.example/s.xml"), settings=lab.settings(site))
    assert codes(results) == ["bad_url"] * 6
    assert site.paths == ["/robots.txt", "/s.xml"]


def test_a_sitemap_that_is_a_forest_ends(lab: Any) -> None:
    def index(number: int) -> bytes:
        entries = "".join(f"<sitemap><loc>http://herald.example/{number}/{n}.xml</loc></sitemap>" for n in range(99))
        return f"<sitemapindex>{entries}</sitemapindex>".encode()

    site = lab.serve({"*": lab.page(index(1)), "/robots.txt": lab.page(b"", status="404 Not Found")})
    results = lab.fetch(source(SourceKind.SITEMAP, "http://herald.example/s.xml"), settings=lab.settings(site))
    assert codes(results) == ["too_many_sitemaps"]
    assert len(site.requests) == 51


def test_a_feed_names_pages_of_any_host(lab: Any) -> None:
    feed = b"""<rss version="2.0"><channel><item><link>/a?utm_source=rss</link></item>
    <item><link>http://gazette.example/b</link></item></channel></rss>"""
    herald = lab.serve({"/feed": lab.page(feed, headers="Content-Type: application/rss+xml\r\n"), "/a": lab.page()})
    gazette = lab.serve({"/b": lab.page()})
    results = lab.fetch(source(SourceKind.FEED, "http://herald.example/feed"), settings=lab.settings(herald, gazette))
    assert captured(results) == ["http://gazette.example/b", "http://herald.example/a"]


def test_a_front_page_is_read_with_its_articles(lab: Any) -> None:
    front = b'<a href="/tag/x-y">t</a><a href="/2026/bridge-closed">a</a><a href="http://gazette.example/b-c">b</a>'
    site = lab.serve({"/": lab.page(front), "/2026/bridge-closed": lab.page()})
    results = lab.fetch(source(SourceKind.LINKS, "http://herald.example/"), settings=lab.settings(site))
    assert captured(results) == ["http://herald.example/", "http://herald.example/2026/bridge-closed"]
    assert codes(results) == []


def test_an_unchanged_front_page_is_read_from_its_record(lab: Any, tmp_path: Path) -> None:
    front = b'<a href="/2026/bridge-closed">a</a>'
    site = lab.serve({"/": lab.page(front, headers='ETag: "1"\r\n'), "/2026/bridge-closed": lab.page()})
    settings = lab.settings(site, warehouse=tmp_path)
    spec = source(SourceKind.LINKS, "http://herald.example/")
    with WarcWriter(settings.warc_folder, run_id="1") as warc:
        first, _ = lab.fetch(spec, settings=settings, warc=warc)
    row = first.fetch
    known = Validator(etag=row.etag, body_sha256=row.body_sha256, warc_file=row.warc_file, warc_offset=row.warc_offset)
    site.answers["/"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    again, page = lab.fetch(spec, settings=settings, validators={row.url: known})
    assert (again.fetch.outcome, again.capture) == ("not_modified", None)
    assert page.capture.url == "http://herald.example/2026/bridge-closed"


LISTS = {
    SourceKind.SITEMAP: sitemap("http://herald.example/a"),
    SourceKind.FEED: b'<rss version="2.0"><channel><item><link>/a</link></item></channel></rss>',
    SourceKind.URLS: b"http://herald.example/a\n",
}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("answer", ["not modified", "the same again"])
def test_an_unchanged_list_is_read_from_its_record(kind: SourceKind, answer: str, lab: Any, tmp_path: Path) -> None:
    whole = lab.page(LISTS[kind], headers='Content-Type: text/plain\r\nETag: "1"\r\n')
    site = lab.serve({"/list": whole, "/a": lab.page()})
    settings = lab.settings(site, warehouse=tmp_path)
    spec = source(kind, "http://herald.example/list")
    with WarcWriter(settings.warc_folder, run_id="1") as warc:
        first, page = lab.fetch(spec, settings=settings, warc=warc)
    row = first.fetch
    assert (row.outcome, first.capture, page.capture.url) == ("listed", None, "http://herald.example/a")
    known = Validator(etag=row.etag, body_sha256=row.body_sha256, warc_file=row.warc_file, warc_offset=row.warc_offset)
    if answer == "not modified":
        site.answers["/list"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    with WarcWriter(settings.warc_folder, run_id="2") as warc:
        again, page = lab.fetch(spec, settings=settings, warc=warc, validators={row.url: known})
    asked = [headers.get("if-none-match") for _, _, path, headers in site.requests if path == "/list"]
    assert asked == [None, '"1"']
    assert again.fetch.outcome == "listed"
    assert (again.fetch.body_sha256, again.fetch.warc_file) == (row.body_sha256, row.warc_file)
    assert page.capture.url == "http://herald.example/a"
    (file,) = (path for path in settings.warc_folder.glob("*.warc.gz") if path.name != row.warc_file)
    with file.open("rb") as stream:
        kinds = [(record.rec_type, record.rec_headers["WARC-Target-URI"]) for record in ArchiveIterator(stream)]
    assert ("revisit", "http://herald.example/list") in kinds
    assert ("response", "http://herald.example/list") not in kinds


@pytest.mark.parametrize("kind", [SourceKind.SITEMAP, SourceKind.FEED, SourceKind.LINKS])
def test_a_listing_that_cannot_be_had_is_told_once(kind: SourceKind, lab: Any) -> None:
    site = lab.serve({"/x": lab.page(b"", status="403 Forbidden")})
    (result,) = lab.fetch(source(kind, "http://herald.example/x"), settings=lab.settings(site))
    assert (result.failure.stage, result.failure.code, result.fetch.outcome) == ("discover", "http_403", "http_error")


def test_a_list_is_read_from_a_file(lab: Any, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("# mine\nhttp://herald.example/a\nnothing\n", encoding="utf-8")
    site = lab.serve({"/a": lab.page()})
    spec = parse_source_argument(str(tmp_path / "list.txt"))
    results = lab.fetch(spec, settings=lab.settings(site))
    assert captured(results) == ["http://herald.example/a"]
    assert codes(results) == ["listing"]


def test_a_folder_is_read_and_what_is_no_page_is_left_to_the_reader(lab: Any, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_bytes(b"<p>a")
    (folder / "empty.html").touch()
    (folder / "paper.html").write_bytes(b"%PDF-1.7")
    (folder / "huge.html").write_bytes(bytes(3000))
    (folder / "gone.html").symlink_to(tmp_path / "nowhere")
    with WarcWriter(tmp_path / "warc", run_id="1") as warc:
        results = lab.fetch(
            source(SourceKind.DIRECTORY, folder), settings=lab.settings(max_decoded_bytes=2000), warc=warc
        )
    assert captured(results) == ["file://herald/a.html", "file://herald/empty.html", "file://herald/paper.html"]
    assert codes(results) == ["too_large", "unreadable"]
    assert all(result.fetch.warc_file for result in results if result.capture)


def test_an_unchanged_file_is_kept_once(lab: Any, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>a")
    spec = source(SourceKind.FILE, tmp_path / "a.html")
    with WarcWriter(tmp_path / "warc", run_id="1") as warc:
        (first,) = lab.fetch(spec, settings=lab.settings(), warc=warc)
    row = first.fetch
    known = Validator(body_sha256=row.body_sha256, warc_file=row.warc_file, warc_offset=row.warc_offset)
    with WarcWriter(tmp_path / "warc", run_id="2") as warc:
        (second,) = lab.fetch(spec, settings=lab.settings(), warc=warc, validators={row.url: known})
    assert len(list((tmp_path / "warc").iterdir())) == 1
    assert (second.capture.warc_file, second.capture.warc_offset) == (row.warc_file, row.warc_offset)


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [(SourceKind.DIRECTORY, ".", "no_pages"), (SourceKind.WARC, "gone.warc", "unreadable")],
)
def test_a_source_without_pages_is_told(kind: SourceKind, name: str, code: str, lab: Any, tmp_path: Path) -> None:
    assert codes(lab.fetch(source(kind, tmp_path / name), settings=lab.settings())) == [code]


def test_a_warc_file_is_a_source(lab: Any, tmp_path: Path) -> None:
    html, image = [("Content-Type", "text/html")], [("Content-Type", "image/png")]
    with WarcWriter(tmp_path, run_id="1") as warc:
        for path, status, headers, body in [
            ("robots.txt", 200, html, b"User-agent: *"),
            ("a", 200, html, b"<p>a"),
            ("old", 301, html, b""),
            ("gone", 404, html, b"<p>gone"),
            ("logo.png", 200, image, b"\x89PNG\r\n\x1a\n"),
            ("paper", 200, html, b"%PDF-1.7"),
            ("map.xml", 200, [("Content-Type", "text/xml")], b"<!-- of ours --><urlset>"),
            ("feed", 200, html, b'<?xml version="1.0"?>\n<feed>'),
            ("z", 200, html, b"<p>z"),
        ]:
            url = f"http://herald.example/{path}"
            place = warc.write_response(url, status=status, headers=headers, body=body, fetched_at=WHEN)
    file = tmp_path / place.file
    with file.open("r+b") as torn:
        torn.truncate(file.stat().st_size - 10)
    results = lab.fetch(source(SourceKind.WARC, file), settings=lab.settings())
    assert captured(results) == ["http://herald.example/a", "http://herald.example/paper"]
    assert codes(results) == ["http_404", "warc_damaged"]
    outcomes = {result.fetch.url.rpartition("/")[2]: result.fetch.outcome for result in results}
    assert [outcomes[name] for name in ("logo.png", "map.xml", "feed")] == ["not_text"] * 3
    damage = next(result.failure for result in results if result.failure and result.failure.code == "warc_damaged")
    assert str(place.offset) in damage.message.replace(",", "")
    assert all(result.fetch.fetched_at == WHEN for result in results if result.capture)


def test_pages_of_a_file_packed_as_one_are_copied_so_that_each_can_be_read_again(lab: Any, tmp_path: Path) -> None:
    with WarcWriter(tmp_path / "other", run_id="1") as warc:
        for path in "ab":
            body, headers = f"<p>{path}".encode(), [("Content-Type", "text/html")]
            url = f"http://herald.example/{path}"
            place = warc.write_response(url, status=200, headers=headers, body=body, fetched_at=WHEN)
    packed = tmp_path / "one.warc.gz"
    packed.write_bytes(gzip.compress(gzip.decompress((tmp_path / "other" / place.file).read_bytes())))
    with WarcWriter(tmp_path / "own", run_id="2") as warc:
        results = lab.fetch(source(SourceKind.WARC, packed), settings=lab.settings(), warc=warc)
    assert captured(results) == ["http://herald.example/a", "http://herald.example/b"]
    for result in results:
        again = read_capture(tmp_path / "own" / result.fetch.warc_file, offset=result.fetch.warc_offset)
        assert (again.url, again.body, again.fetched_at) == (result.capture.url, result.capture.body, WHEN)


def test_every_page_has_one_row_and_every_failure_a_line(lab: Any) -> None:
    site = lab.serve({"/a": lab.page(), "/b": lab.page(b"", status="500 Error")})
    urls = [f"http://herald.example/{path}" for path in "abc"] + ["nonsense", "http://10.0.0.1/"]
    results = lab.fetch(source(SourceKind.URLS, urls[0], urls=tuple(urls)), settings=lab.settings(site))
    rows = [result.fetch for result in results]
    assert sorted(row.url for row in rows) == sorted(urls)
    assert len({row.fetch_id for row in rows}) == len(urls)
    assert len({result.failure.failure_id for result in results if result.failure}) == 4
    assert [row.url for row in rows if "\n" in row.reason or not row.reason] == []


def test_progress_is_told_by_host(lab: Any) -> None:
    site = lab.serve({"/a": lab.page()})
    told: list[Progress] = []
    lab.fetch(
        "http://herald.example/a", "http://herald.example/b", settings=lab.settings(site), on_progress=told.append
    )
    assert [(step.host, step.done, step.failed, step.queued) for step in told] == [
        ("herald.example", 1, 0, 1),
        ("herald.example", 2, 1, 0),
    ]


def test_progress_of_a_folder_says_whether_more_comes(lab: Any, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.html").touch()
    told: list[Progress] = []
    lab.fetch(source(SourceKind.DIRECTORY, tmp_path), settings=lab.settings(), on_progress=told.append)
    assert [(step.host, step.done, step.queued) for step in told] == [
        ("Herald", 1, 1),
        ("Herald", 2, 1),
        ("Herald", 3, 0),
    ]


def test_a_crawl_can_be_run_without_an_event_loop(lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    urls = tuple(f"http://herald.example/{number}" for number in range(40))
    spec = source(SourceKind.URLS, urls[0], urls=urls)
    results = list(crawl_blocking([spec], settings=lab.settings(site), run_id="r"))
    assert captured(results) == sorted(urls)


def test_a_crawl_may_be_left_in_the_middle(lab: Any) -> None:
    site = lab.serve({"*": lab.page()})
    urls = tuple(f"http://herald.example/{number}" for number in range(500))
    results = crawl_blocking([source(SourceKind.URLS, urls[0], urls=urls)], settings=lab.settings(site), run_id="r")
    next(results)
    results.close()  # type: ignore[attr-defined] # a generator
    assert len(site.requests) < 100
    assert "crawl" not in {thread.name for thread in threading.enumerate()}


def test_a_crawl_that_waits_for_a_slow_host_ends_at_once_when_it_is_left(lab: Any) -> None:
    fast, slow = lab.serve({"*": lab.page()}), lab.serve({"*": lambda connection: connection.recv(1)})
    settings = lab.settings(fast, slow, timeout_s=30, deadline_s=30)
    urls = ("http://gazette.example/b", "http://herald.example/a")
    began = time.monotonic()
    results = crawl_blocking([source(SourceKind.URLS, urls[0], urls=urls)], settings=settings, run_id="r")
    assert next(results).capture.url == "http://herald.example/a"  # type: ignore[union-attr]
    results.close()  # type: ignore[attr-defined] # a generator
    assert time.monotonic() - began < 3


def test_a_full_disk_ends_a_crawl(lab: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    site = lab.serve({"*": lab.page()})
    monkeypatch.setattr(os, "write", full)
    with WarcWriter(tmp_path, run_id="r") as warc, pytest.raises(WarehouseError, match="No space left"):
        lab.fetch("http://herald.example/a", settings=lab.settings(site), warc=warc)


def test_one_page_can_be_fetched_for_somebody_who_waits(lab: Any) -> None:
    site = lab.serve({"/a": lab.page(b"<p>a")})
    settings: Settings = lab.settings(site)
    assert fetch_page("http://herald.example/a#part", settings=settings).capture.body == b"<p>a"  # type: ignore[union-attr]
    refused = fetch_page("ftp://herald.example/a", settings=settings)
    assert (refused.fetch.outcome, refused.capture) == ("refused", None)  # type: ignore[union-attr]
