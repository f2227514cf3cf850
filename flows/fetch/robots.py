"""May a page be asked for, and which line of robots.txt says so?

RFC 9309: an answer 4xx means that all is allowed, 5xx and silence that nothing is; 500 KiB are read; the longest
matching rule wins. Protego decides; the line is found again by the same rules, so that a refusal can quote it.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from protego import Protego

from flows.fetch.problem import FetchProblem, Outcome
from flows.fetch.urls import WebAddress

# The name by which robots.txt files may speak to winnow.
PRODUCT_TOKEN: Final = "winnow"  # noqa: S105 - not a secret
MAX_ROBOTS_BYTES: Final = 500 * 1024
MAX_CRAWL_DELAY_S: Final = 60.0
# What a page says to robots stands in its head; browsers look for an encoding in the first kilobyte, heads are longer.
META_BYTES: Final = 16_384
META_NAMES: Final = frozenset({"robots", PRODUCT_TOKEN})
_META: Final = re.compile(rb"<meta\s[^>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(rb"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsAnswer:
    """What the request for a robots.txt brought."""

    status: int  # 0: nothing came
    body: bytes = b""
    problem: FetchProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """The rules of one origin."""

    rules: Protego | None = None  # None: `closed` tells, or all is allowed
    text: str = ""
    closed: str = ""  # why nothing may be asked for
    problem: FetchProblem | None = None  # the host could not even be asked for its rules
    wanted_delay_s: float = 0.0  # what the file asks for, however long

    @property
    def delay_s(self) -> float:
        """The pace that the site asks for, up to a limit; 0 where it asks for none."""
        return min(self.wanted_delay_s, MAX_CRAWL_DELAY_S)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the file names."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()

    def check(self, address: WebAddress) -> None:
        """Raise what speaks against asking for an address."""
        if self.problem is not None:
            raise self.problem
        if self.closed:
            raise RobotsRefusal(f"{address.href} was not asked for: {self.closed}", line=None)
        if self.rules is None or self.rules.can_fetch(address.href, PRODUCT_TOKEN):
            return
        line = deciding_line(self.text, target=address.target)
        quoted = f" says {line!r}" if line else " forbids it"
        raise RobotsRefusal(f"{address.href} was not asked for: {address.origin}/robots.txt{quoted}", line=line)


class RobotsRefusal(FetchProblem):
    """A page that robots.txt keeps winnow from."""

    def __init__(self, reason: str, *, line: str | None) -> None:
        """Keep the line that decided."""
        super().__init__(Outcome.ROBOTS, "robots", reason)
        self.line = line


@dataclass(slots=True, kw_only=True)
class RobotsBook:
    """The rules of every origin of a run, asked for again when they are too old: pages that wait meet the new ones."""

    ask: Callable[[WebAddress], Awaitable[RobotsAnswer]]
    max_age_s: float
    _rules: dict[str, asyncio.Task[RobotsRules]] = field(default_factory=dict)
    _asked_at: dict[str, float] = field(default_factory=dict)

    async def rules_for(self, address: WebAddress) -> RobotsRules:
        """Return the rules of an address's origin."""
        origin, now = address.origin, time.monotonic()
        known = self._rules.get(origin)
        if known is None or (known.done() and now - self._asked_at[origin] > self.max_age_s):
            known = self._rules[origin] = asyncio.create_task(self._read(address))
            self._asked_at[origin] = now
        return known.result() if known.done() else await asyncio.shield(known)

    async def _read(self, address: WebAddress) -> RobotsRules:
        return read_rules(await self.ask(address), origin=address.origin)

    async def close(self) -> None:
        """Stop what is still being asked for."""
        for task in self._rules.values():
            task.cancel()
        await asyncio.gather(*self._rules.values(), return_exceptions=True)


def read_rules(answer: RobotsAnswer, *, origin: str) -> RobotsRules:
    """Return what an answer means for the origin."""
    file = f"{origin}/robots.txt"
    if answer.problem is not None:
        return RobotsRules(problem=answer.problem)
    # 429 is a client error by number and an overloaded site by meaning.
    if answer.status >= 500 or answer.status == 429:  # noqa: PLR2004 - HTTP status
        return RobotsRules(closed=f"{file} answered {answer.status}, so nothing may be asked for; try again later")
    if not 200 <= answer.status < 300:  # noqa: PLR2004 - HTTP status
        return RobotsRules()
    text = answer.body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", errors="replace").replace("\x00", "")
    rules = Protego.parse(text)
    rate = rules.request_rate(PRODUCT_TOKEN)
    by_rate = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
    return RobotsRules(rules=rules, text=text, wanted_delay_s=max(rules.crawl_delay(PRODUCT_TOKEN) or 0.0, by_rate))


def robots_metas(body: bytes) -> list[tuple[str, str]]:
    """Return name and content of the robots elements in the head of a page.

    >>> robots_metas(b'<meta name="robots" content="noai, noindex">')
    [('robots', 'noai, noindex')]
    """
    start = body[:META_BYTES]
    if b"robots" not in start.lower():
        return []
    found = []
    for element in _META.findall(start):
        given = {
            key.lower(): (double or single or bare).decode("utf-8", "replace")
            for key, double, single, bare in _ATTRIBUTE.findall(element)
        }
        name = given.get(b"name", "").lower()
        if name in META_NAMES and given.get(b"content"):
            found.append((name, given[b"content"]))
    return found


def deciding_line(text: str, *, target: str) -> str | None:
    r"""Return the Disallow line that keeps winnow from a path, as it is written; None where none is found.

    >>> deciding_line("User-agent: *\nDisallow: /a\nDisallow: /a/b  # private", target="/a/b/c")
    'Disallow: /a/b'
    """
    groups = list(_rule_lines(text))
    agents = {agent for agent, _, _ in groups}
    mine = PRODUCT_TOKEN if PRODUCT_TOKEN in agents else "*"
    matching = [
        (len(pattern), line)
        for agent, pattern, line in groups
        if agent == mine and (_matches(pattern, target) or _matches(unquote(pattern), unquote(target)))
    ]
    return max(matching, key=lambda pair: pair[0])[1] if matching else None


def _rule_lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (agent, pattern, line) for each Disallow line."""
    agents: list[str] = []
    in_rules = False
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon:
            continue
        if key.lower() == "user-agent":
            agents = [*([] if in_rules else agents), value.lower()]
            in_rules = False
            continue
        in_rules = True
        if key.lower() == "disallow" and value:
            yield from ((agent, value, line) for agent in agents)


def _matches(pattern: str, target: str) -> bool:
    """Match with * and $, in linear time."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    for part in others:
        found = target.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not anchored or at == len(target) or (bool(others) and target.endswith(others[-1]))
