"""Which address does a URL name? One parser (ada, the browsers' rules) answers it for the check and for the use.

Python's own parser reads many hostile spellings as another host than the one a browser, or the system's resolver,
connects to; so nothing here is ever parsed twice by two parsers.
"""

import re
from dataclasses import dataclass
from typing import Final

import ada_url

from flows.fetch.problem import FetchProblem, Outcome

# Parameters that say where a reader came from, not which page is meant. Each is documented by the service that
# adds it: Google Analytics and Ads, Meta, Microsoft, Mailchimp, X, Yandex, TikTok, HubSpot, Matomo, Instagram.
TRACKING: Final = re.compile(
    r"(?:utm_[a-z_]+|gclid|gclsrc|dclid|gbraid|wbraid|_gl|_ga|fbclid|msclkid|mc_cid|mc_eid|twclid|yclid|ysclid|ttclid"
    r"|_hsenc|_hsmi|__hs[a-z]+|mtm_[a-z_]+|pk_[a-z_]+|igshid|igsh)",
    re.IGNORECASE,
)
# RFC 9110 asks for at least 8,000; what is longer is an attack or a mistake.
MAX_URL_CHARS: Final = 8_000
DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """A parsed http or https URL, ready to be connected to."""

    href: str  # normalised, without fragment
    scheme: str
    host: str  # lower case, punycode; an IPv6 address without brackets
    port: int
    authority: str  # what the Host header says
    target: str  # path and query

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"


def parse_web_address(text: str, *, base: str | None = None) -> WebAddress:
    """Return the address that a URL names, or raise a refusal that says what is wrong with it.

    >>> parse_web_address("HTTP://Herald.example:80/a/../b?x=1#part").href
    'http://herald.example/b?x=1'
    >>> parse_web_address("http://2130706433/").host
    '127.0.0.1'
    """
    href = _parse(text, base=base).href.partition("#")[0]
    # From here on the text is what ada made of it, and in that form its parts stand where they are looked for.
    scheme, _, rest = href.partition("://")
    if scheme not in DEFAULT_PORTS:
        raise _refusal(text, f"the scheme {href.partition(':')[0]} is not http or https")
    authority, _, path = rest.partition("/")
    if "@" in authority:
        raise _refusal(text, "it carries a user name or password; take it out")
    host, port = _host_and_port(authority)
    return WebAddress(
        href=href,
        scheme=scheme,
        host=host,
        port=port or DEFAULT_PORTS[scheme],
        authority=authority,
        target=f"/{path}",
    )


def _host_and_port(authority: str) -> tuple[str, int]:
    """Take the parts of an authority that ada wrote; port 0 where it is the scheme's own."""
    host, colon, port = authority.rpartition(":")
    if colon and port.isdecimal():
        return host.strip("[]"), int(port)
    return authority.strip("[]"), 0


def clean_url(text: str, *, base: str | None = None) -> str:
    """Return the URL as winnow asks for it and stores it: normalised, without fragment and tracking parameters.

    >>> clean_url("https://Herald.example/a?utm_source=x&id=7&fbclid=1#top")
    'https://herald.example/a?id=7'
    """
    return _without_tracking(parse_web_address(text, base=base).href)


def is_web_url(text: str) -> bool:
    """Tell whether a text is meant as an http or https address."""
    return text.lstrip()[:8].lower().startswith(("http://", "https://"))


def host_of(text: str) -> str:
    """Return the host of an address, nothing for a file's and for what is none.

    >>> host_of("https://Herald.example/a"), host_of("file://pages/a.html")
    ('herald.example', '')
    """
    try:
        return parse_web_address(text).host
    except FetchProblem:
        return ""


def _parse(text: str, *, base: str | None) -> ada_url.URL:
    """Parse by the browsers' rules."""
    if len(text) > MAX_URL_CHARS:
        raise _refusal(text, f"it has {len(text):,} characters; {MAX_URL_CHARS:,} are allowed")
    try:
        return ada_url.URL(text, base)
    except ValueError as error:  # not a URL, or a lone surrogate in it
        raise _refusal(text, "it is not a web address; one begins with http:// or https:// and a host") from error


def _without_tracking(href: str) -> str:
    """Drop tracking parameters; all others stay as they were written, in their order."""
    path, _, query = href.partition("?")
    kept = "&".join(pair for pair in query.split("&") if not TRACKING.fullmatch(pair.partition("=")[0]))
    return f"{path}?{kept}" if kept else path


def _refusal(text: str, why: str) -> FetchProblem:
    return FetchProblem(Outcome.REFUSED, "bad_url", f"{text[:200]!a} was not asked for: {why}")
