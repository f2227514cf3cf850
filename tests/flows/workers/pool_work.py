"""Work for pool tests: functions that a spawned process can import."""

import os
import signal
import time

from extractors.errors import NotHtmlError, PageError, PipelineError


def prepare(_: str | None) -> None:
    """Nothing to load."""


def die_at_once(_: str | None) -> None:
    """Die before anything can be read."""
    os.kill(os.getpid(), signal.SIGKILL)


def prepare_nothing_works(name: str | None) -> None:
    """Fail as a missing pipeline does."""
    raise PipelineError(f"{name}: no such pipeline")


def double_or_die(items: list[str]) -> list[str]:
    """Double each item; some items kill, hang or raise."""
    for item in items:
        if item == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "hang":
            time.sleep(60)
        if item == "hoard":
            bytearray(2_000_000_000)
        if item == "raise":
            raise NotHtmlError(item, "a PDF")
        if item == "bug":
            raise KeyError(item)
    return [item * 2 for item in items]


def failed(item: str, error: PageError) -> str:
    """Show the item and the error's code."""
    return f"{item}:{error.code}"


def name_of(item: str) -> str:
    """Return the item itself."""
    return item
