"""What would a page look like had it been made in another decade, by a blog engine, with readers' comments below?

The sets that winnow may learn from are of the 2020s: elements that speak for themselves, few comments, long texts.
`aged` rewrites a page's markup and keeps its text: telling elements become plain ones, names go, paragraphs become
line breaks, a long text becomes a short post, and a sidebar and comments made of other pages' sentences are added.
"""

from calendar import month_name
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from hashlib import md5

import numpy as np
from lxml import etree, html

from extractors.training.blocks.gold import GRAM, tokens_of

PLAIN = {
    "article": "div",
    "main": "div",
    "section": "div",
    "nav": "div",
    "header": "div",
    "footer": "div",
    "aside": "div",
    "figure": "div",
    "figcaption": "p",
    "time": "span",
    "button": "span",
    "picture": "span",
}
# How often each change is made, chosen once and not tuned.
NAMELESS, RENAMED, BROKEN, BARRED, SHORT, HEADLESS, TABLED = 0.35, 0.3, 0.35, 0.35, 0.35, 0.5, 0.25
SIDEBAR, COMMENTED = 0.6, 0.5
MIN_POST_CHARS = 60
HOLDS = 0.9

_POST_NAMES = ("post", "entry", "post hentry", "blogpost", "content", "story", "item", "")
_BODY_NAMES = ("post-body", "entry-content", "entry", "storytext", "post-body entry-content", "articletext", "text", "")
_SIDE_NAMES = ("sidebar", "side", "right", "rightcol", "left", "column", "links", "menu", "widget", "module", "box", "")
_TALK_NAMES = ("comment", "comments", "commentlist", "responses", "c", "reply", "feedback", "post", "entry", "", "", "")
_MONTHS = tuple(month_name)[1:]
_NAMES = ("anna", "Ben", "Carla", "dave", "Emma", "Frank_77", "gina", "Hugo", "Jonas", "kate", "Mona", "R.", "Vera")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What other pages lend: sentences for profiles and comments, titles for lists of links."""

    paragraphs: Sequence[str]
    titles: Sequence[str]


@dataclass(slots=True)
class _Aging:
    """A page while it is rewritten."""

    tree: etree._Element
    chance: np.random.Generator
    gold: frozenset[tuple[str, ...]]
    pool: Pool

    def likely(self, share: float) -> bool:
        return bool(self.chance.random() < share)

    def one(self, things: Sequence[str]) -> str:
        return things[int(self.chance.integers(len(things)))]


def aged(markup: str, *, page_id: str, gold: str, pool: Pool) -> str | None:
    """Return the page rewritten, the same for the same page; None where it cannot be parsed or written again."""
    tokens = tokens_of(gold)
    grams = frozenset(zip(*(tokens[at:] for at in range(GRAM)), strict=False))
    seed = int(md5(f"aged {page_id}".encode(), usedforsecurity=False).hexdigest()[:8], 16)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
        _rewrite(_Aging(tree, np.random.default_rng(seed), grams, pool))
    except (etree.LxmlError, ValueError):  # control characters cannot be moved from one element to another
        return None
    return str(html.tostring(tree, encoding="unicode"))


def _rewrite(page: _Aging) -> None:
    _simplify_head(page)
    text = _text_elements(page)
    holder = None
    if text:
        if page.likely(SHORT):
            text = _shorten(page, text)
        holder = _holder(text)
    _rename(page, holder)
    if holder is not None and page.likely(COMMENTED):
        _add_comments(page, holder)
    if holder is not None and page.likely(SIDEBAR):
        _add_sidebar(page, holder)
    _plain_elements(page, holder)
    if page.likely(BROKEN):
        _break_paragraphs(page)


def _simplify_head(page: _Aging) -> None:
    for element in page.tree.xpath("//script | //style | //noscript | //svg | //comment()"):
        if element.getparent() is not None and element.get("type") != "application/ld+json":
            element.drop_tree()
    if page.likely(HEADLESS):
        for element in page.tree.xpath("//meta[@property] | //script | //meta[@name='generator']"):
            if element.getparent() is not None:
                element.drop_tree()


def _text_elements(page: _Aging) -> list[etree._Element]:
    """Return the smallest elements whose text stands in the gold text."""
    found = []
    for element in page.tree.iter("p", "li", "blockquote", "h2", "h3", "h4", "pre", "div", "td"):
        if element.tag == "div" and element.find(".//p") is not None:
            continue
        text = element.text_content()
        if len(text) < MIN_POST_CHARS and element.tag != "p":
            continue
        tokens = tokens_of(text)
        grams = list(zip(*(tokens[at:] for at in range(GRAM)), strict=False))
        if grams and 2 * sum(gram in page.gold for gram in grams) > len(grams):
            found.append(element)
    inside = set(found)
    return [element for element in found if not any(above in inside for above in element.iterancestors())]


def _shorten(page: _Aging, text: list[etree._Element]) -> list[etree._Element]:
    """Keep the first few elements of the text."""
    keep = int(page.chance.integers(1, 5))
    for element in text[keep:]:
        if element.getparent() is not None:
            element.drop_tree()
    return text[:keep]


def _holder(text: list[etree._Element]) -> etree._Element:
    """Return the deepest element that holds nearly all of the text."""
    sizes: dict[etree._Element, int] = {}
    for element in text:
        for above in element.iterancestors():
            sizes[above] = sizes.get(above, 0) + len(element.text_content())
    most = max(sizes.values())
    return max((e for e in sizes if sizes[e] >= HOLDS * most), key=lambda e: sum(1 for _ in e.iterancestors()))


def _rename(page: _Aging, holder: etree._Element | None) -> None:
    nameless, renamed = page.likely(NAMELESS), page.likely(RENAMED)
    if nameless:
        for element in page.tree.iter(etree.Element):
            for name in ("class", "id", "role", "itemprop"):
                element.attrib.pop(name, None)
    if holder is None or holder.tag == "body" or not renamed:
        return
    holder.set("class", page.one(_BODY_NAMES))
    holder.attrib.pop("id", None)
    over = holder.getparent()
    if over is not None and over.tag != "body":
        over.set("class", page.one(_POST_NAMES))


def _plain_elements(page: _Aging, holder: etree._Element | None) -> None:
    for element in list(page.tree.iter(*PLAIN)):
        element.tag = PLAIN[element.tag]
    if page.likely(BARRED):
        for menu in list(page.tree.iter("ul")):
            if menu is not holder and all(item.find("a") is not None for item in menu):
                _bar(menu)
    if holder is not None and page.likely(TABLED) and holder.tag == "div":
        _table(holder)


def _bar(menu: etree._Element) -> None:
    """Turn a list of links into links between strokes."""
    menu.tag = "div"
    for item in list(menu):
        item.tail = " | "
        item.drop_tag()


def _table(holder: etree._Element) -> None:
    """Make cells of the element that holds the text and of those beside it."""
    over = holder.getparent()
    if over is None or over.tag not in {"div", "body"}:
        return
    table, row = etree.Element("table"), etree.Element("tr")
    table.append(row)
    over.insert(over.index(holder), table)
    following = [holder, *(e for e in holder.itersiblings() if e.tag == "div")]
    for element in following:
        tail, element.tail = element.tail, None
        row.append(element)
        element.tag = "td"
        if tail and tail.strip():
            table.tail = (table.tail or "") + tail


def _break_paragraphs(page: _Aging) -> None:
    """Turn paragraphs into text between line breaks."""
    for element in list(page.tree.iter("p")):
        over = element.getparent()
        if over is None or over.tag not in {"div", "td", "body", "center", "span"}:
            continue
        at = over.index(element)
        for _ in range(2):
            over.insert(at, etree.Element("br"))
        element.drop_tag()


def _element(tag: str, text: str = "", name: str = "") -> etree._Element:
    element = etree.Element(tag)
    element.text = text
    if name:
        element.set("class", name)
    return element


def _links(texts: Sequence[str]) -> etree._Element:
    holder = _element("ul")
    for text in texts:
        item, link = _element("li"), _element("a", text)
        link.set("href", "/x")
        item.append(link)
        holder.append(item)
    return holder


def _date(page: _Aging) -> str:
    month, day = page.one(_MONTHS), int(page.chance.integers(1, 29))
    year, hour, minute = (int(page.chance.integers(*bounds)) for bounds in ((2003, 2016), (1, 13), (0, 60)))
    american = f"{month} {day}, {year}"
    return page.one((f"{american} at {hour}:{minute:02d} pm", f"{day} {month} {year}", american))


def _add_sidebar(page: _Aging, holder: etree._Element) -> None:
    """Put a sidebar beside the text: a profile, lists of links, the archive of months."""
    side = _element("div", name=page.one(_SIDE_NAMES))
    titles = [page.one(page.pool.titles) for _ in range(int(page.chance.integers(3, 10)))]
    months = [f"{page.one(_MONTHS)} {2000 + n} ({n * 3})" for n in range(3, int(page.chance.integers(5, 14)))]
    talk = [f"{page.one(_NAMES)} on {title}" for title in titles[:5]]
    parts = (
        (0.7, ("About", "About Me", "About this blog", "Welcome", ""), _element("p", page.one(page.pool.paragraphs))),
        (0.7, ("Recent Posts", "Popular Posts", "Latest", "Most read"), _links(titles)),
        (0.5, ("Archives", "Blog Archive", "Months"), _links(months)),
        (0.3, ("Recent Comments", "Comments"), _links(talk)),
        (0.3, ("Search", "Subscribe", "Follow"), _element("div", "Enter your e-mail address to get new posts.")),
        (0.3, ("Events", "News", "Quote", "Book"), _element("p", page.one(page.pool.paragraphs))),
    )
    heading = page.one(("h2", "h3", "h4", "b", "div"))
    for share, names, part in parts:
        if page.likely(share):
            box = _element("div", name=page.one(("widget", "module", "box", "", "")))
            box.append(_element(heading, page.one(names)))
            box.append(deepcopy(part))
            side.append(box)
    over = holder.getparent()
    if over is None or over.tag == "html":
        holder.append(side)
    else:
        over.insert(over.index(holder) + (not page.likely(0.3)), side)


def _add_comments(page: _Aging, holder: etree._Element) -> None:
    """Put readers' comments below the text."""
    number = int(page.chance.integers(1, 12))
    whole = _element("div", name=page.one(_TALK_NAMES))
    said = (f"{number} Comments", f"{number} Responses", "Comments", f"Comments ({number})", "Reader comments", "", "")
    whole.append(_element(page.one(("h2", "h3", "h4", "p", "b")), page.one(said)))
    outer, inner = page.one(("ol li", "div div", "dl dd", "div div", "table tr")).split()
    listed, name = _element(outer), page.one(_TALK_NAMES)
    head, says = page.one(("div", "p", "span", "b")), page.one((" says:", " wrote:", " said...", "", ""))
    for _ in range(number):
        item = _element(inner, name=name)
        cell = item
        if inner == "tr":
            cell = _element("td")
            item.append(cell)
        cell.append(_element(head, f"{page.one(_NAMES)}{says}"))
        cell.append(_element(page.one(("div", "span", "p")), _date(page)))
        for _ in range(int(page.chance.integers(1, 3))):
            cell.append(_element("p", page.one(page.pool.paragraphs)))
        if page.likely(0.5):
            cell.append(_element("a", "Reply"))
        listed.append(item)
    whole.append(listed)
    over = holder.getparent()
    if over is None or over.tag == "html" or page.likely(0.5):
        holder.append(whole)
    else:
        over.insert(over.index(holder) + 1, whole)
