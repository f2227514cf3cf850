"""How are blocks cut so that a profile stands in blocks of its own, and where do its characters stand then?"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.page.blocks import place_blocks
from extractors.records import Block, BlockLabel, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters of the page text that get a label of their own."""

    spans: tuple[Span, ...]
    label: BlockLabel
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    mark: Mark | None


def cut_blocks(blocks: Sequence[Block], marks: Sequence[Mark]) -> tuple[tuple[Block, ...], Callable[[int], int]]:
    """Return the blocks with the marked characters in blocks of their own, and a map from old to new places."""
    if not marks:
        return tuple(blocks), lambda place: place
    marked = sorted(((span, mark) for mark in marks for span in mark.spans), key=lambda pair: pair[0].start)
    pieces: list[tuple[int, Block]] = []
    for block in blocks:
        inside = [(span, mark) for span, mark in marked if span.start < block.end and span.end > block.start]
        if not inside:
            pieces.append((block.start, block))
            continue
        pieces += [(piece.start, _part(block, piece)) for piece in _cut(block, inside)]
    placed = place_blocks(part for _, part in pieces)
    return placed, _mover([start for start, _ in pieces], [block.start for block in placed])


def _cut(block: Block, inside: Sequence[tuple[Span, Mark]]) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = block.start
    for span, mark in inside:
        start, end = max(span.start, at), min(span.end, block.end)
        if _says(block, at, start):
            pieces.append(_Piece(at, start, None))
        elif pieces and pieces[-1].mark is not mark:
            pieces[-1] = _Piece(pieces[-1].start, start, pieces[-1].mark)
        else:
            start = at
        if pieces and pieces[-1].mark is mark:
            pieces[-1] = _Piece(pieces[-1].start, end, mark)
        else:
            pieces.append(_Piece(start, end, mark))
        at = end
    if _says(block, at, block.end):
        pieces.append(_Piece(at, block.end, None))
    elif pieces:
        pieces[-1] = _Piece(pieces[-1].start, block.end, pieces[-1].mark)
    return [_trimmed(block, piece) for piece in pieces]


def _says(block: Block, start: int, end: int) -> bool:
    """Return whether the characters hold more than separators."""
    return any(char.isalnum() for char in block.text[start - block.start : end - block.start])


def _trimmed(block: Block, piece: _Piece) -> _Piece:
    text = block.text[piece.start - block.start : piece.end - block.start]
    lead = len(text) - len(text.lstrip())
    return _Piece(piece.start + lead, piece.start + lead + len(text.strip()), piece.mark)


def _part(block: Block, piece: _Piece) -> Block:
    text = block.text[piece.start - block.start : piece.end - block.start]
    link_text = block.link_text if text == block.text else ""
    if piece.mark is None:
        return replace(block, text=text, link_text=link_text)
    return replace(
        block,
        text=text,
        link_text=link_text,
        label=piece.mark.label,
        kept=False,
        reason=piece.mark.reason,
        score=0.0,
        rule=piece.mark.rule,
    )


def _mover(old: list[int], new: list[int]) -> Callable[[int], int]:
    def move(place: int) -> int:
        at = max(0, bisect_right(old, place) - 1)
        return new[at] + place - old[at]

    return move
