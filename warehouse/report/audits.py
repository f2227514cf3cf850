"""Which claims contradict, which texts are copies, who is invented, what stands on nobody's word?"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.report import show
from warehouse.report.query import ask
from warehouse.report.records import Cell, Column, Link, Pair, Quote, Row, Section, Table
from warehouse.report.rows import (
    ChangeFacts,
    ContradictionFacts,
    CopyFacts,
    FailureFacts,
    GeneratedFacts,
    RepeatedFacts,
    UnattributedFacts,
    VagueFacts,
)

# Rows that the report prints of one audit; the rest is a query away.
MOST_ROWS = 1_000
SENTENCE_CHARS = 320
NUM = "num"
# Passages that an article's page shows of a change, and how much of each.
MOST_CHANGES = 20
PASSAGE_CHARS = 400


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFacts:
    """The rows of every audit."""

    contradictions: Sequence[ContradictionFacts]
    copies: Sequence[CopyFacts]
    generated: Sequence[GeneratedFacts]
    vague: Sequence[VagueFacts]
    unattributed: Sequence[UnattributedFacts]
    repeated: Sequence[RepeatedFacts]
    changed: Sequence[ChangeFacts]
    failures: Sequence[FailureFacts]


def read_audits(connection: duckdb.DuckDBPyConnection) -> AuditFacts:
    """Return the rows of every audit, at most `MOST_ROWS` each."""
    most = {"most": MOST_ROWS}
    return AuditFacts(
        contradictions=ask(connection, "contradictions", ContradictionFacts, most),
        copies=ask(connection, "copies", CopyFacts, most),
        generated=ask(connection, "generated_authors", GeneratedFacts, most),
        vague=ask(connection, "vague_sources", VagueFacts, most),
        unattributed=ask(connection, "unattributed", UnattributedFacts, most),
        repeated=ask(connection, "repeated_claims", RepeatedFacts, most),
        changed=ask(connection, "changed", ChangeFacts, most),
        failures=ask(connection, "failures", FailureFacts, most),
    )


def article_href(article_id: str, root: str = "", anchor: str = "") -> str:
    """Return the way to an article's page."""
    return f"{root}a/{show.page_name('article', article_id)}.html" + (f"#{anchor}" if anchor else "")


def source_href(site: str | None, root: str = "", *, anchor: str = "") -> str | None:
    """Return the way to a source's page, none where the site is unknown."""
    if not site:
        return None
    return f"{root}s/{show.page_name('source', site)}.html" + (f"#{anchor}" if anchor else "")


def title_of(title: str | None, url: str, limit: int = 90) -> str:
    """Return what a list calls an article: its title, or its address where it has none."""
    return show.shorten(title or "", limit) or show.shorten(url, limit)


def _site(site: str | None, root: str) -> Cell:
    return Cell(text=show.text_or_unknown(site), href=source_href(site, root))


def _number(value: float | None) -> Cell:
    return Cell(text=show.count(value), css=NUM, order="" if value is None else f"{value:g}")


def _first(rows: Sequence[object]) -> int:
    return int(getattr(rows[0], "total", len(rows))) if rows else 0


def quote_words(sentence: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the sentence cut before and after the claim's characters; offsets outside of it mark the whole.

    >>> quote_words("The pier is closed.", 4, 18)
    ('The ', 'pier is closed', '.')
    """
    if not 0 <= start < end <= len(sentence):
        return "", sentence, ""
    return sentence[:start], sentence[start:end], sentence[end:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two claims of a contradiction."""

    article_id: str
    site: str | None
    title: str | None
    published: str | None
    order: int
    polarity: str
    sentence: str
    start: int  # of the claim, into its sentence
    end: int
    attribution: str | None


def sides(facts: ContradictionFacts) -> tuple[Side, Side]:
    """Return both claims of a contradiction, the affirming one first."""
    left = Side(
        article_id=facts.article_a,
        site=facts.site_a,
        title=facts.title_a,
        published=facts.published_a,
        order=facts.order_a,
        polarity=facts.polarity_a,
        sentence=facts.sentence_a,
        start=facts.start_a - facts.sentence_start_a,
        end=facts.end_a - facts.sentence_start_a,
        attribution=facts.attribution_a,
    )
    right = Side(
        article_id=facts.article_b,
        site=facts.site_b,
        title=facts.title_b,
        published=facts.published_b,
        order=facts.order_b,
        polarity=facts.polarity_b,
        sentence=facts.sentence_b,
        start=facts.start_b - facts.sentence_start_b,
        end=facts.end_b - facts.sentence_start_b,
        attribution=facts.attribution_b,
    )
    return left, right


def _quote(side: Side, root: str, here: str) -> Quote:
    before, words, after = quote_words(side.sentence, side.start, side.end)
    word = f", on the word of {show.shorten(side.attribution, 80)}" if side.attribution else ""
    anchor = f"c{side.order + 1}"
    if side.article_id == here:
        who, href = "this article", f"#{anchor}"
    else:
        who = f"{show.text_or_unknown(side.site)}: {show.shorten(side.title or show.UNKNOWN, 80)}"
        href = article_href(side.article_id, root, anchor)
    return Quote(
        before=before,
        words=words,
        after=after,
        negative=side.polarity == "negative",
        who=who,
        note=f"published {show.day(side.published)}{word}",
        href=href,
    )


def show_pair(facts: ContradictionFacts, root: str = "", *, here: str = "") -> Pair:
    """Return a contradiction with both sentences side by side; `here` is the article on whose page it stands."""
    kind = "affirmed and denied" if facts.kind == "polarity" else "opposed relations"
    about = " · ".join(part for part in (facts.subject, facts.relation_lemma, facts.object) if part)
    left, right = sides(facts)
    return Pair(
        about=f"{show.shorten(about, 160)} ({kind})",
        left=_quote(left, root, here),
        right=_quote(right, root, here),
    )


def contradictions(facts: Sequence[ContradictionFacts], *, root: str = "") -> Audit:
    """Return pairs of claims that cannot both hold."""
    return Audit(
        anchor="contradictions",
        title="Contradictions",
        lead="Two claims that cannot both hold, side by side, in the sentences that state them; between sources first.",
        empty="No two claims contradict each other.",
        query="from contradictions where not same_article",
        total=_first(facts),
        pairs=tuple(show_pair(row, root) for row in facts),
    )


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
        total=_first(facts),
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
                _site(row.site, root),
                Cell(
                    text=show.share(row.generated_author_share),
                    css=NUM,
                    note=f"{show.count(row.generated_authors)} of {show.count(row.articles)} articles",
                    bar=show.bar(row.generated_author_share, tone="e"),
                    order=f"{row.generated_author_share or 0:g}",
                ),
                _number(row.names),
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
        total=_first(facts),
        columns=(
            Column(name="source"),
            Column(name="articles so signed", css=NUM),
            Column(name="names", css=NUM),
            Column(name="made by"),
            Column(name="for example"),
        ),
        rows=rows,
    )


def vague(facts: Sequence[VagueFacts], *, root: str = "") -> Audit:
    """Return sources that are nobody in particular."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=f"“{show.shorten(row.attribution, 80)}”"),
                _number(row.claims),
                _number(row.articles),
                _number(row.sites),
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
        total=_first(facts),
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
                _site(row.site, root),
                _number(row.unattributed),
                _number(row.checkable),
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
        total=_first(facts),
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
                _number(row.articles),
                _number(row.texts),
                _number(row.sites),
                _number(row.claims),
                _number(row.negative_claims),
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
        total=_first(facts),
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
                _site(row.site, root),
                _number(len(row.new_texts or ())),
                _number(len(row.gone_texts or ())),
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
        total=_first(facts),
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
                _site(row.site, root),
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
        total=_first(facts),
        columns=(
            Column(name="address"),
            Column(name="what"),
            Column(name="why", css="wide"),
            Column(name="when"),
            Column(name="source"),
        ),
        rows=rows,
    )


def all_audits(facts: AuditFacts) -> tuple[Audit, ...]:
    """Return every audit in the order of the index."""
    return (
        contradictions(facts.contradictions),
        generated(facts.generated),
        copies(facts.copies),
        vague(facts.vague),
        unattributed(facts.unattributed),
        repeated(facts.repeated),
        changed(facts.changed),
        failures(facts.failures),
    )


def audit_page(anchor: str, number: int = 1) -> str:
    """Return the file name of an audit's page."""
    return f"{anchor}.html" if number == 1 else f"{anchor}-{number}.html"


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
        pairs=audit.pairs[first : first + most],
        more=more,
        query=audit.query,
    )
