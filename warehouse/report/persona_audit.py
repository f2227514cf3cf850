"""Which sites invent their authors, and what do their authors have in common?"""

from collections.abc import Sequence

from warehouse.report import show
from warehouse.report.audit import NUM, Audit, number_cell, site_cell, total_of
from warehouse.report.records import Cell, Column, Row
from warehouse.report.rows import PersonaFacts


def personas(facts: Sequence[PersonaFacts], *, root: str = "") -> Audit:
    """Return sites by what their authors have in common: generated profiles, names of one list, a template."""
    return Audit(
        anchor="personas",
        title="Authors across pages",
        lead="What no single page shows: how many names a source invents, whether they sign elsewhere too, and whether "
        "all its names stand in one generator's lists, with the chance of that by the names of all other sources.",
        empty="No source prints a generated author.",
        query="from persona_sites where generated > 0",
        total=total_of(facts),
        columns=(
            Column(name="source"),
            Column(name="generated names", css=NUM),
            Column(name="names of lists", css=NUM),
            Column(name="on other sources", css=NUM),
            Column(name="raised by the source", css=NUM),
            Column(name="same template at"),
        ),
        rows=tuple(Row(cells=_cells(row, root)) for row in facts),
    )


def _cells(row: PersonaFacts, root: str) -> tuple[Cell, ...]:
    chance = "" if row.chance is None else f", by accident {row.chance:.1g}"
    signed = f"they sign {show.count(row.generated_articles)} of {show.count(row.articles)} pages"
    return (
        site_cell(row.site, root),
        Cell(text=f"{show.count(row.generated)} of {show.count(row.authors)}", css=NUM, note=signed),
        Cell(text=f"{show.count(row.listed)} of {show.count(row.authors)}{chance}", css=NUM),
        number_cell(row.travelling),
        number_cell(row.raised),
        Cell(text=", ".join(row.same_template) or show.UNKNOWN),
    )
