"""Which IP address may be connected to for a host?

A host is refused when any of its addresses is special, and only an address that was looked at is connected to:
a name server that changes its answer between the check and the connection gains nothing.
"""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from ipaddress import ip_address
from typing import Final

from flows.fetch.networks import Address, Network, is_in, why_not_public
from flows.fetch.problem import FetchProblem, Outcome

Resolver = Callable[[str], Awaitable[Sequence[str]]]

WEB_PORTS: Final = frozenset({80, 443})
# Long enough that a host asked once a second is not looked up each time, short enough to follow a move.
ANSWER_LIFETIME_S: Final = 300.0
RESOLVE_TIMEOUT_S: Final = 10.0
MAX_LOOKUPS: Final = 32  # at the same time


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Addresses that were vetted, best first, and the port."""

    addresses: tuple[str, ...]
    port: int

    @property
    def first(self) -> str:
        """The address whose pace is kept."""
        return self.addresses[0]


@cache
def _name_servers() -> ThreadPoolExecutor:
    """Threads of their own: a name server that hangs must not hold up what else runs in threads."""
    return ThreadPoolExecutor(max_workers=MAX_LOOKUPS, thread_name_prefix="resolve")


async def resolve_host(host: str) -> Sequence[str]:
    """Ask the system for all IPv4 and IPv6 addresses of a host."""
    loop = asyncio.get_running_loop()
    ask = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    answers = await loop.run_in_executor(_name_servers(), ask)
    return [str(answer[4][0]).partition("%")[0] for answer in answers]


@dataclass(slots=True, kw_only=True)
class AddressBook:
    """Looks hosts up and vets what comes back."""

    allow_net: tuple[Network, ...] = ()
    allow_ports: tuple[int, ...] = ()
    connect_to: Mapping[str, str] = field(default_factory=dict)
    resolve: Resolver = resolve_host
    _answers: dict[tuple[str, int], tuple[float, Endpoint | FetchProblem]] = field(default_factory=dict)

    async def find(self, host: str, port: int) -> Endpoint:
        """Return the vetted addresses of a host; raise a refusal or say that it cannot be reached."""
        mapped = self.connect_to.get(host.rstrip("."))
        if mapped is not None:
            address, _, mapped_port = mapped.rpartition(":")
            return Endpoint(addresses=(address.strip("[]"),), port=int(mapped_port))
        answer = self._known(host, port)
        if answer is None:
            answer = await self._look_up(host, port)
            self._answers[host, port] = (time.monotonic(), answer)
        if isinstance(answer, FetchProblem):
            raise FetchProblem(answer.outcome, answer.code, answer.reason)
        return answer

    def _known(self, host: str, port: int) -> Endpoint | FetchProblem | None:
        """Return an answer, good or bad, that is not too old."""
        at, answer = self._answers.get((host, port), (0.0, None))
        return answer if time.monotonic() - at < ANSWER_LIFETIME_S else None

    async def _look_up(self, host: str, port: int) -> Endpoint | FetchProblem:
        """Resolve a host and vet every answer; one bad address refuses the host."""
        try:
            found = tuple(dict.fromkeys(await self._addresses_of(host)))
            for text in found:
                self._vet(ip_address(text), host=host, port=port)
        except FetchProblem as problem:
            return problem
        return Endpoint(addresses=found, port=port)

    async def _addresses_of(self, host: str) -> Sequence[str]:
        """Return the addresses as text; an IP address stands for itself."""
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass
        try:
            async with asyncio.timeout(RESOLVE_TIMEOUT_S):
                found = await self.resolve(host)
        except TimeoutError as error:
            reason = f"{host} could not be looked up within {RESOLVE_TIMEOUT_S:.0f} s; is the name server reachable?"
            raise FetchProblem(Outcome.UNREACHABLE, "dns_timeout", reason) from error
        except (OSError, UnicodeError) as error:
            reason = f"{host} has no address; check the spelling, or the name server"
            raise FetchProblem(Outcome.UNREACHABLE, "no_host", reason) from error
        if not found:
            raise FetchProblem(Outcome.UNREACHABLE, "no_host", f"{host} has no address; check the spelling")
        return found

    def _vet(self, address: Address, *, host: str, port: int) -> None:
        """Raise a refusal unless the settings or the public internet hold this address and port."""
        if is_in(address, self.allow_net):
            return
        what = why_not_public(address)
        if what is not None:
            where = str(address) if host == str(address) else f"{host} ({address})"
            reason = f"{where} is {what}; if you mean it, put its network into allow_net in winnow.toml"
            raise FetchProblem(Outcome.REFUSED, "private_address", reason)
        if port not in WEB_PORTS and port not in self.allow_ports:
            reason = f"{host} is asked for on port {port}, not 80 or 443; if you mean it, add allow_ports = [{port}]"
            raise FetchProblem(Outcome.REFUSED, "port", f"{reason} to winnow.toml")
