"""`winnow check` of a WARC file: its pages, and not what a site needs besides."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.commands.check import captures_of
from flows.settings import Settings
from flows.warc.write import WarcWriter

WHEN = datetime(2026, 11, 1, tzinfo=UTC)


def test_what_is_no_page_is_left_out_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with WarcWriter(tmp_path, run_id="1") as warc:
        for path, status, body in [
            ("robots.txt", 200, b"User-agent: *"),
            ("moved", 301, b""),
            ("sitemap.xml", 200, b'<?xml version="1.0"?><sitemapindex>'),
            ("rss", 200, b"<rss><channel>"),
            ("story", 200, b"<?xml version='1.0'?><!DOCTYPE html><html><body><p>A story."),
        ]:
            url, headers = f"http://herald.example/{path}", [("Content-Type", "text/html")]
            place = warc.write_response(url, status=status, headers=headers, body=body, fetched_at=WHEN)
    found = [name for name, _ in captures_of(str(tmp_path / place.file), Settings())]
    assert found == ["http://herald.example/story"]
    assert "left out 4 redirects, robots.txt, sitemaps and feeds" in capsys.readouterr().err
