"""What was a report made of, and is all of it still there?

The seal is a small file that is written last: a hash of what the report says, and one of its files and their sizes. A
folder that was half-written, or lost a page since, does not bear it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.report.audit import MOST_ROWS
from warehouse.report.query import ask
from warehouse.report.rows import FailureFacts, RunFacts
from warehouse.statements import hash_sql, list_sql

# What says that a folder is a report, and may be replaced by the next one.
SEAL = "winnow-report.txt"
GREETING = "Made by winnow; the next report replaces this folder."
# Where the code of the report lies, with what it asks and prints.
CODE_FOLDERS = (".", "sql", "templates", "static")


class ContentFacts(NamedTuple):
    """`content.sql`."""

    pages: str
    warc_places: str
    personal_data: int
    sites: str
    relations: str
    rules: str | None
    derivation: str | None
    latest_month: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says, as a hash: reports of equal content differ at most in when things were last seen."""

    sha256: str


def read_content(connection: duckdb.DuckDBPyConnection, *, scope: str) -> Content:
    """Return what a report of this part of the warehouse, made by this winnow, would say.

    How often and when pages were seen again is left out, and which run it was: every run would be news then.
    """
    run = next(iter(ask(connection, "run", RunFacts)), None)
    failures = ask(connection, "failures", FailureFacts, {"most": MOST_ROWS})
    said = (
        _code(),
        scope,
        (run.status, run.code_version) if run else None,
        ask(connection, "content", ContentFacts),
        [failure._replace(failed_at=None) for failure in failures],
    )
    return Content(sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest())


def seal(folder: Path, content: Content) -> None:
    """Write down what the finished report in a folder is made of."""
    (folder / SEAL).write_text(_text(folder, content), encoding="utf-8")


def has_seal(folder: Path) -> bool:
    """Return whether a folder is a report, whatever it was made of."""
    return (folder / SEAL).exists()


def bears_seal(folder: Path, content: Content) -> bool:
    """Return whether a folder holds the whole report of this content."""
    return has_seal(folder) and (folder / SEAL).read_bytes() == _text(folder, content).encode()


def _text(folder: Path, content: Content) -> str:
    return f"{GREETING}\ncontent {content.sha256}\nfiles   {_files_hash(folder)}\n"


def _files_hash(folder: Path) -> str:
    sizes = sorted(
        f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n"
        for path in folder.rglob("*")
        if path.is_file() and path.name != SEAL
    )
    return sha256("".join(sizes).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def _code() -> str:
    """Return a hash of all that decides how a snapshot is shown: after an upgrade a report is written anew."""
    digest = sha256(hash_sql(*list_sql("views")).encode())
    for file in _code_files():
        digest.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _code_files() -> Iterator[Traversable]:
    for name in CODE_FOLDERS:
        entries = files("warehouse.report").joinpath(name).iterdir()
        yield from sorted((entry for entry in entries if entry.is_file()), key=lambda entry: entry.name)
