"""What does the snapshot hold of an article, and what do other pages say against it?"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from warehouse.report.query import ask, ask_plain, group_by
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
    profiles: Sequence[Profile]
    reasons: Mapping[str, Sequence[ReasonFacts]]  # by author_id


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


def _read(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[ArticleRows]:
    given: dict[str, object] = {"article_ids": list(article_ids)}
    blocks = group_by(ask_plain(connection, "article_blocks", BlockFacts, given), lambda row: row.article_id)
    claims = group_by(ask_plain(connection, "article_claims", ClaimFacts, given), lambda row: row.article_id)
    spans = given | {"most_spans": MOST_SPANS}
    signals = group_by(ask(connection, "article_signals", SignalFacts, spans), lambda row: row.article_id)
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
