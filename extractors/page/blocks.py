"""Which runs of text does a reader see as one piece?

Every non-whitespace character of the document outside script, style, template, noscript, svg and comments stands in
exactly one block. A block ends where a block-level element begins or ends, and at two line breaks in a row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.page.kinds import kinds_of
from extractors.page.parse import BLOCK_TAGS, Element, Markup
from extractors.records import Block
from extractors.word_sets import word_set

JOINER = "\n\n"
# Of what is not text only JSON-LD is in the markup.
DATA_TAGS = frozenset({"script"})

# What a browser does not show although it stands in the document.
UNSEEN_TAGS = word_set("html", "unseen")
PREFORMATTED_TAGS = word_set("html", "preformatted")

_HIDING = frozenset({"hidden", "aria-hidden", "style"})
_NAMED_BY = ("class", "id", "role", "itemprop")
_WHOLE_PAGE = frozenset({"html", "body"})

_SIDE_SPACE = re.compile(r"[^\S\n]+")
_HIDDEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# What WAI-ARIA calls the panel below a heading or tab that opens it.
_PANEL_ROLES = frozenset({"region", "tabpanel"})
_PANEL_NAMES = re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(word_set('html', 'panels')))})", re.IGNORECASE)
# React streams a part of a page in a hidden element of such an id, which its script puts where the part belongs.
_STREAMED_ID = re.compile(r"S:[0-9a-f]+")


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element that text stands in, or an element that hides it. Never changed once made.

    Not frozen: a page makes a thousand, and a frozen one takes three times as long to make.
    """

    index: int  # its place among the page's boxes, in document order
    path: str
    tag: str
    attrs: str  # words of the element and of those above it, nearest first
    hidden: bool
    parent: "Box | None"
    depth: int
    own: int  # kinds that its own name and words speak of
    above: int  # kinds that it and the elements around it speak of
    around: int  # the tags of it and the elements around it, as bits of `TAG_BITS`
    folded: bool = False  # hidden only until a click opens a panel, or the page's script has put a part in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPage:
    """The blocks of a page, each with its box and what the markup around its text told."""

    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...]  # one for each block
    elements: tuple[Box, ...]  # all block-level elements in document order, the root first
    links: tuple[int, ...]  # how many links each block holds
    inpage_links: tuple[int, ...]  # how many of them lead into the same page


@dataclass(slots=True)
class _Frame:
    """An open element while the markup is walked."""

    name: str
    box: Box
    linked: bool
    flows: bool  # inline: text before and after stays in the same block
    preformatted: bool
    data: bool = False  # no text of the document


def split_blocks(markup: Markup) -> tuple[Block, ...]:
    """Return the page's blocks in document order, unjudged, placed in the page text.

    Blocks of what a browser would not show have `hidden` set. A page without text gives no blocks.
    """
    return split_page(markup).blocks


def split_page(markup: Markup) -> SplitPage:
    """Return the page's blocks with the elements that they stand in."""
    splitter = _Splitter()
    splitter.split(markup)
    return SplitPage(
        blocks=tuple(splitter.blocks),
        boxes=tuple(splitter.boxes),
        elements=tuple(splitter.elements),
        links=tuple(splitter.links),
        inpage_links=tuple(splitter.inpage_links),
    )


def place_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with their places: `order`, `start`, `end`, and of the kept ones `text_start`, `text_end`.

    >>> [(b.start, b.end, b.text_start) for b in place_blocks([Block(text="ab", start=0, end=0, path="p", order=0)])]
    [(0, 2, None)]
    """
    placed: list[Block] = []
    start = text_start = 0
    for order, block in enumerate(blocks):
        end = start + len(block.text)
        kept_from = text_start if block.kept else None
        kept_to = text_start + len(block.text) if block.kept else None
        placed.append(
            block
            if (block.order, block.start, block.end, block.text_start, block.text_end)
            == (order, start, end, kept_from, kept_to)
            else replace(block, order=order, start=start, end=end, text_start=kept_from, text_end=kept_to),
        )
        start = end + len(JOINER)
        if kept_to is not None:
            text_start = kept_to + len(JOINER)
    return tuple(placed)


def join_page(blocks: Sequence[Block]) -> str:
    """Return the page text: all blocks, joined by a blank line."""
    return JOINER.join(block.text for block in blocks)


def join_article(blocks: Sequence[Block]) -> str:
    """Return the article text: the kept blocks, joined by a blank line."""
    return JOINER.join(block.text for block in blocks if block.kept)


# Elements whose being around a block says something, each a bit of `Box.around`.
AROUND_TAGS = (
    "article",
    "main",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "table",
    "ul",
    "figure",
    "blockquote",
    "p",
    "dl",
    "details",
)
TAG_BITS = {tag: 1 << bit for bit, tag in enumerate(AROUND_TAGS)}


# A block with more links is a menu, and a menu's links tell nothing of an article's sources.
MAX_HREFS = 50


class _Splitter:
    """Collects text into blocks while the tree is walked."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self.links: list[int] = []
        self.inpage_links: list[int] = []
        self._pieces: list[str] = []
        self._linked: list[str] = []
        self._hrefs: list[str] = []
        self._link_count = 0
        self._inpage_count = 0
        self._breaks = 0  # line breaks since the last text
        self._box = Box(0, "", "", "", hidden=False, parent=None, depth=0, own=0, above=0, around=0)
        self.elements = [self._box]
        self._after_link = False
        self._start = 0

    def split(self, markup: Markup) -> None:
        """Walk the markup in document order."""
        frame = _Frame("", self._box, linked=False, flows=False, preformatted=False)
        stack: list[_Frame] = []
        for event in markup.events:
            if isinstance(event, str):
                if not frame.data:
                    self._add(event, frame)
            elif event is None:
                left, frame = frame, stack.pop()
                self._leave(left, frame)
            else:
                stack.append(frame)
                frame = self._enter(event, frame)
        self._flush()

    def _enter(self, element: Element, parent: _Frame) -> _Frame:
        name = element.name
        if name in DATA_TAGS:
            return _Frame(name, parent.box, linked=False, flows=True, preformatted=False, data=True)
        linked = parent.linked
        if name == "br":
            self._break()
        elif name == "option":
            self._pieces.append("\n")
        elif name == "a":
            linked = True
            self._open_link(element)
        self._after_link = False
        hidden = is_hidden(element)
        if name not in BLOCK_TAGS and (not hidden or (parent.box.hidden and not parent.box.folded)):
            return _Frame(name, parent.box, linked=linked, flows=True, preformatted=parent.preformatted)
        self._flush()
        self._box = box = _box_of(element, parent.box, len(self.elements), hidden=hidden)
        self.elements.append(box)
        preformatted = parent.preformatted or name in PREFORMATTED_TAGS
        return _Frame(name, box, linked=linked, flows=False, preformatted=preformatted)

    def _leave(self, frame: _Frame, parent: _Frame) -> None:
        if frame.data:
            return
        if not frame.flows:
            self._flush()
            self._box = parent.box
        self._after_link = frame.name == "a"

    def _open_link(self, link: Element) -> None:
        if self._after_link:
            self._pieces.append(" ")
        self._link_count += 1
        href = link.attributes.get("href", "")
        self._inpage_count += href.startswith("#")
        if href and len(self._hrefs) < MAX_HREFS:
            self._hrefs.append(href)

    def _break(self) -> None:
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        else:
            self._pieces.append("\n")

    def _add(self, string: str, frame: _Frame) -> None:
        text = string if frame.preformatted else _single_spaced(string)
        if self._breaks and not text.isspace():
            self._breaks = 0
        self._after_link = False
        self._pieces.append(text)
        if frame.linked:
            self._linked.append(text)

    def _flush(self) -> None:
        self._breaks = 0
        if not self._pieces:
            return
        text = _tidy("".join(self._pieces))
        if text:
            self._keep(text)
        self._pieces = []
        self._linked = []
        self._hrefs = []
        self._link_count = self._inpage_count = 0

    def _keep(self, text: str) -> None:
        box = self._box
        end = self._start + len(text)
        self.boxes.append(box)
        self.links.append(self._link_count)
        self.inpage_links.append(self._inpage_count)
        self.blocks.append(
            Block(
                text=text,
                start=self._start,
                end=end,
                path=box.path,
                order=len(self.blocks),
                link_text=" ".join(" ".join(self._linked).split()) if self._linked else "",
                tag=box.tag,
                attrs=box.attrs,
                hidden=box.hidden,
                hrefs=tuple(self._hrefs),
            ),
        )
        self._start = end + len(JOINER)


def _box_of(element: Element, parent: Box, index: int, *, hidden: bool) -> Box:
    name = element.name
    words = _named(element.attributes) if element.attributes else ""
    # The words of html and body describe the page, not a part of it: "single-post has-sidebar".
    own = kinds_of(name, "" if name in _WHOLE_PAGE else words)
    return Box(
        index=index,
        path=element.path,
        tag=name,
        attrs=f"{words.lower()} {parent.attrs}".rstrip() if words else parent.attrs,
        hidden=parent.hidden or hidden,
        parent=parent,
        depth=parent.depth + 1,
        own=own,
        above=own | parent.above,
        around=parent.around | TAG_BITS.get(name, 0),
        folded=(parent.folded or not parent.hidden) and is_folded(element) if hidden else parent.folded,
    )


def _named(attributes: Mapping[str, str]) -> str:
    return " ".join([attributes[key] for key in _NAMED_BY if attributes.get(key)])


def is_hidden(element: Element) -> bool:
    """Return whether a browser would not show the element, as far as its own tag and attributes say."""
    if element.name in UNSEEN_TAGS:
        return True
    attributes = element.attributes
    if not attributes or attributes.keys().isdisjoint(_HIDING):
        return False
    if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def is_folded(element: Element) -> bool:
    """Return whether a hidden element is a part of the text that a click or the page's own script shows.

    A panel says so by its role or its name; of a menu nobody speaks as a region, and the judge knows it anyway.
    """
    if element.name in UNSEEN_TAGS:
        return False
    attributes = element.attributes
    if attributes.get("role", "").lower() in _PANEL_ROLES or _STREAMED_ID.fullmatch(attributes.get("id", "")):
        return True
    return any(_PANEL_NAMES.search(attributes.get(key, "")) is not None for key in ("class", "id"))


def _single_spaced(text: str) -> str:
    """Return a text with every run of white space as one space, also at its ends."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    before, after = text[0].isspace(), text[-1].isspace()
    return f"{' ' if before else ''}{words}{' ' if after else ''}" if before or after else words


def _tidy(text: str) -> str:
    if "\n" in text:
        # Not by a pattern: one for white space around line ends takes a minute for a megabyte of it.
        text = "\n".join(filter(None, map(str.strip, text.split("\n"))))
    if "  " in text or "\t" in text:
        text = _SIDE_SPACE.sub(" ", text)
    return text.strip()
