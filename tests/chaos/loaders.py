"""Runs loaders, one after the other, from opening the file to the published snapshot: `python -m tests.chaos.loaders`.

A line of input orders one: the warehouse, the seconds after which it is killed, the bytes that a file may have, and how
many calls that change files may pass before one fails (where fail_nth.c is preloaded). A line of output tells how it
ended: its exit code, its seconds, and whether a call failed.
"""

import ctypes
import json
import os
import resource
import signal
import sys
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

from extractors.errors import RunError
from flows.exit_codes import exit_code_of
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.lease import hold_lease
from warehouse.loader import load_part
from warehouse.open import open_for_writing
from warehouse.parts import list_parts
from warehouse.snapshot import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a loader is to do, and what is to happen to it."""

    path: str
    kill_after_s: float | None = None
    most_bytes: int | None = None
    fail_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a loader ended."""

    code: int
    seconds: float
    call_failed: bool = False

    @property
    def killed(self) -> bool:
        """Return whether the kill came before the end."""
        return self.code == -signal.SIGKILL


def load(path: Path) -> None:
    """Do what a run does with parts."""
    folder = WarehouseFolder(path).make()
    with hold_lease(folder.lease, purpose="load"):
        connection = open_for_writing(folder)
        try:
            for part in list_parts(folder.parts):
                load_part(connection, part)
            derive(connection)
            publish(connection, folder)
        finally:
            connection.close()


def main() -> None:
    """Obey orders until there are none."""
    for line in sys.stdin:
        order = Order(**json.loads(line))
        read_end, write_end = os.pipe()
        began = time.perf_counter()
        child = os.fork()
        if not child:
            os._exit(_obey(order, write_end))
        os.close(write_end)
        if order.kill_after_s is not None:
            time.sleep(order.kill_after_s)
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        ending = Ending(code=code, seconds=time.perf_counter() - began, call_failed=os.read(read_end, 1) == b"!")
        os.close(read_end)
        sys.stdout.write(json.dumps(asdict(ending)) + "\n")
        sys.stdout.flush()


def _obey(order: Order, tell: int) -> int:
    if order.most_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.most_bytes, order.most_bytes))
    preloaded = ctypes.CDLL(None) if order.fail_after is not None else None
    if preloaded is not None:
        preloaded.fail_after(ctypes.c_long(order.fail_after))
    try:
        load(Path(order.path))
    except RunError as error:
        code = int(exit_code_of(error))
    except BaseException:  # noqa: BLE001 - whatever it is, the test is to see it
        traceback.print_exc()
        code = 1
    else:
        code = 0
    if preloaded is not None and preloaded.has_fired():
        os.write(tell, b"!")
    return code


if __name__ == "__main__":
    main()
