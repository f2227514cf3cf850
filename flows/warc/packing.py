"""How is one record packed, and where does the next one begin?

Crawlers pack each record on its own: as a gzip member, or as a frame of Zstandard or LZ4. So a record can be read at
its place, and damage ends with it. A packing unpacks what begins at a place and tells where that ends.
"""

import io
import mmap
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

import zstandard
from isal import isal_zlib

# A member that unpacks to more than this is a whole file packed at once, or an attack.
MAX_MEMBER_BYTES: Final = 64_000_000
# What a read takes beyond the member's end is copied: small at first, since requests and other notes are short.
_FIRST_BYTES: Final = 16_384
_READ_BYTES: Final = 131_072
_LOOK_BYTES: Final = 512
_FRAME_STEP_BYTES: Final = 8_192  # of a damaged frame the last step is lost
_GZIP_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP_BITS: Final = isal_zlib.MAX_WBITS | 16
_GzipError: Final[type[Exception]] = isal_zlib.error  # type: ignore[assignment] # the stub takes it for an instance
_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
# A frame that decoders pass over; at the start of a file it holds the dictionary of all that follow (IIPC's warc-zstd).
_ZSTD_DICTIONARY_MAGIC: Final = b"\x5d\x2a\x4d\x18"
_LZ4_MAGIC: Final = b"\x04\x22\x4d\x18"
_BREAKS_OFF: Final = "the file breaks off in the middle of a record"


class DamageError(Exception):
    """The record at hand is damaged."""

    def __init__(self, reason: str, unpacked: bytes = b"") -> None:
        """Keep what could be unpacked before the damage: it may hold whole records."""
        super().__init__(reason)
        self.unpacked = unpacked


class WholeFileError(Exception):
    """One member or frame holds the whole file."""


class Packing(Protocol):
    """A way to pack records one by one."""

    magic: bytes
    is_checked: bool  # every flipped bit is found by unpacking

    def is_here(self, data: mmap.mmap, at: int) -> bool:
        """Return whether something packed in this way begins here."""

    def unpack(self, data: mmap.mmap, at: int) -> tuple[bytes, int]:
        """Return what is packed here and where that ends; raise where it is damaged or too much."""

    def start(self, data: mmap.mmap, at: int, size: int) -> bytes:
        """Return the first bytes of what is packed here, fewer or none where it is damaged."""


def packing_of(data: mmap.mmap, path: Path) -> Packing:
    """Return how the records of a file are packed, if they are, by its first bytes or else by its name."""
    if data[:4] in {_ZSTD_MAGIC, _ZSTD_DICTIONARY_MAGIC} or path.suffix == ".zst":
        return Zstandard(data)
    if data[:4] == _LZ4_MAGIC or path.suffix == ".lz4":
        return Lz4()
    return Gzip()


class Gzip:
    """Each record is a gzip member; its checksum finds every damage."""

    magic = _GZIP_MAGIC
    is_checked = True

    def is_here(self, data: mmap.mmap, at: int) -> bool:
        """Look for the magic number."""
        return data[at : at + 3] == _GZIP_MAGIC

    def unpack(self, data: mmap.mmap, at: int) -> tuple[bytes, int]:
        """Unpack one member."""
        stream = isal_zlib.decompressobj(wbits=_GZIP_BITS)
        pieces: list[bytes] = []
        size_bytes, end = 0, at
        while not stream.eof:
            chunk = data[end : end + (_READ_BYTES if pieces else _FIRST_BYTES)]
            if not chunk:
                raise DamageError(_BREAKS_OFF, b"".join(pieces))
            try:
                pieces.append(stream.decompress(chunk, MAX_MEMBER_BYTES))
            except _GzipError as error:
                raise _unpackable(error, pieces) from error
            end += len(chunk)
            size_bytes += len(pieces[-1])
            if size_bytes >= MAX_MEMBER_BYTES:
                raise _whole_file()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces), end - len(stream.unused_data)

    def start(self, data: mmap.mmap, at: int, size: int) -> bytes:
        """Unpack the first bytes of a member."""
        try:
            return isal_zlib.decompressobj(wbits=_GZIP_BITS).decompress(data[at : at + _LOOK_BYTES], size)
        except _GzipError:
            return b""


class Zstandard:
    """Each record is a frame, perhaps with the dictionary that stands at the start of the file."""

    magic = _ZSTD_MAGIC
    is_checked = False  # a frame may have a checksum and need not

    def __init__(self, data: mmap.mmap) -> None:
        """Keep the file, whose dictionary is read when a frame first asks for it."""
        self._data = data

    def is_here(self, data: mmap.mmap, at: int) -> bool:
        """Look for the magic number."""
        return data[at : at + 4] in {_ZSTD_MAGIC, _ZSTD_DICTIONARY_MAGIC}

    def unpack(self, data: mmap.mmap, at: int) -> tuple[bytes, int]:
        """Unpack one frame; a frame that decoders pass over is empty."""
        if data[at : at + 4] == _ZSTD_DICTIONARY_MAGIC:
            return b"", _after_skippable(data, at)
        return _unpack_frame(data, at, find_end=_end_of_zstd_frame, open_stream=self._stream)

    def start(self, data: mmap.mmap, at: int, size: int) -> bytes:
        """Unpack the first bytes of a frame."""
        try:
            return self._stream(data[at : _end_of_zstd_frame(data, at)]).read(size)
        except (zstandard.ZstdError, DamageError):
            return b""

    def _stream(self, frame: bytes) -> "_Stream":
        return zstandard.ZstdDecompressor(dict_data=self._dictionary).stream_reader(frame)

    @cached_property
    def _dictionary(self) -> zstandard.ZstdCompressionDict | None:
        if self._data[:4] != _ZSTD_DICTIONARY_MAGIC:
            return None
        held = self._data[8 : _after_skippable(self._data, 0)]
        if held[:4] == _ZSTD_MAGIC:
            held = zstandard.ZstdDecompressor().stream_reader(held).read(MAX_MEMBER_BYTES)
        return zstandard.ZstdCompressionDict(held)


class Lz4:
    """Each record is an LZ4 frame."""

    magic = _LZ4_MAGIC
    is_checked = False

    def is_here(self, data: mmap.mmap, at: int) -> bool:
        """Look for the magic number."""
        return data[at : at + 4] == _LZ4_MAGIC

    def unpack(self, data: mmap.mmap, at: int) -> tuple[bytes, int]:
        """Unpack one frame."""
        return _unpack_frame(data, at, find_end=_end_of_lz4_frame, open_stream=_lz4_stream)

    def start(self, data: mmap.mmap, at: int, size: int) -> bytes:
        """Unpack the first bytes of a frame."""
        try:
            return _lz4_stream(data[at : _end_of_lz4_frame(data, at)]).read(size)
        except (OSError, DamageError):
            return b""


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _lz4_stream(frame: bytes) -> _Stream:
    from fastwarc.stream_io import Lz4Reader  # noqa: PLC0415 - rarely needed

    stream: _Stream = Lz4Reader(io.BytesIO(frame))
    return stream


def _unpack_frame(
    data: mmap.mmap,
    at: int,
    *,
    find_end: Callable[[mmap.mmap, int], int],
    open_stream: Callable[[bytes], _Stream],
) -> tuple[bytes, int]:
    """Unpack a frame in steps; a damaged one as far as it goes, for what the error carries."""
    try:
        end, trouble = find_end(data, at), ""
    except DamageError as error:
        end, trouble = min(at + MAX_MEMBER_BYTES, len(data)), str(error)
    stream = open_stream(data[at:end])
    pieces: list[bytes] = []
    size_bytes = 0
    try:
        while piece := stream.read(_FRAME_STEP_BYTES):
            pieces.append(piece)
            size_bytes += len(piece)
            if size_bytes >= MAX_MEMBER_BYTES:
                raise _whole_file()
    except (zstandard.ZstdError, OSError) as error:
        raise _unpackable(error, pieces) from error
    if trouble:
        raise DamageError(trouble, b"".join(pieces))
    return b"".join(pieces), end


def _unpackable(error: Exception, pieces: list[bytes]) -> DamageError:
    return DamageError(f"a record cannot be unpacked: {error}", b"".join(pieces))


def _whole_file() -> WholeFileError:
    return WholeFileError(f"a record unpacks to more than {MAX_MEMBER_BYTES:,} bytes")


def _number(data: mmap.mmap, at: int, size: int) -> int:
    """Return a little-endian number; raise where the file ends before."""
    held = data[at : at + size]
    if len(held) < size:
        raise DamageError(_BREAKS_OFF)
    return int.from_bytes(held, "little")


def _after_skippable(data: mmap.mmap, at: int) -> int:
    """Return where a frame ends that decoders pass over: magic, size, content."""
    return at + 8 + _number(data, at + 4, 4)


def _end_of_zstd_frame(data: mmap.mmap, at: int) -> int:
    """Return where a frame ends, by its header and the sizes of its blocks (RFC 8878, 3.1.1)."""
    descriptor = _number(data, at + 4, 1)
    is_single, has_checksum = bool(descriptor & 0x20), bool(descriptor & 0x04)
    size_bytes = (1 if is_single else 0, 2, 4, 8)[descriptor >> 6]
    end = at + 5 + (0 if is_single else 1) + (0, 1, 2, 4)[descriptor & 3] + size_bytes
    is_last = False
    while not is_last:
        header = _number(data, end, 3)
        is_last, kind, size = bool(header & 1), header >> 1 & 3, header >> 3
        end += 3 + (1 if kind == 1 else size)  # one byte stands for a block of equal ones
    return _within(data, end + (4 if has_checksum else 0))


def _end_of_lz4_frame(data: mmap.mmap, at: int) -> int:
    """Return where a frame ends, by its header and the sizes of its blocks (LZ4 frame format 1.6)."""
    flags = _number(data, at + 4, 1)
    end = at + 7 + (8 if flags & 0x08 else 0) + (4 if flags & 0x01 else 0)
    while size := _number(data, end, 4):
        end += 4 + (size & 0x7FFF_FFFF) + (4 if flags & 0x10 else 0)
    return _within(data, end + 4 + (4 if flags & 0x04 else 0))


def _within(data: mmap.mmap, end: int) -> int:
    if end > len(data):
        raise DamageError(_BREAKS_OFF)
    return end
