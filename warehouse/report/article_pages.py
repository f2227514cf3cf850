"""How are the pages of all articles written: by several processes where there are many?

An article's page depends on its own rows and on what stands against it elsewhere, so any process may write it.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb

from warehouse.query import open_snapshot
from warehouse.report import show
from warehouse.report.article import show_article
from warehouse.report.article_rows import NOTHING_ELSEWHERE, ArticleRows, Elsewhere, reading_articles
from warehouse.report.links import part_name, source_href
from warehouse.report.records import Link
from warehouse.report.rows import ListedArticle
from warehouse.report.writer import Writer

Progress = Callable[[int, int], None]
Against = Mapping[str, Elsewhere]  # by article_id; most articles have nothing

# Articles asked for at once: enough that queries cost little per article, few enough that their rows fit in memory.
BATCH = 500
# A further process takes a second to start, as long as writing 300 articles takes.
LEAST_FOR_PROCESSES = 1_000
# More would wait for the disk, and each holds a connection and a batch: about 250 MB.
MOST_PROCESSES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """An article, and the ones before and after it on its source's page."""

    article_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some articles, with what stands against them."""

    order: Sequence[Neighbours]
    against: Against


def write_articles(
    connection: duckdb.DuckDBPyConnection,
    database: Path,
    writer: Writer,
    order: Sequence[Neighbours],
    *,
    against: Against,
    progress: Progress,
) -> None:
    """Write every article's page; `connection` reads the snapshot `database`, which other processes open as well."""
    done, total = 0, len(order)
    processes = min(os.cpu_count() or 1, MOST_PROCESSES) if total >= LEAST_FOR_PROCESSES else 1
    batches = _batches(order, against)
    written = (
        _written_here(connection, writer, batches)
        if processes == 1
        else _written(database, writer, batches, processes=processes)
    )
    for count in written:
        done += count
        progress(done, total)


def neighbours(articles: Sequence[ListedArticle]) -> list[Neighbours]:
    """Return every article with the one before and after it on its source's page."""
    sites = [None, *(article.site for article in articles), None]
    ids = ["", *(article.article_id for article in articles), ""]
    return [
        Neighbours(
            article_id=ids[at],
            before=ids[at - 1] if ids[at - 1] and sites[at - 1] == sites[at] else None,
            after=ids[at + 1] if ids[at + 1] and sites[at + 1] == sites[at] else None,
        )
        for at in range(1, len(ids) - 1)
    ]


def _batches(order: Sequence[Neighbours], against: Against) -> Iterator[Batch]:
    for first in range(0, len(order), BATCH):
        chosen = order[first : first + BATCH]
        ids = [each.article_id for each in chosen]
        yield Batch(order=chosen, against={each: against[each] for each in ids if each in against})


def _written_here(connection: duckdb.DuckDBPyConnection, writer: Writer, batches: Iterator[Batch]) -> Iterator[int]:
    for batch in batches:
        beside = {each.article_id: each for each in batch.order}
        with reading_articles(connection, list(beside)) as articles:
            for rows in articles:
                article_id = rows.facts.article_id
                _write_article(writer, rows, batch.against.get(article_id, NOTHING_ELSEWHERE), beside[article_id])
                yield 1


def _written(database: Path, writer: Writer, batches: Iterator[Batch], *, processes: int) -> Iterator[int]:
    """Yield how many articles of each batch were written, in the order in which they are done."""
    # Not forked: this process has threads of DuckDB's.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            for future in as_completed([pool.submit(_write_batch, database, writer, batch) for batch in batches]):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _write_batch(database: Path, writer: Writer, batch: Batch) -> int:
    with open_snapshot(database, threads=1) as connection:
        return sum(_written_here(connection, writer, iter([batch])))


def _write_article(writer: Writer, rows: ArticleRows, elsewhere: Elsewhere, beside: Neighbours) -> None:
    site = rows.facts.site
    crumbs = [Link(text="all sources", href="../index.html")]
    target = source_href(site, "../")
    if target is not None:
        crumbs.append(Link(text=show.shorten(str(site), 60), href=target))
    for number, page in enumerate(show_article(rows, elsewhere), 1):
        name = part_name(rows.facts.article_id, number)
        writer.write(
            f"a/{name}",
            "article.html",
            page,
            title=show.shorten(page.title, 100),
            crumbs=crumbs,
            before=part_name(beside.before, 1) if beside.before else None,
            after=part_name(beside.after, 1) if beside.after else None,
        )
