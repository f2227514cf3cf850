"""Is an IP address on the public internet?

`ipaddress.is_global` is not enough: it calls NAT64, 6to4, IPv4-compatible, site-local and multicast addresses
global (measured on Python 3.11), and each of them can lead to this machine or its neighbours.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# All IPv6 addresses that were ever handed out to networks of the public internet (IANA IPv6 address space registry).
GLOBAL_UNICAST: Final = IPv6Network("2000::/3")


def why_not_public(address: Address) -> str | None:
    """Return what an address is if it is not a public one; None for a public one.

    >>> from ipaddress import ip_address
    >>> why_not_public(ip_address("64:ff9b::7f00:1"))
    'an IPv4 address behind NAT64'
    >>> why_not_public(ip_address("9.9.9.9")) is None
    True
    """
    for network, what in _special_networks():
        if address.version == network.version and address in network:
            return what
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return "not a public IPv6 address"
    return None


def is_in(address: Address, networks: Iterable[Network]) -> bool:
    """Tell whether an address lies in one of the networks, both of one IP version."""
    return any(address.version == network.version and address in network for network in networks)


@cache
def _special_networks() -> tuple[tuple[Network, str], ...]:
    """Read the table, narrowest networks first, so that the nearest description is given."""
    text = files("flows.fetch").joinpath("special_networks.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)["networks"]
    pairs = [(ip_network(network), what) for network, what in table.items()]
    return tuple(sorted(pairs, key=lambda pair: -pair[0].prefixlen))
