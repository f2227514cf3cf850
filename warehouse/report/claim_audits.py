"""Which claims contradict, repeat each other, or stand on nobody's word?"""

from collections.abc import Sequence

from warehouse.report import show
from warehouse.report.audit import NUM, SENTENCE_CHARS, Audit, number_cell, site_cell, total_of
from warehouse.report.links import article_href, title_of
from warehouse.report.pairs import show_pair
from warehouse.report.records import Cell, Column, Row
from warehouse.report.rows import ContradictionFacts, RepeatedFacts, UnattributedFacts, VagueFacts


def contradictions(facts: Sequence[ContradictionFacts], *, root: str = "") -> Audit:
    """Return pairs of claims that cannot both hold."""
    return Audit(
        anchor="contradictions",
        title="Contradictions",
        lead="Two claims that cannot both hold, side by side, in the sentences that state them; between sources first.",
        empty="No two claims contradict each other.",
        query="from contradictions order by same_article",
        total=total_of(facts),
        pairs=tuple(show_pair(row, root) for row in facts),
    )


def vague(facts: Sequence[VagueFacts], *, root: str = "") -> Audit:
    """Return sources that are nobody in particular."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=f"“{show.shorten(row.attribution, 80)}”"),
                number_cell(row.claims),
                number_cell(row.articles),
                number_cell(row.sites),
                Cell(
                    text=show.shorten(row.sentence or "", SENTENCE_CHARS),
                    href=article_href(row.article_id, root, f"c{row.claim_order + 1}"),
                    note=show.text_or_unknown(row.site),
                    css="wide",
                ),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="vague",
        title="Vague sources",
        lead="Claims put into the mouth of nobody in particular.",
        empty="No claim rests on a vague source.",
        query="select attribution, count(*) from claims where attribution_vague group by all",
        total=total_of(facts),
        columns=(
            Column(name="said by"),
            Column(name="claims", css=NUM),
            Column(name="articles", css=NUM),
            Column(name="sources", css=NUM),
            Column(name="for example", css="wide"),
        ),
        rows=rows,
    )


def unattributed(facts: Sequence[UnattributedFacts], *, root: str = "") -> Audit:
    """Return articles whose checkable claims stand on nobody's word."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=title_of(row.title, row.url), href=article_href(row.article_id, root), css="wide"),
                site_cell(row.site, root),
                number_cell(row.unattributed),
                number_cell(row.checkable),
                Cell(
                    text=show.share(row.unattributed_share),
                    css=NUM,
                    bar=show.bar(row.unattributed_share),
                    order=f"{row.unattributed_share:g}",
                ),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="unattributed",
        title="Unattributed claims",
        lead="Articles with claims that somebody could check but that rest on no named source.",
        empty="Every checkable claim names its source.",
        query="from claims where checkable and attribution is null",
        total=total_of(facts),
        columns=(
            Column(name="article", css="wide"),
            Column(name="source"),
            Column(name="unattributed", css=NUM),
            Column(name="checkable", css=NUM),
            Column(name="share", css=NUM),
        ),
        rows=rows,
    )


def repeated(facts: Sequence[RepeatedFacts], *, root: str = "") -> Audit:
    """Return claims that several articles make."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=show.shorten(" · ".join(p for p in (row.subject, row.relation_lemma, row.object) if p), 160),
                    href=article_href(row.article_id, root, f"c{row.claim_order + 1}"),
                    note=show.shorten(row.sentence or "", SENTENCE_CHARS),
                    css="wide",
                ),
                number_cell(row.articles),
                number_cell(row.texts),
                number_cell(row.sites),
                number_cell(row.claims),
                number_cell(row.negative_claims),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="repeated",
        title="Repeated claims",
        lead="The same proposition in several articles. Texts: how many of these are not copies of each other.",
        empty="No claim is made by more than one article.",
        query="select proposition_id, count(distinct url) from claims group by all order by 2 desc",
        total=total_of(facts),
        columns=(
            Column(name="claim", css="wide"),
            Column(name="articles", css=NUM),
            Column(name="texts", css=NUM, hint="independent texts: copies count once"),
            Column(name="sources", css=NUM),
            Column(name="claims", css=NUM),
            Column(name="denied", css=NUM),
        ),
        rows=rows,
    )
