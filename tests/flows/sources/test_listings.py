"""What sitemaps, feeds, front pages and lists name."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.sources.feed import read_feed
from flows.sources.folder import list_pages
from flows.sources.links import is_article_link, read_links
from flows.sources.lists import read_list
from flows.sources.sitemap import MAX_ENTRIES, read_sitemap

MAX_BYTES = 20_000_000
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://herald.example/a </loc><image:image><image:loc>https://herald.example/a.png</image:loc></image:image></url>
<url><loc>https://herald.example/b?x=1&amp;y=2</loc><lastmod>2026-10-01</lastmod></url>
</urlset>"""


def test_a_sitemap_names_pages_and_not_pictures() -> None:
    listing = read_sitemap(SITEMAP, max_bytes=MAX_BYTES)
    assert listing.pages == ("https://herald.example/b?x=1&y=2", "https://herald.example/a")
    assert (listing.documents, listing.trouble) == ((), "")
    assert read_sitemap(gzip.compress(SITEMAP, mtime=0), max_bytes=MAX_BYTES) == listing


def test_what_changed_last_comes_first() -> None:
    dates = {"old": "2024-01-02", "none": "", "new": "2026-10-11T10:00:00Z", "bare": "", "newer": "2026-10-12"}
    entries = "".join(
        f"<url><loc>https://h.example/{name}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>"
        for name, date in dates.items()
    )
    pages = read_sitemap(f"<urlset>{entries}</urlset>".encode(), max_bytes=MAX_BYTES).pages
    assert [page.rpartition("/")[2] for page in pages] == ["newer", "new", "old", "none", "bare"]


def test_an_index_names_further_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>https://herald.example/s1.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(body, max_bytes=MAX_BYTES).documents == ("https://herald.example/s1.xml",)


def test_a_sitemap_without_markup_is_a_list() -> None:
    assert read_sitemap(b"https://herald.example/a\nhttps://herald.example/b\n", max_bytes=MAX_BYTES).pages == (
        "https://herald.example/a",
        "https://herald.example/b",
    )


@pytest.mark.parametrize(
    ("body", "words", "pages"),
    [
        (SITEMAP[:-40], "not well-formed", 1),
        (b"<html><p>Not found</html>", "not well-formed", 0),
        (b"\x1f\x8b\x08broken", "damaged", 0),
        (b"<html><body><p>Not here</p></body></html>", "is it a sitemap?", 0),
        (b"<urlset></urlset>", "names no pages", 0),
        (gzip.compress(bytes(30_000_000), mtime=0), "unpacks to more", 0),
        (
            b"<urlset>" + b"<url><loc>https://h.example/a</loc></url>" * (MAX_ENTRIES + 5) + b"</urlset>",
            "left out",
            MAX_ENTRIES,
        ),
    ],
)
def test_a_bad_sitemap_gives_what_it_can_and_says_why_no_more(body: bytes, words: str, pages: int) -> None:
    listing = read_sitemap(body, max_bytes=MAX_BYTES)
    assert words in listing.trouble
    assert len(listing.pages) == pages


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://herald.example/secret", encoding="utf-8")
    body = f"""<!DOCTYPE u [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY a "{"x" * 1000}">
    <!ENTITY b "{"&a;" * 1000}"><!ENTITY c "{"&b;" * 1000}">]>
    <urlset><url><loc>&s;</loc></url><url><loc>&c;</loc></url></urlset>"""
    listing = read_sitemap(body.encode(), max_bytes=MAX_BYTES)
    assert all("secret" not in page and len(page) < 100 for page in listing.pages)


RSS = b"""<rss version="2.0"><channel><title>Herald</title><link>https://herald.example/</link>
<item><title>One</title><link>https://herald.example/one</link></item>
<item><title>Two</title><link>/two</link></item>
<item><title>No link</title></item>
<item><title>One again</title><link>https://herald.example/one</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title>
<entry><title>One</title><link rel="alternate" href="https://herald.example/one"/>
<link rel="edit" href="/edit/1"/></entry></feed>"""


def test_feeds_name_their_entries() -> None:
    url = "https://herald.example/news/feed"
    assert read_feed(RSS, url=url).pages == ("https://herald.example/one", "https://herald.example/two")
    assert read_feed(ATOM, url=url).pages == ("https://herald.example/one",)


@pytest.mark.parametrize("body", [b"", b"<html><p>hello", b"%PDF-1.7", b"/etc/passwd", b"https://herald.example/"])
def test_what_is_no_feed_is_told(body: bytes) -> None:
    listing = read_feed(body, url="https://herald.example/feed")
    assert listing.pages == ()
    assert "is it a feed" in listing.trouble


FRONT = b"""<html><a href="/">Home</a><a href="/news">News</a><a href="/tag/bridges-of-the-north">Bridges</a>
<a href="2026/10/bridge-closed.html">Bridge closed</a><a href="/2026/10/bridge-closed.html#comments">4 comments</a>
<a href="https://www.herald.example/story-two?utm_source=front">Two</a><a href="https://gazette.example/story-three">x</a>
<a href="mailto:desk@herald.example">m</a><a href="javascript:void(0)">j</a><a href="/author/ann-other">Ann</a>
<a href="/report-2026.pdf">Report</a><a href="/about-us">About us</a><a href="/story/48213">Four</a>
<a href="//[">bad</a></html>"""


def test_a_front_page_names_its_articles() -> None:
    assert read_links(FRONT, url="https://herald.example/").pages == (
        "https://herald.example/2026/10/bridge-closed.html",
        "https://www.herald.example/story-two",
        "https://herald.example/story/48213",
    )


def test_a_base_element_is_where_links_start() -> None:
    body = b'<base href="https://herald.example/x/"><a href="a-b">x</a>'
    assert read_links(body, url="https://herald.example/").pages == ("https://herald.example/x/a-b",)


@pytest.mark.parametrize("body", [b"", b"  ", b"<p>no links", b"\x00\xff"])
def test_a_page_without_articles_is_told(body: bytes) -> None:
    listing = read_links(body, url="https://herald.example/")
    assert listing.pages == ()
    assert listing.trouble


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("/2026/10/08/bridge-closed", True),
        ("/bridge-closed/", True),
        ("/news/item_20261008", True),
        ("/index.php", True),
        ("/news", False),
        ("/news/", False),
        ("/category/world-news", False),
        ("/login", False),
        ("/wp-json/feed-me", False),
        ("/privacy-policy", False),
        ("/a-picture.jpg", False),
        ("/page/12345", False),
    ],
)
def test_articles_are_told_from_menus_by_their_paths(path: str, article: bool) -> None:  # noqa: FBT001 - a table
    assert is_article_link(f"https://herald.example{path}", of="https://herald.example/") is article


def test_a_list_may_hold_remarks_columns_and_quotes() -> None:
    body = b'\xef\xbb\xbfname,url\n# remark\n\n"https://a.example/1",x\nHerald,https://a.example/2\n'
    body += b"  https://a.example/3  \nnothing\n"
    listing = read_list(body)
    assert listing.pages == ("https://a.example/1", "https://a.example/2", "https://a.example/3")
    assert "1 lines" in listing.trouble
    assert "line 7" in listing.trouble


@settings(deadline=None)  # other work on the machine
@given(st.binary())
def test_any_bytes_are_read_without_an_exception(body: bytes) -> None:
    read_list(body)
    read_sitemap(body, max_bytes=MAX_BYTES)
    read_sitemap(b"<" + body, max_bytes=MAX_BYTES)
    read_links(body, url="https://herald.example/")


def test_a_folder_gives_its_pages_in_order(tmp_path: Path) -> None:
    for name in ("b.html", "a.HTM", "sub/c d.xhtml", "notes.txt", "sub/ü.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    assert [page.url for page in list_pages(tmp_path, name="My Pages")] == [
        "file://my%20pages/a.HTM",
        "file://my%20pages/b.html",
        "file://my%20pages/sub/c%20d.xhtml",
        "file://my%20pages/sub/%C3%BC.html",
    ]
