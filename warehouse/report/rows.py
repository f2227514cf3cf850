"""What does each query of the report return? One record per file in `sql`, fields as its columns.

Named tuples: an article is about a hundred rows, and a frozen data class takes five times as long to make.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from extractors.records import IGNORED


class RunFacts(NamedTuple):
    """`run.sql`."""

    run_id: str
    flow: str | None
    status: str | None
    started_at: datetime | None
    ended_at: datetime | None
    seconds: int | None
    fetches: int
    fetched: int
    not_modified: int
    failures: int
    code_version: str | None
    model_id: str | None
    recipe_id: str | None


class Totals(NamedTuple):
    """`totals.sql`."""

    pages: int
    articles: int
    scored: int
    score: float | None
    generated_authors: int
    new_pages: int
    sources: int
    claims: int
    negative_claims: int
    contradictions: int
    copied_articles: int
    failures: int


class SourceFacts(NamedTuple):
    """`sources.sql`."""

    site: str
    score: float | None
    worst_score: int | None
    pages: int
    articles: int
    generated_author_share: float | None
    copied_articles: int
    claims: int
    negative_claims: int
    contradictions: int
    failures: int
    words: int | None
    first_seen_at: datetime | None
    last_seen_at: datetime | None


class RuleFacts(NamedTuple):
    """`rules.sql`."""

    rule: str
    signal: str
    definition: str
    costs: str
    why: str
    source: str


class ListedArticle(NamedTuple):
    """`articles.sql`."""

    article_id: str
    site: str | None
    url: str
    title: str | None
    score: int | None
    published: str | None
    author_verdict: str | None
    byline: str | None
    page_class: str | None
    words: int | None
    claims_read: bool | None
    claims: int
    negative_claims: int
    worst_signal: str | None
    worst_points: int | None
    cost_signals: Sequence[str] | None  # dearest first


class CostFacts(NamedTuple):
    """`costs.sql`."""

    site: str | None
    signal: str
    points: int
    articles: int
    example_id: str


class IdentityFacts(NamedTuple):
    """`identities.sql`."""

    site: str | None
    articles: int
    article_ids: Sequence[str]
    author_id: str
    of_site: int


class Profile(NamedTuple):
    """`profiles.sql` and `profiles_of_articles.sql`."""

    author_id: str
    article_id: str
    author_order: int
    name: str | None
    verdict: str | None
    confidence: float | None
    generator: str | None
    jsonld: bool | None
    path: str | None
    fields: Sequence[Mapping[str, str | None]] | None


class ReasonFacts(NamedTuple):
    """`reasons.sql`."""

    author_id: str
    article_id: str
    sign: str
    field: str | None
    detail: str | None
    weight: float | None
    char_start: int | None
    char_end: int | None
    path: str | None


class ContradictionFacts(NamedTuple):
    """`contradictions.sql`."""

    kind: str
    subject: str | None
    relation_lemma: str | None
    object: str | None
    site_a: str | None
    site_b: str | None
    article_a: str
    article_b: str
    title_a: str | None
    title_b: str | None
    published_a: str | None
    published_b: str | None
    order_a: int
    order_b: int
    polarity_a: str
    polarity_b: str
    sentence_a: str
    sentence_b: str
    sentence_start_a: int
    sentence_start_b: int
    start_a: int
    start_b: int
    end_a: int
    end_b: int
    attribution_a: str | None
    attribution_b: str | None
    total: int


class CopyFacts(NamedTuple):
    """`copies.sql`."""

    article_id: str
    site: str | None
    title: str | None
    url: str
    first_seen_at: datetime | None
    similarity: float | None
    original_article_id: str
    original_site: str | None
    original_url: str
    cluster_id: str
    published: str | None
    original_title: str | None
    original_published: str | None
    evidence: str | None  # why that one is held to be the first
    total: int


class GeneratedFacts(NamedTuple):
    """`generated_authors.sql`."""

    site: str
    articles: int
    generated_authors: int
    generated_author_share: float | None
    names: int
    generators: Sequence[str]
    examples: Sequence[str]
    total: int


class PersonaFacts(NamedTuple):
    """`personas.sql`."""

    site: str
    authors: int
    generated: int
    generated_articles: int
    articles: int
    listed: int
    chance: float | None
    same_template: Sequence[str]
    raised: int
    travelling: int
    total: int


class VagueFacts(NamedTuple):
    """`vague_sources.sql`."""

    attribution: str
    claims: int
    articles: int
    sites: int
    sentence: str | None
    article_id: str
    claim_order: int
    site: str | None
    total: int


class UnattributedFacts(NamedTuple):
    """`unattributed.sql`."""

    article_id: str
    site: str | None
    title: str | None
    url: str
    checkable: int
    unattributed: int
    unattributed_share: float
    total: int


class RepeatedFacts(NamedTuple):
    """`repeated_claims.sql`."""

    subject: str | None
    relation_lemma: str | None
    object: str | None
    claims: int
    negative_claims: int
    articles: int
    texts: int
    sites: int
    sentence: str | None
    article_id: str
    claim_order: int
    total: int


class ChangeFacts(NamedTuple):
    """`changed.sql`."""

    article_id: str
    site: str | None
    title: str | None
    url: str
    modified: str | None
    is_silent: bool
    seen_at: datetime | None
    older_seen_at: datetime | None
    new_texts: Sequence[str] | None
    gone_texts: Sequence[str] | None
    claims: Sequence[Mapping[str, Any]] | None  # change, before, after, claim_order
    total: int


class TrendFacts(NamedTuple):
    """`trend.sql`."""

    site: str
    months_ago: int
    month_of: str
    score: float
    articles: int


class DriftFacts(NamedTuple):
    """`drift.sql`."""

    site: str
    week_of: str
    recipe_id: str | None
    articles: int
    score: float | None
    generated_share: float | None
    words: float | None
    score_change: float | None
    is_read_anew: bool
    total: int


class FamilyFacts(NamedTuple):
    """`families.sql`."""

    family_id: str
    traits: str | None
    articles: int
    score: float | None
    sites: Sequence[str]
    generated_authors: int
    example_id: str | None
    example_title: str | None
    example_url: str | None
    total: int


class FreshFacts(NamedTuple):
    """`fresh.sql`."""

    article_id: str
    site: str | None
    title: str | None
    url: str
    score: int | None
    published: str | None
    author_verdict: str | None
    total: int


class FailureFacts(NamedTuple):
    """`failures.sql`."""

    url: str
    site: str | None
    stage: str | None
    code: str | None
    message: str | None
    failed_at: datetime | None
    total: int


class ArticleFacts(NamedTuple):
    """`article_facts.sql`."""

    article_id: str
    recipe_id: str | None
    rules: str | None
    url: str
    final_url: str | None
    canonical_url: str | None
    site: str | None
    title: str | None
    title_source: str | None
    byline: str | None
    byline_source: str | None
    author_verdict: str | None
    author_confidence: float | None
    published: str | None
    published_source: str | None
    modified: str | None
    language: str | None
    language_source: str | None
    page_class: str | None
    encoding: str | None
    encoding_declared: str | None
    encoding_evidence: str | None
    text_chars: int | None
    page_chars: int | None
    words: int | None
    sentences: int | None
    blocks_kept: int | None
    blocks_removed: int | None
    claims_read: bool | None
    body_sha256: str | None
    redirects: Sequence[str] | None
    status: int | None
    content_type: str | None
    size_bytes: int | None
    score: int | None
    version: int | None
    times_seen: int | None
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    fetched_at: datetime | None
    warc_file: str | None
    warc_offset: int | None


class BlockFacts(NamedTuple):
    """`article_blocks.sql`; a kept block needs no reason and no path."""

    article_id: str
    block_order: int
    label: str
    kept: bool
    reason: str | None
    path: str | None
    char_start: int
    char_end: int
    text_start: int | None
    text: str


class ClaimFacts(NamedTuple):
    """`article_claims.sql`; words that are missing are empty, and so are names that say nothing new."""

    article_id: str
    claim_order: int
    subject: str
    subject_canonical: str
    relation: str
    object: str
    object_canonical: str
    arguments: str
    polarity: str
    cue: str
    modality: str
    attribution: str
    time_text: str
    time_value: str
    attribution_vague: bool | None
    confidence: float | None
    char_start: int
    char_end: int


class SignalFacts(NamedTuple):
    """`article_signals.sql`; where its characters begin and end is asked only of a signal that costs points."""

    article_id: str
    signal: str
    value: float | None
    threshold: float | None
    points: int
    reason: str | None
    rule: str | None
    source: str | None
    char_starts: Sequence[int] | None
    char_ends: Sequence[int] | None
    total_spans: int

    @property
    def is_ignored(self) -> bool:
        """Return whether a user's rules leave the signal out of the score."""
        return (self.rule or "").endswith(IGNORED)


class DateFacts(NamedTuple):
    """`article_dates.sql`."""

    article_id: str
    role: str
    value: str
    source: str
    path: str | None
    chosen: bool


class MaskedFacts(NamedTuple):
    """`article_masked.sql`."""

    article_id: str
    kind: str
    char_start: int
    char_end: int


class PassageFacts(NamedTuple):
    """`article_passages.sql`."""

    article_id: str
    text: str


class SiblingFacts(NamedTuple):
    """`article_copies.sql`."""

    article_id: str
    other_id: str
    site: str | None
    title: str | None
    url: str
    is_original: bool
    similarity: float | None
    published: str | None
    evidence: str | None
    total: int


class ColumnFacts(NamedTuple):
    """`dictionary.sql`."""

    relation: str
    relation_comment: str | None
    is_view: bool
    column_name: str
    data_type: str
    column_comment: str | None
