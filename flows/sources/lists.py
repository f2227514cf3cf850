"""Which addresses does a text list name? One per line, or the first column of a CSV file; # begins a remark."""

import re

from flows.sources.listing import Listing

_ADDRESS = re.compile(r"https?://[^\s,;\"'<>]+", re.IGNORECASE)


def read_list(body: bytes) -> Listing:
    r"""Return the addresses of a list; lines without one are counted as trouble.

    >>> read_list(b"# my sites\nhttps://a.example/1\nhttps://b.example/2, second column\n").pages
    ('https://a.example/1', 'https://b.example/2')
    """
    pages, strange = [], []
    for number, raw in enumerate(body.decode("utf-8-sig", errors="replace").splitlines(), start=1):
        line = raw.strip().strip("\"'")
        if not line or line.startswith("#"):
            continue
        match = _ADDRESS.search(line)
        if match:
            pages.append(match[0])
        elif number > 1:  # the first line of a CSV file names its columns
            strange.append(number)
    return Listing(pages=tuple(pages), trouble=_in_words(strange))


def _in_words(lines: list[int]) -> str:
    if not lines:
        return ""
    shown = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")  # noqa: PLR2004 - enough to find them
    return f"{len(lines)} lines hold no http:// or https:// address (line {shown})"
