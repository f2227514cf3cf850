"""Whether the sample sites score as they were written to."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

import pytest

from extractors.article import read_article
from extractors.records import Capture, Score
from extractors.score import score_signals
from extractors.signals.measure import measure_signals
from flows.demo.sites import load_sites

FARMS = ("mapfacts.example", "worldqueries.example")
PLAIN_FARM_PAGES = {"/rivers-of-estmark/", "/best-time-to-visit-skarvoy/"}
SITES = load_sites(1)


@cache
def score_of(host: str, path: str) -> Score:
    """Return the score without claims: no spaCy is needed here."""
    reply = SITES[host][path]
    url = f"http://{host}{path}"
    capture = Capture(
        url=url,
        final_url=url,
        headers=(("content-type", reply.content_type),),
        body=reply.body,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        sha256=sha256(reply.body).hexdigest(),
    )
    return score_signals(measure_signals(read_article(capture), None))


def articles(host: str, skip: frozenset[str] = frozenset({"/"})) -> list[str]:
    """Return the paths of a site's HTML pages but its front page."""
    return [path for path, reply in SITES[host].items() if reply.content_type[:9] == "text/html" and path not in skip]


@pytest.mark.parametrize(
    ("host", "path"),
    [(host, path) for host in FARMS for path in articles(host) if path not in PLAIN_FARM_PAGES],
)
def test_a_farm_page_with_an_invented_author_fails(host: str, path: str) -> None:
    score = score_of(host, path)
    assert score.value < 45
    assert {"generated_author", "keyword_stuffing"} <= {line.name for line in score.lines}


@pytest.mark.parametrize("path", [path for path in articles("herald.example") if "/2026/" in path])
def test_an_article_of_the_newspaper_passes(path: str) -> None:
    assert score_of("herald.example", path).value >= 90


@pytest.mark.parametrize(
    ("host", "path"), [(FARMS[0], "/rivers-of-estmark/"), (FARMS[1], "/best-time-to-visit-skarvoy/")]
)
def test_a_plain_farm_page_lies_between(host: str, path: str) -> None:
    score = score_of(host, path)
    assert 45 <= score.value < 95
    assert "generated_author" not in {line.name for line in score.lines}
