"""Which pages are copies, signed by nobody, changed since, or could not be had?"""

from collections.abc import Sequence

from warehouse.report import show
from warehouse.report.audit import NUM, SENTENCE_CHARS, Audit, number_cell, site_cell, total_of
from warehouse.report.links import article_href, title_of
from warehouse.report.records import Cell, Column, Row, Section, Table
from warehouse.report.rows import ChangeFacts, CopyFacts, FailureFacts, GeneratedFacts

# Passages that an article's page shows of a change, and how much of each.
MOST_CHANGES = 20
PASSAGE_CHARS = 400


def copies(facts: Sequence[CopyFacts], *, root: str = "") -> Audit:
    """Return articles that repeat earlier ones."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=title_of(row.title, row.url),
                    href=article_href(row.article_id, root),
                    note=f"{show.text_or_unknown(row.site)}, published {show.day(row.published)}",
                ),
                Cell(
                    text=title_of(row.original_title, row.original_url),
                    href=article_href(row.original_article_id, root),
                    note=f"{show.text_or_unknown(row.original_site)}, published {show.day(row.original_published)}",
                ),
                Cell(
                    text=show.share(row.similarity),
                    css=NUM,
                    bar=show.bar(row.similarity),
                    order=f"{row.similarity or 0:g}",
                ),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="copies",
        title="Copied articles",
        lead="Articles that repeat an earlier text. Shared: the share of common five-word runs.",
        empty="No article repeats another.",
        query="from copies where not is_original",
        total=total_of(facts),
        columns=(
            Column(name="copy", css="wide"),
            Column(name="earlier text", css="wide"),
            Column(name="shared", css=NUM),
        ),
        rows=rows,
    )


def generated(facts: Sequence[GeneratedFacts], *, root: str = "") -> Audit:
    """Return sites that print invented authors."""
    rows = tuple(
        Row(
            cells=(
                site_cell(row.site, root),
                Cell(
                    text=show.share(row.generated_author_share),
                    css=NUM,
                    note=f"{show.count(row.generated_authors)} of {show.count(row.articles)} articles",
                    bar=show.bar(row.generated_author_share, tone="e"),
                    order=f"{row.generated_author_share or 0:g}",
                ),
                number_cell(row.names),
                Cell(text=", ".join(row.generators) or show.UNKNOWN),
                Cell(text=", ".join(show.shorten(name, 40) for name in row.examples)),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="generated",
        title="Generated authors",
        lead="Sources that sign articles with profiles that a program filled in: names and handles of nobody.",
        empty="No source prints a generated author.",
        query="select site, count(*) from articles where author_verdict = 'generated' group by all",
        total=total_of(facts),
        columns=(
            Column(name="source"),
            Column(name="articles so signed", css=NUM),
            Column(name="names", css=NUM),
            Column(name="made by"),
            Column(name="for example"),
        ),
        rows=rows,
    )


def changed(facts: Sequence[ChangeFacts], *, root: str = "") -> Audit:
    """Return pages whose text is another than it was."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=title_of(row.title, row.url),
                    href=article_href(row.article_id, root, "changed"),
                    note=show.shorten(next(iter(row.new_texts or row.gone_texts or ()), ""), SENTENCE_CHARS),
                    css="wide",
                ),
                site_cell(row.site, root),
                number_cell(len(row.new_texts or ())),
                number_cell(len(row.gone_texts or ())),
                Cell(text=show.moment(row.modified), css="nowrap"),
                Cell(text=show.moment(row.seen_at), css="nowrap"),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="changed",
        title="Changed since an earlier crawl",
        lead="Pages whose text differs between crawls, read by the same rules; pages may say so themselves, or not.",
        empty="No page changed its text between crawls.",
        query="from article_versions where version > 1",
        total=total_of(facts),
        columns=(
            Column(name="page", css="wide"),
            Column(name="source"),
            Column(name="passages new", css=NUM),
            Column(name="gone", css=NUM),
            Column(name="says changed"),
            Column(name="seen changed"),
        ),
        rows=rows,
    )


def show_changes(facts: ChangeFacts) -> Section:
    """Return what came and went in one page, passage by passage."""
    gone = [("gone", text) for text in facts.gone_texts or ()]
    new = [("new", text) for text in facts.new_texts or ()]
    rows = tuple(
        Row(cells=(Cell(text=what, css="nowrap"), Cell(text=show.shorten(text, PASSAGE_CHARS), css="rest")))
        for what, text in (gone + new)[:MOST_CHANGES]
    )
    return Section(
        anchor="changed",
        title="Changed",
        count=f"{len(new)} new, {len(gone)} gone",
        lead=f"Passages of the article that differ from what was read on {show.moment(facts.older_seen_at)}.",
        empty="",
        table=Table(caption="Changed", columns=(Column(name="what"), Column(name="passage", css="rest")), rows=rows),
    )


def failures(facts: Sequence[FailureFacts], *, root: str = "") -> Audit:
    """Return addresses that could not be had or read."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=show.shorten(row.url, 300), css="address"),
                Cell(text=show.words(show.text_or_unknown(row.code)), note=row.stage or "", css="nowrap"),
                Cell(text=show.shorten(row.message or show.UNKNOWN, SENTENCE_CHARS), css="wide"),
                Cell(text=show.moment(row.failed_at), css="nowrap"),
                site_cell(row.site, root),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="failures",
        title="Refused and failed",
        lead="Addresses that gave no article: refused, missing, broken or unreadable. Recorded, not hidden.",
        empty="Every address was had and read.",
        query="from failures",
        total=total_of(facts),
        columns=(
            Column(name="address"),
            Column(name="what"),
            Column(name="why", css="wide"),
            Column(name="when"),
            Column(name="source"),
        ),
        rows=rows,
    )
