"""The Prefect server that winnow starts for a run says why when it does not come up."""

from pathlib import Path

import pytest

from extractors.errors import RunError
from flows.run.prefect_server import free_port, running_server


def test_a_server_that_ends_at_once_is_a_clear_error(tmp_path: Path) -> None:
    log = tmp_path / "home" / "server.log"
    with (
        pytest.raises(RunError, match=r"ended at once .exit code 1.; .*server\.log says why"),
        running_server(["no_such_server"], port=free_port(), log=log) as when_healthy,
    ):
        when_healthy()

    assert "no_such_server" in log.read_text()
