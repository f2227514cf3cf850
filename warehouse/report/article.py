"""What does the page of one article show?"""

from collections.abc import Mapping, Sequence

from warehouse.report import show
from warehouse.report.article_rows import NOTHING_ELSEWHERE, ArticleRows, Elsewhere
from warehouse.report.beside import MOST_ROWS, PASSAGE_CHARS, put_beside
from warehouse.report.change_audit import show_changes
from warehouse.report.claim_lines import claims_of, count_claims, print_claims
from warehouse.report.evidence import MOST_DATES, dispute_href, head_facts, show_dates, show_evidence
from warehouse.report.identities import MOST_FIELDS, MOST_REASONS, show_identity
from warehouse.report.ledger import Lettered, show_ledger
from warehouse.report.links import article_href, part_name, source_href, title_of
from warehouse.report.marks import claim_places, letter_article, mark_article
from warehouse.report.pairs import show_pair, under_headings
from warehouse.report.passages import PART_BYTES, Placed, gather_runs, place_blocks, split_parts
from warehouse.report.places import Places, find_anchors
from warehouse.report.records import ArticlePage, Cell, Column, Comparison, Identity, Link, Pager, Row, Section, Table
from warehouse.report.rows import ArticleFacts, ContradictionFacts, SiblingFacts

ROOT = "../"
# Rows of these on an article's page; the rest is a query away.
MOST_PAIRS = 8
MOST_PROFILES = 5
# What a row of each weighs on the first part, measured on rendered pages and rounded up.
LEDGER_BYTES, QUIET_BYTES, REASON_BYTES, FIELD_BYTES = 1_900, 420, 420, 180
PAIR_BYTES, SIBLING_BYTES, DATE_BYTES = 1_500, 450, 300
# Two texts side by side; most are in an alphabet of one byte a letter, and few passages are that long.
BESIDE_BYTES = MOST_ROWS * PASSAGE_CHARS
# The claims of a change, beside its passages.
CHANGE_BYTES = 12_000
# Text that the first part holds however much evidence stands beside it.
LEAST_TEXT_BYTES = 20_000


def _no_ledger(facts: ArticleFacts) -> str:
    if facts.score is not None:
        return "No signal cost this article a point."
    return f"No score: the page was judged to be no article but of the kind “{show.text_or_unknown(facts.page_class)}”."


def _siblings(article: ArticleRows) -> Section:
    siblings = article.siblings
    original = next((sibling for sibling in siblings if sibling.is_original), None)
    rows = tuple(
        Row(
            cells=(
                Cell(text=title_of(s.title, s.url), href=article_href(s.other_id, ROOT), css="wide"),
                Cell(text=show.text_or_unknown(s.site), href=source_href(s.site, ROOT)),
                Cell(text=show.moment(s.published), css="nowrap"),
                Cell(text="earliest" if s.is_original else show.share(s.similarity), css="num"),
            )
        )
        for s in siblings
    )
    columns = (
        Column(name="article", css="wide"),
        Column(name="source"),
        Column(name="published"),
        Column(name="shared with the earliest", css="num"),
    )
    return Section(
        anchor="copies",
        title="Same text elsewhere",
        count=show.count(siblings[0].total),
        lead=f"Other articles with nearly the same words. Held to be first: {_first(siblings, original)}.",
        empty="",
        table=Table(caption="Same text elsewhere", columns=columns, rows=rows),
        comparison=_comparison(article, original) if original else None,
    )


def _first(siblings: Sequence[SiblingFacts], original: SiblingFacts | None) -> str:
    """Return which article of a group is the first, and by which evidence."""
    which = f"the one of {show.text_or_unknown(original.site)}" if original else "this one"
    why = next((sibling.evidence for sibling in siblings if sibling.evidence), None)
    return f"{which}, because of {show.shorten(why, 160)}" if why else which


def _comparison(article: ArticleRows, original: SiblingFacts) -> Comparison:
    return Comparison(
        left=Link(
            text=f"{show.text_or_unknown(original.site)}: {title_of(original.title, original.url)}",
            href=article_href(original.other_id, ROOT),
        ),
        right=Link(text="this article", href="#text"),
        rows=put_beside(article.earlier, [block.text for block in article.blocks if block.kept]),
    )


def _contradictions(facts: Sequence[ContradictionFacts], article_id: str) -> Section:
    return Section(
        anchor="contradictions",
        title="Contradicted",
        count=show.count(len(facts)),
        lead="Claims of this article that cannot hold together with another claim.",
        empty="",
        pairs=under_headings(show_pair(row, ROOT, here=article_id) for row in facts[:MOST_PAIRS]),
    )


def _identities(rows: ArticleRows, places: Places) -> tuple[Identity, ...]:
    return tuple(
        show_identity(
            profile,
            rows.reasons.get(profile.author_id, ()),
            anchor=f"author-{profile.author_order + 1}",
            locate=places.block_href,
        )
        for profile in rows.profiles[:MOST_PROFILES]
    )


def _pager(article_id: str, number: int, total: int) -> Pager | None:
    if total == 1:
        return None
    return Pager(
        label=f"part {number} of {total}",
        previous=part_name(article_id, number - 1) if number > 1 else None,
        following=part_name(article_id, number + 1) if number < total else None,
    )


def first_part_bytes(rows: ArticleRows, elsewhere: Elsewhere) -> int:
    """Return what is left for text on the first part, beside ledger, authors and evidence."""
    profiles = rows.profiles[:MOST_PROFILES]
    reasons = sum(min(len(rows.reasons.get(profile.author_id, ())), MOST_REASONS) for profile in profiles)
    fields = sum(min(len(profile.fields or ()), MOST_FIELDS) for profile in profiles)
    beside = (
        LEDGER_BYTES * sum(signal.points != 0 for signal in rows.signals)
        + QUIET_BYTES * sum(signal.points == 0 for signal in rows.signals)
        + REASON_BYTES * reasons
        + FIELD_BYTES * fields
        + PAIR_BYTES * min(len(elsewhere.contradictions), MOST_PAIRS)
        + (CHANGE_BYTES + BESIDE_BYTES if elsewhere.change is not None else 0)
        + (BESIDE_BYTES if rows.earlier else 0)
        + SIBLING_BYTES * len(rows.siblings)
        + DATE_BYTES * min(len(rows.dates), MOST_DATES)
    )
    return max(LEAST_TEXT_BYTES, PART_BYTES - beside)


def _sections(rows: ArticleRows, elsewhere: Elsewhere) -> tuple[Section, ...]:
    found: list[Section] = []
    if elsewhere.contradictions:
        found.append(_contradictions(elsewhere.contradictions, rows.facts.article_id))
    if elsewhere.change is not None:
        found.append(show_changes(elsewhere.change))
    if rows.siblings:
        found.append(_siblings(rows))
    return tuple(found)


def show_article(rows: ArticleRows, elsewhere: Elsewhere = NOTHING_ELSEWHERE) -> list[ArticlePage]:
    """Return the article's page, in several parts where it is long; ledger and evidence stand on the first."""
    of_claims = claim_places(rows)
    lettered = letter_article(rows, of_claims)
    printed = print_claims(rows.claims)
    placed = place_blocks(rows.blocks, mark_article(rows, of_claims, lettered, printed))
    parts = split_parts(placed, first_bytes=first_part_bytes(rows, elsewhere))
    places = Places(article_id=rows.facts.article_id, where=find_anchors(parts), blocks=rows.blocks)
    sections = _sections(rows, elsewhere)
    return [
        _part(
            rows, part, number, total=len(parts), places=places, lettered=lettered, printed=printed, sections=sections
        )
        for number, part in enumerate(parts, 1)
    ]


def _part(
    rows: ArticleRows,
    part: Sequence[Placed],
    number: int,
    *,
    total: int,
    places: Places,
    lettered: Sequence[Lettered],
    printed: Mapping[str, str],
    sections: tuple[Section, ...],
) -> ArticlePage:
    facts = rows.facts
    first = number == 1
    ledger, quiet = show_ledger(rows.signals, lettered, places.href, rules=rows.rules) if first else ((), ())
    gauge = show.gauge(facts.score)
    return ArticlePage(
        title=title_of(facts.title, facts.url, 300),
        address=show.address(facts.url),
        url=show.shorten(facts.url, 1_000),
        language=show.language_tag(facts.language),
        gauge=gauge,
        byline=f"by {show.shorten(facts.byline, 200)}" if facts.byline else "no byline",
        facts=head_facts(facts, rows.siblings),
        ledger=ledger,
        quiet=quiet,
        no_ledger=_no_ledger(facts),
        total="" if facts.score is None else f"{gauge.number} of 100, grade {gauge.grade}",
        first=first,
        first_href=part_name(facts.article_id, 1),
        dispute_href=dispute_href(facts) if first else "",
        runs=gather_runs(part),
        text_note=f"{show.count(facts.blocks_kept)} blocks kept, {show.count(facts.blocks_removed)} removed",
        claims="".join(claims_of(number, printed, places.where)),
        claims_note=count_claims(rows),
        identities=_identities(rows, places) if first else (),
        dates=show_dates(rows.dates) if first else None,
        evidence=show_evidence(facts) if first else (),
        sections=sections if first else (),
        pager=_pager(facts.article_id, number, total),
    )
