"""Which pages does an RSS or Atom feed name?"""

from io import BytesIO

from flows.sources.listing import Listing


def read_feed(body: bytes, *, url: str) -> Listing:
    """Return the entries' links, newest as the feed has it; relative ones start at the feed."""
    import feedparser  # noqa: PLC0415 - 0.2 s that only feeds need

    # A file object: given bytes, feedparser would first try them as a file name.
    feed = feedparser.parse(BytesIO(body), response_headers={"content-location": url})
    pages = tuple(dict.fromkeys(str(entry["link"]) for entry in feed.entries if entry.get("link")))
    if pages:
        return Listing(pages=pages)
    problem = feed.get("bozo_exception")
    detail = f": {' '.join(str(problem).split())}" if problem else ""
    return Listing(trouble=f"holds no entries with links; is it a feed?{detail}")
