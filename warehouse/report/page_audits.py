"""Which pages are new, copies, signed by nobody, or could not be had?"""

from collections.abc import Sequence

from warehouse.report import show
from warehouse.report.audit import NUM, SENTENCE_CHARS, Audit, number_cell, site_cell, total_of
from warehouse.report.links import article_href, title_of
from warehouse.report.records import Cell, Column, Row
from warehouse.report.rows import CopyFacts, DriftFacts, FailureFacts, FreshFacts, GeneratedFacts


def fresh(facts: Sequence[FreshFacts], *, root: str = "") -> Audit:
    """Return pages that the newest run saw for the first time."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=title_of(row.title, row.url),
                    href=article_href(row.article_id, root),
                    gauge=show.gauge(row.score),
                    order="" if row.score is None else str(row.score),
                    css="wide title",
                ),
                site_cell(row.site, root),
                Cell(text=show.day(row.published), css="nowrap"),
                Cell(text=show.text_or_unknown(row.author_verdict)),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="fresh",
        title="New since the last run",
        lead="Addresses that the newest run saw for the first time, worst score first.",
        empty="No address is new: there was no run before, or the newest one found the pages that were known.",
        query="from articles where first_seen_at >= (select max(started_at) from runs)",
        total=total_of(facts),
        columns=(
            Column(name="score and title", css="wide"),
            Column(name="source"),
            Column(name="published"),
            Column(name="author"),
        ),
        rows=rows,
    )


def drift(facts: Sequence[DriftFacts]) -> Audit:
    """Return how the texts of a source changed from week to week, and where the rules changed instead."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=row.week_of, css="nowrap", note="read by other rules" if row.is_read_anew else ""),
                number_cell(row.articles),
                Cell(text=show.count(row.score), css=NUM),
                Cell(text=show.points(row.score_change and round(row.score_change, 1)), css=NUM),
                Cell(text=show.share(row.generated_share), css=NUM),
                Cell(text=show.count(row.words), css=NUM),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="drift",
        title="Drift",
        lead="Texts by the week in which they were first seen. Other rules may give the same text another score.",
        empty="",
        query="from drift('author_fake', '2026-01-01')",
        total=total_of(facts),
        columns=(
            Column(name="week of"),
            Column(name="articles", css=NUM),
            Column(name="mean score", css=NUM),
            Column(name="change", css=NUM),
            Column(name="generated authors", css=NUM),
            Column(name="mean words", css=NUM),
        ),
        rows=rows,
    )


def copies(facts: Sequence[CopyFacts], *, root: str = "") -> Audit:
    """Return articles that repeat earlier ones."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=title_of(row.title, row.url),
                    href=article_href(row.article_id, root, "copies"),
                    note=f"{show.text_or_unknown(row.site)}, published {show.day(row.published)}",
                ),
                Cell(
                    text=title_of(row.original_title, row.original_url),
                    href=article_href(row.original_article_id, root),
                    note=f"{show.text_or_unknown(row.original_site)}, published {show.day(row.original_published)}",
                ),
                Cell(text=show.shorten(row.evidence or show.UNKNOWN, 160)),
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
        lead="Articles that repeat an earlier text; on the page of each, both stand side by side. Shared: the share of "
        "common pairs of longer words.",
        empty="No article repeats another.",
        query="from copies where not is_original",
        total=total_of(facts),
        columns=(
            Column(name="copy", css="wide"),
            Column(name="earlier text", css="wide"),
            Column(name="first because of"),
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
