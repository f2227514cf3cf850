"""What is read of a page in a worker process?"""

from pathlib import Path

import pytest

from extractors.article import read_article
from extractors.nlp import load_pipeline
from flows.workers.pages import read_claims_of, reading_of
from tests.bench.stages import capture

PAGES = Path(__file__).parents[2] / "pages"


@pytest.mark.parametrize(("page", "is_read"), [("german-news", False), ("news-article", True)])
def test_claims_are_read_in_english_and_unknown_elsewhere(page: str, is_read: bool) -> None:  # noqa: FBT001
    html = (PAGES / page / "page.html").read_bytes()
    seen = capture("https://herald.example/a", html)
    article = read_article(seen)
    reading = reading_of(seen, article, *read_claims_of([article], load_pipeline()))
    assert (reading.claims is not None) == is_read
    # The score stands without them: what depends on claims has no value and costs nothing.
    assert reading.score is not None
    unknown = {signal.name for signal in reading.signals if signal.value is None and "claims" in signal.name}
    assert ("unattributed_claims" in unknown) != is_read
