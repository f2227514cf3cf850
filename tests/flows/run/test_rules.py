"""A run and a replay go by the user's rules, once each, and the warehouse says by which."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import duckdb
import pytest

from extractors.errors import RulesError, RunError
from extractors.rules.records import rules_id
from extractors.signals.weights import weights_by
from flows.rules.lint import load_rules
from flows.rules.read import read_rules
from flows.run import job as job_module
from flows.run import remote as remote_module
from flows.run.chunks import read_chunk
from flows.run.job import Job, open_job
from flows.run.recipe import recipe_id
from flows.run.remote import Ticket, read_remotely
from flows.run.steps import ChunkReady
from flows.settings import Settings, load_settings
from flows.sources.spec import parse_source_argument
from tests.flows.commands import stock
from tests.flows.run.spacyless import spacyless_work
from tests.steps import do_steps
from warehouse.parts import read_part
from warehouse.replayed import chosen_addresses, replay_changes

RULES = """[signals.missing_date]
why = "Our pages are manuals without a date."
ignore = true
[[block]]
id = "support-box"
why = "Asks for money in the middle of the text."
text = '^Support our newsroom'
label = "call_to_action"
matches = ["Support our newsroom from 2 a week"]
leaves = ["<p>They support our newsroom.</p>"]
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(job_module, "reader_work", spacyless_work)
    monkeypatch.setattr(remote_module, "reader_work", spacyless_work)
    pages = tmp_path / "pages"
    pages.mkdir()
    box = "</p><p>Support our newsroom, says a line that stands in the middle of the text of this page.</p></article>"
    (pages / "quay.html").write_text(stock.PAGES[stock.QUAY].replace("</p></article>", box))
    (tmp_path / "rules.toml").write_text(RULES)
    return Settings(warehouse=tmp_path / "w", sources=(parse_source_argument(str(pages)),), workers=1)


@contextmanager
def ran(settings: Settings, flow: str, *, where: str | None = None) -> Iterator[Job]:
    with open_job(settings, flow=flow, where=where) as job:
        do_steps(job)
        yield job


def asked(settings: Settings, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(settings.warehouse / "winnow.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_change_of_rules_reads_pages_anew_once_and_is_written_down(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    own = settings.model_copy(update={"rules": path})
    with ran(settings, "run") as job:
        plain = job.run.recipe_id
        assert job.new_rows["article"] == 1
    with ran(own, "replay") as job:
        assert job.run.recipe_id != plain
        assert job.new_rows["article"] == 1
        columns, rows = replay_changes(
            job.layout.snapshot, run_id=job.run.run_id, urls=chosen_addresses(job.layout.snapshot, None)
        )
        found = {row[1]: dict(zip(columns, row, strict=True)) for row in rows}
    assert found["score"]["why"].startswith("other rules of yours: ")
    assert "missing_date -6 → 0" in found["score"]["why"]
    assert "removed as call_to_action (own.support-box): Support our newsroom" in found["blocks_kept"]["why"]

    assert asked(own, "select reason from removed_from((select url from articles)) where label = 'call_to_action'") == [
        ("your rule support-box: Asks for money in the middle of the text.",)
    ]
    ledger = asked(own, "select points, rule from why((select url from articles)) where signal = 'missing_date'")
    name = weights_by(load_rules(path).rules.signals)["missing_date"].rule_id
    assert ledger == [(0, name)]
    assert name.endswith(".ignored")
    assert asked(own, "select rules_file, rules_id, rules_text from runs order by started_at") == [
        (None, None, None),
        ("rules.toml", rules_id(load_rules(path).rules), RULES),
    ]

    path.write_text(f"# Looked at again.\n{RULES}")
    with ran(own, "replay") as job:
        assert job.new_rows["article"] == 0
    path.write_text(RULES.replace("call_to_action", "advert"))
    with ran(own, "run") as job:
        assert job.new_rows["article"] == 1
    with ran(settings, "replay") as job:  # back to none: what was read by none is there
        assert job.run.recipe_id == plain
        assert job.new_rows["article"] == 0
    assert asked(own, "select rule from blocks where text like 'Support%'") == [("model",)]
    assert asked(own, "select count(*) from article") == [(3,)]


def test_a_replay_reads_the_chosen_pages_from_what_is_kept_and_no_other(settings: Settings, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "pages" / f"{number}.html").write_text(stock.PAGES[stock.QUAY].replace("quay", f"quay {number}"))
    with ran(settings, "run") as job:
        assert job.new_rows["article"] == 4
    for page in (tmp_path / "pages").iterdir():
        page.unlink()
    own = settings.model_copy(update={"rules": tmp_path / "rules.toml"})
    with ran(own, "replay", where="url like '%/1.html' or url like '%/2.html'") as job:
        assert job.new_rows["article"] == 2
        assert job.new_rows["capture"] == 0
        read_by = job.run.recipe_id
    found = asked(own, f"select parse_filename(url) from article where recipe_id = '{read_by}' order by all")
    assert found == [("1.html",), ("2.html",)]


def test_the_report_names_the_rules_and_what_they_ignore(settings: Settings, tmp_path: Path) -> None:
    own = settings.model_copy(update={"rules": tmp_path / "rules.toml"})
    with ran(own, "run") as job:
        job.report()
        page = next((job.layout.report / "a").glob("*.html")).read_text()
    assert "your rule support-box: Asks for money" in page
    assert "ignored by your rules" in page
    assert "missing_date.1.own-" in page
    assert f"your own rules are those of rules.toml ({rules_id(load_rules(own.rules).rules)})" in page


def test_a_worker_elsewhere_gets_the_rules_with_the_job(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    with open_job(settings.model_copy(update={"rules": path}), flow="run") as job:
        path.unlink()  # no worker needs it
        job.begin()
        job.gather()
        chunks = []
        while not job.ready.empty():
            ready = job.ready.get()
            chunks += [ready] if isinstance(ready, ChunkReady) else []
        ticket = Ticket(**job.ticket().as_json())  # type: ignore[arg-type] # as it crosses over
        answer = read_remotely(ticket, chunks[0].path.name)
        assert answer["read"] == 1
        part = read_part(job.layout.parts / str(answer["part"]))
        rules = duckdb.sql(f"select distinct rule from '{part.path}/block.parquet'").fetchall()
        assert ("own.support-box",) in rules
        assert read_chunk(chunks[0].path).chunk_id == chunks[0].path.stem
        without = Ticket(**{**asdict(ticket), "rules": ""})
        with pytest.raises(RunError, match="rules or model differ"):
            read_remotely(without, chunks[0].path.name)


def test_a_recipe_without_own_rules_is_what_it_was() -> None:
    assert recipe_id(None) == recipe_id(None, read_rules("# nothing said\n").rules)
    assert recipe_id(None) != recipe_id(None, read_rules(RULES).rules)


def test_a_wrong_file_stops_a_run_before_it_begins(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(RULES.replace("label", "labl"))
    with pytest.raises(RulesError), open_job(settings.model_copy(update={"rules": path}), flow="run"):
        pass
    assert asked_runs(settings) == 0


def asked_runs(settings: Settings) -> int:
    return len(list(settings.warehouse.glob("*.duckdb")))


def test_the_file_lies_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text('rules = "own/rules.toml"\n')
    assert load_settings(tmp_path / "winnow.toml").rules == tmp_path / "own" / "rules.toml"
