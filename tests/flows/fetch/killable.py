"""A crawl in a process of its own, to be killed: python -m tests.flows.fetch.killable FOLDER RUN ADDRESS URL…"""

import sys
from pathlib import Path

from flows.fetch.crawl import crawl_blocking
from flows.fetch.journal import CrawlJournal
from flows.settings import Settings
from flows.sources.spec import SourceKind, SourceSpec
from flows.warc.write import WarcWriter


def crawl_until_killed(folder: Path, run_id: str, address: str, urls: tuple[str, ...]) -> None:
    """Fetch the pages slowly enough to be hit in the middle."""
    hosts = {url.split("/")[2] for url in urls}
    settings = Settings(
        connect_to=dict.fromkeys(hosts, address), delay_s=0, respect_robots=False, share_pace=False, warehouse=folder
    )
    source = SourceSpec(name="many", kind=SourceKind.URLS, location=urls[0], urls=urls)
    with WarcWriter(settings.warc_folder, run_id=run_id) as warc, CrawlJournal(folder, run_id=run_id) as journal:
        for _ in crawl_blocking([source], settings=settings, run_id=run_id, warc=warc, journal=journal):
            pass


if __name__ == "__main__":
    crawl_until_killed(Path(sys.argv[1]), sys.argv[2], sys.argv[3], tuple(sys.argv[4:]))
