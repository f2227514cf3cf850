"""What does a worker process do with pages and texts? It holds one spaCy pipeline and no other state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

from extractors.errors import PageError
from extractors.records import Article, Capture, ClaimReading, Reading
from extractors.rules.records import NO_RULES, Rules
from flows.workers.pool import Work

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINE: dict[str, "Language"] = {}  # one entry, filled by `prepare_reader`: the only state a worker keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A page to read, and the user's rules by which; they come with the page, since workers outlive a run."""

    capture: Capture
    rules: Rules = NO_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFailure:
    """A page that could not be read, and why."""

    capture: Capture
    error: PageError


def prepare_nothing(_: str | None) -> None:
    """Import what reading a page needs, so that the first page does not pay for it."""
    import extractors.article  # noqa: F401, PLC0415


def prepare_reader(pipeline: str | None) -> None:
    """Import everything and load the spaCy pipeline (None: the one that winnow ships)."""
    from extractors.nlp import load_pipeline  # noqa: PLC0415

    prepare_nothing(None)
    PIPELINE["nlp"] = load_pipeline(pipeline)


def prepare_claims(pipeline: str | None) -> None:
    """Load the spaCy pipeline and what claims need, for texts that are no pages."""
    import extractors.claims.read  # noqa: F401, PLC0415
    from extractors.nlp import load_pipeline  # noqa: PLC0415

    PIPELINE["nlp"] = load_pipeline(pipeline)


def read_pages(pages: list[ToRead]) -> list[Reading | PageFailure]:
    """Return a reading with claims, signals and score for each page, or its failure."""
    articles = [_article_or_failure(page) for page in pages]
    readings = iter(read_claims_of([found for found in articles if isinstance(found, Article)], PIPELINE["nlp"]))
    return [
        found if isinstance(found, PageFailure) else reading_of(page.capture, found, next(readings), rules=page.rules)
        for page, found in zip(pages, articles, strict=True)
    ]


def reader_work(pipeline: str | None) -> Work[ToRead, Reading | PageFailure]:
    """Return what the worker processes of a run do."""
    return Work(prepare=prepare_reader, prepare_with=pipeline, read=read_pages, failed=page_failure, name_of=url_of)


def page_failure(page: ToRead, error: PageError) -> PageFailure:
    """Return what stands for a page whose worker crashed or hung."""
    return PageFailure(capture=page.capture, error=error)


def url_of(page: ToRead) -> str:
    """Return the page's address, for messages."""
    return page.capture.url


def reading_of(
    capture: Capture,
    article: Article,
    claims: ClaimReading | None,
    *,
    rules: Rules = NO_RULES,
    timings_ms: Mapping[str, float] | None = None,
) -> Reading:
    """Return the whole reading: signals are measured, and what is an article is scored, by a user's rules.

    Without claims an article has a score only where nobody can read them: what depends on claims is unknown then.
    """
    from extractors.claims.languages import can_read  # noqa: PLC0415
    from extractors.score import SCORED_CLASSES, score_signals  # noqa: PLC0415
    from extractors.signals.measure import measure_signals  # noqa: PLC0415

    signals = measure_signals(article, claims, rules)
    is_whole = claims is not None or not can_read(article)
    score = score_signals(signals) if is_whole and article.page_class in SCORED_CLASSES else None
    return Reading(
        capture=capture, article=article, claims=claims, signals=signals, score=score, timings_ms=timings_ms or {}
    )


def read_article_timed(capture: Capture, *, rules: Rules = NO_RULES) -> tuple[Article, dict[str, float]]:
    """Return the article and the CPU milliseconds of each step."""
    from extractors.article import read_article  # noqa: PLC0415

    timings: dict[str, float] = {}
    before = process_time()
    article = read_article(capture, timings=timings, rules=rules)
    timings["total"] = (process_time() - before) * 1000
    return article, timings


def _article_or_failure(page: ToRead) -> Article | PageFailure:
    from extractors.article import read_article  # noqa: PLC0415

    try:
        return read_article(page.capture, rules=page.rules)
    except PageError as error:
        return PageFailure(capture=page.capture, error=error)


def read_claims_of(articles: Sequence[Article], nlp: "Language") -> list[ClaimReading | None]:
    """Return the claims of each article, none for one in a language in which they cannot be read."""
    from extractors.claims.languages import can_read  # noqa: PLC0415
    from extractors.claims.read import read_many  # noqa: PLC0415

    readings = read_many(filter(can_read, articles), nlp=nlp)
    return [next(readings) if can_read(article) else None for article in articles]
