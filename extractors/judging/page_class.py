"""What is a page as a whole: an article, a thread, a manual, a shop's page, a list, a wall, an error?

Pages that refuse their content are told by status and words, front pages by their links, all others by a small model
(`extractors/judging/page_model.py`).
"""

import re
from collections.abc import Sequence

from extractors.page.hints import PageHints
from extractors.page.page_markup import says
from extractors.records import Block, BlockLabel, PageClass

# A page that says "not found" in a few words is an error; an article about lost pages is longer.
MAX_ERROR_CHARS = 1_500
MAX_WALL_CHARS = 1_200
# Less text than a news item's first paragraph, with a paywall around: a teaser.
MAX_TEASER_CHARS = 1_500
MIN_ARTICLE_CHARS = 400
# Half of the shown characters in links: a front page or a list of articles.
INDEX_LINK_SHARE = 0.5
MIN_INDEX_LINKS = 15
MIN_HEADLINE_CHARS = 16
# A front page leads to at least this many texts.
MIN_FRONT_LINKS = 3
ERROR_STATUS = 400


def classify_page(
    blocks: Sequence[Block],
    *,
    hints: PageHints,
    likely: PageClass | None = None,
    status: int = 200,
) -> PageClass:
    """Return the page's class, from its status, its words where they are few, its shape, and what is `likely`."""
    shown = [block for block in blocks if not block.hidden]
    kept = sum(len(block.text) for block in shown if block.kept)
    return _refused(shown, kept=kept, title=hints.title, status=status) or _shaped(shown, hints, likely, kept=kept)


def _refused(shown: Sequence[Block], *, kept: int, title: str, status: int) -> PageClass | None:
    """Return the class of a page that shows no content of its own: error, wall or teaser."""
    size = sum(len(block.text) for block in shown)
    if status >= ERROR_STATUS:
        return PageClass.ERROR
    head = " ".join([title, *(block.text for block in shown if block.tag in {"h1", "h2", "title"})])
    if kept < MIN_ARTICLE_CHARS and size < MAX_ERROR_CHARS and says("words", "error", head):
        return PageClass.ERROR
    words = " ".join(block.text for block in shown)
    if size < MAX_WALL_CHARS and kept < MAX_WALL_CHARS and says("words", "wall", f"{title} {words}"):
        return PageClass.WALL
    walled = any(block.label is BlockLabel.PAYWALL for block in shown) or says("words", "paywall", words)
    return PageClass.TEASER if walled and kept < MAX_TEASER_CHARS else None


def _shaped(shown: Sequence[Block], hints: PageHints, likely: PageClass | None, *, kept: int) -> PageClass:
    """Return what a page is by its shape: a front page by its links, no article where it holds little text."""
    if hints.declared is None and _leads_on(shown, hints):
        return PageClass.INDEX
    if likely is PageClass.ARTICLE and kept < MIN_ARTICLE_CHARS:
        return PageClass.OTHER
    return likely or PageClass.OTHER


def _leads_on(shown: Sequence[Block], hints: PageHints) -> bool:
    """Return whether a page is mostly headlines, or the root of a site with some."""
    size = sum(len(block.text) for block in shown)
    linked = sum(len(block.link_text) for block in shown)
    headlines = sum(len(block.link_text) > MIN_HEADLINE_CHARS for block in shown)
    if headlines >= MIN_INDEX_LINKS and linked > INDEX_LINK_SHARE * size:
        return True
    return headlines >= MIN_FRONT_LINKS and _is_root(hints.url)


def _is_root(url: str) -> bool:
    """Return whether an address names a site and nothing on it."""
    return re.fullmatch(r"https?://[^/]+/?(?:index\.\w+)?(?:\?.*)?", url) is not None
