"""How many near-duplicates are found, how many wrong ones, and what does it cost beside reading the texts once?

`make eval-copies DATA=FOLDER [ARTICLES=100000]`, or `python -m tests.bench.copies FOLDER N`. Quality: `wcxb_dev` texts
of 60 words and more, each with a copy in which a share of 0 to 30 % of the words (uniform, seed 5) is replaced, left
out or doubled, a fifth of the copies with shuffled paragraphs. Cost: N texts made of its words (seed 6), one in ten a
mutated copy, written to Parquet, then read and their words hashed once in Python; beside that the signatures, and the
bands, comparison and grouping in DuckDB. Seconds are CPU seconds of one run.
"""

import json
import lzma
import random
import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console

from warehouse.copies import derive_copies
from warehouse.migrate import migrate
from warehouse.minhash import SIGNATURE_SIZE, minhash_of

QUALITY_SEED, COST_SEED = 5, 6
MIN_WORDS = 60
MAX_CHANGED = 0.3
BATCH = 2_000
SEEN_AT = datetime(2026, 11, 1, tzinfo=UTC)
PRINT = Console(width=160)

Signatures = dict[str, npt.NDArray[np.uint32]]


def main() -> None:
    """Print the figures of quality, then those of cost."""
    folder, articles = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    texts = list(real_texts(folder))
    PRINT.print(f"{len(texts)} texts of at least {MIN_WORDS} words")
    measure_quality(texts)
    measure_cost(texts, articles)


def real_texts(folder: Path) -> Iterator[str]:
    """Yield the texts of the development set that are long enough."""
    with lzma.open(folder / "extraction" / "wcxb_dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["gold_text"] or ""
            if len(text.split()) >= MIN_WORDS:
                yield text


def mutated(text: str, share: float, rng: random.Random, others: Sequence[str]) -> str:
    """Return the text with that share of its words replaced, left out or doubled by others."""
    lines = text.split("\n")
    if rng.random() < 0.2:
        rng.shuffle(lines)
    return "\n".join(" ".join(_changed(line.split(), share, rng, others)) for line in lines)


def _changed(words: Sequence[str], share: float, rng: random.Random, others: Sequence[str]) -> Iterator[str]:
    for word in words:
        if rng.random() >= share:
            yield word
            continue
        kind = rng.random()
        if kind < 0.6:
            yield rng.choice(others)
        elif kind < 0.8:
            yield from (word, rng.choice(others))


def measure_quality(texts: Sequence[str]) -> None:
    """Print recall by the share of changed words, and the precision of pairs."""
    rng = random.Random(QUALITY_SEED)
    others = [word for text in texts for word in text.split()]
    shares = [rng.uniform(0, MAX_CHANGED) for _ in texts]
    pages = [*texts, *(mutated(text, share, rng, others) for text, share in zip(texts, shares, strict=True))]
    with duckdb.connect() as connection:
        _fill(connection, _signed((f"a{number:06}", page) for number, page in enumerate(pages)))
        derive_copies(connection)
        found = {tuple(row) for row in connection.execute("select article_a, article_b from copy_edge").fetchall()}
    true = {(f"a{number:06}", f"a{number + len(texts):06}"): shares[number] for number in range(len(texts))}
    wrong = [pair for pair in found if pair not in true]
    for low, high in ((0.0, 0.1), (0.1, 0.2), (0.2, 0.3), (0.0, 0.3)):
        of = [pair for pair, share in true.items() if low <= share <= high]
        hit = sum(pair in found for pair in of)
        PRINT.print(f"changed {low:.0%} to {high:.0%}: recall {hit / len(of):.4f} of {len(of)}")
    PRINT.print(f"precision {1 - len(wrong) / len(found):.4f} of {len(found)} pairs; wrong: {_named(wrong, pages)}")


def _named(pairs: Sequence[tuple[str, ...]], pages: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(pages[int(name[1:])][:60].replace("\n", " ") for name in pair) for pair in pairs[:6]]


def _fill(connection: duckdb.DuckDBPyConnection, signatures: Signatures) -> None:
    """Put articles with nothing but their signatures into a new warehouse."""
    migrate(connection)
    arrays = [pa.FixedSizeListArray.from_arrays(np.concatenate(list(signatures.values())), SIGNATURE_SIZE)]
    table = pa.table({"article_id": list(signatures), "minhash": pa.chunked_array(arrays).cast(pa.list_(pa.uint32()))})
    connection.register("given", table)
    connection.execute(
        "insert into article (article_id, url, page_class, minhash)"
        " select article_id, article_id, 'article', minhash from given"
    )
    connection.execute(
        "insert into article_state (article_id, url, is_newest, cluster_id)"
        " select article_id, article_id, true, article_id from given"
    )
    connection.execute("create temp table touched_article as select article_id, 1 as sign, false as is_new from given")


def measure_cost(texts: Sequence[str], articles: int) -> None:
    """Print what reading and hashing takes, and what near-duplicates take."""
    with tempfile.TemporaryDirectory(prefix="winnow-copies-") as name:
        path = Path(name) / "texts.parquet"
        words = _write(path, texts, articles)
        base = _timed(_read_and_hash, path)
        signatures: Signatures = {}
        signing = _timed(_sign, path, signatures)
        with duckdb.connect(str(Path(name) / "copies.duckdb")) as connection:
            connection.execute("set memory_limit = '1GB'")
            _fill(connection, signatures)
            grouping = _timed(derive_copies, connection)
            pairs = (connection.execute("select count(*) from copy_edge").fetchone() or (0,))[0]
        size = (Path(name) / "copies.duckdb").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    PRINT.print(
        f"{articles:,} articles, {words / articles:.0f} words each: read and hashed once {base:.1f} s;"
        f" signatures {signing:.1f} s, bands and groups {grouping:.1f} s, together"
        f" {(signing + grouping) / base:.2f} times; {pairs:,} pairs;"
        f" peak {peak:,.0f} MiB; file {size / 2**20:.0f} MiB"
    )


def _write(path: Path, texts: Sequence[str], articles: int) -> int:
    """Write N texts of real paragraphs in another order each; one in ten is a mutated copy of the one before."""
    rng = random.Random(COST_SEED)
    paragraphs = [line for text in texts for line in text.split("\n") if len(line.split()) >= 8]
    others = [word for line in paragraphs for word in line.split()]
    schema = pa.schema([("article_id", pa.string()), ("text", pa.string())])
    words, last = 0, ""
    with pq.ParquetWriter(path, schema) as writer:
        for start in range(0, articles, BATCH):
            made = []
            for number in range(start, min(start + BATCH, articles)):
                copied = number % 10 == 9
                # Words from all over: no two texts share paragraphs by chance.
                last = mutated(last, rng.uniform(0, MAX_CHANGED), rng, others) if copied else _made(rng, others)
                made.append((f"a{number:07}", last))
                words += len(last.split())
            writer.write_table(
                pa.table({"article_id": [a for a, _ in made], "text": [t for _, t in made]}, schema=schema)
            )
    return words


def _made(rng: random.Random, words: Sequence[str]) -> str:
    """Return about 450 words in runs of 30 that stand so somewhere."""
    starts = (rng.randrange(len(words) - 30) for _ in range(rng.randrange(5, 25)))
    return "\n".join(" ".join(words[at : at + 30]) for at in starts)


def _timed(work: Any, *arguments: Any) -> float:
    start = process_time()
    work(*arguments)
    return process_time() - start


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    for batch in pq.ParquetFile(path).iter_batches(BATCH):
        columns = batch.to_pydict()
        yield from zip(columns["article_id"], columns["text"], strict=True)


def _read_and_hash(path: Path) -> None:
    for _, text in _texts(path):
        for word in text.split():
            hash(word)


def _sign(path: Path, signatures: Signatures) -> None:
    signatures.update(_signed(_texts(path)))


def _signed(texts: Iterable[tuple[str, str]]) -> Signatures:
    signed = ((name, minhash_of(text)) for name, text in texts)
    return {name: np.array(values, dtype=np.uint32) for name, values in signed if values is not None}


if __name__ == "__main__":
    main()
