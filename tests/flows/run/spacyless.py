"""Reading of pages as a run does it, with claims that nobody reads: spaCy takes seconds to load in each worker."""

from extractors.article import read_article
from extractors.records import ClaimReading, Reading
from flows.workers.pages import PageFailure, ToRead, page_failure, prepare_nothing, reading_of, url_of
from flows.workers.pool import Work


def read_without_spacy(pages: list[ToRead]) -> list[Reading | PageFailure]:
    """Return readings without claims, each by the rules that come with its page."""
    return [
        reading_of(page.capture, read_article(page.capture, rules=page.rules), ClaimReading(), rules=page.rules)
        for page in pages
    ]


def spacyless_work(_: str | None) -> Work[ToRead, Reading | PageFailure]:
    """Return what the workers do."""
    return Work(
        prepare=prepare_nothing, prepare_with=None, read=read_without_spacy, failed=page_failure, name_of=url_of
    )
