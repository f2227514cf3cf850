"""Does reading claims keep what it has read? `python -m tests.bench.memory [DOCUMENTS]`.

Invented short articles (100,000 unless told), each with names that no other has, go through `read_many` in one process,
as a worker of the flow reads them. Memory is read after every thousandth; the slope is that of a straight line through
all points behind the first fifth, in which caches fill.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from resource import getpagesize
from time import process_time

from rich.console import Console
from rich.table import Table

from extractors.claims.read import read_many
from extractors.nlp import load_pipeline
from extractors.records import Article, Block, BlockLabel, Metadata, PageClass

DOCUMENTS = 100_000
POINT_EVERY = 1_000
SHOWN_POINTS = 20
WARMING_SHARE = 0.2
MEBI = 1 << 20
SEED = 6
SYLLABLES = ("ba", "ren", "tol", "vik", "mar", "quen", "lus", "pel", "dor", "sa", "mi", "ka", "ro", "ne", "thi", "hal")
SENTENCES = (
    "{a} {b}, the mayor of {c}, said that {d} had not paid the levy.",
    "{d} bought the shipyard in {c} in {year}.",
    "The {a} union did not accept the offer, according to {b}.",
    "If {c} joins the league, {d} would lose {year} crowns.",
    "{c} and {d} are allies.",
    "{b} was arrested by the police of {c} last week.",
)


def main() -> None:
    """Measure and print."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    points, claims, seconds = measured(documents)
    table = Table("documents", "MiB", title=f"{documents:,} documents, {claims:,} claims, {seconds:.0f} CPU s")
    for read, mib in points[:: max(1, len(points) // SHOWN_POINTS)]:
        table.add_row(f"{read:,}", f"{mib:.1f}")
    console = Console(width=100)
    console.print(table)
    console.print(f"slope behind the first fifth: {slope_of(points):+.3f} MiB for 1,000 documents")


def measured(documents: int) -> tuple[list[tuple[int, float]], int, float]:
    """Return memory after every thousandth document, the number of claims and the CPU seconds."""
    nlp = load_pipeline()
    points: list[tuple[int, float]] = []
    claims = 0
    started = process_time()
    for number, reading in enumerate(read_many(articles(documents), nlp=nlp), start=1):
        claims += len(reading.claims)
        if number % POINT_EVERY == 0:
            points.append((number, resident_mib()))
    return points, claims, process_time() - started


def articles(documents: int) -> Iterator[Article]:
    """Yield articles of two sentences, the same at every call."""
    chance = random.Random(SEED)
    for number in range(documents):
        text = " ".join(chance.sample(SENTENCES, k=2)).format(
            a=name(chance), b=name(chance), c=name(chance), d=name(chance), year=chance.randint(1950, 2025)
        )
        yield article(f"https://bench.example/{number}", text)


def name(chance: random.Random) -> str:
    """Return a name of two to four syllables."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def article(url: str, text: str) -> Article:
    """Return an article of one paragraph."""
    block = Block(text=text, start=0, end=len(text), path="html/body/p", order=0, label=BlockLabel.CONTENT, kept=True)
    return Article(
        url=url, text=text, page_text=text, page_class=PageClass.ARTICLE, metadata=Metadata(), blocks=(block,)
    )


def resident_mib() -> float:
    """Return the memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * getpagesize() / MEBI


def slope_of(points: list[tuple[int, float]]) -> float:
    """Return MiB for 1,000 documents: least squares over the points behind the first fifth.

    >>> slope_of([(1000, 50.0), (2000, 60.0), (3000, 61.0), (4000, 62.0), (5000, 63.0), (6000, 64.0)])
    1.0
    """
    late = points[int(len(points) * WARMING_SHARE) :]
    mean_read = sum(read for read, _ in late) / len(late)
    mean_mib = sum(mib for _, mib in late) / len(late)
    rise = sum((read - mean_read) * (mib - mean_mib) for read, mib in late)
    return rise / sum((read - mean_read) ** 2 for read, _ in late) * 1000


if __name__ == "__main__":
    main()
