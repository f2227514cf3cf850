"""What must a report that leaves the house not show, and how is it taken out?

Names of persons, real or invented: a report to mail around is about texts and sites. What is left of a text is what
evidence rests on; the rest, readers' comments among it, is cut out. Both happen in a copy of the snapshot, with masks
as long as what they hide, so that every highlight stays where it was.
"""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.layout import WarehouseFolder
from warehouse.open import open_for_writing, transaction
from warehouse.persons import Names, keep_only, pseudonym
from warehouse.snapshot import publish
from warehouse.statements import read_sql

ARTICLES_AT_ONCE = 200


@dataclass(slots=True)
class _Kept:
    """Which stretches of one article evidence rests on."""

    page: list[tuple[int, int]] = field(default_factory=list)
    text: list[tuple[int, int]] = field(default_factory=list)


@contextmanager
def redacted(snapshot: Path, *, key: bytes) -> Iterator[Path]:
    """Yield a snapshot in which nobody is named and only evidence is quoted; it is gone afterwards.

    `key` makes the stand-ins for names: the same person has the same one in every report of a warehouse.
    """
    with tempfile.TemporaryDirectory(prefix="winnow-redacted-") as kept:
        folder = WarehouseFolder(Path(kept)).make()
        shutil.copyfile(snapshot, folder.database)
        folder.database.chmod(0o600)
        connection = open_for_writing(folder)
        try:
            _redact(connection, key=key)
            clean = publish(connection, folder, keep=1)
        finally:
            connection.close()
        yield clean


def _redact(connection: duckdb.DuckDBPyConnection, *, key: bytes) -> None:
    names = Names.of(connection.execute(read_sql("redact/names.sql")).fetchall(), key=key)
    for name, work, takes, gives in (
        ("masked", names.mask, ["VARCHAR", "VARCHAR"], "VARCHAR"),
        ("masked_reason", names.mask_reason, ["VARCHAR", "VARCHAR"], "VARCHAR"),
        ("masked_url", names.mask_url, ["VARCHAR"], "VARCHAR"),
        ("masked_urls", lambda urls: [names.mask_url(url) for url in urls], ["VARCHAR[]"], "VARCHAR[]"),
        ("stand_in", lambda person: pseudonym(person, key=key), ["VARCHAR"], "VARCHAR"),
    ):
        connection.create_function(name, work, takes, gives)  # type: ignore[arg-type] # names of types
    with transaction(connection):
        _mask_texts(connection, names)
        connection.execute(read_sql("redact/rows.sql"))


def _mask_texts(connection: duckdb.DuckDBPyConnection, names: Names) -> None:
    """Mask and cut the two texts of every article: what stands in them is copied from there afterwards."""
    ids = [article_id for (article_id,) in connection.execute(read_sql("redact/article_ids.sql")).fetchall()]
    for at in range(0, len(ids), ARTICLES_AT_ONCE):
        batch = ids[at : at + ARTICLES_AT_ONCE]
        kept = _kept_stretches(connection, batch)
        given = {"article_ids": batch}
        for article_id, text, page_text in connection.execute(read_sql("redact/texts.sql"), given).fetchall():
            spans = kept[article_id]
            shown = {
                "article_id": article_id,
                "text": keep_only(names.mask(article_id, text), spans.text),
                "page_text": keep_only(names.mask(article_id, page_text), spans.page),
            }
            connection.execute(read_sql("redact/set_texts.sql"), shown)


def _kept_stretches(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> defaultdict[str, _Kept]:
    """Return the stretches by article: in the page as evidence says, in the text as kept blocks lie there."""
    given = {"article_ids": list(article_ids)}
    kept: defaultdict[str, _Kept] = defaultdict(_Kept)
    for article_id, start, end in connection.execute(read_sql("redact/evidence.sql"), given).fetchall():
        kept[article_id].page.append((start, end))
    blocks = connection.execute(read_sql("redact/blocks.sql"), given).fetchall()
    for article_id, char_start, char_end, text_start in blocks:
        shift = text_start - char_start
        kept[article_id].text += [
            (max(start, char_start) + shift, min(end, char_end) + shift)
            for start, end in kept[article_id].page
            if start < char_end and end > char_start
        ]
    return kept
