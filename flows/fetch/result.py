"""What does a crawl hand on for each page?"""

from dataclasses import dataclass

from extractors.records import Capture
from flows.sources.spec import SourceSpec
from warehouse.records import FailureRow, FetchRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """What the warehouse knows of an address from the last time its body came."""

    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    warc_file: str | None = None  # where that body is kept
    warc_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResult:
    """What came of one page, or a notice about a source (then `fetch` is None)."""

    source: SourceSpec
    fetch: FetchRow | None = None
    capture: Capture | None = None  # where there is a page to read
    failure: FailureRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a crawl is with one host."""

    host: str
    done: int
    failed: int
    queued: int
    reason: str = ""  # why the host is left alone
