"""How is a compressed body unpacked without ever holding more of it than the settings allow?"""

import zlib
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

import brotli
import zstandard

from flows.fetch.problem import FetchProblem, Outcome

# What winnow asks for, and so all that it takes apart.
ACCEPT_ENCODING: Final = "gzip, deflate, br, zstd"
MAX_NESTED: Final = 2
# Memory that one step of unpacking may take: a gigabyte of zeros stays a matter of these few.
STEP_BYTES: Final = 65_536
# Small pages of one repeated line compress well; from here on a high ratio is an attack.
RATIO_FROM_BYTES: Final = 1_000_000
# The window that a body on the web may ask for (RFC 9659); more is memory that the other end decides on.
MAX_ZSTD_WINDOW_BYTES: Final = 8_388_608
# The library gives all that its input holds at once. Four bytes can hold a block of 128 KB, so these few hold 4 MB.
ZSTD_STEP_BYTES: Final = 128
_GZIP_MAGIC: Final = b"\x1f\x8b"
_GZIP_BITS: Final = zlib.MAX_WBITS | 16


class Unpacker:
    """Undoes the Content-Encoding of one body, piece by piece, and stops at the limits."""

    def __init__(self, encodings: Sequence[str], *, max_bytes: int, max_ratio: int) -> None:
        """Prepare one layer for each encoding, outermost first."""
        self._layers = [_LAYERS[name]() for name in reversed(encodings)]
        self._max_bytes = max_bytes
        self._max_ratio = max_ratio
        self._taken = 0
        self.given = 0

    @property
    def is_whole(self) -> bool:
        """Tell whether every layer has come to its end."""
        return all(layer.is_whole for layer in self._layers)

    def feed(self, data: bytes, *, into: list[bytes]) -> None:
        """Add what one piece of the wire unpacks to, up to the piece that passes a limit."""
        self._taken += len(data)
        for piece in self._through(data, depth=0):
            self._count(len(piece))
            into.append(piece)

    def _through(self, data: bytes, *, depth: int) -> Iterator[bytes]:
        """Pass data through the layers from `depth` on."""
        if depth == len(self._layers):
            yield data
            return
        for piece in self._layers[depth].pieces(data):
            if piece:
                yield from self._through(piece, depth=depth + 1)

    def _count(self, size_bytes: int) -> None:
        """Raise when the limits are passed."""
        self.given += size_bytes
        if self.given > self._max_bytes:
            raise FetchProblem(
                Outcome.TOO_LARGE, "too_large", f"unpacks to more than {self._max_bytes:,} bytes (max_decoded_bytes)"
            )
        if self.given > RATIO_FROM_BYTES and self.given > self._taken * self._max_ratio:
            raise FetchProblem(
                Outcome.TOO_LARGE, "bomb", f"unpacks to more than {self._max_ratio} times its size (max_ratio)"
            )


def content_encodings(header: str) -> tuple[str, ...]:
    """Return the encodings that a Content-Encoding header names; raise for ones that cannot be undone.

    >>> content_encodings("gzip, identity")
    ('gzip',)
    """
    names = [name.strip().lower().removeprefix("x-") for name in header.split(",")]
    used = tuple(name for name in names if name not in {"", "identity", "utf-8", "none"})
    for name in used:
        if name not in _LAYERS:
            reason = f"the body is packed with {name!r}, which was not asked for"
            raise FetchProblem(Outcome.BROKEN, "encoding", reason)
    if len(used) > MAX_NESTED:
        raise FetchProblem(Outcome.BROKEN, "encoding", f"the body is packed {len(used)} times over; 2 are undone")
    return used


class _Layer(Protocol):
    """One packed stream."""

    @property
    def is_whole(self) -> bool:
        """Tell whether it has come to its end."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Unpack data step by step; what follows the end of the stream is ignored, as browsers do."""


class _Zlib:
    """One gzip or deflate stream; a gzip one may have several members."""

    _bits: int | None = None

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None
        self._over = False
        self._held = b""  # a first byte alone does not say which of the two deflates it is
        self.is_whole = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        data, self._held = self._held + data, b""
        if self._stream is None and len(data) == 1 and not self._over:
            self._held = data
            return
        while data and not self._over:
            piece, data = self._step(data)
            yield piece

    def _step(self, data: bytes) -> tuple[bytes, bytes]:
        """Unpack at most one step; return it and what is left to take."""
        if self._stream is None:
            self._stream = zlib.decompressobj(self._bits or _deflate_bits(data))
        try:
            piece = self._stream.decompress(data, STEP_BYTES)
        except zlib.error as error:
            raise _damaged(error) from error
        self.is_whole = self._stream.eof
        if not self.is_whole:
            return piece, self._stream.unconsumed_tail
        rest = self._stream.unused_data
        self._stream = None
        self._over = self._bits != _GZIP_BITS or not rest.startswith(_GZIP_MAGIC)
        return piece, rest


class _Gzip(_Zlib):
    """One gzip stream."""

    _bits = _GZIP_BITS


class _Brotli:
    """One Brotli stream."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def is_whole(self) -> bool:
        return bool(self._stream.is_finished())

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while not self._stream.is_finished():
            try:
                piece = self._stream.process(data, output_buffer_limit=STEP_BYTES)
            except brotli.error as error:
                raise _damaged(error) from error
            yield piece
            data = b""
            if self._stream.can_accept_more_data():
                return


class _Zstandard:
    """One Zstandard stream, of one frame or several."""

    def __init__(self) -> None:
        self._stream = _zstd_frame()
        self.is_whole = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        at = 0
        while at < len(data):
            step = data[at : at + ZSTD_STEP_BYTES]
            at += len(step)
            try:
                piece = self._stream.decompress(step)
            except zstandard.ZstdError as error:
                raise _damaged(error) from error
            yield piece
            self.is_whole = self._stream.eof
            if self.is_whole:
                at -= len(self._stream.unused_data)
                self._stream = _zstd_frame()


_LAYERS: Final[dict[str, type[_Layer]]] = {"gzip": _Gzip, "deflate": _Zlib, "br": _Brotli, "zstd": _Zstandard}


def _zstd_frame() -> "zstandard.ZstdDecompressionObj":
    return zstandard.ZstdDecompressor(max_window_size=MAX_ZSTD_WINDOW_BYTES).decompressobj()


def _damaged(error: Exception) -> FetchProblem:
    return FetchProblem(Outcome.BROKEN, "encoding", f"the packed body is damaged: {error}")


def _deflate_bits(data: bytes) -> int:
    """Tell the two things apart that servers send as deflate: zlib's format and the bare one."""
    wrapped = len(data) > 1 and data[0] & 0x0F == zlib.DEFLATED and (data[0] << 8 | data[1]) % 31 == 0
    return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS
