"""How does a signal stop a run: in order the first time, at once the second time?

Ctrl-C does, and SIGTERM, with which service managers end what they started.

In order: nothing more is fetched, the pages at hand are read, loaded and published. At once: the run unwinds where it
is, and what does not let go within seconds is left as a kill would leave it. Both leave a warehouse that opens, and the
same command goes on from there.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from types import FrameType

from flows.error_codes import STOPPED
from flows.exit_codes import ExitCode
from flows.voice import Level, Line

SAID = Line(
    message=f"stopped; what was loaded is complete, and the same command goes on from there [{STOPPED}]",
    event="stopped",
    level=Level.WARNING,
    facts={"code": STOPPED},
)
SIGNALS = (signal.SIGINT, signal.SIGTERM)
# A load in the middle of its transaction does not let go; ended like this it is loaded again by the next run.
UNWIND_S = 5.0
_SHOW_CURSOR = "\x1b[?25h"
_OVER = 0


@contextmanager
def stoppable(on_request: Callable[[], None], signals: Sequence[signal.Signals] = SIGNALS) -> Iterator[None]:
    """Let the first of these signals in this block call `on_request` and go on, and the next raise KeyboardInterrupt.

    Some seconds after that the process ends, wherever it is. Outside the main thread nothing changes: no signal
    arrives there.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: SimpleQueue[int] = SimpleQueue()  # may be put to from a signal handler, whatever its own thread is doing
    threading.Thread(target=_watch, args=(asked, on_request), name="stop", daemon=True).start()
    handler = _handler(asked)
    before = {each: signal.signal(each, handler) for each in signals}
    try:
        yield
    finally:
        for each, handled in before.items():
            signal.signal(each, handled)
        asked.put(_OVER)


def _handler(asked: "SimpleQueue[int]") -> Callable[[int, FrameType | None], None]:
    times = 0

    def handle(_number: int, _frame: FrameType | None) -> None:
        nonlocal times
        times += 1
        asked.put(times)
        if times > 1:
            raise KeyboardInterrupt

    return handle


def _watch(asked: "SimpleQueue[int]", on_request: Callable[[], None]) -> None:
    """Do outside the signal handler what takes locks: speak, wake others, end the process."""
    while times := asked.get():
        if times == 1:
            on_request()
        else:
            threading.Thread(target=_end_soon, name="end", daemon=True).start()


def _end_soon() -> None:
    """End the process some seconds from now; this thread goes with a process that ends before."""
    threading.Event().wait(UNWIND_S)
    shown = _SHOW_CURSOR if os.isatty(2) else ""  # which progress bars hide
    os.write(2, f"{shown}{SAID}\n".encode())
    os._exit(ExitCode.INTERRUPTED)
