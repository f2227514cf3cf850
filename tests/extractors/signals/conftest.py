"""A maker of small articles."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.page.blocks import join_article, join_page, place_blocks
from extractors.records import Article, AuthorProfile, Block, BlockLabel, Metadata, PageClass

KEPT = frozenset({BlockLabel.CONTENT, BlockLabel.HEADING, BlockLabel.LIST, BlockLabel.QUOTE})
TAGS = {BlockLabel.HEADING: "h1", BlockLabel.CAPTION: "figcaption", BlockLabel.LIST: "li"}


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    """Return a function from pieces of text, with or without a label, to an article."""
    return build_article


def build_article(
    *pieces: str | tuple[str, BlockLabel], authors: tuple[AuthorProfile, ...] = (), **metadata: str | None
) -> Article:
    labelled = [(piece, BlockLabel.CONTENT) if isinstance(piece, str) else piece for piece in pieces]
    blocks = place_blocks(
        Block(
            text=text, start=0, end=0, path=f"body/p[{n}]", order=n, label=label, kept=label in KEPT,
            tag=TAGS.get(label, "p"),
        )
        for n, (text, label) in enumerate(labelled, start=1)
    )  # fmt: skip
    return Article(
        url="http://x.example/",
        text=join_article(blocks),
        page_text=join_page(blocks),
        page_class=PageClass.ARTICLE,
        metadata=replace(Metadata(published="2026-10-01"), **metadata),  # type: ignore[arg-type] # fields of a test
        blocks=blocks,
        authors=authors,
    )
