"""Bad input costs one page, and a bad place is one clear line with its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

WINNOW = Path(sys.executable).with_name("winnow")
GOOD = """<html><body><article><h1>Ferry delayed by a fault in the lamp</h1>
<p>The night ferry to Skarvoy was delayed by two hours on Tuesday, the harbour office said in the evening.</p>
<p>The crew found no fault in the engine, and the lamp on the mast was replaced before midnight.</p>
</article></body></html>"""
BAD_FILES = {
    "empty.html": b"",
    "paper.html": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n",
    "cut.html": GOOD.encode()[:300],
    "bytes.html": GOOD.replace("fault", "f\udcffult").encode("utf-8", "surrogateescape"),
    "good.html": GOOD.encode(),
}


def winnow(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([WINNOW, *arguments], capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, body in BAD_FILES.items():
        (folder / name).write_bytes(body)
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", place], check=True)


def test_bad_pages_are_failures_and_the_rest_is_done(pages: Path, tmp_path: Path) -> None:
    done = winnow("run", "--quiet", "--json", "--warehouse", tmp_path / "w", pages)
    assert done.returncode == 4, done.stderr
    assert json.loads(done.stdout)["pages_unreadable"] == 2
    with duckdb.connect(tmp_path / "w" / "winnow.duckdb", read_only=True) as connection:
        failures = dict(connection.execute("select split_part(url, '/', -1), code from failures").fetchall())
        articles = connection.execute("select split_part(url, '/', -1) from articles order by all").fetchall()
    assert failures == {"empty.html": "empty", "paper.html": "not_text"}
    assert articles == [("bytes.html",), ("cut.html",), ("good.html",)]


def test_a_full_disk_ends_with_one_line_and_the_next_run_goes_on(pages: Path, small_disk: Path) -> None:
    done = winnow("run", "--quiet", "--warehouse", small_disk / "w", pages)
    assert done.returncode == 7, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
    again = winnow("run", "--quiet", "--warehouse", small_disk / "w", pages)
    assert again.returncode == 4, again.stderr
    assert (small_disk / "w" / "report" / "index.html").is_file()


def test_a_read_only_disk_ends_with_one_line(pages: Path, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = winnow("run", "--quiet", "--warehouse", small_disk / "w", pages)
    assert done.returncode == 7
    assert "ead-only" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_full_standard_output_is_a_limit() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    row = json.dumps({"id": 1, "html": GOOD})
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [WINNOW, "extract"], input=row, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False
        )
    assert done.returncode == 7
    assert "No space left" in done.stderr


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("empty.html", 4, "empty.html"), ("paper.html", 4, "PDF"), ("good.html", 0, "")],
)
def test_check_names_the_page_that_it_cannot_read(name: str, code: int, said: str, pages: Path) -> None:
    done = winnow("check", pages / name)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_isolates_a_bad_page_and_keeps_the_order() -> None:
    rows = [
        {"id": "a", "html": GOOD},
        {"id": "b"},
        {"id": "c", "html_base64": "JVBERi0xLjcK"},
        {"id": "d", "html": GOOD},
    ]
    done = subprocess.run(
        [WINNOW, "extract"],
        input="\n".join(json.dumps(row) for row in rows),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 4
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d"]
    assert ["error" in answer for answer in answers] == [False, True, True, False]
