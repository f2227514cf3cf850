"""Which pages changed since an earlier crawl, did they say so, and which claims appeared, vanished or flipped?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse.report import show
from warehouse.report.audit import NUM, SENTENCE_CHARS, Audit, number_cell, site_cell, total_of
from warehouse.report.beside import put_beside
from warehouse.report.links import article_href, title_of
from warehouse.report.records import Cell, Column, Comparison, Link, Row, Section, Table
from warehouse.report.rows import ChangeFacts

# Claims on an article's page; the view has all.
MOST_CLAIMS = 20
# As the warehouse counts them, worst first, in the reader's words.
CHANGES = {"flipped": "✗ flipped", "recast": "recast", "appeared": "new", "vanished": "gone"}


def changed(facts: Sequence[ChangeFacts], *, root: str = "") -> Audit:
    """Return pages whose text is another than it was."""
    return Audit(
        anchor="changed",
        title="Changed since an earlier crawl",
        lead="Pages whose text differs between crawls, read by the same rules. An edit is silent where the page gives "
        "the same date of change, or none, before and after; a claim is flipped where it says the opposite now.",
        empty="No page changed its text between crawls.",
        query="from edits where is_silent and change = 'flipped'",
        total=total_of(facts),
        columns=(
            Column(name="page", css="wide"),
            Column(name="source"),
            Column(name="said so"),
            Column(name="claims"),
            Column(name="passages new", css=NUM),
            Column(name="gone", css=NUM),
            Column(name="seen changed"),
        ),
        rows=tuple(_row(row, root) for row in facts),
    )


def _row(row: ChangeFacts, root: str) -> Row:
    return Row(
        cells=(
            Cell(
                text=title_of(row.title, row.url),
                href=article_href(row.article_id, root, "changed"),
                note=show.shorten(_example(row), SENTENCE_CHARS),
                css="wide",
            ),
            site_cell(row.site, root),
            Cell(text=_said(row)),
            Cell(text=_counted(row.claims or ())),
            number_cell(len(row.new_texts or ())),
            number_cell(len(row.gone_texts or ())),
            Cell(text=show.moment(row.seen_at), css="nowrap"),
        )
    )


def _example(row: ChangeFacts) -> str:
    """Return what came, or went where nothing came."""
    return next(iter(row.new_texts or row.gone_texts or ()), "")


def _said(row: ChangeFacts) -> str:
    return "✗ silent" if row.is_silent else f"on {show.moment(row.modified)}"


def _counted(claims: Sequence[Mapping[str, Any]]) -> str:
    """Return how many claims changed how: "1 flipped, 3 new"."""
    counts = Counter(claim["change"] for claim in claims)
    return ", ".join(f"{counts[change]} {word}" for change, word in CHANGES.items() if counts[change]) or "none"


def show_changes(facts: ChangeFacts) -> Section:
    """Return what came, went and turned round in one page: claims, then passages side by side."""
    claims = facts.claims or ()
    older = show.moment(facts.older_seen_at)
    said = "The page does not say so" if facts.is_silent else f"The page says that it was changed {_said(facts)}"
    columns = (Column(name="claim"), Column(name="before", css="half"), Column(name="now", css="half"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=CHANGES[claim["change"]], css="nowrap", href=_place(claim)),
                Cell(text=show.shorten(claim["before"] or "", SENTENCE_CHARS), css="half"),
                Cell(text=show.shorten(claim["after"] or "", SENTENCE_CHARS), css="half"),
            )
        )
        for claim in claims[:MOST_CLAIMS]
    )
    return Section(
        anchor="changed",
        title="Changed",
        count="silently" if facts.is_silent else "",
        lead=f"What differs from the text that was read on {older}. {said}. Claims: {_counted(claims)}.",
        empty="",
        table=Table(caption="Claims that changed", columns=columns, rows=rows) if rows else None,
        comparison=Comparison(
            left=Link(text=f"read on {older}", href=""),
            right=Link(text=f"read on {show.moment(facts.seen_at)}", href=""),
            rows=put_beside(facts.gone_texts or (), facts.new_texts or ()),
        ),
        query="from edits_of('{}')".format(show.shorten(facts.url, 300).replace("'", "''")),
    )


def _place(claim: Mapping[str, Any]) -> str | None:
    return None if claim["claim_order"] is None else f"#c{claim['claim_order'] + 1}"
