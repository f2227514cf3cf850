"""Which pages does a folder of HTML files hold?"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flows.sources.spec import HTML_SUFFIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """One file, with the address that stands for it in the warehouse."""

    path: Path
    url: str  # file://<source>/<path within it>: the same wherever the folder lies


def list_pages(location: Path, *, name: str) -> Iterator[PageFile]:
    """Yield the HTML files of a folder and its subfolders in the order of their names, or the one file.

    Links to other folders are not followed: they can lead in circles.
    """
    if location.is_file():
        yield PageFile(path=location, url=page_url(location.name, name=name))
        return
    for folder, subfolders, files in os.walk(location):
        subfolders.sort()
        for file in sorted(files):
            path = Path(folder) / file
            if file.lower().endswith(HTML_SUFFIXES):
                yield PageFile(path=path, url=page_url(path.relative_to(location).as_posix(), name=name))


def page_url(relative: str, *, name: str) -> str:
    """Return the address of a file.

    >>> page_url("news/day one.html", name="pages")
    'file://pages/news/day%20one.html'
    """
    return f"file://{quote(name.lower(), safe='.-_')}/{quote(relative.encode('utf-8', 'surrogateescape'))}"
