import atexit
import os
import sys

import pytest

pytest_plugins = ["tests.trials"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write what is read from tests/pages as expected")


@atexit.register
def hush_native_libraries() -> None:
    """DuckDB's binding lists what other modules keep alive when Python ends; a green run should look like one."""
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
