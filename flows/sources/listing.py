"""What does a document that lists pages (sitemap, feed, front page, text file) name?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one document lists, in its order."""

    pages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # further listings: the parts of a sitemap index
    trouble: str = ""  # why it could not be read, or not to its end
