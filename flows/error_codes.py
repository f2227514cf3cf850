"""Which code does each error carry, so that it can be looked up? `flows/docs/errors.md` explains every one."""

from extractors.errors import (
    EmptyPageError,
    NotHtmlError,
    PageCrashError,
    PageError,
    PageTimeoutError,
    PageTooLargeError,
    PipelineError,
    PolicyError,
    RulesError,
    RunError,
    SettingsError,
    StorageError,
    UndecodablePageError,
    WarehouseBusyError,
    WarehouseError,
)
from flows.exit_codes import WRONG_PATH
from warehouse.errors import QueryError, QueryLimitError

INTERNAL = "WNW001"
STOPPED = "WNW002"
USAGE = "WNW100"

# The first that fits: kinds before what they are kinds of.
ERROR_CODES: tuple[tuple[type[BaseException], str], ...] = (
    (KeyboardInterrupt, STOPPED),
    (RulesError, "WNW120"),
    (SettingsError, USAGE),
    (QueryLimitError, "WNW111"),
    (QueryError, "WNW110"),
    (EmptyPageError, "WNW201"),
    (NotHtmlError, "WNW202"),
    (UndecodablePageError, "WNW203"),
    (PageTooLargeError, "WNW204"),
    (PageTimeoutError, "WNW205"),
    (PageCrashError, "WNW206"),
    (PageError, "WNW200"),
    (StorageError, "WNW301"),
    (WarehouseBusyError, "WNW302"),
    (WarehouseError, "WNW300"),
    (PolicyError, "WNW400"),
    (PipelineError, "WNW500"),
    (RunError, "WNW600"),
    (MemoryError, "WNW303"),
    *((kind, USAGE) for kind in WRONG_PATH),
    (OSError, "WNW301"),
)


def error_code_of(error: BaseException) -> str:
    """Return the code of an error, that of internal errors for one that nobody expected.

    >>> error_code_of(SettingsError("x")), error_code_of(ValueError())
    ('WNW100', 'WNW001')
    """
    return next((code for kind, code in ERROR_CODES if isinstance(error, kind)), INTERNAL)
