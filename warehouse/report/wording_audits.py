"""Which claims are doubted, repeated, copied, undated, counted or answered otherwise, or not at their place?"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import duckdb

from warehouse.report import show
from warehouse.report.audit import MOST_ROWS, NUM, SENTENCE_CHARS, Audit, number_cell, site_cell, total_of
from warehouse.report.links import article_href
from warehouse.report.query import ask
from warehouse.report.records import Cell, Column, Row

WORDS_CHARS = 160
MOST_AMOUNTS = 6


class DoubtedFacts(NamedTuple):
    """`doubted_claims.sql`."""

    subject: str | None
    relation_lemma: str | None
    object: str | None
    said_surely: str | None
    sure_article_id: str
    sure_site: str | None
    doubt: str | None
    said_with_doubt: str | None
    doubtful_article_id: str
    doubtful_site: str | None
    sure_claims: int
    doubtful_claims: int
    total: int


class PaddingFacts(NamedTuple):
    """`padding.sql`."""

    subject: str | None
    relation: str | None
    object: str | None
    sentences: int
    first_sentence: str | None
    site: str | None
    article_id: str
    claim_order: int
    total: int


class CopiedFacts(NamedTuple):
    """`copied_claims.sql`."""

    subject: str | None
    relation: str | None
    object: str | None
    sites: int
    claims: int
    first_published: datetime | None
    first_sentence: str | None
    first_site: str | None
    article_id: str
    total: int


class UndatedFacts(NamedTuple):
    """`undated_claims.sql`."""

    time_text: str | None
    sentence: str | None
    site: str | None
    article_id: str
    claim_order: int
    total: int


class NumberFacts(NamedTuple):
    """`disagreeing_numbers.sql`."""

    subject: str | None
    relation_lemma: str | None
    unit: str | None
    time_text: str | None
    amounts: list[float]
    lowest_sentence: str | None
    lowest_article_id: str
    lowest_site: str | None
    highest_sentence: str | None
    highest_article_id: str
    highest_site: str | None
    total: int


class RivalFacts(NamedTuple):
    """`rival_answers.sql`."""

    thing: str | None
    relation: str
    answer_a: str | None
    sentence_a: str | None
    site_a: str | None
    article_a: str
    answer_b: str | None
    sentence_b: str | None
    site_b: str | None
    article_b: str
    total: int


class MisplacedFacts(NamedTuple):
    """`misplaced_evidence.sql`."""

    sentence: str | None
    stands_there: str | None
    article_id: str
    total: int


def wording_audits(connection: duckdb.DuckDBPyConnection) -> tuple[Audit, ...]:
    """Return these audits, at most `MOST_ROWS` rows each."""
    most = {"most": MOST_ROWS}
    return (
        doubted(ask(connection, "doubted_claims", DoubtedFacts, most)),
        numbers(ask(connection, "disagreeing_numbers", NumberFacts, most)),
        rivals(ask(connection, "rival_answers", RivalFacts, most)),
        copied(ask(connection, "copied_claims", CopiedFacts, most)),
        padding(ask(connection, "padding", PaddingFacts, most)),
        undated(ask(connection, "undated_claims", UndatedFacts, most)),
        misplaced(ask(connection, "misplaced_evidence", MisplacedFacts, most)),
    )


def doubted(facts: Sequence[DoubtedFacts]) -> Audit:
    """Return claims that are a fact here and doubtful there."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=_words(row.subject, row.relation_lemma, row.object)),
                _sentence(row.said_surely, row.sure_article_id, show.text_or_unknown(row.sure_site)),
                _sentence(
                    row.said_with_doubt,
                    row.doubtful_article_id,
                    f"{show.text_or_unknown(row.doubtful_site)}, {show.text_or_unknown(row.doubt)}",
                ),
                number_cell(row.sure_claims),
                number_cell(row.doubtful_claims),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="doubted",
        title="Sure here, doubted there",
        lead="In articles, the same thing told as a fact in one sentence and hedged, reported or supposed in another.",
        empty="Nothing is told as a fact here and with doubt there.",
        query="from claims_are_sure_here_and_doubted_there",
        total=total_of(facts),
        columns=(
            Column(name="claim"),
            Column(name="said surely", css="wide"),
            Column(name="with doubt", css="wide"),
            Column(name="sure", css=NUM),
            Column(name="doubtful", css=NUM),
        ),
        rows=rows,
    )


def numbers(facts: Sequence[NumberFacts]) -> Audit:
    """Return things of which articles give different numbers."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=_words(row.subject, row.relation_lemma, row.unit), note=row.time_text or ""),
                Cell(text=_amounts(row.amounts), css="nowrap"),
                _sentence(row.lowest_sentence, row.lowest_article_id, show.text_or_unknown(row.lowest_site)),
                _sentence(row.highest_sentence, row.highest_article_id, show.text_or_unknown(row.highest_site)),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="numbers",
        title="Numbers that disagree",
        lead="In articles of the same year, different amounts for the same subject, relation, unit and time.",
        empty="No numbers disagree.",
        query="from numbers_disagree",
        total=total_of(facts),
        columns=(
            Column(name="of what"),
            Column(name="amounts"),
            Column(name="lowest", css="wide"),
            Column(name="highest", css="wide"),
        ),
        rows=rows,
    )


def rivals(facts: Sequence[RivalFacts]) -> Audit:
    """Return things that can have one answer and are given two."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=_words(row.thing, row.relation)),
                Cell(text=_words(row.answer_a), css="nowrap"),
                _sentence(row.sentence_a, row.article_a, show.text_or_unknown(row.site_a)),
                Cell(text=_words(row.answer_b), css="nowrap"),
                _sentence(row.sentence_b, row.article_b, show.text_or_unknown(row.site_b)),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="rivals",
        title="Only one can be right",
        lead="Two answers where a thing has one: a capital, a place of birth, a president at a time.",
        empty="Nothing that has one answer is given two.",
        query="from only_one_can_be_right",
        total=total_of(facts),
        columns=(
            Column(name="of what"),
            Column(name="one answer"),
            Column(name="said", css="wide"),
            Column(name="the other"),
            Column(name="said", css="wide"),
        ),
        rows=rows,
    )


def copied(facts: Sequence[CopiedFacts]) -> Audit:
    """Return claims that stand on several sites, with the first."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=_words(row.subject, row.relation, row.object)),
                number_cell(row.sites),
                number_cell(row.claims),
                Cell(text=show.day(row.first_published), css="nowrap"),
                _sentence(row.first_sentence, row.article_id, show.text_or_unknown(row.first_site)),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="spread",
        title="Claims on several sites",
        lead="The same claim on more than one site, with the text that was published first.",
        empty="No claim stands on more than one site.",
        query="from claims_stand_on_several_sites",
        total=total_of(facts),
        columns=(
            Column(name="claim"),
            Column(name="sources", css=NUM),
            Column(name="claims", css=NUM),
            Column(name="first published"),
            Column(name="first text", css="wide"),
        ),
        rows=rows,
    )


def padding(facts: Sequence[PaddingFacts]) -> Audit:
    """Return claims that one article makes again and again."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=_words(row.subject, row.relation, row.object)),
                number_cell(row.sentences),
                _sentence(row.first_sentence, row.article_id, "", anchor=f"c{row.claim_order + 1}"),
                site_cell(row.site, ""),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="padding",
        title="Said over and over",
        lead="Claims that one article makes in several of its sentences; other kinds of pages are left to SQL.",
        empty="No article makes a claim twice.",
        query="from claims_are_repeated_within_an_article",
        total=total_of(facts),
        columns=(
            Column(name="claim"),
            Column(name="sentences", css=NUM),
            Column(name="the first of them", css="wide"),
            Column(name="source"),
        ),
        rows=rows,
    )


def undated(facts: Sequence[UndatedFacts]) -> Audit:
    """Return claims whose time words lead to no date."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=f"“{show.shorten(row.time_text or '', 60)}”", css="nowrap"),
                _sentence(row.sentence, row.article_id, "", anchor=f"c{row.claim_order + 1}"),
                site_cell(row.site, ""),
            )
        )
        for row in facts
    )
    return Audit(
        anchor="undated",
        title="Times without a date",
        lead="Claims that count from a day (“this week”, “recently”) in articles that do not give theirs.",
        empty="Every such claim stands in an article with a date.",
        query="from times_hang_on_no_date",
        total=total_of(facts),
        columns=(Column(name="time"), Column(name="sentence", css="wide"), Column(name="source")),
        rows=rows,
    )


def misplaced(facts: Sequence[MisplacedFacts]) -> Audit:
    """Return claims whose evidence is not where they say."""
    rows = tuple(
        Row(cells=(_sentence(row.sentence, row.article_id, ""), Cell(text=_short(row.stands_there), css="wide")))
        for row in facts
    )
    return Audit(
        anchor="misplaced",
        title="Evidence that is not at its place",
        lead="Claims whose sentence is not where they say that it stands: a defect of winnow, if there is any.",
        empty="Every claim's sentence stands at its place.",
        query="from evidence_is_not_at_its_place",
        total=total_of(facts),
        columns=(Column(name="quoted", css="wide"), Column(name="stands there", css="wide")),
        rows=rows,
    )


def _words(*parts: str | None) -> str:
    return show.shorten(" · ".join(part for part in parts if part), WORDS_CHARS)


def _short(sentence: str | None) -> str:
    return show.shorten(sentence or "", SENTENCE_CHARS)


def _sentence(sentence: str | None, article_id: str, note: str, *, anchor: str = "") -> Cell:
    return Cell(text=_short(sentence), href=article_href(article_id, "", anchor), note=note, css="wide")


def _amounts(amounts: Sequence[float]) -> str:
    shown = [f"{amount:,.10g}" for amount in amounts[:MOST_AMOUNTS]]
    return ", ".join(shown) + (" …" if len(amounts) > MOST_AMOUNTS else "")
