"""A crawl of what is new asks for what lists date since a day, and for what they do not date, and says so."""

from datetime import date

import pytest

from flows.sources.spec import SourceKind, SourceSpec
from tests.flows.fetch.conftest import Lab

DAY = date(2026, 10, 15)
INDEX = b"""<sitemapindex>
<sitemap><loc>http://herald.example/old.xml</loc><lastmod>2026-09-30</lastmod></sitemap>
<sitemap><loc>http://herald.example/new.xml</loc><lastmod>2026-10-20T08:00:00Z</lastmod></sitemap>
</sitemapindex>"""
PAGES = b"""<urlset>
<url><loc>http://herald.example/before</loc><lastmod>2026-10-14T23:59:59Z</lastmod></url>
<url><loc>http://herald.example/that-day</loc><lastmod>2026-10-15</lastmod></url>
<url><loc>http://herald.example/that-month</loc><lastmod>2026-10</lastmod></url>
<url><loc>http://herald.example/undated</loc></url>
<url><loc>http://herald.example/misdated</loc><lastmod>yesterday</lastmod></url>
</urlset>"""
FEED = b"""<rss version="2.0"><channel>
<item><link>http://herald.example/before</link><pubDate>Wed, 14 Oct 2026 10:00:00 GMT</pubDate></item>
<item><link>http://herald.example/that-day</link><pubDate>Thu, 15 Oct 2026 10:00:00 GMT</pubDate></item>
<item><link>http://herald.example/undated</link></item>
</channel></rss>"""


@pytest.mark.parametrize(
    ("kind", "path", "asked", "words"),
    [
        (
            SourceKind.SITEMAP,
            "/index.xml",
            {"/that-day", "/that-month", "/undated", "/misdated"},
            "1 pages changed before 2026-10-15 and were left out; 2 are not dated",
        ),
        (SourceKind.FEED, "/feed", {"/that-day", "/undated"}, "1 pages changed before 2026-10-15"),
        (SourceKind.PAGE, "/undated", {"/undated"}, "0 pages changed before 2026-10-15 and were left out; 1 are not"),
    ],
    ids=["sitemap", "feed", "page"],
)
def test_what_is_older_is_left_out_and_what_is_not_dated_kept(
    lab: Lab, kind: SourceKind, path: str, asked: set[str], words: str
) -> None:
    xml = "Content-Type: text/xml\r\n"
    herald = lab.serve(
        {
            "/index.xml": lab.page(INDEX, headers=xml),
            "/new.xml": lab.page(PAGES, headers=xml),
            "/feed": lab.page(FEED, headers=xml),
            **{f"/{name}": lab.page() for name in ("before", "that-day", "that-month", "undated", "misdated")},
        }
    )
    source = SourceSpec(name="The Herald", kind=kind, location=f"http://herald.example{path}")
    results = lab.fetch(source, settings=lab.settings(herald, since=DAY))
    assert set(herald.paths) - {"/robots.txt", "/index.xml", "/new.xml", "/feed"} == asked
    assert "/old.xml" not in herald.paths
    told = [result.failure.message for result in results if result.failure and result.failure.code == "since"]
    assert len(told) == 1
    assert words in told[0]


def test_without_a_day_all_is_asked_for_and_nothing_said(lab: Lab) -> None:
    herald = lab.serve({"/new.xml": lab.page(PAGES, headers="Content-Type: text/xml\r\n"), "*": lab.page()})
    source = SourceSpec(name="The Herald", kind=SourceKind.SITEMAP, location="http://herald.example/new.xml")
    results = lab.fetch(source, settings=lab.settings(herald))
    assert {"/before", "/undated"} <= set(herald.paths)
    assert not [result for result in results if result.failure]
