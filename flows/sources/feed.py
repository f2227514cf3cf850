"""Which pages does an RSS or Atom feed name?"""

from io import BytesIO
from time import strftime
from typing import Any

from flows.sources.listing import Listing


def read_feed(body: bytes, *, url: str) -> Listing:
    """Return the entries' links, newest as the feed has it; relative ones start at the feed."""
    import feedparser  # noqa: PLC0415 - 0.2 s that only feeds need

    # A file object: given bytes, feedparser would first try them as a file name.
    feed = feedparser.parse(BytesIO(body), response_headers={"content-location": url})
    dates = {str(entry["link"]): _changed(entry) for entry in feed.entries if entry.get("link")}
    if dates:
        return Listing(pages=tuple(dates), dates={page: changed for page, changed in dates.items() if changed})
    problem = feed.get("bozo_exception")
    detail = f": {' '.join(str(problem).split())}" if problem else ""
    return Listing(trouble=f"holds no entries with links; is it a feed?{detail}")


def _changed(entry: Any) -> str:
    """Return the day on which an entry was published or changed last, in UTC; nothing where it does not say."""
    said = (name for name in ("published_parsed", "updated_parsed") if name in entry)  # `get` would guess, and warn
    moments = [entry[name] for name in said if entry[name]]
    return strftime("%Y-%m-%d", max(moments)) if moments else ""
