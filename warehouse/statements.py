"""Which SQL does the warehouse run? All of it lies in .sql files beside this module."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

COMMENT = "--"


@cache
def read_sql(name: str) -> str:
    """Return the text of one file under `sql/`, like `load/block.sql`."""
    return files("warehouse").joinpath("sql", *name.split("/")).read_text(encoding="utf-8")


@cache
def list_sql(folder: str) -> tuple[str, ...]:
    """Return the names of the .sql files of one folder under `sql/`, in order."""
    entries: Traversable = files("warehouse").joinpath("sql", folder)
    return tuple(sorted(f"{folder}/{entry.name}" for entry in entries.iterdir() if entry.name.endswith(".sql")))


def hash_sql(*names: str) -> str:
    """Return the SHA-256 of some files under `sql/`, in this order."""
    return sha256("".join(map(read_sql, names)).encode()).hexdigest()


def read_title(name: str) -> str:
    """Return the comment that a file begins with, as one line."""
    lines = read_sql(name).splitlines()
    title = []
    for line in lines:
        if not line.startswith(COMMENT):
            break
        title.append(line.removeprefix(COMMENT).strip())
    return " ".join(title)
