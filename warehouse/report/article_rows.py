"""What does the snapshot hold of an article, and what do other pages say against it?"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from warehouse.report.query import ask, ask_plain, group_by, group_sorted
from warehouse.report.rows import (
    ArticleFacts,
    BlockFacts,
    ChangeFacts,
    ClaimFacts,
    ContradictionFacts,
    DateFacts,
    MaskedFacts,
    PassageFacts,
    Profile,
    ReasonFacts,
    RuleFacts,
    SiblingFacts,
    SignalFacts,
)

MOST_SIBLINGS = 20
# Highlights of one signal in the text.
MOST_SPANS = 60


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
    earlier: Sequence[str]  # passages of the article that this one repeats
    profiles: Sequence[Profile]
    reasons: Mapping[str, Sequence[ReasonFacts]]  # by author_id
    rules: Mapping[str, RuleFacts]  # by name and version; those of all articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What other pages and earlier crawls say against an article."""

    contradictions: Sequence[ContradictionFacts] = ()
    change: ChangeFacts | None = None


NOTHING_ELSEWHERE = Elsewhere()


@contextmanager
def reading_articles(
    connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]
) -> Iterator[Sequence[ArticleRows]]:
    """Yield the rows of the given articles, in the order of their ids.

    While they are in use Python does not look through them for cycles: they have none, and it costs a third.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        rows = _read(connection, article_ids)
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
    try:
        yield rows
    finally:
        gc.unfreeze()


def original_of(siblings: Sequence[SiblingFacts]) -> str | None:
    """Return the article that an article with these siblings repeats, none for the first of its group."""
    return next((sibling.other_id for sibling in siblings if sibling.is_original), None)


def _passages(
    connection: duckdb.DuckDBPyConnection, siblings: Mapping[str, Sequence[SiblingFacts]]
) -> Mapping[str | None, Sequence[str]]:
    """Return the passages of every article that one of the given ones repeats."""
    wanted = sorted({found for each in siblings.values() if (found := original_of(each)) is not None})
    rows = group_sorted(ask(connection, "article_passages", PassageFacts, {"article_ids": wanted})) if wanted else {}
    return {article_id: [row.text for row in found] for article_id, found in rows.items()}


def _read(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[ArticleRows]:
    given: dict[str, object] = {"article_ids": list(article_ids)}
    blocks = group_sorted(ask(connection, "article_blocks", BlockFacts, given))
    claims = group_sorted(ask_plain(connection, "article_claims", ClaimFacts, given))
    signals = group_sorted(ask(connection, "article_signals", SignalFacts, given | {"most_spans": MOST_SPANS}))
    dates = group_sorted(ask(connection, "article_dates", DateFacts, given))
    masked = group_sorted(ask(connection, "article_masked", MaskedFacts, given))
    siblings = group_sorted(ask(connection, "article_copies", SiblingFacts, given | {"most": MOST_SIBLINGS}))
    profiles = ask(connection, "profiles_of_articles", Profile, given)
    authors = {"author_ids": [profile.author_id for profile in profiles]}
    reasons = group_sorted(ask(connection, "reasons", ReasonFacts, authors))
    passages = _passages(connection, siblings)
    rules = {rule.rule: rule for rule in ask(connection, "rules", RuleFacts)}
    by_article = group_by(profiles, lambda row: row.article_id)
    return [
        ArticleRows(
            facts=facts,
            blocks=blocks.get(facts.article_id, ()),
            claims=claims.get(facts.article_id, ()),
            signals=signals.get(facts.article_id, ()),
            dates=dates.get(facts.article_id, ()),
            masked=masked.get(facts.article_id, ()),
            siblings=siblings.get(facts.article_id, ()),
            earlier=passages.get(original_of(siblings.get(facts.article_id, ())), ()),
            profiles=by_article[facts.article_id],
            reasons=reasons,
            rules=rules,
        )
        for facts in ask(connection, "article_facts", ArticleFacts, given)
    ]
