"""What is an audit, and how much of it stands on one page?"""

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.report import show
from warehouse.report.links import source_href
from warehouse.report.pairs import under_headings
from warehouse.report.records import Cell, Column, Link, Pair, Row, Section, Table

# Rows that the report prints of one audit; the rest is a query away.
MOST_ROWS = 1_000
SENTENCE_CHARS = 320
NUM = "num"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One audit: its words, and all its rows or pairs in order of weight."""

    anchor: str
    title: str
    lead: str
    empty: str
    query: str
    total: int
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @property
    def shown(self) -> int:
        """Return how many rows or pairs there are to print."""
        return len(self.rows) + len(self.pairs)


def site_cell(site: str | None, root: str) -> Cell:
    """Return a site as a link to its page."""
    return Cell(text=show.text_or_unknown(site), href=source_href(site, root))


def number_cell(value: float | None) -> Cell:
    """Return a whole number as a cell that sorts."""
    return Cell(text=show.count(value), css=NUM, order="" if value is None else f"{value:g}")


def total_of(rows: Sequence[object]) -> int:
    """Return how many rows there are beyond those that were asked for."""
    return int(getattr(rows[0], "total", len(rows))) if rows else 0


def show_audit(audit: Audit, *, first: int = 0, most: int = MOST_ROWS, more: Link | None = None) -> Section:
    """Return rows `first` to `first + most` of an audit as a section."""
    rows = audit.rows[first : first + most]
    return Section(
        anchor=audit.anchor,
        title=audit.title,
        count=show.count(audit.total),
        lead=audit.lead,
        empty=audit.empty,
        table=Table(caption=audit.title, columns=audit.columns, rows=rows) if rows else None,
        pairs=under_headings(audit.pairs[first : first + most]),
        more=more,
        query=audit.query,
    )
