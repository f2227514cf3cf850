"""What does the page of one source show: its score, what costs points, who writes, which articles?"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from warehouse.report import change_audit, claim_audits, page_audits, show
from warehouse.report.audit import Audit, show_audit
from warehouse.report.audits import AuditFacts
from warehouse.report.family_audit import families
from warehouse.report.identities import show_identity
from warehouse.report.links import article_href, title_of
from warehouse.report.records import (
    Bar,
    Cell,
    Column,
    Cost,
    Identity,
    Link,
    Pager,
    Row,
    Section,
    SourcePage,
    Table,
    Tile,
)
from warehouse.report.rows import (
    ChangeFacts,
    ContradictionFacts,
    CopyFacts,
    CostFacts,
    DriftFacts,
    FailureFacts,
    FamilyFacts,
    IdentityFacts,
    ListedArticle,
    Profile,
    ReasonFacts,
    SourceFacts,
)

ROOT = "../"
# Articles on one page of a source: about 600 bytes each.
ARTICLES_PER_PAGE = 250
MOST_ROWS = 25
AUTHOR_WORDS = {"generated": "✗ generated", "person": "person", "organisation": "organisation", "absent": "absent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAudits:
    """The rows of audits that speak of one site, of those that the report prints."""

    contradictions: list[ContradictionFacts] = field(default_factory=list)
    copies: list[CopyFacts] = field(default_factory=list)
    changed: list[ChangeFacts] = field(default_factory=list)
    failures: list[FailureFacts] = field(default_factory=list)
    families: list[FamilyFacts] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRows:
    """Everything the snapshot holds of one source."""

    facts: SourceFacts
    articles: Sequence[ListedArticle]
    costs: Sequence[CostFacts]
    identities: Sequence[IdentityFacts]
    profiles: Mapping[str, Profile]  # by author_id
    reasons: Mapping[str, Sequence[ReasonFacts]]  # by author_id
    audits: SiteAudits
    drift: Sequence[DriftFacts] = ()


def audits_by_site(facts: AuditFacts) -> Mapping[str | None, SiteAudits]:
    """Return what the audits say of each site, in one go over their rows: there may be as many sites as rows."""
    found: defaultdict[str | None, SiteAudits] = defaultdict(SiteAudits)
    for pair in facts.contradictions:
        for site in {pair.site_a, pair.site_b}:
            found[site].contradictions.append(pair)
    for copy in facts.copies:
        for site in {copy.site, copy.original_site}:
            found[site].copies.append(copy)
    for member, family in [(site, each) for each in facts.families for site in each.sites]:
        found[member].families.append(family)
    for change in facts.changed:
        found[change.site].changed.append(change)
    for failure in facts.failures:
        found[failure.site].failures.append(failure)
    return found


def article_row(article: ListedArticle, root: str) -> Row:
    """Return an article as a row of a list."""
    worst = (
        f"{show.words(article.worst_signal)} {show.points(article.worst_points)}" if article.worst_signal else "nothing"
    )
    claims = show.count(article.claims if article.claims_read else None)
    denied = f"{show.count(article.negative_claims)} denied" if article.claims_read else ""
    return Row(
        words=", ".join(map(show.words, article.cost_signals or ())),
        cells=(
            Cell(
                text=title_of(article.title, article.url),
                href=article_href(article.article_id, root),
                gauge=show.gauge(article.score),
                order="" if article.score is None else str(article.score),
                css="wide title",
            ),
            Cell(text=show.day(article.published), css="nowrap"),
            Cell(
                text=AUTHOR_WORDS.get(article.author_verdict or "", show.text_or_unknown(article.author_verdict)),
                note=show.shorten(article.byline or "", 40),
            ),
            Cell(text=show.text_or_unknown(article.page_class)),
            Cell(text=claims, note=denied, css="num", order=str(article.claims)),
            Cell(text=show.count(article.words), css="num", order=str(article.words or "")),
            Cell(text=worst if article.score is not None else show.UNKNOWN),
        ),
    )


def _articles(rows: SourceRows, first: int) -> Section:
    columns = (
        Column(name="score and title", css="wide"),
        Column(name="published"),
        Column(name="author"),
        Column(name="page"),
        Column(name="claims", css="num"),
        Column(name="words", css="num"),
        Column(name="dearest signal"),
    )
    shown = tuple(article_row(article, ROOT) for article in rows.articles[first : first + ARTICLES_PER_PAGE])
    return Section(
        anchor="articles",
        title="Pages",
        count=show.count(len(rows.articles)),
        lead="Every address that gave a text, worst score first; “?” where a page is no article or was not scored.",
        empty="No address of this source gave a text.",
        table=Table(caption="Pages", columns=columns, rows=shown) if shown else None,
    )


def _costs(rows: SourceRows) -> tuple[Cost, ...]:
    scored = sum(article.score is not None for article in rows.articles)
    if not scored or not rows.costs:
        return ()
    dearest = max(-cost.points for cost in rows.costs)
    return tuple(
        Cost(
            name=show.words(cost.signal),
            points=show.points(round(cost.points / scored, 1)),
            note=f"in {show.count(cost.articles)} of {show.count(scored)} articles",
            bar=Bar(width=f"{100 * -cost.points / dearest:.1f}"),
            example=Link(text="worst example", href=article_href(cost.example_id, ROOT)),
        )
        for cost in rows.costs
    )


def _no_costs(scores: Sequence[float | None]) -> str:
    scored = any(score is not None for score in scores)
    return "No article of this source lost a point." if scored else "No page of this source is an article with a score."


def _identities(rows: SourceRows) -> tuple[Identity, ...]:
    titles = {article.article_id: title_of(article.title, article.url, 60) for article in rows.articles}
    return tuple(
        show_identity(
            rows.profiles[identity.author_id],
            rows.reasons.get(identity.author_id, ()),
            anchor=f"author-{number}",
            note=f"{show.count(identity.articles)} article{'s' if identity.articles != 1 else ''}",
            brief=True,
            articles=tuple(
                Link(text=titles.get(article_id, "article"), href=article_href(article_id, ROOT))
                for article_id in identity.article_ids
            ),
            articles_note=f" and {identity.articles - len(identity.article_ids)} more"
            if identity.articles > len(identity.article_ids)
            else "",
        )
        for number, identity in enumerate(rows.identities, 1)
    )


def _identities_note(rows: SourceRows) -> str:
    total = rows.identities[0].of_site if rows.identities else 0
    shown = len(rows.identities)
    return show.count(total) if shown == total else f"{show.count(shown)} of {show.count(total)}"


def _tiles(rows: SourceRows) -> tuple[Tile, ...]:
    facts = rows.facts
    generated = sum(row.author_verdict == "generated" and row.page_class == "article" for row in rows.articles)
    return (
        Tile(
            label="Articles",
            value=show.count(facts.articles),
            note=f"on {show.several(facts.pages, 'page')}, last seen {show.day(facts.last_seen_at)}",
            href="#articles",
        ),
        Tile(
            label="Generated authors",
            value=show.share(facts.generated_author_share),
            note=f"{show.count(generated)} of {show.several(facts.articles, 'article')}",
            href="#authors",
            tone="warn" if generated else "",
        ),
        Tile(label="Claims", value=show.count(facts.claims), note=f"{show.count(facts.negative_claims)} denied"),
        Tile(
            label="Contradictions",
            value=show.count(facts.contradictions),
            note="with itself or others",
            href="#contradictions" if rows.audits.contradictions else None,
        ),
        Tile(
            label="Copied articles",
            value=show.count(facts.copied_articles),
            note="repeat an earlier text",
            href="#copies" if rows.audits.copies else None,
        ),
        Tile(
            label="Refused or failed",
            value=show.count(facts.failures),
            note="addresses",
            href="#failures" if rows.audits.failures else None,
        ),
    )


def grade_counts(scores: Sequence[float | None]) -> dict[str, int]:
    """Return how many scores have which grade."""
    return dict(Counter(show.grade_of(score) for score in scores))


def scored_note(scores: Sequence[float | None]) -> str:
    """Return in words how many articles were scored, and what their mean is."""
    known = [score for score in scores if score is not None]
    if not known:
        return f"{show.several(len(scores), 'page')}, none of them scored."
    mean = f"the mean is {sum(known) / len(known):.0f} of 100"
    return f"{show.count(len(known))} of {show.count(len(scores))} pages are articles with a score; {mean}."


def _sections(rows: SourceRows) -> tuple[Section, ...]:
    own: tuple[Audit, ...] = (
        page_audits.drift(rows.drift),
        claim_audits.contradictions(rows.audits.contradictions, root=ROOT),
        families(rows.audits.families, root=ROOT),
        page_audits.copies(rows.audits.copies, root=ROOT),
        change_audit.changed(rows.audits.changed, root=ROOT),
        page_audits.failures(rows.audits.failures, root=ROOT),
    )
    return tuple(show_audit(replace(audit, total=audit.shown), most=MOST_ROWS) for audit in own if audit.shown)


def source_file(site: str, number: int) -> str:
    """Return the file name of one page of a source, from 1."""
    name = show.page_name("source", site)
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def show_source(rows: SourceRows) -> list[SourcePage]:
    """Return the source's page, in several parts where it has many articles."""
    site = rows.facts.site
    scores = [article.score for article in rows.articles]
    parts = max(1, -(-len(rows.articles) // ARTICLES_PER_PAGE))
    return [
        SourcePage(
            gauge=show.gauge(rows.facts.score, "Mean score"),
            site=site,
            tiles=_tiles(rows),
            grades=show.grade_slices(grade_counts(scores)),
            grades_label=scored_note(scores),
            costs=_costs(rows) if number == 1 else (),
            no_costs=_no_costs(scores),
            identities=_identities(rows) if number == 1 else (),
            identities_note=_identities_note(rows),
            articles=_articles(rows, (number - 1) * ARTICLES_PER_PAGE),
            sections=_sections(rows) if number == 1 else (),
            pager=_pager(site, number, parts),
        )
        for number in range(1, parts + 1)
    ]


def _pager(site: str, number: int, parts: int) -> Pager | None:
    if parts == 1:
        return None
    return Pager(
        label=f"pages, part {number} of {parts}",
        previous=source_file(site, number - 1) if number > 1 else None,
        following=source_file(site, number + 1) if number < parts else None,
    )
