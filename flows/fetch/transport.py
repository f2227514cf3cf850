"""How does a request leave this machine? Only to an address that the address book vetted, for each connection anew.

The transport gives httpcore the address that ada parsed (not one that httpx parsed again) and a network backend that
asks the address book at the moment of connecting. Proxies of the environment are not used: behind one, the address
that is checked and the address that is connected to would differ.
"""

import ssl
from collections.abc import AsyncIterator, Iterable
from typing import Final

import httpcore
import httpx

from flows.fetch.addresses import AddressBook
from flows.fetch.urls import WebAddress

# Of the addresses of one host, how many are tried.
MAX_ADDRESSES: Final = 3
# A connection waits this long for the next page of its host: a little over common delays.
KEEPALIVE_S: Final = 15.0


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
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_tls(),
            network_backend=GuardedBackend(book),
            max_connections=None,
            max_keepalive_connections=None,
            keepalive_expiry=KEEPALIVE_S,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; errors of httpcore pass through as they are."""
        address = request.extensions["address"]
        assert isinstance(address, WebAddress)
        response = await self._pool.handle_async_request(
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
        await self._pool.aclose()


def _tls() -> ssl.SSLContext:
    """Verify certificates against the bundle of certifi, whatever the environment names."""
    return httpx.create_ssl_context(trust_env=False)
