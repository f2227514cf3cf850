"""What does a crawl that is killed leave behind, so that the next one goes on where it stopped?

Each page that is found, each outcome and each host that is parked is a line of a file as soon as it is known. When a
crawl ends, what only the journal knows becomes a part for the loader; a journal that is still there when the next run
begins was left by a run that died, and all of it becomes a part. The loader drops what the warehouse knows already.
"""

import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from extractors.errors import WarehouseError
from extractors.ids import hash_id
from warehouse.parts import write_part
from warehouse.records import FailureRow, FetchRow, FrontierRow, HostRow, RoundRow

Row = FailureRow | FetchRow | FrontierRow | HostRow | RoundRow

SUFFIX: Final = ".jsonl"
OWNER_ONLY: Final = 0o600
_KINDS: Final[dict[str, type[Row]]] = {
    "fetch": FetchRow,
    "failure": FailureRow,
    "found": FrontierRow,
    "round": RoundRow,
    "host": HostRow,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}
_FIELDS: Final = {kind: tuple(kind.__dataclass_fields__) for kind in _KINDS.values()}
_MOMENTS: Final = frozenset({"fetched_at", "failed_at", "parked_until"})


class CrawlJournal:
    """The journal of one crawl. The first line makes the file."""

    def __init__(self, folder: Path, *, run_id: str) -> None:
        """Keep where to write."""
        self.path = folder / f"{run_id}{SUFFIX}"
        self._descriptor = -1

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the file go; it stays until it has become a part."""
        self.close()

    def add(self, *rows: Row) -> None:
        """Append rows with one write: a process that is killed leaves whole lines and at most one that is torn."""
        data = "".join(map(_line_of, rows)).encode("utf-8", "surrogatepass")
        try:
            if self._descriptor < 0:
                self._descriptor = self._open()
            while data:
                data = data[os.write(self._descriptor, data) :]
        except OSError as error:
            raise WarehouseError(f"{self.path}: cannot be written: {error.strerror or error}") from error

    def close(self) -> None:
        """Close the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _open(self) -> int:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, OWNER_ONLY)


def journal_part(journal: CrawlJournal, parts: Path) -> Path | None:
    """Turn what only the journal of a crawl that ended knows into a part; return it, None where there is nothing.

    Call `drop_journal` when the outcomes of the pages are in parts too.
    """
    journal.close()
    if not journal.path.exists():
        return None
    rows = [row for row in read_journal(journal.path) if not isinstance(row, FetchRow | FailureRow)]
    return _part_of(rows, parts, name=f"{journal.path.stem}-crawl")


def drop_journal(journal: CrawlJournal) -> None:
    """Remove the journal of a crawl whose rows are all in parts."""
    journal.path.unlink(missing_ok=True)


def recover_journals(folder: Path, parts: Path) -> list[Path]:
    """Turn the journals of runs that died into parts; call it before the parts that are left are loaded."""
    recovered = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        rows = list(read_journal(path))
        # The name says what is in it: the part of a journal that was cut off elsewhere would be another one.
        part = _part_of(rows, parts, name=hash_id("journal", path.stem, str(len(rows))))
        recovered += [part] if part is not None else []
        path.unlink()
    return recovered


def read_journal(path: Path) -> Iterator[Row]:
    """Yield the rows of a journal; a last line that is torn is left out."""
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                name, values = json.loads(line)
                yield _row_of(_KINDS[name], values)


def _part_of(rows: Sequence[Row], parts: Path, *, name: str) -> Path | None:
    if not rows:
        return None
    part = write_part(
        parts,
        name,
        fetches=[row for row in rows if isinstance(row, FetchRow)],
        failures=[row for row in rows if isinstance(row, FailureRow)],
        rounds=[row for row in rows if isinstance(row, RoundRow)],
        frontier=[row for row in rows if isinstance(row, FrontierRow)],
        hosts=[row for row in rows if isinstance(row, HostRow)],
    )
    return part.path


def _line_of(row: Row) -> str:
    kind = type(row)
    values = [getattr(row, field) for field in _FIELDS[kind]]
    return json.dumps([_NAMES[kind], values], ensure_ascii=False, default=datetime.isoformat) + "\n"


def _row_of(kind: type[Row], values: list[Any]) -> Row:
    fields = dict(zip(_FIELDS[kind], values, strict=True))
    for name in _MOMENTS & fields.keys():
        fields[name] = datetime.fromisoformat(fields[name]) if fields[name] else None
    if "redirects" in fields:
        fields["redirects"] = tuple(fields["redirects"])
    return kind(**fields)
