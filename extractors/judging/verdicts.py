"""What becomes of a block, and how is that said in words?"""

from dataclasses import dataclass

from extractors.records import BlockLabel

MAX_QUOTED = 60

# How a label reads in a reason.
NOUNS = {
    BlockLabel.NAVIGATION: "navigation",
    BlockLabel.TOC: "a table of contents",
    BlockLabel.RELATED: "links to other articles",
    BlockLabel.COMMENTS: "readers' comments",
    BlockLabel.SHARE: "sharing or following on other sites",
    BlockLabel.CALL_TO_ACTION: "a call to act, not part of the text",
    BlockLabel.ADVERT: "advertising",
    BlockLabel.COOKIE_NOTICE: "a cookie notice",
    BlockLabel.LEGAL: "legal notes",
    BlockLabel.PAYWALL: "a notice of the paywall",
    BlockLabel.CAPTION: "the caption or credit of a picture",
    BlockLabel.BYLINE: "a byline",
    BlockLabel.AUTHOR_PROFILE: "a note about the author",
    BlockLabel.DATE_LINE: "a date line",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a block, why, and which rule said so."""

    label: BlockLabel
    kept: bool
    reason: str
    rule: str


def shortened(text: str) -> str:
    """Return a text as it can be quoted in a reason."""
    return text if len(text) <= MAX_QUOTED else f"{text[: MAX_QUOTED - 1]}…"
