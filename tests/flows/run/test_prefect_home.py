"""Prefect is told how to keep results, and to tell nobody, before it is imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.run.prefect_home import prepare_prefect

ASK = """
import json, sys
from pathlib import Path
from flows.run.prefect_home import prepare_prefect
prepare_prefect(Path(sys.argv[1]))
from prefect.settings import get_current_settings
found = get_current_settings()
print(json.dumps([found.results.default_serializer, found.server.analytics_enabled, str(found.home)]))
"""


def test_results_are_json_and_nobody_is_told(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path / "prefect")], env=bare, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == ["json", False, str(tmp_path / "prefect")]


def test_a_server_that_is_configured_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"PREFECT_API_URL": "http://127.0.0.1:4200/api"})
    assert prepare_prefect(tmp_path / "prefect")
    assert not (tmp_path / "prefect").exists()
