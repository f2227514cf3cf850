"""The main job, end to end, as a stranger runs it: the command, real HTTP, the real pipeline, a stock DuckDB client."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.demo.sites import load_sites
from warehouse.checks import content_hash

WINNOW = Path(sys.executable).with_name("winnow")
CONTENT_TABLES = {"capture", "article", "block", "author", "claim", "mention", "signal", "score"}
HERALD = "http://herald.example/news/2026/10/"
# Ten questions of an analyst, one line each.
QUESTIONS = {
    "worst sources": "from sources order by score limit 20",
    "sites by generated author": (
        "select site, count(*) from articles where author_verdict = 'generated' group by all order by 2 desc"
    ),
    "why this score": "from why((select url from articles where score is not null order by score limit 1))",
    "what was removed": "from removed_from((select url from articles order by blocks_removed desc limit 1))",
    "denied about": "from claims_about('Norvia') where polarity = 'negative'",
    "contradictions": "from contradictions where not same_article",
    "copies": "from copies_of((select original_url from copies where not is_original limit 1))",
    "drift": "from drift('author_fake', '2026-01-01')",
    "keep-list": (
        "select url from articles where score >= 60 and author_verdict <> 'generated' "
        "qualify row_number() over (partition by cluster_id order by published_at) = 1"
    ),
    "evidence": "from evidence((select claim_id from claims order by claim_id limit 1))",
}


def demo(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [WINNOW, "demo", folder, "--json", "--quiet"], capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    folder = tmp_path_factory.mktemp("demo")
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


@pytest.fixture
def snapshot(ran: tuple[Path, dict[str, object]]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(ran[0] / "winnow.duckdb", read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_each_analyst_question_is_one_line_and_has_rows(question: str, snapshot: duckdb.DuckDBPyConnection) -> None:
    assert snapshot.execute(question).fetchall()


def test_outcomes_that_are_no_articles_are_recorded(snapshot: duckdb.DuckDBPyConnection) -> None:
    codes = {row[0] for row in snapshot.execute("select distinct code from failures").fetchall()}
    assert {"robots", "http_404"} <= codes
    walls = snapshot.execute("select url, score from articles where page_class = 'wall'").fetchall()
    assert walls
    assert all(score is None for _, score in walls)


def test_the_farms_have_generated_authors_and_the_newspaper_has_people(snapshot: duckdb.DuckDBPyConnection) -> None:
    by_site = dict(
        snapshot.execute(
            "select site, count(*) filter (author_verdict = 'generated') from articles group by all"
        ).fetchall()
    )
    assert by_site["mapfacts.example"] >= 5
    assert by_site["worldqueries.example"] >= 5
    assert by_site["herald.example"] == 0
    assert by_site["meridianreview.example"] == 0


def test_the_newspaper_scores_above_the_farms(snapshot: duckdb.DuckDBPyConnection) -> None:
    score = dict(snapshot.execute("select site, score from sources").fetchall())
    assert score["herald.example"] > score["mapfacts.example"] + 20
    assert score["herald.example"] > score["worldqueries.example"] + 20


def test_the_changed_page_ends_in_its_second_state(snapshot: duckdb.DuckDBPyConnection) -> None:
    versions = snapshot.execute(
        "select url, count(*) from article_versions group by all having count(*) = 2"
    ).fetchall()
    assert len(versions) == 1
    newest = snapshot.execute("select version from articles where url = ?", [versions[0][0]]).fetchone()
    assert newest == (2,)


def test_no_address_of_an_author_is_in_the_clear(ran: tuple[Path, dict[str, object]]) -> None:
    folder, _ = ran
    pages = b"".join(reply.body for site in load_sites(1).values() for reply in site.values())
    addresses = set(re.findall(rb"[\w.+-]+@[\w-]+\.[\w.]+\w", pages))
    assert len(addresses) >= 10
    files = [path for path in folder.rglob("*") if path.is_file() and "warc" not in path.parts]
    published = [path for path in files if path.suffix in {".html", ".duckdb", ".json"}]
    assert published
    assert [(path.name, word) for path in published for word in addresses if word in path.read_bytes()] == []


def test_what_a_run_did_can_be_read_in_prefect(ran: tuple[Path, dict[str, object]]) -> None:
    with closing(sqlite3.connect(ran[0] / "private" / "prefect" / "prefect.db")) as prefect:
        artifacts = dict(prefect.execute("select key, data from artifact order by created").fetchall())
        tasks = dict(prefect.execute("select name, state_name from task_run order by created").fetchall())
        logged = prefect.execute("select message from log where name = 'winnow' and task_run_id is not null").fetchall()
        told = prefect.execute("select message from log where name = 'winnow' and task_run_id is null").fetchall()
        tags = prefect.execute("select distinct tags from flow_run").fetchall()
        tags_of_tasks = prefect.execute("select distinct tags from task_run").fetchall()
    assert {"winnow-summary", "winnow-sources", "winnow-quarantine", "winnow-progress", "winnow-report"} <= set(
        artifacts
    )
    assert artifacts["winnow-progress-herald-example"] == 100
    assert tasks["fetch:6 sources"] == "Fetched 43, failed 1, refused by robots 1"
    assert "Read 1" in tasks.values()
    summary = json.loads(artifacts["winnow-summary"])
    assert summary.startswith(f"# Run {ran[1]['run_id']}\n")
    assert "pages known: 42, of them 0 new and 1 changed" in summary
    assert "generated authors: 12 (no change)" in summary
    assert summary.count("\n- **1") == 5
    assert Path(str(ran[1]["report"])).resolve().as_uri() in summary
    assert any("/archive/2019/flood-levels.html answered 404" in message for (message,) in logged)
    assert ("publishing the snapshot",) in told
    assert [sorted(json.loads(found)) for (found,) in tags] == [["demo", "winnow"]]
    assert tags_of_tasks == [("[]",)]


def test_the_integrity_checks_pass(ran: tuple[Path, dict[str, object]]) -> None:
    done = subprocess.run(
        [WINNOW, "doctor", "--json", "--warehouse", ran[0]], capture_output=True, text=True, timeout=120, check=False
    )
    assert all(finding["ok"] for finding in json.loads(done.stdout)["findings"]), done.stdout


def test_the_same_again_adds_nothing(ran: tuple[Path, dict[str, object]]) -> None:
    folder, _ = ran
    before = hash_of(folder)
    again = demo(folder)
    assert again.returncode == 0, again.stderr
    new_rows = json.loads(again.stdout)["new_rows"]
    assert {table: new_rows.get(table, 0) for table in CONTENT_TABLES} == dict.fromkeys(CONTENT_TABLES, 0)
    assert hash_of(folder) == before


@pytest.mark.parametrize("after_s", [9.0, 16.0])
def test_a_run_that_is_killed_and_repeated_ends_the_same(
    after_s: float, ran: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    process = subprocess.Popen(
        [WINNOW, "demo", tmp_path, "--quiet"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after_s)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    repeated = demo(tmp_path)
    assert repeated.returncode == 0, repeated.stderr
    assert hash_of(tmp_path) == hash_of(ran[0])


def hash_of(folder: Path) -> str:
    with duckdb.connect(folder / "winnow.duckdb", read_only=True) as connection:
        return content_hash(connection)
