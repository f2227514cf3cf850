"""The limits that a run goes by unless told otherwise are those that are promised; other tests show that they hold."""

import pytest

from flows.fetch import asker, exchange, pace, robots, sniff, visit
from flows.settings import Settings
from flows.warc import write
from warehouse import query, snapshot

HOUR_S, DAY_S = 3_600, 86_400
LIMITS = Settings()


@pytest.mark.parametrize(
    ("limit", "promised"),
    [
        pytest.param(LIMITS.max_raw_bytes, 5_000_000, id="bytes of an answer as sent"),
        pytest.param(LIMITS.max_decoded_bytes, 20_000_000, id="bytes of an answer unpacked"),
        pytest.param(LIMITS.max_ratio, 100, id="ratio of these"),
        pytest.param(LIMITS.deadline_s, 30, id="seconds for one answer"),
        pytest.param(exchange.MIN_RATE_BYTES_PER_S, 1_000, id="slowest rate"),
        pytest.param(exchange.RATE_WINDOW_S, 10, id="seconds of that rate"),
        pytest.param(LIMITS.max_redirects, 5, id="redirects"),
        pytest.param(sniff.SNIFF_BYTES, 1_445, id="bytes that tell what a body is"),
        pytest.param(LIMITS.delay_s, 1, id="seconds between requests"),
        pytest.param(robots.MAX_CRAWL_DELAY_S, 60, id="longest Crawl-delay"),
        pytest.param(asker.MAX_RETRY_AFTER_S, HOUR_S, id="longest Retry-After"),
        pytest.param(pace.MAX_FAILURES, 5, id="failures until a host is parked"),
        pytest.param(pace.PARK_S, DAY_S, id="seconds that it is parked in a run"),
        pytest.param(LIMITS.park_s, DAY_S, id="seconds that it is parked in later runs"),
        pytest.param(robots.MAX_ROBOTS_BYTES, 500 * 1024, id="bytes of robots.txt"),
        pytest.param(visit.MAX_ROBOTS_REDIRECTS, 5, id="redirects of robots.txt"),
        pytest.param(LIMITS.allow_net, (), id="private networks"),
        pytest.param(LIMITS.allow_ports, (), id="further ports"),
        pytest.param(LIMITS.chunk_pages, 200, id="pages of a task"),
        pytest.param(write.MAX_FILE_BYTES, 1_000_000_000, id="bytes of a WARC file"),
        pytest.param(LIMITS.snapshots_kept, 3, id="snapshots that stay"),
        pytest.param(snapshot.READ_ONLY, 0o444, id="mode of a snapshot"),
        pytest.param(query.TIMEOUT_S, 30, id="seconds of a query"),
        pytest.param(query.MEMORY_LIMIT, "2GB", id="memory of a query"),
    ],
)
def test_a_limit_is_what_was_promised(limit: object, promised: object) -> None:
    assert limit == promised


def test_robots_txt_is_never_older_than_a_day() -> None:
    assert LIMITS.robots_age_s <= DAY_S
