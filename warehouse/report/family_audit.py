"""Which sites' articles come from one mould?"""

from collections.abc import Sequence

from warehouse.report import show
from warehouse.report.audit import NUM, Audit, number_cell, total_of
from warehouse.report.links import article_href, title_of
from warehouse.report.records import Cell, Column, Row
from warehouse.report.rows import FamilyFacts

# Names of sites in one cell; the view has all.
MOST_SITES = 6


def families(facts: Sequence[FamilyFacts], *, root: str = "") -> Audit:
    """Return groups of sites that share a page's skeleton, its author profile or its calls, two of the three."""
    return Audit(
        anchor="families",
        title="Template families",
        lead="Sites whose articles share two of three: the skeleton of the page, the fields of the author profile, the "
        "calls to the reader.",
        empty="No two sites share a template.",
        query="from families order by sites desc",
        total=total_of(facts),
        columns=(
            Column(name="sources", css="wide"),
            Column(name="articles", css=NUM),
            Column(name="mean score", css=NUM),
            Column(name="generated authors", css=NUM),
            Column(name="what they share"),
            Column(name="for example"),
        ),
        rows=tuple(Row(cells=_cells(row, root)) for row in facts),
    )


def _cells(row: FamilyFacts, root: str) -> tuple[Cell, ...]:
    more = f" and {len(row.sites) - MOST_SITES} more" if len(row.sites) > MOST_SITES else ""
    names = ", ".join(show.shorten(site, 60) for site in row.sites[:MOST_SITES])
    example = None
    if row.example_id is not None:
        title = title_of(row.example_title, row.example_url or "", 60)
        example = Cell(text=title, href=article_href(row.example_id, root))
    return (
        Cell(text=names + more, css="wide"),
        number_cell(row.articles),
        number_cell(row.score),
        number_cell(row.generated_authors),
        Cell(text=show.text_or_unknown(row.traits)),
        example or Cell(text=show.UNKNOWN),
    )
