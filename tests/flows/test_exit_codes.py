import pytest

from extractors.errors import (
    PageError,
    PipelineError,
    PolicyError,
    SettingsError,
    WarehouseBusyError,
    WarehouseError,
)
from flows.exit_codes import ExitCode, exit_code_of


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("x"), ExitCode.USAGE),
        (PolicyError("x"), ExitCode.REFUSED),
        (WarehouseBusyError("x"), ExitCode.BUSY),
        (WarehouseError("x"), ExitCode.INTERNAL),
        (PipelineError("x"), ExitCode.INTERNAL),
        (PageError("u", "x"), ExitCode.INTERNAL),
        (OSError(28, "No space left on device"), ExitCode.LIMITS),
        (OSError(2, "No such file or directory", "out/x.csv"), ExitCode.USAGE),
        (OSError(13, "Permission denied", "out/x.csv"), ExitCode.USAGE),
        (OSError(30, "Read-only file system", "w"), ExitCode.LIMITS),
        (MemoryError(), ExitCode.LIMITS),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
        (KeyError("x"), ExitCode.INTERNAL),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_end_with_their_code(error: BaseException, code: ExitCode) -> None:
    assert exit_code_of(error) is code


def test_a_warehouse_error_that_comes_from_a_full_disk_is_a_limit() -> None:
    error = WarehouseError("cannot write")
    error.__cause__ = OSError(28, "No space left on device")
    assert exit_code_of(error) is ExitCode.LIMITS
