"""What is said of each page, to those who want to hear of every one: how it was fetched, and what was read?"""

from extractors.records import Reading
from flows.fetch.result import FetchResult
from flows.fetch.urls import host_of
from flows.run.progress import PageTold
from flows.workers.pages import PageFailure
from warehouse.records import FailureRow


def told_of(result: FetchResult) -> PageTold | None:
    """Return what is said of one fetch, or of a notice about a source."""
    failure, fetch = result.failure, result.fetch
    if fetch is None:
        return None if failure is None else _told_of_notice(failure, source=result.source.name)
    line = fetch.robots_line or ""
    rule = f"; robots.txt: {line}" if line and line not in fetch.reason else ""
    return PageTold(
        event=failure.stage if failure else "fetch",
        url=fetch.url,
        host=host_of(fetch.url),
        outcome=fetch.outcome,
        why=f"{fetch.reason}{rule}",
        source=result.source.name,
        is_bad=failure is not None,
        facts={"status": fetch.status, "bytes": fetch.size_bytes, "ms": fetch.elapsed_ms},
    )


def _told_of_notice(failure: FailureRow, *, source: str) -> PageTold:
    return PageTold(
        event=failure.stage,
        url=failure.url,
        host=host_of(failure.url),
        outcome=failure.code,
        why=failure.message,
        source=source,
        is_bad=True,
    )


def told_of_reading(outcome: Reading | PageFailure) -> PageTold:
    """Return what is said of one page that was read."""
    url = outcome.capture.url
    if isinstance(outcome, PageFailure):
        why, code = str(outcome.error), outcome.error.code
        return PageTold(event="read", url=url, host=host_of(url), outcome=code, why=why, is_bad=True)
    score = outcome.score.value if outcome.score else None
    claims = len(outcome.claims.claims) if outcome.claims else 0
    kind = outcome.article.page_class.value
    return PageTold(
        event="read", url=url, host=host_of(url), outcome="read", why=kind, facts={"score": score, "claims": claims}
    )
