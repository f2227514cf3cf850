"""What does a sample site answer to a path?

A site is a folder under `sites/`, named by its host. A file answers at its own path, `index.html` at its folder's.
`NAME.second.html` takes the place of `NAME.html` from the second crawl on, and `404.html` answers what is not there.
`site.toml` lists the rest: redirects, and headers that differ.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

SITE_FILE = "site.toml"
SECOND = ".second."
# Fixed, so that two demos send the same bytes: every page was put up on the first date, changed ones on the second.
FIRST_MODIFIED = "Sun, 25 Oct 2026 06:00:00 GMT"
SECOND_MODIFIED = "Wed, 28 Oct 2026 06:00:00 GMT"
CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a site answers to one path."""

    status: int
    body: bytes
    content_type: str
    modified: str | None = None  # an HTTP date
    location: str | None = None  # of a redirect

    @property
    def etag(self) -> str:
        """Return the validator of the body, quoted as the header wants it."""
        return f'"{sha256(self.body).hexdigest()[:16]}"'


def load_sites(generation: int) -> Mapping[str, Mapping[str, Reply]]:
    """Return host → path → reply, as the sites stand at the first or the second crawl."""
    folder = files("flows.demo") / "sites"
    return {site.name: _load_site(site, generation) for site in sorted(folder.iterdir(), key=_name)}


def page_addresses() -> tuple[str, ...]:
    """Return the URL of every HTML page that answers 200, in order."""
    return tuple(
        f"http://{host}{path}"
        for host, pages in load_sites(1).items()
        for path, reply in pages.items()
        if reply.status == 200 and reply.content_type.startswith("text/html")  # noqa: PLR2004 - the status says it
    )


def _name(entry: Traversable) -> str:
    return entry.name


def _load_site(site: Traversable, generation: int) -> dict[str, Reply]:
    named = dict(_walk(site, ""))
    table = tomllib.loads(named.pop(f"/{SITE_FILE}", b"").decode())
    types: dict[str, str] = table.get("content_type", {})  # a site without exceptions has no table
    moved: dict[str, str] = table.get("moved", {})
    pages = {_address(path): _file_reply(path, named, types, generation) for path in named if SECOND not in path}
    pages |= {
        path: Reply(status=301, body=b"", content_type=CONTENT_TYPES["txt"], location=to) for path, to in moved.items()
    }
    return pages


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=_name):
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}/{entry.name}")
        else:
            yield f"{prefix}/{entry.name}", entry.read_bytes()


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _file_reply(path: str, named: Mapping[str, bytes], types: Mapping[str, str], generation: int) -> Reply:
    stem, _, suffix = path.rpartition(".")
    changed = named.get(f"{stem}{SECOND}{suffix}") if generation > 1 else None
    return Reply(
        status=404 if path == "/404.html" else 200,
        body=named[path] if changed is None else changed,
        content_type=types.get(_address(path), CONTENT_TYPES[suffix]),
        modified=FIRST_MODIFIED if changed is None else SECOND_MODIFIED,
    )
