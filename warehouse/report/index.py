"""What does the first page show: all sources, the headline numbers, the audits?"""

from collections.abc import Sequence

from warehouse.report import show
from warehouse.report.audit import Audit, show_audit
from warehouse.report.links import audit_page, source_href
from warehouse.report.query import group_by
from warehouse.report.records import Cell, Column, IndexPage, Link, ListPage, Pager, Row, Section, Table, Tile
from warehouse.report.rows import ListedArticle, SourceFacts, Totals, TrendFacts
from warehouse.report.source import grade_counts, scored_note

# Sources on the index: 1,000 rows of about 1.4 KB stay under 2 MB.
MOST_SOURCES = 1_000
# Of the small bars beside each source.
MONTHS = 12
# Rows of each audit on the index; the audit's own pages hold more.
PREVIEW_ROWS = 8
PREVIEW_PAIRS = 4
ROWS_PER_PAGE = 200


def _number(value: int, site: str, anchor: str) -> Cell:
    """Return a number that leads to its rows on the page of its source, where there are any."""
    href = source_href(site, anchor=anchor) if value else None
    text = show.count(value)
    return Cell(text=text, href=href, css="num", order=str(value) if "," in text else None)


def _trend(trend: Sequence[TrendFacts]) -> Cell:
    months = [(row.months_ago, row.month_of, row.score, row.articles) for row in trend]
    last = f"{trend[-1].score:g}" if trend else ""
    return Cell(text="" if trend else show.UNKNOWN, css="trend", spark=show.spark(months, most=MONTHS), order=last)


def _source_row(facts: SourceFacts, trend: Sequence[TrendFacts]) -> Row:
    worst = show.count(facts.worst_score)
    spread = f"worst article {worst}" if worst != show.count(facts.score) else ""
    worst = spread if facts.worst_score is not None else "no scored article"
    return Row(
        cells=(
            Cell(
                text=show.shorten(facts.site, 80),
                href=source_href(facts.site),
                gauge=show.gauge(facts.score, "Mean score"),
                order="" if facts.score is None else f"{facts.score:g}",
                note=worst,
                css="title",
            ),
            _trend(trend),
            _number(facts.articles, facts.site, "articles"),
            Cell(
                text=show.share(facts.generated_author_share),
                href=source_href(facts.site, anchor="authors") if facts.generated_author_share else None,
                css="num",
                bar=show.bar(facts.generated_author_share or None, tone="e"),
                order="" if facts.generated_author_share is None else f"{facts.generated_author_share:g}",
            ),
            _number(facts.copied_articles, facts.site, "copies"),
            _number(facts.claims, facts.site, "articles"),
            _number(facts.negative_claims, facts.site, "articles"),
            _number(facts.contradictions, facts.site, "contradictions"),
            _number(facts.failures, facts.site, "failures"),
        )
    )


def _sources(sources: Sequence[SourceFacts], trend: Sequence[TrendFacts]) -> Section:
    trend_of = group_by(trend, lambda row: row.site)
    columns = (
        Column(name="score and source", hint="mean score of its articles"),
        Column(name="last 12 months", css="trend", hint="mean score of its articles by month of publication"),
        Column(name="articles", css="num"),
        Column(name="generated authors", css="num", hint="share of articles signed by an invented author"),
        Column(name="copies", css="num", hint="articles that repeat an earlier one"),
        Column(name="claims", css="num"),
        Column(name="denied", css="num", hint="negated claims"),
        Column(name="contradictions", css="num"),
        Column(name="failed", css="num", hint="addresses refused, missing or unreadable"),
    )
    rows = tuple(_source_row(facts, trend_of[facts.site]) for facts in sources[:MOST_SOURCES])
    return Section(
        anchor="sources",
        title="Sources",
        count=show.count(len(sources))
        if len(sources) <= MOST_SOURCES
        else f"{MOST_SOURCES:,} worst of {len(sources):,}",
        lead="Every site that was read or tried, worst mean score first.",
        empty="Nothing was read yet. Add a source and run winnow.",
        table=Table(caption="Sources", columns=columns, rows=rows) if rows else None,
        query="from sources order by score",
    )


def _tiles(totals: Totals) -> tuple[Tile, ...]:
    generated = totals.generated_authors / totals.articles if totals.articles else None
    denied = totals.negative_claims / totals.claims if totals.claims else None
    return (
        Tile(
            label="Articles",
            value=show.count(totals.articles),
            note=f"on {show.count(totals.pages)} pages, {show.count(totals.new_pages)} new",
            href="#fresh",
        ),
        Tile(
            label="Mean score",
            value=show.count(totals.score),
            note=f"of {show.count(totals.scored)} scored articles",
            href="#sources",
        ),
        Tile(
            label="Generated authors",
            value=show.share(generated),
            note=f"{show.count(totals.generated_authors)} of {show.count(totals.articles)} articles",
            href="#generated",
            tone="warn" if totals.generated_authors else "",
        ),
        Tile(
            label="Claims",
            value=show.count(totals.claims),
            note=f"{show.share(denied)} denied ({show.count(totals.negative_claims)})",
            href="#repeated",
        ),
        Tile(
            label="Contradictions",
            value=show.count(totals.contradictions),
            note="pairs of claims",
            href="#contradictions",
        ),
        Tile(
            label="Copied articles",
            value=show.count(totals.copied_articles),
            note="repeat an earlier text",
            href="#copies",
        ),
        Tile(
            label="Refused or failed",
            value=show.count(totals.failures),
            note="addresses without an article",
            href="#failures",
        ),
    )


def _preview(audit: Audit) -> Section:
    most = PREVIEW_PAIRS if audit.pairs else PREVIEW_ROWS
    if audit.shown <= most:
        return show_audit(audit)
    more = Link(text=f"all {show.count(audit.total)} →", href=audit_page(audit.anchor))
    return show_audit(audit, most=most, more=more)


def show_index(
    totals: Totals,
    sources: Sequence[SourceFacts],
    articles: Sequence[ListedArticle],
    audits: Sequence[Audit],
    *,
    trend: Sequence[TrendFacts] = (),
) -> IndexPage:
    """Return the first page."""
    scores = [article.score for article in articles]
    return IndexPage(
        tiles=_tiles(totals),
        grades=show.grade_slices(grade_counts(scores)),
        grades_label=scored_note(scores),
        sources=_sources(sources, trend),
        sections=tuple(_preview(audit) for audit in audits if audit.shown),
        clean=tuple(show_audit(audit) for audit in audits if not audit.shown),
    )


def show_lists(audit: Audit) -> list[ListPage]:
    """Return the pages that show an audit in full, none where the index does already."""
    if audit.shown <= (PREVIEW_PAIRS if audit.pairs else PREVIEW_ROWS):
        return []
    total = -(-audit.shown // ROWS_PER_PAGE)
    return [
        ListPage(
            section=show_audit(audit, first=number * ROWS_PER_PAGE, most=ROWS_PER_PAGE),
            pager=None
            if total == 1
            else Pager(
                label=f"page {number + 1} of {total}",
                previous=audit_page(audit.anchor, number) if number else None,
                following=audit_page(audit.anchor, number + 2) if number + 1 < total else None,
            ),
        )
        for number in range(total)
    ]
