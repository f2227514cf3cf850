"""A tab of a headless Chromium, driven through the DevTools protocol; tests and benches open reports in it."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from websockets.sync.client import ClientConnection, connect

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


@contextmanager
def open_tab(profile: Path) -> Iterator[Tab]:
    """Start a browser that keeps its things in the folder `profile`, and yield a tab of it."""
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
