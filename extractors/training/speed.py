"""How much faster is a pipeline as winnow uses it than stock spaCy with every component on every token?

Both in one run, in turns, on one thread, by CPU time: machines are shared, and a clock on the wall measures the others.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import spacy
from spacy.tokens import DocBin

from extractors.nlp import load_pipeline, parse_many, pipeline_folder

ARTICLE_CHARACTERS = 6_000
ARTICLES = 8
TURNS = 4


def articles(halves: Sequence[Path]) -> list[str]:
    """Return texts of marked sets (DocBins), joined to the length of articles."""
    vocab = spacy.blank("en").vocab
    texts = (doc.text for half in halves for doc in DocBin().from_disk(half).get_docs(vocab))
    made = list(_joined(texts))
    return made[:: max(1, len(made) // ARTICLES)][:ARTICLES]


def _joined(texts: Iterator[str]) -> Iterator[str]:
    run: list[str] = []
    for text in texts:
        run.append(text)
        if sum(map(len, run)) >= ARTICLE_CHARACTERS:
            yield "\n\n".join(run)
            run = []


def compare(texts: Sequence[str], pipeline: Path | None = None) -> tuple[float, float]:
    """Return tokens per CPU second, whole and as winnow uses it: medians of turns on the same texts."""
    whole, quick = spacy.load(pipeline or pipeline_folder()), load_pipeline(str(pipeline) if pipeline else None)
    tokens = sum(len(whole.make_doc(text)) for text in texts)

    def read_whole() -> None:
        list(whole.pipe(texts))

    def read_quickly() -> None:
        list(parse_many(quick, ([(text, False)] for text in texts)))

    times = [(_cpu_seconds(read_whole), _cpu_seconds(read_quickly)) for _ in range(TURNS)]
    return tokens / median(slow for slow, _ in times), tokens / median(fast for _, fast in times)


def _cpu_seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
