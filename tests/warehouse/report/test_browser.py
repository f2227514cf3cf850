"""In a real browser: keys, filters and buttons work, nothing is logged, and no request leaves the folder."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.warehouse.report import sample
from warehouse.report.build import build_report

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
]
STARTS_S = 180.0

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the report is not opened in a browser")


class Tab:
    """One tab, driven through the DevTools protocol; it notes what the page logs and asks for."""

    def __init__(self, socket: ClientConnection) -> None:
        """Listen to everything that the tab tells."""
        self.socket = socket
        self.number = 0
        self.log: list[str] = []
        self.requests: list[str] = []
        for domain in ("Page", "Log", "Runtime", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Return the answer to a command."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while (answer := self._next()).get("id") != self.number:
            pass
        assert "error" not in answer, answer
        found: dict[str, Any] = answer["result"]
        return found

    def _next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.recv(timeout=STARTS_S))
        event, given = message.get("method"), message.get("params", {})
        if event == "Network.requestWillBeSent":
            self.requests.append(given["request"]["url"])
        elif event in {"Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"}:
            self.log.append(json.dumps(given))
        return message

    def open(self, path: Path) -> None:
        """Open a page and wait until it is there."""
        self.call("Page.navigate", url=path.as_uri())
        self.wait("document.readyState === 'complete'")

    def js(self, expression: str) -> Any:
        """Return the value of an expression on the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, userGesture=True)
        return answer["result"].get("value")

    def wait(self, condition: str) -> None:
        """Wait until a condition holds on the page."""
        until = time.monotonic() + STARTS_S
        while not self.js(condition):
            assert time.monotonic() < until, condition
            time.sleep(0.02)

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    profile = tmp_path_factory.mktemp("profile")
    command = [str(BROWSER), *QUIET, f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
        try:
            port = _port(profile / "DevToolsActivePort")
            asked = Request(f"http://127.0.0.1:{port}/json/new?{quote('about:blank')}", method="PUT")
            with urlopen(asked, timeout=STARTS_S) as answer:
                address = json.load(answer)["webSocketDebuggerUrl"]
            with connect(address, max_size=None, open_timeout=STARTS_S) as socket:
                yield Tab(socket)
        finally:
            browser.terminate()


def _port(file: Path) -> int:
    until = time.monotonic() + STARTS_S
    while not (file.exists() and file.read_text().strip()):
        assert time.monotonic() < until, "the browser did not start"
        time.sleep(0.05)
    return int(file.read_text().split()[0])


@pytest.fixture(scope="module")
def report(fill_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    many = [
        sample.replace(sample.HERALD, url=f"https://site{number}.example/{number}", said=(), title=f"Story {number}")
        for number in range(12)
    ]
    leaves = (sample.FARM, sample.HERALD, sample.FIRST, sample.SECOND, sample.WALL, *many)
    snapshot = fill_warehouse(folder / "warehouse", leaves, sample.FAILURES)
    return build_report(snapshot, folder / "out", generated_at="2026-11-22").parent


def article(report: Path, words: str) -> Path:
    return next(path for path in (report / "a").iterdir() if words in path.read_text(encoding="utf-8"))


def shown(selector: str) -> str:
    return f"[...document.querySelectorAll({selector!r})].filter((e) => e.offsetParent !== null).length"


def test_no_page_logs_an_error_or_asks_for_anything_outside_its_folder(tab: Tab, report: Path) -> None:
    tab.log.clear()
    tab.requests.clear()
    paths = sorted(report.rglob("*.html"))
    for path in paths:
        tab.open(path)
    assert tab.log == []
    assert len(tab.requests) >= 3 * len(paths)
    assert [url for url in tab.requests if not url.startswith(report.as_uri())] == []


@pytest.mark.parametrize(
    ("key", "selector"), [("k", ".page .kept"), ("x", ".page .removed"), ("c", ".page .ref:not(.sig)")]
)
def test_a_key_hides_and_shows_again(tab: Tab, report: Path, key: str, selector: str) -> None:
    tab.open(article(report, "FakerPHP"))
    before = tab.js(shown(selector))
    assert before > 0
    tab.press(key)
    assert tab.js(shown(selector)) == 0
    tab.press(key)
    assert tab.js(shown(selector)) == before


def test_a_key_leaves_negated_claims_alone(tab: Tab, report: Path) -> None:
    tab.open(article(report, "FakerPHP"))
    tab.press("n")
    assert tab.js(shown("#claims tbody tr")) == tab.js(shown("#claims tbody tr.neg")) > 0


def test_keys_walk_through_marks_and_articles_and_up(tab: Tab, report: Path) -> None:
    tab.open(article(report, "FakerPHP"))
    tab.press("j")
    first = tab.js("document.querySelector('.ref.here').id")
    tab.press("j")
    assert tab.js("document.querySelector('.ref.here').id") != first
    tab.press("J")
    assert tab.js("document.querySelector('.ref.here').id") == first
    tab.press("u")
    tab.wait("location.pathname.includes('/s/') && document.readyState === 'complete'")
    tab.press("u")
    tab.wait("location.pathname.endsWith('/index.html')")


def test_brackets_lead_to_the_articles_beside(tab: Tab, report: Path) -> None:
    path = next(path for path in (report / "a").iterdir() if 'data-key="]"' in path.read_text(encoding="utf-8"))
    tab.open(path)
    tab.press("]")
    tab.wait(f"!location.pathname.endsWith({path.name!r}) && document.readyState === 'complete'")
    tab.press("[")
    tab.wait(f"location.pathname.endsWith({path.name!r})")


def test_the_question_mark_lists_the_keys(tab: Tab, report: Path) -> None:
    tab.open(article(report, "FakerPHP"))
    tab.press("?")
    assert tab.js("[...document.querySelectorAll('dialog kbd')].map((k) => k.textContent).join('')") == "kxcnsjJ[]u?"
    tab.js("document.querySelector('dialog button').click()")
    tab.wait("document.querySelector('dialog') === null")


def test_a_filter_leaves_the_rows_that_hold_its_words(tab: Tab, report: Path) -> None:
    tab.open(report / "index.html")
    assert tab.js(shown("#sources tbody tr")) > 9
    tab.js("document.querySelector('#sources input').focus()")
    for key in "site7":
        tab.press(key)
    assert tab.js(shown("#sources tbody tr")) == 1


def test_a_head_sorts_its_column_both_ways(tab: Tab, report: Path) -> None:
    tab.open(report / "index.html")
    scores = "[...document.querySelectorAll('#sources tbody th')].map((h) => Number(h.dataset.order))"
    tab.js("document.querySelector('#sources th button').click()")
    rising = tab.js(scores)
    tab.js("document.querySelector('#sources th button').click()")
    assert rising == sorted(rising)
    assert tab.js(scores) == rising[::-1] or sorted(tab.js(scores)) == rising


def test_the_page_hands_itself_on_as_data(tab: Tab, report: Path) -> None:
    tab.open(article(report, "FakerPHP"))
    # A headless browser has no clipboard: what would go there is taken on the way.
    tab.js(
        "document.execCommand = () => { window.taken = document.querySelector('body > textarea').value; return true }"
    )
    tab.js("document.querySelector('.copy').click()")
    found = json.loads(tab.js("window.taken"))
    assert tab.js("document.querySelector('.copy').textContent") == "copied"
    assert found["score"] == "31"
    assert found["points"][0]["points"] == "100"
    assert "negative" in {claim["polarity"].split("“")[0].removeprefix("✗ ") for claim in found["claims"]}
    assert "winnow-20261122" in found["evidence"]["WARC record"]
