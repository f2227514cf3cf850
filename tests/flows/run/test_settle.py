"""What a run that died left behind is settled by whoever holds the lease next."""

from dataclasses import replace
from pathlib import Path

import duckdb

from flows.run.job import new_run, open_job, settle_warehouse
from flows.settings import Settings
from warehouse.parts import write_part


def test_a_run_that_died_is_written_down_as_stopped(tmp_path: Path) -> None:
    settings = Settings(warehouse=tmp_path / "w")
    dead = replace(new_run(settings, flow="run"), run_id="20260101T000000-dead00")
    with open_job(settings, flow="repair") as job:
        part = write_part(job.layout.parts, "of-the-dead", runs=[dead])

    assert [run.run_id for run in settle_warehouse(settings)] == [dead.run_id]

    assert not part.path.exists()
    with duckdb.connect(settings.warehouse / "winnow.duckdb", read_only=True) as connection:
        rows = connection.execute("select run_id, status, ended_at is not null from runs").fetchall()
    assert rows == [(dead.run_id, "stopped", True)]
    assert settle_warehouse(settings) == []
