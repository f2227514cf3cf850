"""Who may write to a warehouse? The one process that holds its lease."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

from extractors.errors import WarehouseBusyError
from warehouse.trouble import explain

# How often whoever waits for a lease looks whether it is free.
LOOK_S = 0.5
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@contextmanager
def hold_lease(path: Path, *, purpose: str, patience_s: float = 0) -> Iterator[None]:
    """Hold the right to write while the block runs. The system gives it back when the process dies, however it dies.

    Another owner is waited for so long; then, and at once without patience, WarehouseBusyError names him.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab+", buffering=0)  # so a full disk fails the write, and never the closing as well
    except OSError as error:
        raise explain(error, path) from error
    with file:
        _lock(file, path, until=monotonic() + patience_s)
        try:
            _sign(file, purpose)
        except OSError as error:
            raise explain(error, path) from error
        try:
            yield
        finally:
            _wipe(file)


def _lock(file: BinaryIO, path: Path, *, until: float) -> None:
    """Lock the file, as soon as nobody else has it."""
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if monotonic() >= until:
                raise WarehouseBusyError(f"{path.parent}: {_describe_owner(file)}; wait for it or stop it") from error
            sleep(LOOK_S)
        else:
            return


def lease_owner(path: Path) -> str | None:
    """Return who holds the lease, in words, None where nobody does."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _describe_owner(file)
    return None


def dead_owner(path: Path) -> str | None:
    """Return who died holding the lease, in words; None where somebody holds it or the last owner ended in order."""
    if not path.exists() or lease_owner(path) is not None:
        return None
    with path.open("rb") as file:
        try:
            owner = json.load(file)
            return f"process {owner['pid']} died ({owner['purpose']}, since {owner['since']})"
        except (ValueError, KeyError):
            return None


def boot_id() -> str:
    """Return what tells one start of this machine from another, empty where the system does not say."""
    return BOOT_ID.read_text(encoding="ascii").strip() if BOOT_ID.exists() else ""


def _sign(file: BinaryIO, purpose: str) -> None:
    owner = {
        "pid": os.getpid(),
        "boot_id": boot_id(),
        "purpose": purpose,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    os.ftruncate(file.fileno(), 0)
    file.write(json.dumps(owner).encode())


def _wipe(file: BinaryIO) -> None:
    """Take the name off, since what stays signed was not given back: its owner died.

    Where even this fails, `winnow doctor` names an owner who ended in order. That is better than the work ending as
    failed: the right is given back all the same, and the next owner signs anew.
    """
    with suppress(OSError):
        os.ftruncate(file.fileno(), 0)


def _describe_owner(file: BinaryIO) -> str:
    file.seek(0)
    try:
        owner = json.load(file)
        words = f"process {owner['pid']} is writing ({owner['purpose']}, since {owner['since']})"
        elsewhere = owner["boot_id"] != boot_id()
    except (ValueError, KeyError):  # its owner is signing at this moment
        return "another process is writing"
    return f"{words} on another machine" if elsewhere else words
