"""What does a page's markup say: a soup of the elements that hold text, each with its place in the document.

lxml reads the markup once; Beautiful Soup then gets only what a reader or a metadata reader can use. A soup of
everything costs ten times the parse itself (16.7 against 1.6 ms at the median of 120 pages), because many elements
hold neither text nor facts. Elements without text, and inline elements that only style, are left out; their text is
not, and paths count every element of the original document.
"""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import NavigableString, PageElement, Tag
from lxml import etree

from extractors.errors import PageTooLargeError
from extractors.word_sets import word_set

# Twice the longest page of the five development sets (4.9 million characters); beyond, time is no longer bounded.
MAX_CHARS = 10_000_000
# The longest development page holds 41,000 elements.
MAX_ELEMENTS = 400_000
# libxml2 drops text below 2,048 levels even when told that trees may be huge.
MAX_DEPTH = 1_000

# Nothing in these is text of the document.
UNREAD_TAGS = word_set("html", "unread")
# Inline elements that only style: without an attribute that names them they are left out of the soup.
STYLING_TAGS = word_set("html", "styling")
# Empty elements that mean something by being there.
VOID_KEPT = word_set("html", "telling")
# Attributes that name an element, hide it, or hold facts.
KEPT_ATTRIBUTES = word_set("html", "attributes")
NAMING_ATTRIBUTES = word_set("html", "naming")

# libxml2 stops reading at the first of these; browsers go on and put the rest into the body.
_CLOSING = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)


class PlacedTag(Tag):
    """An element that knows its path in the original document."""

    path: str


class LeanBuilder(HTMLTreeBuilder):
    """Feeds Beautiful Soup from an lxml tree with the elements that hold text or facts."""

    NAME = "lean"

    def __init__(self, url: str, unread: frozenset[str]) -> None:
        """Remember the page's address for error messages, and which elements are not read."""
        super().__init__(multi_valued_attributes={}, store_line_numbers=False, string_containers={})
        self.url = url
        self.unread = unread

    def prepare_markup(  # type: ignore[override]  # bs4 allows bytes too; pages are decoded before
        self,
        markup: str,
        *_args: object,
        **_options: object,
    ) -> Iterator[tuple[str, None, None, bool]]:
        """Yield the markup as it is: it is decoded already."""
        yield markup, None, None, False

    def feed(self, markup: str) -> None:  # type: ignore[override]  # as above
        """Read the markup and hand Beautiful Soup what holds text or facts."""
        assert self.soup is not None, "Beautiful Soup sets itself before it asks for a feed"
        writer = _SoupWriter(self.soup, self)
        root = _parse_lxml(_CLOSING.sub("", markup))
        if root is None:
            _DeepReader(writer, self.unread).read(markup)
        else:
            _write_tree(root, writer, self.url, self.unread)


def parse_html(html: str, *, url: str = "") -> BeautifulSoup:
    """Return the soup of a page's text-bearing elements.

    Elements are `PlacedTag`s. Raises PageTooLargeError beyond MAX_CHARS characters or MAX_ELEMENTS elements.
    """
    if len(html) > MAX_CHARS:
        raise PageTooLargeError(url, f"{len(html):,} characters of markup, at most {MAX_CHARS:,} are read")
    # A short text without markup makes Beautiful Soup warn that it looks like a file name or address.
    return BeautifulSoup(f"{html}\n<!---->", builder=LeanBuilder(url, UNREAD_TAGS))


def parse_scriptless(html: str, *, url: str = "") -> BeautifulSoup:
    """Return the soup of a page as a browser without scripts sees it: with what stands in noscript elements."""
    return BeautifulSoup(f"{html}\n<!---->", builder=LeanBuilder(url, UNREAD_TAGS - {"noscript"}))


class _SoupWriter:
    """Adds an element to the soup only when its first text comes, and styling elements never.

    Elements and strings are linked here as Beautiful Soup links them: its own calls for a parser cost five times as
    much for each element (8 against 1.6 µs), since they allow for broken nesting, which lxml has mended before.
    """

    def __init__(self, soup: BeautifulSoup, builder: HTMLTreeBuilder) -> None:
        self._like_all = _like_all(soup, builder)
        self._last: PageElement = soup
        self._current: Tag = soup
        self._text: list[str] = []
        self._open: list[tuple[str, str, dict[str, str]] | None] = []  # waiting elements; None: in the soup
        self._left_out: list[bool] = []
        self._waiting = 0

    def start(self, name: str, path: str, attributes: Mapping[str, str]) -> None:
        """Note an element; it enters the soup with its first text."""
        kept = {key: value for key, value in attributes.items() if key in KEPT_ATTRIBUTES} if attributes else {}
        if name in STYLING_TAGS and NAMING_ATTRIBUTES.isdisjoint(kept):
            self._left_out.append(True)
            return
        self._left_out.append(False)
        self._open.append((name, path, kept))
        self._waiting += 1
        if name in VOID_KEPT:
            self._open_waiting()

    def text(self, text: str) -> None:
        """Add text to the innermost element."""
        if self._waiting:
            if text.isspace():
                return
            self._open_waiting()
        self._text.append(text)

    def end(self) -> None:
        """Close the innermost element."""
        if self._left_out.pop():
            return
        if self._open.pop() is not None:
            self._waiting -= 1
            return
        if self._text:
            self._add_text()
        parent = self._current.parent
        assert parent is not None, "only what was opened is closed"
        self._current = parent

    def _open_waiting(self) -> None:
        if self._text:
            self._add_text()
        for index in range(len(self._open) - self._waiting, len(self._open)):
            waiting = self._open[index]
            if waiting is not None:
                name, path, attributes = waiting
                tag = PlacedTag.__new__(PlacedTag)
                tag.__dict__.update(self._like_all, name=name, path=path, attrs=attributes, contents=[])
                self._link(tag)
                self._current = tag
                self._open[index] = None
        self._waiting = 0

    def _add_text(self) -> None:
        self._link(NavigableString("".join(self._text)))
        self._text = []

    def _link(self, element: PageElement) -> None:
        siblings = self._current.contents
        element.parent = self._current
        element.previous_element = self._last
        if siblings:
            element.previous_sibling = siblings[-1]
            siblings[-1].next_sibling = element
        siblings.append(element)
        self._last.next_element = element
        self._last = element


def _like_all(soup: BeautifulSoup, builder: HTMLTreeBuilder) -> dict[str, object]:
    """Return what every element of a soup has in common: the attributes of one made by Beautiful Soup itself."""
    return dict(vars(Tag(soup, builder, "div")))


def _parse_lxml(markup: str) -> etree._Element | None:
    """Return lxml's tree, or None where libxml2 gave text up."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log.filter_from_fatals()):
        return None
    return root


def _write_tree(root: etree._Element, writer: _SoupWriter, url: str, unread: frozenset[str]) -> None:
    """Walk lxml's tree in document order, without recursion."""
    stack: list[tuple[Iterator[etree._Element], str, dict[str, int], etree._Element]] = []
    elements = 0
    _enter(root, "", {}, writer, stack)
    while stack:
        children, path, counts, element = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            writer.end()
            if stack and element.tail:
                writer.text(element.tail)
            continue
        elements += 1
        if elements > MAX_ELEMENTS:
            raise PageTooLargeError(url, f"more than {MAX_ELEMENTS:,} elements")
        if _is_read(child, unread):
            _enter(child, path, counts, writer, stack)
        elif child.tail:
            writer.text(child.tail)


def _is_read(element: etree._Element, unread: frozenset[str]) -> bool:
    tag = element.tag
    return isinstance(tag, str) and (tag not in unread or (tag == "script" and _is_json(element)))


def _is_json(script: etree._Element) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _enter(
    element: etree._Element,
    parent_path: str,
    counts: dict[str, int],
    writer: _SoupWriter,
    stack: list[tuple[Iterator[etree._Element], str, dict[str, int], etree._Element]],
) -> None:
    name = element.tag
    path = _place(name, parent_path, counts)
    writer.start(name, path, element.attrib)
    if element.text:
        writer.text(element.text)
    stack.append((iter(element), path, {}, element))


# Elements a document has once: their path carries a number only where it has more.
_SINGLE = frozenset({"html", "head", "body", "main", "title"})


def _place(name: str, parent_path: str, counts: dict[str, int]) -> str:
    count = counts[name] = counts.get(name, 0) + 1
    step = name if count == 1 and name in _SINGLE else f"{name}[{count}]"
    return f"{parent_path}/{step}" if parent_path else step


_VOID = word_set("html", "void")


class _DeepReader(HTMLParser):
    """Reads markup that libxml2 gives up on, with the standard library's tokeniser and a bound on depth."""

    def __init__(self, writer: _SoupWriter, unread: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._not_read = unread
        self._writer = writer
        self._stack: list[tuple[str, str, dict[str, int]]] = []
        self._unread = 0
        self._beyond: dict[str, int] = {}  # elements below MAX_DEPTH that are open, by name

    def read(self, markup: str) -> None:
        """Write the whole markup."""
        self.handle_starttag("html", [])
        self.feed(markup)
        self.close()
        while self._stack:
            self._stack.pop()
            self._writer.end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, as a sibling where the tree is too deep."""
        attributes = {key: value or "" for key, value in attrs}
        if tag in self._not_read:
            self._unread += "ld+json" not in attributes.get("type", "")
            return
        if self._unread or (tag == "html" and self._stack):
            return
        if len(self._stack) >= MAX_DEPTH:
            self._beyond[tag] = self._beyond.get(tag, 0) + 1
            self._writer.text("\n")
            return
        _, parent_path, counts = self._stack[-1] if self._stack else ("", "", {})
        path = _place(tag, parent_path, counts)
        self._writer.start(tag, path, attributes)
        if tag in _VOID:
            self._writer.end()
        else:
            self._stack.append((tag, path, {}))

    def handle_endtag(self, tag: str) -> None:
        """Close an element if one of that name is open."""
        if tag in self._not_read:
            self._unread = max(0, self._unread - 1)
        elif self._beyond.get(tag, 0):
            self._beyond[tag] -= 1
        elif tag not in {"html", "body"} and any(name == tag for name, _, _ in self._stack[-50:]):
            while self._stack:
                name, _, _ = self._stack.pop()
                self._writer.end()
                if name == tag:
                    break

    def handle_data(self, data: str) -> None:
        """Write text that a reader may see."""
        if not self._unread:
            self._writer.text(data)
