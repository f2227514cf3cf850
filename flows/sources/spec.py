"""What is a source, and which kind does an argument on the command line mean?"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from extractors.errors import SettingsError
from extractors.ids import hash_id
from flows.sources.timing import Timing
from warehouse.records import SourceRow


class SourceKind(StrEnum):
    """The ways to say which pages to read."""

    PAGE = "page"  # one address
    URLS = "urls"  # a list of addresses, inline or one per line of a file
    SITEMAP = "sitemap"  # XML, an index of them, gzip or plain text
    FEED = "feed"  # RSS or Atom
    LINKS = "links"  # a front or section page: its article links
    DIRECTORY = "directory"  # a folder of HTML files
    FILE = "file"  # one HTML file
    WARC = "warc"


LOCAL_KINDS: Final = frozenset({SourceKind.DIRECTORY, SourceKind.FILE, SourceKind.WARC})
HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")
WARC_SUFFIXES: Final = (".warc", ".warc.gz", ".warc.lz4", ".warc.zst")
LIST_SUFFIXES: Final = (".txt", ".list", ".csv", ".tsv")
_SITEMAP_URL: Final = re.compile(r"sitemap[^/]*\.(?:xml|txt)(?:\.gz)?$|\.xml\.gz$|sitemap[^/]*/?$", re.IGNORECASE)
_FEED_URL: Final = re.compile(r"(?:^|[/._-])(?:feed|feeds|rss|atom)(?:[._-][^/]*)?/?$|\.(?:rss|atom)$", re.IGNORECASE)
_WEB_URL: Final = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """One place that pages come from."""

    name: str  # as the settings call it; the host or file name where they do not
    kind: SourceKind
    location: str  # url or path; for an inline list its first address
    urls: tuple[str, ...] = ()  # an inline list
    max_pages: int | None = None  # None: the settings' own limit; files and WARC have none
    delay_s: float | None = None  # None: the settings' own delay
    timing: Timing | None = None  # None: when the others are
    # The same for the same place, whatever its name and limits. Reckoned once: each page of a source asks for it.
    source_id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Reckon the id."""
        object.__setattr__(self, "source_id", hash_id(self.kind, self.location, *self.urls))

    def row(self) -> SourceRow:
        """Return what the warehouse keeps of it."""
        return SourceRow(source_id=self.source_id, name=self.name, kind=self.kind.value, location=self.location)


def parse_source_argument(text: str) -> SourceSpec:
    """Return the source that an argument means; `kind:location` says it outright, else it is guessed.

    >>> parse_source_argument("https://herald.example/sitemap.xml").kind.value
    'sitemap'
    >>> parse_source_argument("links:https://herald.example/news").kind.value
    'links'
    """
    forced, _, rest = text.partition(":")
    if forced in set(SourceKind) and rest:
        kind, location = SourceKind(forced), rest
    else:
        kind, location = guess_kind(text), text
    check_location(kind, location)
    return SourceSpec(name=name_of(location), kind=kind, location=location)


def guess_kind(location: str) -> SourceKind:
    """Return the kind that a URL or path looks like."""
    if not location:
        raise SettingsError("a source is empty; give a web address or a path")
    if _WEB_URL.match(location):
        return _kind_of_url(location)
    if "://" in location:
        raise SettingsError(f"source {location!r}: only http and https addresses and paths can be read")
    return _kind_of_path(Path(location))


def check_location(kind: SourceKind, location: str) -> None:
    """Raise when a source's file or folder is not there."""
    if kind in LOCAL_KINDS and not Path(location).exists():
        raise SettingsError(f"source {location!r}: there is no such file or folder; check the path")


def name_of(location: str) -> str:
    """Return the host of a URL, or the last part of a path.

    >>> name_of("https://herald.example/feed"), name_of("/srv/pages/")
    ('herald.example', 'pages')
    """
    if _WEB_URL.match(location):
        return re.split(r"[/?#\\]", location.split("://", 1)[1], maxsplit=1)[0].rpartition("@")[2].lower() or location
    return Path(location).resolve().name or location


def _kind_of_url(url: str) -> SourceKind:
    """Guess from the path: a root is a front page, whose article links are meant."""
    path = re.split(r"[?#]", url.split("://", 1)[1], maxsplit=1)[0].partition("/")[2]
    if not path:
        return SourceKind.LINKS
    if _SITEMAP_URL.search(path):
        return SourceKind.SITEMAP
    return SourceKind.FEED if _FEED_URL.search("/" + path) else SourceKind.PAGE


def _kind_of_path(path: Path) -> SourceKind:
    """Guess from what is there and how its name ends."""
    name = path.name.lower()
    if path.is_dir():
        return SourceKind.DIRECTORY
    if name.endswith(WARC_SUFFIXES):
        return SourceKind.WARC
    if path.is_file():
        return SourceKind.URLS if name.endswith(LIST_SUFFIXES) else SourceKind.FILE
    raise SettingsError(
        f"source {str(path)!r}: there is no file or folder of this name; a web address needs https:// in front"
    )
