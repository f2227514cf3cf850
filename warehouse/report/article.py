"""What does the page of one article show, and on which part of it does each thing stand?"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from warehouse.report import show
from warehouse.report.audits import article_href, show_changes, show_pair, source_href, title_of
from warehouse.report.identities import MOST_FIELDS, MOST_REASONS, show_identity
from warehouse.report.ledger import Lettered, is_wide, letter_signals, show_ledger
from warehouse.report.passages import PART_BYTES, Marks, Placed, gather_runs, place_blocks, split_parts
from warehouse.report.query import ask, group_by
from warehouse.report.records import (
    ArticlePage,
    Cell,
    ClaimLine,
    Column,
    Fact,
    Identity,
    Pager,
    Ref,
    Row,
    Section,
    Table,
)
from warehouse.report.rows import (
    ArticleFacts,
    BlockFacts,
    ChangeFacts,
    ClaimFacts,
    ContradictionFacts,
    DateFacts,
    MaskedFacts,
    Profile,
    ReasonFacts,
    SiblingFacts,
    SignalFacts,
)
from warehouse.report.segments import Highlight

ROOT = "../"
LEADING_ARTICLE = re.compile(r"^(the|an|a) ")
SLOT_CHARS = 160
# Rows of these on an article's page; the rest is a query away.
MOST_PAIRS = 8
MOST_SIBLINGS = 20
MOST_PROFILES = 5
MOST_DATES = 20
# What a row of each weighs on the first part, measured on rendered pages and rounded up.
LEDGER_BYTES, REASON_BYTES, FIELD_BYTES, PAIR_BYTES, SIBLING_BYTES, DATE_BYTES = 700, 420, 180, 1_500, 450, 300
# All passages of a change.
CHANGE_BYTES = 12_000
# Text that the first part holds however much evidence stands beside it.
LEAST_TEXT_BYTES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRows:
    """Everything the snapshot holds of one article."""

    facts: ArticleFacts
    blocks: Sequence[BlockFacts]
    claims: Sequence[ClaimFacts]
    signals: Sequence[SignalFacts]
    dates: Sequence[DateFacts]
    masked: Sequence[MaskedFacts]
    siblings: Sequence[SiblingFacts]
    profiles: Sequence[Profile]
    reasons: Mapping[str, Sequence[ReasonFacts]]  # by author_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What other pages and earlier crawls say against an article."""

    contradictions: Sequence[ContradictionFacts] = ()
    change: ChangeFacts | None = None


NOTHING_ELSEWHERE = Elsewhere()


def read_articles(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[ArticleRows]:
    """Return the rows of the given articles, in the order of their ids."""
    given: dict[str, object] = {"article_ids": list(article_ids)}
    blocks = group_by(ask(connection, "article_blocks", BlockFacts, given), lambda row: row.article_id)
    claims = group_by(ask(connection, "article_claims", ClaimFacts, given), lambda row: row.article_id)
    signals = group_by(ask(connection, "article_signals", SignalFacts, given), lambda row: row.article_id)
    dates = group_by(ask(connection, "article_dates", DateFacts, given), lambda row: row.article_id)
    masked = group_by(ask(connection, "article_masked", MaskedFacts, given), lambda row: row.article_id)
    siblings = group_by(
        ask(connection, "article_copies", SiblingFacts, given | {"most": MOST_SIBLINGS}), lambda row: row.article_id
    )
    profiles = ask(connection, "profiles_of_articles", Profile, given)
    authors = {"author_ids": [profile.author_id for profile in profiles]}
    reasons = group_by(ask(connection, "reasons", ReasonFacts, authors), lambda row: row.author_id)
    by_article = group_by(profiles, lambda row: row.article_id)
    return [
        ArticleRows(
            facts=facts,
            blocks=blocks[facts.article_id],
            claims=claims[facts.article_id],
            signals=signals[facts.article_id],
            dates=dates[facts.article_id],
            masked=masked[facts.article_id],
            siblings=siblings[facts.article_id],
            profiles=by_article[facts.article_id],
            reasons=reasons,
        )
        for facts in ask(connection, "article_facts", ArticleFacts, given)
    ]


def page_offsets(blocks: Sequence[BlockFacts]) -> Callable[[int, int], tuple[int, int] | None]:
    """Return a function from characters of the article text to characters of the page text.

    None for characters that stand in no kept block; an end beyond the block is cut to the block's.
    """
    kept = [(b.text_start, b) for b in blocks if b.kept and b.text_start is not None and b.text_end is not None]
    starts = [start for start, _ in kept]

    def locate(start: int, end: int) -> tuple[int, int] | None:
        place = bisect_right(starts, start) - 1
        if place < 0:
            return None
        text_start, block = kept[place]
        left = block.char_start + start - text_start
        right = min(left + end - start, block.char_end)
        return (left, right) if left < right else None

    return locate


def _claim_css(claim: ClaimFacts) -> str:
    if claim.polarity == "negative":
        return "claim neg"
    return "claim" if claim.modality == "asserted" else "claim unsure"


def _claim_ref(claim: ClaimFacts) -> Ref:
    number = str(claim.claim_order + 1)
    negative = claim.polarity == "negative"
    return Ref(
        anchor=f"c{number}",
        href=f"#t{number}",
        text=number,
        label=f"claim {number}, negated" if negative else f"claim {number}",
        css=" neg" if negative else "",
    )


def mark_article(rows: ArticleRows, lettered: Sequence[Lettered]) -> Marks:
    """Return everything that is highlighted in the page text: claims, what costs points, masked data."""
    locate = page_offsets(rows.blocks)
    highlights: list[Highlight] = []
    css: dict[str, str] = {"pii": "pii"}
    refs: dict[str, Ref] = {}
    for claim in rows.claims:
        found = locate(claim.char_start, claim.char_end)
        if found:
            key = f"c{claim.claim_order + 1}"
            highlights.append(Highlight(start=found[0], end=found[1], key=key))
            css[key] = _claim_css(claim)
            refs[key] = _claim_ref(claim)
    claims = {(highlight.start, highlight.end) for highlight in highlights}
    for signal in lettered:
        drawn = "wide" if is_wide(signal, claims) else "sig"
        for key, span in signal.spans:
            highlights.append(Highlight(start=span[0], end=span[1], key=key))
            css[key] = drawn
            refs[key] = Ref(
                anchor=key, href="#score", text=signal.letter, label=f"costs points: {signal.letter}", css=" sig"
            )
    highlights.extend(Highlight(start=m.char_start, end=m.char_end, key="pii") for m in rows.masked)
    return Marks(highlights=highlights, css=css, refs=refs)


def part_name(article_id: str, number: int) -> str:
    """Return the file name of one part of an article's page, from 1."""
    name = show.page_name("article", article_id)
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def _anchors(parts: Sequence[Sequence[Placed]]) -> dict[str, int]:
    """Return on which part, from 1, every anchor of the text stands."""
    where: dict[str, int] = {}
    for number, part in enumerate(parts, 1):
        for placed in part:
            where[placed.passage.anchor] = number
            where.update((ref.anchor, number) for piece in placed.passage.pieces for ref in piece.refs)
    return where


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where anchors of the text stand, as links from one part."""

    article_id: str
    where: Mapping[str, int]
    blocks: Sequence[BlockFacts]

    def href(self, anchor: str, part: int = 1) -> str | None:
        """Return the link to an anchor of the text from a part, none where it is not in the text."""
        number = self.where.get(anchor)
        if number is None:
            return None
        return f"#{anchor}" if number == part else f"{part_name(self.article_id, number)}#{anchor}"

    def block_href(self, char: int) -> str | None:
        """Return the link from the first part to the block that holds a character of the page text."""
        place = bisect_right([block.char_start for block in self.blocks], char) - 1
        return None if place < 0 else self.href(f"b{self.blocks[place].block_order}")


def _bare(name: str) -> str:
    """Return a name without case and article: "[harbour office]" behind "the harbour office" tells nothing."""
    return LEADING_ARTICLE.sub("", name.casefold())


def _slot(text: str | None, canonical: str | None = None) -> str:
    shown = show.shorten(text or "", SLOT_CHARS)
    return (
        shown
        if not canonical or _bare(canonical) == _bare(text or "")
        else f"{shown} [{show.shorten(str(canonical), SLOT_CHARS)}]"
    )


def show_claim(claim: ClaimFacts) -> ClaimLine:
    """Return a claim as a row of the table."""
    number = str(claim.claim_order + 1)
    return ClaimLine(
        number=number,
        anchor=f"t{number}",
        href=f"#c{number}",
        subject=_slot(claim.subject, claim.subject_canonical),
        relation=_slot(claim.relation),
        object=_slot(claim.object, claim.object_canonical),
        arguments=_slot(claim.arguments),
        polarity=claim.polarity,
        negative=claim.polarity == "negative",
        modality=claim.modality,
        cue=show.shorten(claim.cue or "", SLOT_CHARS),
        attribution=_slot(claim.attribution) or "the author",
        vague=bool(claim.attribution_vague),
        time=_slot(claim.time_text),
        confidence=show.share(claim.confidence),
    )


def _claims_of(part: Sequence[Placed], number: int, rows: ArticleRows, where: Mapping[str, int]) -> list[ClaimFacts]:
    here = {ref.anchor for placed in part for piece in placed.passage.pieces for ref in piece.refs}
    return [
        claim
        for claim in rows.claims
        if f"c{claim.claim_order + 1}" in here or (number == 1 and f"c{claim.claim_order + 1}" not in where)
    ]


def _claims_note(rows: ArticleRows) -> str:
    if not rows.facts.claims_read:
        return "? (not read)"
    negative = sum(claim.polarity == "negative" for claim in rows.claims)
    return f"{len(rows.claims)}, {negative} negated"


def _head_facts(facts: ArticleFacts, siblings: Sequence[SiblingFacts]) -> tuple[Fact, ...]:
    published = Fact(
        name="Published",
        value=show.moment(facts.published),
        note=f"from {facts.published_source}" if facts.published_source else "",
    )
    copied = next((sibling for sibling in siblings if sibling.is_original), None)
    copy = Fact(
        name="Repeats",
        value=title_of(copied.title, copied.url, 60) if copied else "",
        note=show.text_or_unknown(copied.site) if copied else "",
        href=article_href(copied.other_id, ROOT) if copied else None,
    )
    known = (
        Fact(name="Source", value=show.text_or_unknown(facts.site), href=source_href(facts.site, ROOT)),
        published,
        Fact(name="Modified", value=show.moment(facts.modified)),
        Fact(name="Fetched", value=show.moment(facts.fetched_at or facts.first_seen_at)),
        Fact(name="Author", value=show.text_or_unknown(facts.author_verdict), note=_sure(facts.author_confidence)),
        Fact(name="Page", value=show.text_or_unknown(facts.page_class)),
        Fact(name="Language", value=show.text_or_unknown(facts.language)),
        Fact(name="Words", value=show.count(facts.words)),
    )
    return (*known, copy) if copied else known


def _no_ledger(facts: ArticleFacts) -> str:
    if facts.score is not None:
        return "No signal cost this article a point."
    return f"No score: the page was judged to be no article but of the kind “{show.text_or_unknown(facts.page_class)}”."


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"{show.share(confidence)} sure"


def _times(seen: int | None) -> str:
    return "seen once" if seen == 1 else f"seen {show.count(seen)} times"


def _evidence(facts: ArticleFacts) -> tuple[Fact, ...]:
    hops = tuple(Fact(name="Redirected from", value=show.shorten(hop, 500)) for hop in facts.redirects or ())
    offset = f"at byte {show.count(facts.warc_offset)}" if facts.warc_offset is not None else ""
    replaced = facts.encoding_declared or "nothing"
    return (
        Fact(name="Asked for", value=show.shorten(facts.url, 500)),
        *hops,
        Fact(name="Answered by", value=show.shorten(facts.final_url or show.UNKNOWN, 500)),
        Fact(name="Calls itself", value=show.shorten(facts.canonical_url or show.UNKNOWN, 500)),
        Fact(name="HTTP status", value=show.text_or_unknown(facts.status), note=facts.content_type or ""),
        Fact(name="Fetched", value=show.moment(facts.fetched_at), note=_times(facts.times_seen)),
        Fact(name="Last seen", value=show.moment(facts.last_seen_at), note=f"version {show.count(facts.version)}"),
        Fact(name="Body", value=f"{show.count(facts.size_bytes)} bytes"),
        Fact(name="SHA-256", value=show.text_or_unknown(facts.body_sha256), code=True),
        Fact(name="WARC record", value=show.text_or_unknown(facts.warc_file), note=offset, code=True),
        Fact(
            name="Encoding",
            value=show.text_or_unknown(facts.encoding),
            note=f"known by {show.text_or_unknown(facts.encoding_evidence)}; declared: {replaced}",
        ),
        Fact(name="Language from", value=show.text_or_unknown(facts.language_source)),
        Fact(name="Title from", value=show.text_or_unknown(facts.title_source)),
        Fact(name="Byline", value=show.text_or_unknown(facts.byline), note=facts.byline_source or ""),
        Fact(name="Article id", value=facts.article_id, code=True),
        Fact(name="Recipe", value=show.text_or_unknown(facts.recipe_id), code=True, note="code, rules and model"),
    )


def _dates(dates: Sequence[DateFacts]) -> Table | None:
    if not dates:
        return None
    rows = tuple(
        Row(
            cells=(
                Cell(text=date.role),
                Cell(text=show.shorten(date.value, 80), css="nowrap"),
                Cell(text=show.shorten(date.source, 120)),
                Cell(text=show.shorten(date.path or "", 160)),
                Cell(text="✓ yes" if date.chosen else "no"),
            )
        )
        for date in dates[:MOST_DATES]
    )
    columns = tuple(Column(name=name) for name in ("role", "date", "read from", "element", "taken"))
    return Table(caption="Dates", columns=columns, rows=rows)


def _siblings(siblings: Sequence[SiblingFacts]) -> Section:
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
        lead="Other articles with nearly the same words; the earliest is the one published, or else seen, first.",
        empty="",
        table=Table(caption="Same text elsewhere", columns=columns, rows=rows),
    )


def _contradictions(facts: Sequence[ContradictionFacts], article_id: str) -> Section:
    return Section(
        anchor="contradictions",
        title="Contradicted",
        count=show.count(len(facts)),
        lead="Claims of this article that cannot hold together with another claim.",
        empty="",
        pairs=tuple(show_pair(row, ROOT, here=article_id) for row in facts[:MOST_PAIRS]),
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
        LEDGER_BYTES * len(rows.signals)
        + REASON_BYTES * reasons
        + FIELD_BYTES * fields
        + PAIR_BYTES * min(len(elsewhere.contradictions), MOST_PAIRS)
        + (CHANGE_BYTES if elsewhere.change is not None else 0)
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
        found.append(_siblings(rows.siblings))
    return tuple(found)


def show_article(rows: ArticleRows, elsewhere: Elsewhere = NOTHING_ELSEWHERE) -> list[ArticlePage]:
    """Return the article's page, in several parts where it is long; ledger and evidence stand on the first."""
    lettered = letter_signals(rows.signals) if rows.facts.score is not None else ()
    placed = place_blocks(rows.blocks, mark_article(rows, lettered))
    parts = split_parts(placed, first_bytes=first_part_bytes(rows, elsewhere))
    places = Places(article_id=rows.facts.article_id, where=_anchors(parts), blocks=rows.blocks)
    sections = _sections(rows, elsewhere)
    return [
        _part(rows, part, number, total=len(parts), places=places, lettered=lettered, sections=sections)
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
    sections: tuple[Section, ...],
) -> ArticlePage:
    facts = rows.facts
    first = number == 1
    ledger, quiet = show_ledger(rows.signals, lettered, lambda anchor: places.href(anchor, number))
    gauge = show.gauge(facts.score)
    return ArticlePage(
        title=title_of(facts.title, facts.url, 300),
        address=show.address(facts.url),
        url=show.shorten(facts.url, 1_000),
        language=show.language_tag(facts.language),
        gauge=gauge,
        byline=f"by {show.shorten(facts.byline, 200)}" if facts.byline else "no byline",
        facts=_head_facts(facts, rows.siblings),
        ledger=ledger if first else (),
        quiet=quiet if first else (),
        no_ledger=_no_ledger(facts),
        total="" if facts.score is None else f"{gauge.number} of 100, grade {gauge.grade}",
        first=first,
        runs=gather_runs(part),
        text_note=f"{show.count(facts.blocks_kept)} blocks kept, {show.count(facts.blocks_removed)} removed",
        claims=tuple(show_claim(claim) for claim in _claims_of(part, number, rows, places.where)),
        claims_note=_claims_note(rows),
        identities=_identities(rows, places) if first else (),
        dates=_dates(rows.dates) if first else None,
        evidence=_evidence(facts) if first else (),
        sections=sections if first else (),
        pager=_pager(facts.article_id, number, total),
    )
