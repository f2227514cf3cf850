"""What a `winnow` command's exit code means."""

from enum import IntEnum

from extractors.errors import PolicyError, SettingsError, StorageError, WarehouseBusyError, WinnowError
from warehouse.errors import QueryError, QueryLimitError

# What the system says of a path that is not what the command takes it for; all else it says is a limit of the machine.
WRONG_PATH = (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError)


class ExitCode(IntEnum):
    """The exit codes of every command."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    BELOW_THRESHOLD = 3
    PAGES_FAILED = 4
    REFUSED = 5
    BUSY = 6
    LIMITS = 7
    INTERRUPTED = 130


CODES: tuple[tuple[type[BaseException], ExitCode], ...] = (
    (SettingsError, ExitCode.USAGE),
    (PolicyError, ExitCode.REFUSED),
    (StorageError, ExitCode.LIMITS),
    (QueryLimitError, ExitCode.LIMITS),
    (QueryError, ExitCode.USAGE),
    (WarehouseBusyError, ExitCode.BUSY),
    (KeyboardInterrupt, ExitCode.INTERRUPTED),
    *((kind, ExitCode.USAGE) for kind in WRONG_PATH),
    (OSError, ExitCode.LIMITS),
    (MemoryError, ExitCode.LIMITS),
)


def exit_code_of(error: BaseException) -> ExitCode:
    """Return the exit code that an error ends a command with."""
    for kind, code in CODES:
        if isinstance(error, kind):
            return code
    return ExitCode.LIMITS if isinstance(error, WinnowError) and _names_a_limit(error) else ExitCode.INTERNAL


def _names_a_limit(error: WinnowError) -> bool:
    """Return whether the cause, followed down, is the disk or the memory."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError | MemoryError):
            return True
        cause = cause.__cause__
    return False
