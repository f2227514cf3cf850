"""What article does a response hold: the steps from bytes to text, metadata and authors, in their order?"""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
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
from extractors.records import Article, Block, Capture, Page, PageClass
from extractors.rules.blocks import rule_blocks
from extractors.rules.records import NO_RULES, Rules

# Judging takes 46 µs and 5 KB a block: 199,000 rows of a table took 14 s and 1.1 GB. No development page holds half as
# many elements.
MAX_BLOCKS = 80_000
STEPS = ("decode", "parse", "split", "judge", "metadata", "authors")


def read_article(
    capture: Capture, timings: MutableMapping[str, float] | None = None, *, rules: Rules = NO_RULES
) -> Article:
    """Return the article that a response holds, as winnow and a user's rules see it.

    Adds the milliseconds of CPU of every step to `timings` when it is given. Raises a PageError for what is no page.
    """
    clock = _Clock(timings)
    with clock.step("decode"):
        page = decode_page(capture)
    return read_page(page, status=capture.status, timings=timings, rules=rules)


def read_page(
    page: Page,
    *,
    status: int = 200,
    timings: MutableMapping[str, float] | None = None,
    rules: Rules = NO_RULES,
) -> Article:
    """Return the article that a decoded page holds."""
    with collector_paused():
        return _read_page(page, status, rules, _Clock(timings))


def _read_page(page: Page, status: int, rules: Rules, clock: "_Clock") -> Article:
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
        classify = partial(classify_page, hints=hints, likely=judged.likely, status=status)
        page_class = classify(blocks)
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
    article = Article(
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
    return _as_ruled(article, rules, judged.blocks, classify) if rules.blocks else article


def _as_ruled(
    article: Article, rules: Rules, judged: tuple[Block, ...], classify: Callable[[Sequence[Block]], PageClass]
) -> Article:
    """Return the article as a user's rules have its blocks.

    They come last: what a user calls boilerplate changes neither whose word a page is nor whose data is masked. The
    class of a page never knows what authors were cut out of `judged`, and does not come to know it by a rule.
    """
    ruled = rule_blocks(article.blocks, rules.blocks, url=article.url)
    if ruled is article.blocks:
        return article
    blocks = place_blocks(ruled)
    page_class = classify(rule_blocks(judged, rules.blocks, url=article.url))
    return replace(article, blocks=blocks, text=join_article(blocks), page_class=page_class)


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
