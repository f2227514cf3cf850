"""How does a request leave this machine? Only to an address that the address book vetted, for each connection anew.

The transport gives httpcore the address that ada parsed (not one that httpx parsed again) and a network backend that
asks the address book at the moment of connecting. Proxies of the environment are not used: behind one, the address
that is checked and the address that is connected to would differ.
"""

import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from functools import cache
from typing import Final

import httpcore
import httpx

from flows.fetch.addresses import AddressBook
from flows.fetch.urls import WebAddress

# Of the addresses of one host, how many are tried.
MAX_ADDRESSES: Final = 3
# A connection waits this long for the next page of its host: a little over common delays.
KEEPALIVE_S: Final = 15.0
# Origins whose connections are kept open. A pool of its own for each: httpcore looks at every connection of a pool for
# every request, which at 200 hosts cost 16 ms of CPU a page.
MAX_ORIGINS: Final = 500


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """A network that knows only vetted addresses."""

    def __init__(self, book: AddressBook) -> None:
        """Keep the address book."""
        self._book = book
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is the library's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first vetted address of the host that answers."""
        endpoint = await self._book.find(host, port)
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError("no address")
        for address in endpoint.addresses[:MAX_ADDRESSES]:
            try:
                return await self._network.connect_tcp(address, endpoint.port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._network.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    """A response body as it comes off the wire."""

    def __init__(self, stream: httpcore.Response) -> None:
        self._response = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """Carries httpx requests over the guarded network. Each request brings its parsed address as an extension."""

    def __init__(self, book: AddressBook) -> None:
        """Open no connection yet."""
        self._backend = GuardedBackend(book)
        self._pools: OrderedDict[str, httpcore.AsyncConnectionPool] = OrderedDict()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; errors of httpcore pass through as they are."""
        address = request.extensions["address"]
        assert isinstance(address, WebAddress)
        pool = await self._pool_of(address.origin)
        response = await pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=address.scheme, host=address.host, port=address.port, target=address.target.encode()
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        """Close all connections."""
        while self._pools:
            await self._pools.popitem()[1].aclose()

    async def _pool_of(self, origin: str) -> httpcore.AsyncConnectionPool:
        """Return the connections to one origin; those that were idle longest make room."""
        if origin not in self._pools:
            self._pools[origin] = httpcore.AsyncConnectionPool(
                ssl_context=_tls() if origin.startswith("https:") else None,
                network_backend=self._backend,
                keepalive_expiry=KEEPALIVE_S,
            )
            await self._close_idle(beside=origin)
        self._pools.move_to_end(origin)
        return self._pools[origin]

    async def _close_idle(self, *, beside: str) -> None:
        """Close the pools that were not used for longest, as far as there are too many."""
        surplus = len(self._pools) - MAX_ORIGINS
        idle = [name for name, pool in self._pools.items() if all(each.is_idle() for each in pool.connections)]
        for name in idle[: max(0, surplus)]:
            if name != beside:
                await self._pools.pop(name).aclose()


@cache
def _tls() -> ssl.SSLContext:
    """Verify by the certificates of certifi, whatever the environment names. Reading them takes 70 ms of CPU."""
    return httpx.create_ssl_context(trust_env=False)
