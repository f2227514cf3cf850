"""Where do the characters of an article come from, and how were they read?"""

from collections.abc import Sequence
from urllib.parse import quote

from warehouse.report import show
from warehouse.report.links import article_href, source_href, title_of
from warehouse.report.records import Cell, Column, Fact, Row, Table
from warehouse.report.rows import ArticleFacts, DateFacts, SiblingFacts

ROOT = "../"
MOST_DATES = 20


def head_facts(facts: ArticleFacts, siblings: Sequence[SiblingFacts]) -> tuple[Fact, ...]:
    """Return what stands under the title."""
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


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"{show.share(confidence)} sure"


def _times(seen: int | None) -> str:
    return "seen once" if seen == 1 else f"seen {show.count(seen)} times"


def show_evidence(facts: ArticleFacts) -> tuple[Fact, ...]:
    """Return the response as it was received, and what was read from it."""
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
        Fact(name="Recipe", value=show.text_or_unknown(facts.recipe_id), code=True, note=_recipe(facts.rules)),
    )


def dispute_href(facts: ArticleFacts) -> str:
    """Return a mail that names the page and what was found, to be sent to whoever answers for the report."""
    subject = f"Dispute of a score: {title_of(facts.title, facts.url)}"
    score = show.UNKNOWN if facts.score is None else f"{show.count(facts.score)} {show.grade_of(facts.score)}"
    body = (
        f"Page: {show.shorten(facts.url, 500)}\nScore: {score}\nFetched: {show.moment(facts.fetched_at)}\n"
        f"Article id: {facts.article_id}\n\n"
        "What is wrong (a point of the score, the author, a block, a claim by its number), and how is it known?\n\n"
    )
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


def _recipe(rules: str | None) -> str:
    """Return what a recipe stands for; a user's own rules are named."""
    return "code, rules and model" + (f"; your own rules are those of {rules}" if rules else "")


def show_dates(dates: Sequence[DateFacts]) -> Table | None:
    """Return every date that the page offers for itself, none where it has none."""
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
