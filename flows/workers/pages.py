"""What does a worker process do with pages and texts? It holds one spaCy pipeline and no other state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

from extractors.errors import PageError
from extractors.records import Article, Capture, ClaimReading, Reading
from flows.workers.pool import Work

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINE: dict[str, "Language"] = {}  # one entry, filled by `prepare_reader`: the only state a worker keeps


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


def read_pages(captures: list[Capture]) -> list[Reading | PageFailure]:
    """Return a reading with claims, signals and score for each capture, or its failure."""
    articles = [_article_or_failure(capture) for capture in captures]
    readings = iter(_claims([found for found in articles if isinstance(found, Article)]))
    return [
        found if isinstance(found, PageFailure) else reading_of(capture, found, next(readings))
        for capture, found in zip(captures, articles, strict=True)
    ]


def reader_work(pipeline: str | None) -> Work[Capture, Reading | PageFailure]:
    """Return what the worker processes of a run do."""
    return Work(prepare=prepare_reader, prepare_with=pipeline, read=read_pages, failed=page_failure, name_of=url_of)


def page_failure(capture: Capture, error: PageError) -> PageFailure:
    """Return what stands for a page whose worker crashed or hung."""
    return PageFailure(capture=capture, error=error)


def url_of(capture: Capture) -> str:
    """Return the page's address, for messages."""
    return capture.url


def reading_of(
    capture: Capture, article: Article, claims: ClaimReading | None, *, timings_ms: Mapping[str, float] | None = None
) -> Reading:
    """Return the whole reading: signals are measured, and what is an article is scored."""
    from extractors.score import SCORED_CLASSES, score_signals  # noqa: PLC0415
    from extractors.signals.measure import measure_signals  # noqa: PLC0415

    signals = measure_signals(article, claims)
    score = score_signals(signals) if claims is not None and article.page_class in SCORED_CLASSES else None
    return Reading(
        capture=capture, article=article, claims=claims, signals=signals, score=score, timings_ms=timings_ms or {}
    )


def read_article_timed(capture: Capture) -> tuple[Article, dict[str, float]]:
    """Return the article and the CPU milliseconds of each step."""
    from extractors.article import read_article  # noqa: PLC0415

    timings: dict[str, float] = {}
    before = process_time()
    article = read_article(capture, timings=timings)
    timings["total"] = (process_time() - before) * 1000
    return article, timings


def _article_or_failure(capture: Capture) -> Article | PageFailure:
    from extractors.article import read_article  # noqa: PLC0415

    try:
        return read_article(capture)
    except PageError as error:
        return PageFailure(capture=capture, error=error)


def _claims(articles: Sequence[Article]) -> list[ClaimReading]:
    from extractors.claims.read import read_many  # noqa: PLC0415

    return list(read_many(articles, nlp=PIPELINE["nlp"]))
