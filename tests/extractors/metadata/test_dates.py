import pytest

from extractors.article import read_page
from extractors.metadata.dates import is_stand_in
from extractors.records import Metadata, Page

STORY = "".join(
    f"<p>On day {day} the millers of Orrin Vale met at the weir, counted the sacks and let the wheel turn again.</p>"
    for day in range(1, 7)
)
MILL = "https://vale.example/news/mill"


def metadata(head: str = "", body: str = "", url: str = MILL, *, above: str = "", below: str = "") -> Metadata:
    html = f"<head>{head}</head><body>{above}<h1>The mill turns again</h1>{body}{STORY}{below}</body>"
    page = Page(
        url=url, html=f"<html>{html}</html>", encoding="utf-8", encoding_declared=None, encoding_evidence="utf-8"
    )
    return read_page(page).metadata


def sources(found: Metadata) -> dict[str, str]:
    return {date.role: date.source for date in found.dates if date.chosen}


@pytest.mark.parametrize(
    ("head", "body", "published", "modified"),
    [
        pytest.param(
            "<meta property='article:published_time' content='2026-03-01T10:00:00Z'>"
            "<meta property='article:modified_time' content='2026-03-04T10:00:00Z'>",
            "",
            "2026-03-01T10:00:00Z",
            "2026-03-04T10:00:00Z",
            id="meta",
        ),
        pytest.param("", "<p><time datetime='2026-03-01'>1 March</time></p>", "2026-03-01", None, id="time element"),
        pytest.param("", "<p>Veröffentlicht am 1. März 2026</p>", "2026-03-01", None, id="German line"),
        pytest.param("", "<div>Publié le 1er mars 2026</div>", "2026-03-01", None, id="French line"),
        pytest.param(
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2026-02-28",'
            '"dateModified":"2026-03-02"}</script>'
            "<meta name=date content='2025-01-01'>",
            "",
            "2026-02-28",
            "2026-03-02",
            id="json-ld wins",
        ),
        pytest.param("", "", None, None, id="none"),
    ],
)
def test_publication_and_change_are_told_apart(
    head: str, body: str, published: str | None, modified: str | None
) -> None:
    found = metadata(head, body)
    assert (found.published, found.modified) == (published, modified)
    assert {date.role: date.value for date in found.dates if date.chosen} == {
        role: value for role, value in (("published", published), ("modified", modified)) if value
    }


@pytest.mark.parametrize(
    "line",
    [
        "<p>Birthday : 1997-09-24</p>",
        "<p>Date of birth</p><p>1997-09-24</p>",
        "<p>Geboren am 24. September 1997</p>",
        "<p>Née le <time datetime='1997-09-24'>24 septembre 1997</time></p>",
    ],
)
def test_a_day_of_birth_is_no_day_of_publication(line: str) -> None:
    found = metadata("", f"<div class='author-box'>{line}</div>")
    assert (found.published, found.dates) == (None, ())


def test_every_date_is_a_candidate_with_its_source() -> None:
    found = metadata(
        "<meta name=date content='2026-03-01'>",
        "<p>Posted <time datetime='2026-03-02'>2 March 2026</time></p>",
        url="https://vale.example/2026/03/03/mill",
    )
    assert [(date.source, date.value, date.chosen) for date in found.dates] == [
        ("meta:date", "2026-03-01", True),
        ("time@datetime", "2026-03-02", False),
        ("text", "2026-03-02", False),
        ("url", "2026-03-03", False),
    ]


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        pytest.param("<meta property='og:updated_time' content='2026-03-04'>", "", "meta:og:updated_time", id="meta"),
        pytest.param("", "<p>Last updated: March 4, 2026</p>", "text", id="line"),
        pytest.param("", "<p>Updated <time datetime='2026-03-04'>4 March</time></p>", "time@datetime", id="time"),
    ],
)
def test_the_day_of_a_change_stands_in_where_nothing_else_is_told(head: str, body: str, source: str) -> None:
    found = metadata(head, body)
    assert (found.published, found.modified) == ("2026-03-04", "2026-03-04")
    assert sources(found) == {"published": f"changed:{source}", "modified": source}
    assert is_stand_in(found.dates)


def test_a_stated_publication_is_no_stand_in() -> None:
    assert not is_stand_in(metadata("<meta name=date content='2026-03-01'>").dates)


def test_the_date_beside_the_heading_goes_before_those_of_other_texts() -> None:
    teasers = "".join(f"<div><time datetime='2026-04-0{day}'></time> Other news</div>" for day in range(1, 4))
    found = metadata(body="<p>By Ada <time datetime='2026-03-01'></time></p>", above=f"<div>{teasers * 8}</div>")
    assert found.published == "2026-03-01"
    printed = metadata(body="<p>March 1, 2026</p>", below=f"{STORY * 8}<div class=date>April 3, 2026</div>")
    assert printed.published == "2026-03-01"


@pytest.mark.parametrize(
    ("declared", "body", "url", "published"),
    [
        pytest.param(
            "2026-03-02T03:05:00+00:00",
            "<time datetime='2026-03-01T19:05:00-08:00'></time>",
            MILL,
            "2026-03-01T19:05:00-08:00",
            id="the same moment elsewhere",
        ),
        pytest.param(
            "2026-03-02T03:05:00Z", "<p>March 1, 2026</p>", MILL, "2026-03-01T23:05:00-04:00", id="printed day"
        ),
        pytest.param(
            "2026-03-02T03:05:00Z",
            "",
            "https://vale.example/2026/03/01/mill",
            "2026-03-01T23:05:00-04:00",
            id="day of the address",
        ),
        pytest.param("2026-03-02T03:05:00Z", "<p>March 2, 2026</p>", MILL, "2026-03-02T03:05:00Z", id="same day"),
        pytest.param("2026-03-02T20:05:00Z", "<p>March 1, 2026</p>", MILL, "2026-03-02T20:05:00Z", id="no such zone"),
        pytest.param(
            "2026-03-02T03:05:00-05:00", "<p>March 1, 2026</p>", MILL, "2026-03-02T03:05:00-05:00", id="zone declared"
        ),
        pytest.param("2026-03-02", "<p>March 1, 2026</p>", MILL, "2026-03-02", id="no moment"),
    ],
)
def test_the_day_of_publication_is_the_day_as_printed(declared: str, body: str, url: str, published: str) -> None:
    assert metadata(f"<meta property='article:published_time' content='{declared}'>", body, url).published == published


@pytest.mark.parametrize(
    ("declared", "changed", "published"),
    [
        pytest.param("2026-03-09", "2026-03-09", "2026-03-01", id="rebuilt"),
        pytest.param("2026-03-09", "2026-03-05", "2026-03-01", id="changed before it was published"),
        pytest.param("2026-03-09", "2026-03-20", "2026-03-09", id="changed later"),
    ],
)
def test_a_text_is_not_published_after_the_day_it_prints(declared: str, changed: str, published: str) -> None:
    data = f'{{"@type":"Article","datePublished":"{declared}","dateModified":"{changed}"}}'
    found = metadata(f'<script type="application/ld+json">{data}</script>', "<p>March 1, 2026</p>")
    assert found.published == published


@pytest.mark.parametrize(
    ("script", "published"),
    [
        ('{"slug":"mill","publishedAt":"2026-03-01T10:00:00Z"}', "2026-03-01T10:00:00Z"),
        ('self.push("{\\"datePublished\\":\\"2026-03-01\\"}")', "2026-03-01"),
        ('{"lastPublishedAt":"2026-03-09","first_published_at":"2026-03-01"}', "2026-03-01"),
        ('{"publication_date":"2026-03-01"}', "2026-03-01"),
        ('{"publishedAt":"soon"}', None),
    ],
)
def test_the_data_of_scripts_tells_what_nothing_else_does(script: str, published: str | None) -> None:
    found = metadata(f"<script>{script}</script>")
    assert found.published == published
    stated = metadata(f"<meta name=date content='2025-01-01'><script>{script}</script>")
    assert stated.published == "2025-01-01"


def test_a_thread_is_not_dated_by_its_members() -> None:
    posts = "<p>Joined: 24 July 2017</p><p>Post <time datetime='2026-03-01T10:00:00Z'></time></p>"
    found = metadata(body="<p>Rules</p>" * 60 + posts, url="https://forum.vale.example/viewtopic.php?t=12")
    assert found.published == "2026-03-01T10:00:00Z"
