"""What does a page say about itself, and where does each answer stand?"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import urljoin

from bs4.element import Tag

from extractors.judging.labels import spoken_label
from extractors.metadata.date_text import iso_date
from extractors.metadata.dates import read_dates
from extractors.metadata.language import find_language
from extractors.metadata.names import MAX_BYLINE_CHARS, MAX_NAMES, clean_byline
from extractors.page.facts import Facts
from extractors.page.hints import document_title
from extractors.page.jsonld import article_objects, text_at
from extractors.page.parse import Element
from extractors.records import Block, BlockLabel, Metadata, PageClass

# Site names stand after these in a title.
_SEPARATOR = re.compile(r"\s+[-|\u2013\u2014·•»:]+\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")
MAX_TITLE_CHARS = 300
# A byline without "by" is a name of few words close under the title.
MAX_BYLINE_DISTANCE = 5
MIN_NAME_WORDS, MAX_NAME_WORDS = 2, 4
_AUTHOR_METAS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
    "article:author_name",
    "creator",
)
# "By brand" and "By size" are entries of a shop's menu.
_IN_MENU = re.compile(r"/(?:nav|menu|button)(?:\[|/|$)")
# Pages that nobody signs as a rule: "By Collection" is a heading there, and customers are marked as authors of what
# they say. Where only print or such a mark named somebody (36 pages of the WCXB development set), it was the author
# once.
_UNSIGNED = frozenset({PageClass.PRODUCT, PageClass.LISTING, PageClass.INDEX, PageClass.OTHER})
_ADDRESS = re.compile(r"^(?:https?:|www\.|/)|@")


def read_metadata(
    facts: Facts,
    *,
    metas: Mapping[str, str],
    jsonld: Sequence[Mapping[str, object]],
    blocks: Sequence[Block],
    text: str,
    url: str,
    html: str = "",
    page_class: PageClass = PageClass.ARTICLE,
) -> Metadata:
    """Return title, byline, dates, language, canonical address and site name, each with its source."""
    things = article_objects(jsonld)
    site = metas.get("og:site_name") or _publisher(things)
    title, title_source = next(_titles(facts, metas, things, blocks, site), (None, None))
    byline, byline_source = next(_bylines(facts, metas, things, blocks, page_class), (None, None))
    dates = read_dates(
        facts, metas=metas, jsonld=jsonld, blocks=blocks, url=url, html=html, title=title, page_class=page_class
    )
    language, language_source = find_language(facts, metas=metas, text=text)
    return Metadata(
        title=title,
        title_source=title_source,
        byline=byline,
        byline_source=byline_source,
        published=dates.published,
        modified=dates.modified,
        dates=dates.candidates,
        language=language,
        language_source=language_source,
        canonical_url=_canonical(facts, metas, url),
        site_name=site,
    )


def _titles(
    facts: Facts,
    metas: Mapping[str, str],
    things: Sequence[Mapping[str, object]],
    blocks: Sequence[Block],
    site: str | None,
) -> Iterator[tuple[str, str]]:
    """Yield titles with their sources, best first."""
    document = document_title(facts)
    graph = metas.get("og:title", "")
    headline = next((text for thing in things[:1] if (text := text_at(thing, "headline"))), "")
    stated = [without_site(title, site) for title in (graph, document) if title] + ([headline] if headline else [])
    heading = _named_heading(blocks, [*stated, *_after_site(document, blocks)])
    if heading:
        yield heading
    if headline:
        yield headline, "jsonld:headline"
    if graph:
        yield without_site(graph, site), "meta:og:title"
    if document:
        yield without_site(document, site), "title"
    first = next((block.text for block in blocks if block.tag == "h1" and not block.hidden), None)
    if first and len(first) <= MAX_TITLE_CHARS:
        yield " ".join(first.split()), "h1"


def _after_site(document: str, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield what follows the site's name in "Site: Text", where a heading is that name and no more."""
    site, colon, rest = document.partition(": ")
    if colon and any(block.tag == "h1" and block.text == site for block in blocks):
        yield rest


def _named_heading(blocks: Sequence[Block], stated: Sequence[str]) -> tuple[str, str] | None:
    """Return the heading that is most like what head and JSON-LD call the page: the title as it is printed."""
    best: tuple[float, str, str] | None = None
    for block in blocks:
        least = _MIN_LIKENESS.get(block.tag)
        if least is None or block.hidden or len(block.text) > MAX_TITLE_CHARS:
            continue
        likeness = max((_likeness(block.text, title) for title in stated), default=0.0)
        if likeness >= least and (best is None or likeness > best[0]):
            best = likeness, " ".join(block.text.split()), block.tag
    return (best[1], best[2]) if best else None


# A main heading may say it in other words; a lower one only names the page when it says the same.
_MIN_LIKENESS = {"h1": 0.34, "h2": 0.8, "h3": 0.9}


def _likeness(ours: str, theirs: str) -> float:
    our_words, their_words = set(_WORD.findall(ours.lower())), set(_WORD.findall(theirs.lower()))
    return len(our_words & their_words) / len(our_words | their_words) if our_words else 0.0


def without_site(title: str, site: str | None) -> str:
    """Return a title without the site's name at its end or beginning.

    >>> without_site("Mill closes early | The Weir Herald", "Weir Herald")
    'Mill closes early'
    """
    title = " ".join(title.split())
    parts = [part for part in _SEPARATOR.split(title) if part]
    if len(parts) < 2:  # noqa: PLR2004  (nothing to take off)
        return title
    name = (site or "").lower()
    for part, rest in ((parts[-1], title[: title.rfind(parts[-1])]), (parts[0], title[len(parts[0]) :])):
        folded = part.lower()
        if name and (folded in name or name in folded):
            return rest.strip(" -|\u2013\u2014·•»:")
    # The longest piece names the text where the site's name is unknown.
    return title if name else max(parts[0], parts[-1], key=len) if len(parts[0]) < len(parts[-1]) / 2 else parts[0]


def _bylines(
    facts: Facts,
    metas: Mapping[str, str],
    things: Sequence[Mapping[str, object]],
    blocks: Sequence[Block],
    page_class: PageClass,
) -> Iterator[tuple[str, str]]:
    """Yield bylines with their sources, best first."""
    for thing in things:
        names = _author_names(thing)
        if names:
            yield ", ".join(names), "jsonld:author"
    yield from _marked_bylines(facts, blocks, page_class)
    yield from _stated_bylines(metas)
    if page_class not in _UNSIGNED:
        yield from _printed_bylines(facts, blocks)
    if page_class is PageClass.FORUM:
        yield from _first_poster(facts)


def _printed_bylines(facts: Facts, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield what reads as a byline to people, though nothing marks it as one."""
    for block in blocks:
        byline = block.label is BlockLabel.BYLINE or (
            len(block.text) <= MAX_BYLINE_CHARS and spoken_label(block) is BlockLabel.BYLINE
        )
        cleaned = clean_byline(block.text) if byline and not block.hidden and not _IN_MENU.search(block.path) else None
        if cleaned:
            yield cleaned, "text"
    for link in facts.author_pages[:MAX_NAMES]:
        cleaned = clean_byline(facts.text(link))
        if cleaned and _is_name(cleaned):
            yield cleaned, "author page"
    yield from _dated_bylines(blocks)


def _is_name(text: str) -> bool:
    words = text.split()
    return MIN_NAME_WORDS <= len(words) <= MAX_NAME_WORDS and all(word[:1].isupper() for word in words)


def _first_poster(facts: Facts) -> Iterator[tuple[str, str]]:
    for poster in facts.posters[:MAX_NAMES]:
        cleaned = clean_byline(facts.text(poster))
        if cleaned and len(cleaned.split()) <= MAX_NAME_WORDS:
            yield cleaned, "class"


def _dated_bylines(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield the names that stand before a date right under the title: "Ada Millstone · 3 March 2026"."""
    head = next((row for row, block in enumerate(blocks) if block.tag == "h1" and not block.hidden), None)
    if head is None:
        return
    for block in blocks[head + 1 : head + 1 + MAX_BYLINE_DISTANCE]:
        if len(block.text) > MAX_BYLINE_CHARS or iso_date(block.text) is None:
            continue
        cleaned = clean_byline(block.text)
        if cleaned and _is_name(cleaned):
            yield cleaned, "text"


def _stated_bylines(metas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in _AUTHOR_METAS:
        content = metas.get(name, "")
        cleaned = clean_byline(content) if content and not _ADDRESS.search(content) else None
        if cleaned:
            yield cleaned, f"meta:{name}"


def _author_names(thing: Mapping[str, object]) -> list[str]:
    value = thing.get("author") or thing.get("creator")
    names = []
    for author in value if isinstance(value, list) else [value]:
        name = author.get("name") if isinstance(author, Mapping) else author
        if isinstance(name, list):
            name = name[0] if name else None
        if isinstance(name, str) and name.strip() and not _ADDRESS.search(name):
            names.append(clean_byline(name) or "")
    return list(dict.fromkeys(filter(None, names)))[:MAX_NAMES]


def _marked_bylines(facts: Facts, blocks: Sequence[Block], page_class: PageClass) -> Iterator[tuple[str, str]]:
    closed = {
        block.path for block in blocks if block.label in {BlockLabel.COMMENTS, BlockLabel.RELATED} or block.hidden
    }
    for source, found in (
        ("rel=author", facts.author_links),
        ("itemprop:author", facts.author_props),
        ("class", facts.bylines),
    ):
        names = _names_in(facts, found, closed)
        first = next(names, None)
        if first is None:
            continue
        is_signed = source == "rel=author" or page_class not in _UNSIGNED
        if is_signed or (_is_name(first) and all(other == first for other in names)):
            yield first, source


def _names_in(facts: Facts, found: Sequence[Element], closed: Collection[str]) -> Iterator[str]:
    for element in found[:MAX_NAMES]:
        path = element.path
        if not any(path == inside or path.startswith(f"{inside}/") for inside in closed):
            cleaned = clean_byline(_stated_name(facts, element) or facts.text(element))
            if cleaned:
                yield cleaned


def _stated_name(facts: Facts, element: Element) -> str:
    """Return the name that an element states without showing it: its content, or that of a name inside it."""
    author = element.attributes.get("itemprop") == "author"
    inner = facts.soup(element).find("meta", itemprop="name") if author else None
    return str(inner.attrs.get("content", "")) if isinstance(inner, Tag) else element.attributes.get("content", "")


def _publisher(things: Sequence[Mapping[str, object]]) -> str | None:
    return next((name for thing in things if (name := text_at(thing, "publisher"))), None)


def _canonical(facts: Facts, metas: Mapping[str, str], url: str) -> str | None:
    link = next((link for link in facts.links if link.attributes.get("rel", "").lower() == "canonical"), None)
    stated = (link.attributes.get("href", "").strip() if link else "") or metas.get("og:url", "")
    if not stated:
        return None
    try:
        joined = urljoin(url, stated)
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None
