"""Which site does an address belong to?"""

from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from tldextract import TLDExtract

# What addresses without a host (file:///…) count as.
NO_HOST = "local files"


@cache
def _suffixes() -> TLDExtract:
    # The list of public suffixes that comes with the package: nothing is downloaded, no cache is written.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def site_of(url: str) -> str:
    """Return the registered domain of an address, or its host where it has none.

    >>> site_of("https://www.daily.example.co.uk/a")
    'example.co.uk'
    >>> site_of("http://herald.example:8080/"), site_of("http://127.0.0.1:80/"), site_of("file:///a.html")
    ('herald.example', '127.0.0.1', 'local files')
    """
    return _site_of_host(_host(url))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removesuffix(".")
    except ValueError:  # a bracket that opens no IPv6 address
        return ""


@cache
def _site_of_host(host: str) -> str:
    if not host:
        return NO_HOST
    if _is_address(host):
        return host
    return _suffixes()(host).top_domain_under_public_suffix or host.removeprefix("www.")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
