"""Which runs of text does a reader see as one piece?

Every non-whitespace character of the document outside script, style, template, noscript, svg and comments stands in
exactly one block. A block ends where a block-level element begins or ends, and at two line breaks in a row.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from extractors.parse import UNREAD_TAGS, PlacedTag
from extractors.records import Block
from extractors.word_sets import word_set

JOINER = "\n\n"

# Elements that browsers show as boxes of their own, and table parts.
BLOCK_TAGS = word_set("html", "block")
# What a browser does not show although it stands in the document.
UNSEEN_TAGS = word_set("html", "unseen")
PREFORMATTED_TAGS = word_set("html", "preformatted")

_SPACE = re.compile(r"\s+")
_LINE_SPACE = re.compile(r"[^\S\n]*\n[^\S\n]*")
_SIDE_SPACE = re.compile(r"[^\S\n]+")
_HIDDEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(slots=True)
class _Frame:
    """An open element while the tree is walked."""

    tag: Tag
    box: "_Box"
    linked: bool
    flows: bool  # inline: text before and after stays in the same block
    preformatted: bool


@dataclass(frozen=True, slots=True)
class _Box:
    """The block-level element that text stands in."""

    path: str
    tag: str
    attrs: str
    hidden: bool


def split_blocks(soup: BeautifulSoup) -> tuple[Block, ...]:
    """Return the page's blocks in document order, unjudged, placed in the page text.

    Blocks of what a browser would not show have `hidden` set. A page without text gives no blocks.
    """
    return place_blocks(_Splitter().split(soup))


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


class _Splitter:
    """Collects text into blocks while the tree is walked."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._linked: list[str] = []
        self._breaks = 0  # line breaks since the last text
        self._box = _Box(path="", tag="", attrs="", hidden=False)
        self._after_link = False

    def split(self, soup: BeautifulSoup) -> list[Block]:
        """Walk the tree in document order, without recursion."""
        stack: list[tuple[_Frame, int]] = [(_Frame(soup, self._box, linked=False, flows=False, preformatted=False), 0)]
        while stack:
            frame, index = stack.pop()
            contents = frame.tag.contents
            if index == len(contents):
                self._leave(frame, stack[-1][0] if stack else frame)
                continue
            stack.append((frame, index + 1))
            node = contents[index]
            if isinstance(node, Tag):
                if node.name not in UNREAD_TAGS:
                    stack.append((self._enter(node, frame), 0))
            elif type(node) is NavigableString:
                self._add(node, frame)
        self._flush()
        return self.blocks

    def _enter(self, tag: Tag, parent: _Frame) -> _Frame:
        name = tag.name
        linked = parent.linked or name == "a"
        preformatted = parent.preformatted or name in PREFORMATTED_TAGS
        if name == "br":
            self._break()
        elif name == "option":
            self._pieces.append("\n")
        elif name == "a" and self._after_link:
            self._pieces.append(" ")
        self._after_link = False
        hidden = is_hidden(tag)
        if name in BLOCK_TAGS or (hidden and not parent.box.hidden):
            self._flush()
            box = _Box(
                path=_path_of(tag) or parent.box.path,
                tag=name,
                attrs=_words_of(tag, parent.box.attrs),
                hidden=parent.box.hidden or hidden,
            )
            self._box = box
            return _Frame(tag, box, linked=linked, flows=False, preformatted=preformatted)
        return _Frame(tag, parent.box, linked=linked, flows=True, preformatted=preformatted)

    def _leave(self, frame: _Frame, parent: _Frame) -> None:
        if not frame.flows:
            self._flush()
            self._box = parent.box
        self._after_link = frame.tag.name == "a"

    def _break(self) -> None:
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        else:
            self._pieces.append("\n")

    def _add(self, string: str, frame: _Frame) -> None:
        text = string if frame.preformatted else _SPACE.sub(" ", string)
        if not text.isspace():
            self._breaks = 0
        self._after_link = False
        self._pieces.append(text)
        if frame.linked:
            self._linked.append(text)

    def _flush(self) -> None:
        if self._pieces:
            text = _tidy("".join(self._pieces))
            if text:
                box = self._box
                self.blocks.append(
                    Block(
                        text=text,
                        start=0,
                        end=0,
                        path=box.path,
                        order=0,
                        link_text=_SPACE.sub(" ", " ".join(self._linked)).strip() if self._linked else "",
                        tag=box.tag,
                        attrs=box.attrs,
                        hidden=box.hidden,
                    ),
                )
            self._pieces = []
            self._linked = []
        self._breaks = 0


def is_hidden(tag: Tag) -> bool:
    """Return whether a browser would not show the element, as far as its own tag and attributes say."""
    if tag.name in UNSEEN_TAGS:
        return True
    attributes = tag.attrs
    if not attributes:
        return False
    if "hidden" in attributes or str(attributes.get("aria-hidden", "")).lower() == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(str(style)) is not None


def _path_of(tag: Tag) -> str:
    return (
        tag.path if isinstance(tag, PlacedTag) else "/".join(reversed([tag.name, *(p.name for p in tag.parents)][:-1]))
    )


def _words_of(tag: Tag, above: str) -> str:
    own = [str(value) for key in ("class", "id", "role", "itemprop") if (value := tag.attrs.get(key))]
    if not own:
        return above
    words = " ".join(own).lower()
    return f"{words} {above}" if above else words


def _tidy(text: str) -> str:
    if "\n" in text:
        text = _LINE_SPACE.sub("\n", text) if "\n\n" not in text else _blank_lines(text)
    return _SIDE_SPACE.sub(" ", text).strip() if "  " in text or "\t" in text else text.strip()


def _blank_lines(text: str) -> str:
    return re.sub(r"\n{2,}", "\n", _LINE_SPACE.sub("\n", text))
