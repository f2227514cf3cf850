"""What article does a response hold: the steps from bytes to text, metadata and authors, in their order?"""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from time import process_time

from extractors.authors.judge import judge_authors
from extractors.collector import collector_paused
from extractors.errors import PageTooLargeError
from extractors.judging.judge import MIN_SHOWN_CHARS, judge_page, shown_chars
from extractors.judging.page_class import classify_page
from extractors.metadata.read import read_metadata
from extractors.page.blocks import SplitPage, join_article, join_page, place_blocks, split_page
from extractors.page.decode import decode_page
from extractors.page.facts import gather_facts
from extractors.page.hints import read_hints, read_metas
from extractors.page.jsonld import read_jsonld
from extractors.page.parse import Markup, parse_html, parse_scriptless
from extractors.records import Article, Capture, Page

# Judging takes 46 µs and 5 KB a block: 199,000 rows of a table took 14 s and 1.1 GB. No development page holds half as
# many elements.
MAX_BLOCKS = 80_000
STEPS = ("decode", "parse", "split", "judge", "metadata", "authors")


def read_article(capture: Capture, timings: MutableMapping[str, float] | None = None) -> Article:
    """Return the article that a response holds.

    Adds the milliseconds of CPU of every step to `timings` when it is given. Raises a PageError for what is no page.
    """
    clock = _Clock(timings)
    with clock.step("decode"):
        page = decode_page(capture)
    return read_page(page, status=capture.status, timings=timings)


def read_page(page: Page, *, status: int = 200, timings: MutableMapping[str, float] | None = None) -> Article:
    """Return the article that a decoded page holds."""
    with collector_paused():
        return _read_page(page, status, _Clock(timings))


def _read_page(page: Page, status: int, clock: "_Clock") -> Article:
    with clock.step("parse"):
        markup = parse_html(page.html, url=page.url)
    with clock.step("split"):
        split = split_page(markup)
        if "<noscript" in page.html and shown_chars(split) < MIN_SHOWN_CHARS:
            markup, split = _scriptless(page, markup, split)
        if len(split.blocks) > MAX_BLOCKS:
            raise PageTooLargeError(
                page.url, f"{len(split.blocks):,} blocks of text, at most {MAX_BLOCKS:,} are judged"
            )
    with clock.step("judge"):
        facts = gather_facts(markup)
        metas, jsonld = read_metas(facts), read_jsonld(facts)
        hints = read_hints(facts, url=page.url, metas=metas, jsonld=jsonld)
        judged = judge_page(split, hints)
        blocks = judged.blocks
    with clock.step("metadata"):
        text = join_article(blocks)
        page_class = classify_page(blocks, hints=hints, likely=judged.likely, status=status)
        metadata = read_metadata(
            facts,
            metas=metas,
            jsonld=jsonld,
            blocks=blocks,
            text=text,
            url=page.url,
            html=page.html,
            page_class=page_class,
        )
    with clock.step("authors"):
        blocks, authors = judge_authors(blocks, metadata=metadata, jsonld=jsonld)
        blocks = place_blocks(blocks)
    return Article(
        url=page.url,
        text=join_article(blocks),
        page_text=join_page(blocks),
        page_class=page_class,
        metadata=metadata,
        blocks=blocks,
        authors=authors,
        encoding=page.encoding,
        encoding_declared=page.encoding_declared,
        encoding_evidence=page.encoding_evidence,
    )


def _scriptless(page: Page, markup: Markup, split: SplitPage) -> tuple[Markup, SplitPage]:
    """Return the page that is shown without scripts where it holds more than the one that scripts would fill."""
    plain = parse_scriptless(page.html, url=page.url)
    told = split_page(plain)
    return (plain, told) if shown_chars(told) >= MIN_SHOWN_CHARS else (markup, split)


class _Clock:
    """Adds up the CPU time of named steps."""

    def __init__(self, timings: MutableMapping[str, float] | None) -> None:
        self._timings = timings

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what runs inside."""
        started = process_time()
        yield
        if self._timings is not None:
            spent = (process_time() - started) * 1000
            self._timings[name] = self._timings.get(name, 0.0) + spent
