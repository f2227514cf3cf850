"""What does the snapshot hold of an article, and what do other pages say against it?"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from warehouse.report.query import ask, group_by
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
def _nothing_collected() -> Iterator[None]:
    """Keep Python from looking for cycles meanwhile: rows have none, and to look at all of them costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_articles(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[ArticleRows]:
    """Return the rows of the given articles, in the order of their ids."""
    with _nothing_collected():
        return _read(connection, article_ids)


def _read(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[ArticleRows]:
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
