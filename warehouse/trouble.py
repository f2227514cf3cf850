"""What does a DuckDB error mean for the person who runs winnow, and what should they do?"""

import re
from pathlib import Path

from extractors.errors import RunError, StorageError, WarehouseBusyError, WarehouseError

_HOLDER = re.compile(r"held in (.+?) \(PID (\d+)\)")
# What DuckDB or the system says → what it means and what to do.
_MEANINGS = (
    ("not a valid DuckDB database", "this is not a DuckDB file; name another warehouse or move the file away"),
    ("newer version of DuckDB", "a newer DuckDB wrote this file; upgrade winnow's environment"),
    ("File exists", "a file stands where a folder is needed; name another place"),
    ("Not a directory", "a file stands where a folder is needed; name another place"),
    ("No such file or directory", "there is no such folder; `winnow init` makes one"),
)
# The same for what the machine lacks.
_LACKS = (
    ("No space left", "the disk is full; free some space and run again, nothing is half-written"),
    ("File too large", "a file may not grow so large here (ulimit -f); raise the limit and run again"),
    ("Read-only file system", "the disk is read-only; name a warehouse on another one"),
    ("Permission denied", "this user may not write there; change the owner or name another warehouse"),
    ("Out of Memory", "the memory limit is too low for this; raise it in the settings"),
)


def explain(error: Exception, path: Path) -> RunError:
    """Return the error that says in one line what happened to which file and what to do."""
    message = str(error)
    holder = _HOLDER.search(message)
    if holder:
        return WarehouseBusyError(f"{path}: process {holder[2]} ({holder[1]}) has it open; wait for it or stop it")
    for sign, meaning in _LACKS:
        if sign.lower() in message.lower():
            return StorageError(f"{path}: {meaning}")
    for sign, meaning in _MEANINGS:
        if sign.lower() in message.lower():
            return WarehouseError(f"{path}: {meaning}")
    return WarehouseError(f"{path}: {message.splitlines()[0] if message else type(error).__name__}")
