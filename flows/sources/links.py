"""Which links of a front or section page lead to articles?

Same host; a path that is not the page's own, a section's, a tag's, an author's or a service's; deeper or wordier
than a menu entry. What is missed here can be named in a list, and what is not an article is found out on reading.
"""

import re
from typing import Final

from lxml import etree, html

from flows.fetch.problem import FetchProblem
from flows.fetch.urls import clean_url, parse_web_address
from flows.sources.listing import Listing

# Path parts of pages that list or serve instead of telling: the vocabulary of WordPress, Drupal, Ghost and newspapers.
_SERVICE: Final = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|users?|members?|page|search|login|log-in|signin|sign-in|sign-up|register|"
    r"subscribe|newsletters?|account|cart|checkout|privacy(?:-policy)?|cookies?(?:-policy)?|terms(?:-[a-z-]+)?|imprint|"
    r"impressum|legal|about(?:-us)?|contact(?:-us)?|advertis[a-z]+|jobs|careers|faq|help|sitemap|feeds?|rss|wp-[a-z]+|"
    r"comments?|share|print|cdn-cgi|static|assets)(?:/|\.html?$|$)",
    re.IGNORECASE,
)
_NOT_A_PAGE: Final = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|zip|gz|mp[34]|m4a|avi|mov|webm|docx?|xlsx?|pptx?|epub|apk|"
    r"exe|dmg|txt)$",
    re.IGNORECASE,
)
# An article's last path part is a title or a number: two or more words joined by hyphens or underscores, or a date.
_TELLING: Final = re.compile(r"[^/]+[-_][^/]+|[^/]*\d{4,}[^/]*|[^/]+\.(?:s?html?|php|aspx?)", re.IGNORECASE)


def read_links(body: bytes, *, url: str) -> Listing:
    """Return the article links of a page, in its order."""
    try:
        root = html.document_fromstring(body) if body.strip() else None
    except (etree.ParserError, ValueError) as error:
        return Listing(trouble=f"cannot be read as a page of links: {error}")
    if root is None:
        return Listing(trouble="is empty; it names no articles")
    base = next(iter(root.xpath("//base/@href")), None)
    start = _joined(str(base), base=url) if base else url
    found = (_joined(str(href), base=start or url) for href in root.xpath("//a/@href"))
    pages = tuple(dict.fromkeys(link for link in found if link is not None and is_article_link(link, of=url)))
    return Listing(pages=pages, trouble="" if pages else "names no articles of its own host; name them in a list")


def is_article_link(link: str, *, of: str) -> bool:
    """Tell whether a link looks like an article of the same host.

    >>> is_article_link("https://a.example/2026/bridge-closed", of="https://a.example/")
    True
    >>> is_article_link("https://a.example/tag/bridges", of="https://a.example/")
    False
    """
    page, index = parse_web_address(link), parse_web_address(of)
    path = page.target.partition("?")[0]
    if page.host.removeprefix("www.") != index.host.removeprefix("www.") or path in {
        "/",
        index.target.partition("?")[0],
    }:
        return False
    if _SERVICE.search(path) or _NOT_A_PAGE.search(path):
        return False
    return bool(_TELLING.fullmatch(path.rstrip("/").rpartition("/")[2]))


def _joined(href: str, *, base: str) -> str | None:
    """Return a link as a clean address; None for mail links, scripts and the like."""
    try:
        return clean_url(href, base=base)
    except FetchProblem:
        return None
