"""On which line of a TOML file does each table and each name stand? The library that reads TOML does not say."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]|[^"\'#\[\]{}\n]+|.',
    re.DOTALL,
)


def lines_of(text: str) -> Mapping[Path, int]:
    r"""Return the line of every table and name of a valid TOML text, counted from 1; tables of an array by number.

    What stands in an inline table or a list is of the line on which its name stands.

    >>> dict(lines_of('a = 1\n[[b]]\nc = [\n1]\n[[b]]'))
    {('a',): 1, ('b', 0): 2, ('b', 0, 'c'): 3, ('b', 1): 5}
    """
    found: dict[Path, int] = {}
    arrays: Counter[Path] = Counter()
    table: Path = ()
    for line, statement in _statements(text):
        if not statement.startswith("["):
            path = (*table, *_names(tomllib.loads(f"{_before_equals(statement)} = 0")))
        elif statement.startswith("[["):
            place = _numbered(_names(tomllib.loads(statement)), arrays)
            path = table = (*place, arrays[place])
            arrays[place] += 1
        else:
            path = table = _numbered(_names(tomllib.loads(statement)), arrays)
        found.setdefault(path, line)
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """Return the line of a place in the file, or of the nearest one around it; 1 for the file itself."""
    while path:
        line = lines.get(path) or lines.get((*path, 0))
        if line is not None:
            return line
        path = path[:-1]
    return 1


def _numbered(names: Path, arrays: Mapping[Path, int]) -> Path:
    """Return the path of a table, the last one of each array on the way."""
    path: Path = ()
    for at, name in enumerate(names):
        path = (*path, name)
        if at + 1 < len(names) and path in arrays:
            path = (*path, arrays[path] - 1)
    return path


def _names(nested: object) -> Path:
    """Return the names from the outside to the inside of what holds one thing."""
    path: list[str | int] = []
    while isinstance(nested, dict) and nested:
        name, nested = next(iter(nested.items()))
        path.append(name)
    return tuple(path)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each header and each assignment with the line on which it begins, without comments."""
    line, depth, began, parts = 1, 0, 1, ""
    for piece in (found[0] for found in _TOKEN.finditer(f"{text}\n")):
        depth += (piece in "[{") - (piece in "]}") if len(piece) == 1 else 0
        if piece == "\n" and depth == 0:
            if parts.strip():
                yield began, parts.strip()
            parts = ""
        elif not piece.startswith("#"):
            began = began if parts.strip() else line
            parts += piece
        line += piece.count("\n")


def _before_equals(statement: str) -> str:
    """Return what stands before the first = that is in no quotes."""
    before = ""
    for piece in (found[0] for found in _TOKEN.finditer(statement)):
        if "=" in piece and piece[0] not in "\"'":
            return before + piece.partition("=")[0]
        before += piece
    return before
