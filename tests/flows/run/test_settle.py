"""What a run that died left behind is told by `winnow status` and settled by `winnow doctor --repair`."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from flows.commands.doctor import examine
from flows.commands.status import show_status
from flows.rules.read import RuleFile
from flows.run.job import new_run, open_job, settle_warehouse
from flows.settings import Settings
from warehouse.parts import write_part

# Begins a run and dies in it.
DYING = """
import os, signal, sys
from pathlib import Path
from flows.run.job import open_job
from flows.settings import Settings
with open_job(Settings(warehouse=Path(sys.argv[1])), flow="run") as job:
    job.begin()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_run_that_died_is_written_down_as_stopped(tmp_path: Path) -> None:
    settings = Settings(warehouse=tmp_path / "w")
    dead = replace(new_run(settings, flow="run", rules=RuleFile()), run_id="20260101T000000-dead00")
    with open_job(settings, flow="repair") as job:
        part = write_part(job.layout.parts, "of-the-dead", runs=[dead])

    assert [run.run_id for run in settle_warehouse(settings)] == [dead.run_id]

    assert not part.path.exists()
    with duckdb.connect(settings.warehouse / "winnow.duckdb", read_only=True) as connection:
        rows = connection.execute("select run_id, status, ended_at is not null from runs").fetchall()
    assert rows == [(dead.run_id, "stopped", True)]
    assert settle_warehouse(settings) == []


def test_a_run_that_was_killed_is_told_by_status_and_settled_by_doctor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "w"
    process = subprocess.Popen([sys.executable, "-c", DYING, str(place)], cwd=Path.cwd())
    assert process.wait() < 0
    show_status(as_json=False, config=None, warehouse=place)
    assert f"process {process.pid} died (run " in capsys.readouterr().out
    examine(as_json=False, repair=True, config=None, warehouse=place)
    told = capsys.readouterr()
    assert "had died; what it had read is loaded" in told.err
    assert "BAD" not in told.out
    show_status(as_json=False, config=None, warehouse=place)
    told = capsys.readouterr()
    assert "died" not in told.out
    assert "stopped" in told.out
