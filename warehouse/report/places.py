"""On which part of an article's page does each thing stand?"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from warehouse.report.links import part_name
from warehouse.report.passages import Placed
from warehouse.report.rows import BlockFacts


def find_anchors(parts: Sequence[Sequence[Placed]]) -> dict[str, int]:
    """Return on which part, from 1, every anchor of the text stands."""
    where: dict[str, int] = {}
    for number, part in enumerate(parts, 1):
        where.update(dict.fromkeys(chain.from_iterable([placed.anchors for placed in part]), number))
    return where


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where anchors of the text stand, as links from one part."""

    article_id: str
    where: Mapping[str, int]
    blocks: Sequence[BlockFacts]

    def href(self, anchor: str, part: int = 1) -> str | None:
        """Return the link to an anchor of the text from a part, none where it is not in the text."""
        number = self.where.get(anchor)
        if number is None:
            return None
        return f"#{anchor}" if number == part else f"{part_name(self.article_id, number)}#{anchor}"

    def block_href(self, char: int) -> str | None:
        """Return the link from the first part to the block that holds a character of the page text."""
        place = bisect_right([block.char_start for block in self.blocks], char) - 1
        return None if place < 0 else self.href(f"b{self.blocks[place].block_order}")
