import pytest

from extractors.article import read_page
from extractors.metadata.names import clean_byline
from extractors.metadata.read import without_site
from extractors.records import Article, Metadata, Page

STORY = "".join(
    f"<p>On day {day} the millers of Orrin Vale met at the weir, counted the sacks and let the wheel turn again.</p>"
    for day in range(1, 7)
)


def read(html: str, url: str = "https://vale.example/news/mill", status: int = 200) -> Article:
    page = Page(url=url, html=html, encoding="utf-8", encoding_declared=None, encoding_evidence="utf-8")
    return read_page(page, status=status)


def metadata(head: str = "", body: str = "", url: str = "https://vale.example/news/mill") -> Metadata:
    html = f"<html><head>{head}</head><body><h1>The mill turns again</h1>{body}{STORY}</body></html>"
    return read(html, url).metadata


@pytest.mark.parametrize(
    ("head", "body", "title", "source"),
    [
        pytest.param("<title>The mill turns again - Vale Post</title>", "", "The mill turns again", "h1", id="heading"),
        pytest.param(
            "<meta property='og:title' content='Wheel of Orrin | Vale Post'>"
            "<meta property='og:site_name' content='Vale Post'>",
            "",
            "Wheel of Orrin",
            "meta:og:title",
            id="heading of the site",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Wheel of Orrin"}</script>',
            "",
            "Wheel of Orrin",
            "jsonld:headline",
            id="json-ld",
        ),
        pytest.param("", "", "The mill turns again", "h1", id="nothing but a heading"),
        pytest.param(
            "<title>The mill turns again: Flour at last</title>",
            "<h3>Flour at last</h3>",
            "Flour at last",
            "h3",
            id="main heading of the site",
        ),
    ],
)
def test_the_title_comes_from_the_best_source(head: str, body: str, title: str, source: str) -> None:
    found = metadata(head, body)
    assert (found.title, found.title_source) == (title, source)


@pytest.mark.parametrize(
    ("title", "site", "text"),
    [
        ("Mill closes | The Weir Herald", "Weir Herald", "Mill closes"),
        ("Weir Herald: Mill closes", "Weir Herald", "Weir Herald: Mill closes"),
        ("Weir Herald | Mill closes early on Friday", "The Weir Herald", "Mill closes early on Friday"),
        ("Mill closes", None, "Mill closes"),
        ("Flour and its history - Weir Herald", None, "Flour and its history"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title: str, site: str | None, text: str) -> None:
    assert without_site(title, site) == text


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("By Ada Millstone", "Ada Millstone"),
        ("BY ADA MILLSTONE AND NED BIRCH", "ADA MILLSTONE AND NED BIRCH"),
        ("Written by Ada Millstone, 3 March 2026", "Ada Millstone"),
        ("Von Ada Mühlstein | 03.03.2026", "Ada Mühlstein"),
        ("Par Ada Meunier le 3 mars 2026", "Ada Meunier"),
        ("Posted by admin on 22 June 2025", "admin"),
        ("Ada Millstone · 4 minutes", "Ada Millstone"),
        ("By", "By"),
        ("Published By:Mill & Sons", "Mill & Sons"),
        ("Di-Anne Mühlstein", "Di-Anne Mühlstein"),
        ("This post was written by Ada Millstone", "Ada Millstone"),
        ("Read more about the mill team", "the mill team"),
        ("billed yearly, or $5 by month", None),
        ("making flour at home, I found that", None),
        ("3 March 2026", None),
        ("", None),
        ("word " * 60, None),
    ],
)
def test_a_byline_is_the_names_alone(printed: str, names: str | None) -> None:
    assert clean_byline(printed) == names


@pytest.mark.parametrize(
    ("head", "body", "byline", "source"),
    [
        pytest.param(
            '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":[{"name":"Ada Millstone"},'
            '{"name":"Ned Birch"}]}]}</script>',
            "",
            "Ada Millstone, Ned Birch",
            "jsonld:author",
            id="json-ld",
        ),
        pytest.param(
            "", "<p>By <a rel=author href=/ada>Ada Millstone</a></p>", "Ada Millstone", "rel=author", id="rel"
        ),
        pytest.param("<meta name=author content='Ada Millstone'>", "", "Ada Millstone", "meta:author", id="meta"),
        pytest.param(
            "<meta name=author content='https://vale.example/ada'>", "", None, None, id="an address is no name"
        ),
        pytest.param("", "<div>Ada Millstone · 3 March 2026</div>", "Ada Millstone", "text", id="name before a date"),
        pytest.param(
            "", "<nav><ul><li><a href=/b>By Brand</a></li><li>By Size & Colour</li></ul></nav>", None, None, id="menu"
        ),
        pytest.param("", "", None, None, id="none"),
    ],
)
def test_the_byline_comes_with_its_source(head: str, body: str, byline: str | None, source: str | None) -> None:
    found = metadata(head, body)
    assert (found.byline, found.byline_source) == (byline, source)


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        pytest.param("<p>By Collection</p>", None, id="a heading"),
        pytest.param("<p>By Ada Millstone</p>", None, id="printed"),
        pytest.param("<p class=author>billed yearly</p>", None, id="no name"),
        pytest.param("<p class=author>By Ada Millstone</p>", "Ada Millstone", id="marked"),
        pytest.param("<p class=author>Ada Millstone</p><p class=author>Ned Birch</p>", None, id="customers"),
        pytest.param("<p class=author>Ned Birch</p><a rel=author href=/a>Ada</a>", "Ada", id="linked"),
    ],
)
def test_a_shop_is_signed_where_it_says_so_itself(lines: str, byline: str | None) -> None:
    goods = '<script type="application/ld+json">{"@type":"Product","name":"Sack","offers":{"price":"9"}}</script>'
    found = read(f"<html><head>{goods}</head><body><h1>Sack</h1>{lines}<p>Add to cart</p></body></html>")
    assert (found.page_class.value, found.metadata.byline) == ("product", byline)


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ("<link rel=canonical href='/mill'>", "https://vale.example/mill"),
        ("<meta property='og:url' content='https://vale.example/m'>", "https://vale.example/m"),
        ("<link rel=canonical href='javascript:alert(1)'>", None),
        ("", None),
    ],
)
def test_the_canonical_address_is_absolute(head: str, canonical: str | None) -> None:
    assert metadata(head).canonical_url == canonical


def test_the_text_decides_the_language() -> None:
    days = ("lundi", "mardi", "jeudi", "samedi")
    french = "".join(
        f"<p>Le meunier de la vallée a rouvert le moulin {day} matin, et les habitants sont venus nombreux.</p>"
        for day in days
    )
    html = f"<html lang=en><body><h1>Le moulin</h1>{french}</body></html>"
    assert (read(html).metadata.language, read(html).metadata.language_source) == ("fr", "text")
    short = read("<html lang=de-AT><body><p>Mühle</p></body></html>").metadata
    assert (short.language, short.language_source) == ("de", "html@lang")
    assert read("<p>Mill</p>").metadata.language is None


def test_sizes_and_prices_are_in_no_language_and_what_the_page_declares_counts() -> None:
    goods = "".join(f"<p>QX-{n:03} 4x{n} mm 12,{n} / 0.{n}</p>" for n in range(10, 60))
    declared = read(f"<html lang=it><body><h1>QX</h1>{goods}</body></html>").metadata
    assert (declared.language, declared.language_source) == ("it", "html@lang")
    assert read(f"<html><body><h1>QX</h1>{goods}</body></html>").metadata.language is None


@pytest.mark.parametrize(
    ("html", "url", "status", "page_class"),
    [
        pytest.param(f"<h1>Mill</h1>{STORY}", "https://vale.example/news/mill", 200, "article", id="story"),
        pytest.param(f"<h1>Mill</h1>{STORY}", "https://vale.example/news/mill", 500, "error", id="status"),
        pytest.param("<h1>Page not found</h1><p>Sorry.</p>", "https://vale.example/x", 200, "error", id="not found"),
        pytest.param(
            "<h1>Before you continue</h1><p>We use cookies.</p>", "https://vale.example/", 200, "wall", id="consent"
        ),
        pytest.param(
            f"<h1>Mill</h1>{STORY[:600]}<p>Subscribe to continue reading</p>",
            "https://vale.example/news/mill",
            200,
            "teaser",
            id="teaser",
        ),
        pytest.param(
            "<ul>" + "<li><a href=/n>Millers of the valley meet again</a></li>" * 20 + "</ul>",
            "https://vale.example/news/",
            200,
            "index",
            id="headlines",
        ),
        pytest.param(f"<h1>Belt slips</h1>{STORY}", "https://forum.vale.example/t/12", 200, "forum", id="forum"),
        pytest.param(f"<h1>Install</h1>{STORY}", "https://docs.vale.example/install", 200, "documentation", id="docs"),
        pytest.param(
            f'<script type="application/ld+json">{{"@type":"Product"}}</script><h1>Flour</h1>{STORY}',
            "https://vale.example/flour",
            200,
            "product",
            id="product",
        ),
        pytest.param("<p>Hello.</p>", "https://vale.example/hello", 200, "other", id="little"),
    ],
)
def test_pages_are_classed(html: str, url: str, status: int, page_class: str) -> None:
    assert read(html, url, status).page_class == page_class


@pytest.mark.parametrize(
    "script",
    ["{", "[1, 2", '{"@type": ["Article"], "author": {"name": []}}', '{"@graph": [[[[]]]]}', "null", "[" * 5000],
)
def test_broken_json_ld_costs_nothing(script: str) -> None:
    assert metadata(f'<script type="application/ld+json">{script}</script>').title == "The mill turns again"


def test_json_ld_is_read_through_wrappers() -> None:
    script = '<!--\n{"@type":"Article","headline":"Wheel of\nOrrin",}\n-->'
    assert metadata(f'<script type="application/ld+json">{script}</script>').title_source in {"h1", "jsonld:headline"}


@pytest.mark.parametrize("voice", ["review", "comment", "acceptedAnswer"])
def test_who_speaks_on_a_page_is_neither_its_author_nor_its_date(voice: str) -> None:
    said = '{"@type":"Review","author":{"@type":"Person","name":"Bastian Ordell"},"datePublished":"2026-03-02"}'
    shop = f'<script type="application/ld+json">{{"@type":"Product","name":"Lamp","{voice}":[{said}]}}</script>'
    assert (metadata(shop).byline, metadata(shop).published) == (None, None)
    alone = f'<script type="application/ld+json">{said}</script>'
    assert (metadata(alone).byline, metadata(alone).published) == ("Bastian Ordell", "2026-03-02")
