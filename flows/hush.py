"""How does a process end without a library's last words on the terminal?

DuckDB 2.0's binding lists every object that Prefect's threads keep alive at exit ("nanobind: leaked …"), also in a
program of ten lines that uses both; nothing a user can read comes later.
"""

import atexit
import os
import sys


def hush_at_exit() -> None:
    """Close standard error to what comes after Python's own last word; register it first, so that it runs last."""
    atexit.register(_hush)


def _hush() -> None:
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
