"""What do people say about winnow's answers, and how often is it right?

A label names bytes (address and SHA-256 of the body) and words, never a row of one reading: a replay with other rules
makes new rows from the same bytes, and the view `labels` finds the new answer to hold it against.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

import duckdb

from extractors.errors import WarehouseError
from extractors.ids import hash_id
from extractors.records import AuthorVerdict, BlockLabel, Polarity
from warehouse.open import transaction
from warehouse.statements import read_sql

NO_CLAIM = "none"
# What a person may say of each kind of answer.
ANSWERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "author": tuple(verdict.value for verdict in AuthorVerdict),
        "block": tuple(label.value for label in BlockLabel),
        "claim": (*(polarity.value for polarity in Polarity), NO_CLAIM),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One answer of winnow, confirmed (`wanted` is what was found) or corrected."""

    kind: str
    url: str
    body_sha256: str
    target: str
    quote: str
    found: str
    wanted: str
    note: str = ""
    labelled_by: str = ""
    labelled_at: datetime

    def __post_init__(self) -> None:
        """Refuse a word that no answer can be."""
        if self.kind not in ANSWERS:
            raise WarehouseError(f"{self.kind!r} is no kind of label; there are {', '.join(ANSWERS)}")
        if self.wanted not in ANSWERS[self.kind]:
            known = ", ".join(ANSWERS[self.kind])
            raise WarehouseError(f"{self.wanted!r} is no answer for {self.kind} ({self.url}); there are {known}")

    @property
    def label_id(self) -> str:
        """Return what is the same for a second label of the same thing."""
        return hash_id("label", self.kind, self.url, self.body_sha256, self.target)

    def row(self) -> dict[str, Any]:
        """Return the label as the columns of its table."""
        names = ("kind", "url", "body_sha256", "target", "quote", "found", "wanted", "note")
        return {name: getattr(self, name) for name in names} | {
            "label_id": self.label_id,
            "labelled_by": self.labelled_by,
            "labelled_at": self.labelled_at,
        }


def keep_labels(connection: duckdb.DuckDBPyConnection, labels: Sequence[Label]) -> int:
    """Keep labels, the last one of a thing; return how many there are of different things. Hold the lease."""
    last = {label.label_id: label for label in labels}
    with transaction(connection):
        connection.execute(read_sql("label/remove.sql"), {"label_ids": list(last)})
        for label in last.values():
            connection.execute(read_sql("label/insert.sql"), label.row())
    return len(last)
