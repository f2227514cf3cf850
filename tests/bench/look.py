"""Which pages of a report look wrong in a browser? `python -m tests.bench.look REPORT [SHOTS [EVERY]]`.

Every page is opened in a headless Chromium, wide and narrow, light and dark: what it logs, what it asks for outside its
folder, what is wider than the window, clipped or drawn over its neighbour, empty sections, headings out of order, ids
twice, text without contrast, links inside the report that do not arrive. SHOTS is a folder for pictures of every page
that is not an article's and of every EVERY-th article's (ten unless told).
"""

import base64
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

from tests.browser import Tab, open_tab

# Width, and whether it is dark: a screen and a telephone.
VIEWS = ((1280, False), (390, True))
HEIGHT = 900
# Pictures are of the first screens of a page.
SHOT_HEIGHT = 2_400
EVERY = 10
SHOWN = 40
_ID = re.compile(r"""\sid=["']?([^"'>\s]*)""")


def main() -> None:
    """Open every page and print what is wrong, the most frequent first."""
    report = Path(sys.argv[1]).resolve()
    shots = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    every = int(sys.argv[3]) if len(sys.argv) > 3 else EVERY
    paths = sorted(report.rglob("*.html"))
    articles = [path for path in paths if path.parent.name == "a"]
    pictured = {*articles[::every], *(path for path in paths if path.parent.name != "a")} if shots else set()
    faults: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="winnow-look-") as profile, open_tab(Path(profile)) as tab:
        for path in paths:
            found = [*faults_of(tab, report, path), *dead_links(tab, path)]
            if path in pictured and shots is not None:
                take_pictures(tab, path, shots)
            for fault in found:
                faults.setdefault(fault, []).append(path.relative_to(report).as_posix())
    print(f"{len(paths)} pages opened at {' and '.join(str(width) for width, _ in VIEWS)} pixels")
    kinds = Counter({fault: len(pages) for fault, pages in faults.items()})
    for fault, count in kinds.most_common(SHOWN):
        print(f"{count:5} pages  {fault}  e.g. {faults[fault][0]}")
    print(f"{len({page for pages in faults.values() for page in pages})} pages with a fault")


def faults_of(tab: Tab, report: Path, path: Path) -> Iterator[str]:
    """Yield what is wrong with a page in each view, what it logged, and what it asked for elsewhere."""
    tab.log.clear()
    tab.requests.clear()
    for width, is_dark in VIEWS:
        show_as(tab, width, is_dark=is_dark)
        if width == VIEWS[0][0]:
            tab.open(path)
        yield from (f"{width}: {fault}" for fault in tab.js(script()))
    yield from (f"logged {line[:200]}" for line in tab.log)
    yield from (f"asked for {url}" for url in tab.requests if not url.startswith(report.as_uri()))


def show_as(tab: Tab, width: int, *, is_dark: bool) -> None:
    """Give the window a width and the page a theme."""
    tab.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=HEIGHT, deviceScaleFactor=1, mobile=width < HEIGHT
    )
    theme = [{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}]
    tab.call("Emulation.setEmulatedMedia", features=theme)


@cache
def script() -> str:
    """Return the script that looks at a page."""
    return files("tests.bench").joinpath("look.js").read_text(encoding="utf-8")


def dead_links(tab: Tab, path: Path) -> Iterator[str]:
    """Yield the links of the page that is open which stay in the report and lead to no file, or to no place in it."""
    for href in dict.fromkeys(tab.js("[...document.querySelectorAll('[href]')].map((e) => e.getAttribute('href'))")):
        name, _, anchor = href.partition("#")
        if name.startswith(("http:", "https:", "mailto:")):
            continue
        target = (path.parent / unquote(name)).resolve() if name else path
        if not target.exists():
            yield f"a link to no file: {href}"
        elif anchor and not any(anchor in ids_of(part) for part in parts_of(target)):
            yield f"a link to no place: {re.sub('[0-9a-f]{20,}', '…', href)}"


def parts_of(path: Path) -> Iterator[Path]:
    """Yield a page and its further parts, on which the report's script goes on looking for a place."""
    yield path
    yield from sorted(path.parent.glob(f"{path.stem}-[0-9]*.html"))


@cache
def ids_of(path: Path) -> frozenset[str]:
    """Return the ids of a page."""
    return frozenset(map(unescape, _ID.findall(path.read_text(encoding="utf-8"))))


def take_pictures(tab: Tab, path: Path, folder: Path) -> None:
    """Keep a picture of the page in each view."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, is_dark in VIEWS:
        show_as(tab, width, is_dark=is_dark)
        height = min(SHOT_HEIGHT, int(tab.js("document.documentElement.scrollHeight")))
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        taken = tab.call("Page.captureScreenshot", format="jpeg", quality=60, clip=clip, captureBeyondViewport=True)
        (folder / f"{path.parent.name}-{path.stem}-{width}.jpg").write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    main()
