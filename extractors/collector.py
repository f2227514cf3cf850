"""When may Python not look for garbage? While many objects are made that are all needed to the end of a step."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python from looking for garbage among objects that a step needs to its end.

    It would do so several times a page, a third of the time that parsing takes and a tenth of what reading claims
    takes; afterwards it finds them all at once.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
