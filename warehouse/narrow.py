"""How does a report speak of some sources only, or of what is new?

The rows of all other pages leave a copy of the snapshot and what pages say together is derived anew, so that every
number of the part is right: a text whose earlier copy is left out repeats nothing here.
"""

import difflib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from extractors.errors import SettingsError
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.open import open_for_writing, transaction
from warehouse.snapshot import publish
from warehouse.statements import read_sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which pages are meant: those of these sites (all where there are none), published or first seen since a day."""

    sites: tuple[str, ...] = ()
    since: date | None = None

    @property
    def is_all(self) -> bool:
        """Return whether nothing is left out."""
        return not self.sites and self.since is None

    def __str__(self) -> str:
        """Return the part in words, like "only herald.example, since 2026-10-01"."""
        said = [f"only {', '.join(self.sites)}"] if self.sites else []
        return ", ".join([*said, f"since {self.since}"] if self.since else said)


@contextmanager
def narrowed(snapshot: Path, part: Part) -> Iterator[Path]:
    """Yield a snapshot that holds the part alone, as if nothing else had been read; it is gone afterwards.

    Raises SettingsError for a site that the snapshot does not know.
    """
    if part.is_all:
        yield snapshot
        return
    with tempfile.TemporaryDirectory(prefix="winnow-part-") as kept:
        folder = WarehouseFolder(Path(kept)).make()
        shutil.copyfile(snapshot, folder.database)
        folder.database.chmod(0o600)
        connection = open_for_writing(folder)
        try:
            _leave_out(connection, part)
            derive(connection)
            narrow = publish(connection, folder, keep=1)
        finally:
            connection.close()
        yield narrow


def _leave_out(connection: duckdb.DuckDBPyConnection, part: Part) -> None:
    known = [site for (site,) in connection.execute(read_sql("narrow/sites.sql")).fetchall()]
    for site in part.sites:
        if site not in known:
            near = difflib.get_close_matches(site, known, n=1)
            raise SettingsError(f"{site}: no such source here{f'; did you mean {near[0]}?' if near else ''}")
    chosen = {"sites": list(part.sites), "since": part.since}
    with transaction(connection):
        connection.execute(read_sql("narrow/choose_articles.sql"), chosen)
        connection.execute(read_sql("narrow/choose_pages.sql"), chosen)
        connection.execute(read_sql("forget/delete_pages.sql"))
