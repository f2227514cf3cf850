"""From when on may each host and address be asked again, by this flow or by any other of the same user?

Moments of the monotonic clock, which all processes of a machine share, in a small file in memory. A flow claims its
turn under a lock that is held for microseconds; nobody waits with the lock in hand, and a flow that dies leaves
nothing behind but a moment that passes. Without the file (another system, no right to write) a flow keeps its own.
"""

import fcntl
import mmap
import os
import struct
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

SLOTS: Final = 65_536
_SLOT: Final = struct.Struct("<Qd")  # whose, from when
# How far from its own place a name is looked for; with a tenth of the slots in use, one in a million goes further.
MAX_STEPS: Final = 8
# No moment lies further ahead than a pause that a host may ask for; what does is damage.
MAX_AHEAD_S: Final = 7_200.0
# The lock is busy: try again after so long, and so often.
BUSY_S: Final = 0.001
MAX_BUSY: Final = 2_000
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


class PaceTable:
    """The moments, shared where there is a file for it."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file, where one is named and can be had."""
        self._own: dict[str, float] = {}
        self._memory: mmap.mmap | None = None
        self._descriptor = -1
        self._busy = 0
        if path is not None:
            with suppress(OSError):
                self._open(path)

    def claim(self, wanted: Mapping[str, float]) -> float:
        """Put every name off until its moment and return 0 if all are free now, else how many seconds to wait."""
        with self._locked() as is_locked:
            if not is_locked:
                return BUSY_S
            now = time.monotonic()
            wait_s = max(self.free_at(name) for name in wanted) - now
            if wait_s > 0:
                return wait_s
            for name, until in wanted.items():
                self._write(name, until)
        return 0.0

    def put_off(self, name: str, until: float) -> None:
        """Set from when on a name may be asked again; only for who claimed it."""
        self._write(name, until)

    def free_at(self, name: str) -> float:
        """Return from when on a name may be asked."""
        own = self._own.get(name, 0.0)
        if self._memory is None:
            return own
        at, is_own = self._find(name)
        return max(own, _believed(_SLOT.unpack_from(self._memory, at)[1])) if is_own else own

    def close(self) -> None:
        """Let the file go."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None
            os.close(self._descriptor)

    def _open(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        if os.fstat(descriptor).st_uid != os.getuid():  # somebody else laid it out for us
            os.close(descriptor)
            return
        os.ftruncate(descriptor, SLOTS * _SLOT.size)
        self._descriptor, self._memory = descriptor, mmap.mmap(descriptor, SLOTS * _SLOT.size)

    @contextmanager
    def _locked(self) -> Iterator[bool]:
        """Hold the lock; false where another flow has it just now."""
        if self._memory is None:
            yield True
            return
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._busy += 1
            if self._busy > MAX_BUSY:  # its owner was stopped in the middle
                self.close()
            yield False
            return
        self._busy = 0
        try:
            yield True
        finally:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def _write(self, name: str, until: float) -> None:
        self._own[name] = until
        if self._memory is not None:
            at, _ = self._find(name)
            _SLOT.pack_into(self._memory, at, _fingerprint(name), until)

    def _find(self, name: str) -> tuple[int, bool]:
        """Return the place of a name, or one that it may have, and whether it is its own."""
        assert self._memory is not None
        mark = _fingerprint(name)
        free, now = -1, time.monotonic()
        for step in range(MAX_STEPS):
            at = (mark + step) % SLOTS * _SLOT.size
            owner, until = _SLOT.unpack_from(self._memory, at)
            if owner == mark:
                return at, True
            if free < 0 and _believed(until) < now:
                free = at
        return (free, False) if free >= 0 else (mark % SLOTS * _SLOT.size, True)  # full: share, and be slower


def shared_place() -> Path:
    """Return the file that all flows of this user on this machine share until it is started again."""
    boot = _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else "boot"
    return Path(tempfile.gettempdir()) / f"winnow-{os.getuid()}" / f"pace-{boot}"


def _believed(until: float) -> float:
    """Return a moment that can be true."""
    return until if 0.0 <= until < time.monotonic() + MAX_AHEAD_S else 0.0


@lru_cache(maxsize=65_536)
def _fingerprint(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") | 1
