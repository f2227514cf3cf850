"""What does a page's markup say: its elements and texts in document order, read once?

libxml2 reads the markup and reports what begins, stands and ends; no tree is built. What holds neither text nor facts
is left out at once: elements without text, and inline elements that only style. Their text is not, and paths count
every element of the original document. Beautiful Soup gets the few elements that a reader of metadata looks into: a
soup of everything costs ten times the parse itself (16.7 against 1.6 ms at the median of 120 pages).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import NavigableString, PageElement, Tag
from lxml import etree

from extractors.errors import PageTooLargeError
from extractors.page.decode import clean_text
from extractors.word_sets import word_set

# Twice the longest page of the five development sets (4.9 million characters); beyond, time is no longer bounded.
MAX_CHARS = 10_000_000
# The longest development page holds 41,000 elements.
MAX_ELEMENTS = 400_000
# The deepest of some 690 development pages has 43 levels. What stands deeper is read as a sibling: a path has a step
# for each level, and every block has a path.
MAX_DEPTH = 256

# Nothing in these is text of the document.
UNREAD_TAGS = word_set("html", "unread")
# Inline elements that only style: without an attribute that names them they are left out.
STYLING_TAGS = word_set("html", "styling")
# Empty elements that mean something by being there.
VOID_KEPT = word_set("html", "telling")
# Attributes that name an element, hide it, or hold facts.
KEPT_ATTRIBUTES = word_set("html", "attributes")
NAMING_ATTRIBUTES = word_set("html", "naming")

# Elements that browsers show as boxes of their own, and table parts.
BLOCK_TAGS = word_set("html", "block")

# Elements a document has once: their path carries a number only where it has more.
_SINGLE = frozenset({"html", "head", "body", "main", "title"})
# A parser ends the document at the first of these; browsers go on and put the rest into the body.
_CLOSING = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
# References to control characters, which no text holds: "&#8;", "&#x1F;".
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|127)(?!\d)|x0*(?:[1-8bcef]|1[0-9a-f]|7f)(?![0-9a-f]))", re.IGNORECASE
)
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Element:
    """An element of the original document. Never changed once it is in a `Markup`."""

    __slots__ = ("_counts", "attributes", "left_out", "name", "number", "parent", "place", "spelled")

    def __init__(self, name: str, attributes: Mapping[str, str], parent: "Element | None") -> None:
        """Begin an element inside another."""
        self.name = name
        self.attributes = attributes  # those of KEPT_ATTRIBUTES
        self.parent = parent
        self.number = parent.count(name) if parent is not None else 1  # among those of its name in its parent
        self.left_out = name in STYLING_TAGS and NAMING_ATTRIBUTES.isdisjoint(attributes)
        self.place = -1  # where it begins in the markup
        self.spelled = ""  # the path, once somebody asked
        self._counts: dict[str, int] | None = None

    def count(self, name: str) -> int:
        """Return the number that one more child of this name has."""
        if self._counts is None:
            self._counts = {name: 1}
            return 1
        number = self._counts[name] = self._counts.get(name, 0) + 1
        return number

    @property
    def path(self) -> str:
        """The element's path, like `html/body/main/article[1]/p[3]`."""
        unspelled: list[Element] = []
        element: Element | None = self
        while element is not None and not element.spelled:
            unspelled.append(element)
            element = element.parent
        path = element.spelled if element is not None else ""
        for inner in reversed(unspelled):
            path = inner.spelled = f"{path}/{inner.step}" if path else inner.step
        return path

    @property
    def step(self) -> str:
        """The last step of the path."""
        return self.name if self.number == 1 and self.name in _SINGLE else f"{self.name}[{self.number}]"


@dataclass(frozen=True, slots=True)
class Markup:
    """A page's markup without what holds neither text nor facts.

    Of the events an Element begins there, a string stands there, and None ends the innermost element.
    """

    events: Sequence[Element | str | None]

    def elements(self) -> Iterator[Element]:
        """Yield the elements in document order."""
        for event in self.events:
            if isinstance(event, Element):
                yield event

    def soup(self, element: Element) -> Tag:
        """Return an element with all that stands in it as Beautiful Soup has it."""
        return _make_soup(self.events, element.place)


def parse_html(html: str, *, url: str = "") -> Markup:
    """Return the text-bearing elements of a page.

    Raises PageTooLargeError beyond MAX_CHARS characters, MAX_ELEMENTS elements or libxml2's own limits.
    """
    return _read(html, url, UNREAD_TAGS)


def parse_scriptless(html: str, *, url: str = "") -> Markup:
    """Return a page as a browser without scripts sees it: with what stands in noscript elements."""
    return _read(html, url, UNREAD_TAGS - {"noscript"})


def _read(html: str, url: str, unread: frozenset[str]) -> Markup:
    if len(html) > MAX_CHARS:
        raise PageTooLargeError(url, f"{len(html):,} characters of markup, at most {MAX_CHARS:,} are read")
    reader = _Reader(url, unread, unclean=_CONTROL_REFERENCE.search(html) is not None)
    parser = etree.HTMLParser(
        target=reader,
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    # An empty document is none to libxml2.
    etree.fromstring(f"{_CLOSING.sub('', html)}\n<!---->".encode("utf-8", "replace"), parser=parser)
    limit = next((entry for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"), None)
    if limit is not None:
        raise PageTooLargeError(url, f"the parser gave up at line {limit.line:,}: {limit.message}")
    return Markup(reader.events)


class _Reader:
    """Takes what libxml2 reports; an element enters the events only when its first text comes."""

    def __init__(self, url: str, unread: frozenset[str], *, unclean: bool) -> None:
        self.events: list[Element | str | None] = []
        self._url = url
        self._not_read = unread
        self._unclean = unclean  # some references speak of characters that no text holds
        self._stack: list[Element] = []
        self._waiting: list[Element] = []  # open elements that no text has stood in yet
        self._data: list[str] = []  # what was reported since the last tag
        self._text: list[str] = []  # text since the last event
        self._elements = 0
        self._inside_unread = 0
        self._beyond = 0  # open elements below MAX_DEPTH

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note an element."""
        if self._inside_unread:
            self._inside_unread += 1
            return
        if self._data:
            self._add_data()
        self._count_element()
        deep = self._beyond > 0 or len(self._stack) >= MAX_DEPTH
        if name in self._not_read and (deep or name != "script" or not _is_json(attributes)):
            self._inside_unread = 1
        elif deep:
            self._beyond += 1
            self._data.append("\n")
        elif not self._stack or name != "html":
            self._begin(name, attributes)

    def data(self, text: str) -> None:
        """Note a part of a text."""
        if not self._inside_unread:
            self._data.append(text)

    def end(self, name: str) -> None:
        """Close the innermost element."""
        if self._inside_unread:
            self._inside_unread -= 1
            return
        if self._data:
            self._add_data()
        if self._beyond:
            self._beyond -= 1
        elif name != "html":
            self._finish()

    def close(self) -> None:
        """Close the document."""
        if self._data:
            self._add_data()
        while self._stack:
            self._finish()

    def _count_element(self) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise PageTooLargeError(self._url, f"more than {MAX_ELEMENTS:,} elements")

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        kept = {key: value for key, value in attributes.items() if key in KEPT_ATTRIBUTES} if attributes else None
        if kept and self._unclean:
            kept = {key: clean_text(value)[0] for key, value in kept.items()}
        element = Element(name, kept or _NO_ATTRIBUTES, self._stack[-1] if self._stack else None)
        self._stack.append(element)
        if not element.left_out:
            self._waiting.append(element)
        if name in VOID_KEPT:
            self._open_waiting()

    def _finish(self) -> None:
        element = self._stack.pop()
        if element.left_out:
            return
        if element.place < 0:
            self._waiting.pop()
            return
        if self._text:
            self._add_text()
        self.events.append(None)

    def _add_data(self) -> None:
        text = self._data[0] if len(self._data) == 1 else "".join(self._data)
        self._data.clear()
        if self._unclean:
            text, _ = clean_text(text)
        if self._waiting:
            if text.isspace():
                # "Ned<a> <span>Birch</span></a>": between words the space counts, whichever element it stands in.
                if not any(element.name in BLOCK_TAGS for element in self._waiting):
                    self._text.append(" ")
                return
            self._open_waiting()
        self._text.append(text)

    def _open_waiting(self) -> None:
        if self._text:
            self._add_text()
        for element in self._waiting:
            element.place = len(self.events)
            self.events.append(element)
        self._waiting.clear()

    def _add_text(self) -> None:
        self.events.append("".join(self._text))
        self._text.clear()


def _is_json(attributes: Mapping[str, str]) -> bool:
    return "ld+json" in attributes.get("type", "").lower()


class _NoBuilder(HTMLTreeBuilder):
    """What Beautiful Soup asks how elements behave; it parses nothing here."""

    NAME = "no parser"

    def feed(self, _markup: object) -> None:
        """Read nothing."""


@cache
def _like_all() -> Mapping[str, object]:
    """Return what every element of a soup has in common: the attributes of one made by Beautiful Soup itself."""
    builder = _NoBuilder(multi_valued_attributes={}, store_line_numbers=False, string_containers={})
    return dict(vars(Tag(BeautifulSoup("", builder=builder), builder, "div")))


def _make_soup(events: Sequence[Element | str | None], place: int) -> Tag:
    """Return the element that begins at a place, linked as Beautiful Soup links what it has parsed.

    Its own calls for a parser cost five times as much for each element (8 against 1.6 µs), since they allow for broken
    nesting, which libxml2 has mended before.
    """
    top = _tag(events[place])
    open_tags = [top]
    last: PageElement = top
    made: PageElement
    for at in range(place + 1, len(events)):
        event = events[at]
        if event is None:
            open_tags.pop()
            if not open_tags:
                break
            continue
        made = NavigableString(event) if isinstance(event, str) else _tag(event)
        _link(made, open_tags[-1], last)
        last = made
        if isinstance(made, Tag):
            open_tags.append(made)
    return top


def _tag(element: Element | str | None) -> Tag:
    assert isinstance(element, Element), "an element begins where it stands"
    tag = Tag.__new__(Tag)
    vars(tag).update(_like_all(), name=element.name, attrs=dict(element.attributes), contents=[])
    return tag


def _link(element: PageElement, parent: Tag, last: PageElement) -> None:
    siblings = parent.contents
    element.parent = parent
    element.previous_element = last
    if siblings:
        element.previous_sibling = siblings[-1]
        siblings[-1].next_sibling = element
    siblings.append(element)
    last.next_element = element
