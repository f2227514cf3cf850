"""What does each stage cost beside spaCy alone on the same texts, in one run on one core?

`python -m tests.bench [PAGES.jsonl.xz | FOLDER]`: pages as JSON lines with "html" (a folder: its
`extraction/cleaneval_final.jsonl.xz`); nothing: the bundled sample sites. Each stage runs in a process of its own, one
after the other, so that its peak memory is its own. Seconds are CPU seconds; shares are of spaCy's seconds.
"""

import json
import lzma
import multiprocessing
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is imported: one core for every stage

from rich.console import Console
from rich.table import Table

from extractors.errors import PageError
from extractors.records import Article, Capture, Reading

MEBI = 1024  # ru_maxrss counts KiB on Linux
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a stage took."""

    stage: str
    cpu_s: float
    peak_mib: float
    note: str


def main() -> None:
    """Run every stage and print the table."""
    captures = captures_from(sys.argv[1] if len(sys.argv) > 1 else "")
    costs: list[Cost] = []
    articles = _stage(costs, "extract", read_articles, captures)
    _stage(costs, "spaCy alone", spacy_alone, articles)
    readings = _stage(costs, "claims (with spaCy)", read_claims, captures, articles)
    _stage(costs, "signals and score", measure, articles, readings)
    with tempfile.TemporaryDirectory(prefix="winnow-bench-") as folder:
        _stage(costs, "rows to Parquet", write_rows, folder, readings)
        _stage(costs, "load, derive", load_rows, folder)
        _stage(costs, "snapshot", publish_rows, folder)
        _stage(costs, "report", write_report, folder)
    show(costs, len(captures))


def captures_from(place: str) -> list[Capture]:
    """Return the pages of a data set, or of the sample sites."""
    if not place:
        from flows.demo.sites import load_sites

        pages = load_sites(1)
        return [
            capture(f"http://{host}{path}", reply.body)
            for host, site in pages.items()
            for path, reply in site.items()
            if reply.status == 200 and reply.content_type.startswith("text/html")
        ]
    path = Path(place)
    path = path / "extraction" / "cleaneval_final.jsonl.xz" if path.is_dir() else path
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [capture(f"http://bench.example/{row['id']}", row["html"].encode("utf-8", "replace")) for row in rows]


def capture(url: str, body: bytes) -> Capture:
    """Return a page as if it had been fetched."""
    return Capture(
        url=url,
        final_url=url,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=body,
        fetched_at=FETCHED_AT,
        sha256=sha256(body).hexdigest(),
    )


def read_articles(captures: Sequence[Capture]) -> tuple[list[tuple[Capture, Article]], str, float]:
    """Decode, parse, split, judge, metadata, authors."""
    from extractors.article import read_article

    began, found, bad = process_time(), [], 0
    for each in captures:
        try:
            found.append((each, read_article(each)))
        except PageError:
            bad += 1
    seconds = process_time() - began
    return found, f"{seconds / max(1, len(found)) * 1000:.1f} ms a page; {bad} unreadable", seconds


def spacy_alone(articles: Sequence[tuple[Capture, Article]]) -> tuple[None, str, float]:
    """Run the shipped pipeline, as spaCy itself would be run, over the same texts."""
    from extractors.nlp import load_pipeline

    nlp = load_pipeline()
    texts = [article.text[:100_000] for _, article in articles]
    began = process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=32))
    seconds = process_time() - began
    return None, f"{words:,} tokens, {words / max(seconds, 1e-9):,.0f} tokens/s", seconds


def read_claims(
    captures: Sequence[Capture], articles: Sequence[tuple[Capture, Article]]
) -> tuple[list[Reading], str, float]:
    """Parse, entities, claims."""
    from extractors.claims.read import read_many
    from extractors.nlp import load_pipeline

    nlp = load_pipeline()
    began = process_time()
    claims = list(read_many([article for _, article in articles], nlp=nlp))
    seconds = process_time() - began
    readings = [
        Reading(capture=each, article=article, claims=found)
        for (each, article), found in zip(articles, claims, strict=True)
    ]
    total = sum(len(found.claims) for found in claims)
    return readings, f"{total:,} claims from {len(captures)} pages", seconds


def measure(articles: Sequence[tuple[Capture, Article]], readings: Sequence[Reading]) -> tuple[None, str, float]:
    """Measure signals and score."""
    from extractors.score import score_signals
    from extractors.signals.measure import measure_signals

    began = process_time()
    for reading in readings:
        score_signals(measure_signals(reading.article, reading.claims))
    seconds = process_time() - began
    return None, f"{seconds / max(1, len(articles)) * 1000:.1f} ms a page", seconds


def write_rows(folder: str, readings: Sequence[Reading]) -> tuple[None, str, float]:
    """Turn readings into rows and Parquet."""
    from warehouse.layout import WarehouseFolder
    from warehouse.parts import write_part

    place = WarehouseFolder(Path(folder)).make()
    began = process_time()
    part = write_part(place.parts, "bench", readings, recipe_id="bench", key=b"k" * 32)
    return None, f"{sum(part.rows.values()):,} rows", process_time() - began


def load_rows(folder: str) -> tuple[None, str, float]:
    """Load the part and derive."""
    from warehouse.derive import derive
    from warehouse.layout import WarehouseFolder
    from warehouse.loader import load_part
    from warehouse.open import open_for_writing
    from warehouse.parts import list_parts

    place = WarehouseFolder(Path(folder))
    began = process_time()
    connection = open_for_writing(place, memory_limit="1GB")
    new = [load_part(connection, part) for part in list_parts(place.parts)]
    derive(connection)
    connection.close()
    return None, f"{sum(sum(counts.values()) for counts in new):,} rows", process_time() - began


def publish_rows(folder: str) -> tuple[None, str, float]:
    """Publish the snapshot."""
    from warehouse.layout import WarehouseFolder
    from warehouse.open import open_for_writing
    from warehouse.snapshot import publish

    place = WarehouseFolder(Path(folder))
    connection = open_for_writing(place, memory_limit="1GB")
    began = process_time()
    path = publish(connection, place, keep=3)
    return None, f"{path.stat().st_size / 1e6:.1f} MB", process_time() - began


def write_report(folder: str) -> tuple[None, str, float]:
    """Write the report."""
    from warehouse.layout import WarehouseFolder
    from warehouse.report.build import build_report

    place = WarehouseFolder(Path(folder))
    began = process_time()
    build_report(place.snapshot, Path(folder) / "report", generated_at=FETCHED_AT.isoformat())
    files = [path for path in (Path(folder) / "report").rglob("*") if path.is_file()]
    return (
        None,
        f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB",
        process_time() - began,
    )


def show(costs: Iterable[Cost], pages: int) -> None:
    """Print the table."""
    listed = list(costs)
    floor = next(cost.cpu_s for cost in listed if cost.stage == "spaCy alone")
    table = Table("stage", "CPU s", "ms a page", "of spaCy", "peak MiB", "", title=f"{pages} pages, one core")
    for cost in listed:
        table.add_row(
            cost.stage,
            f"{cost.cpu_s:.2f}",
            f"{cost.cpu_s / pages * 1000:.1f}",
            f"{cost.cpu_s / floor:.2f}",
            f"{cost.peak_mib:.0f}",
            cost.note,
        )
    Console(width=120).print(table)


def _stage(costs: list[Cost], name: str, work: Callable[..., tuple[Any, str, float]], *given: object) -> Any:
    """Run one stage in a process of its own and keep its cost."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, work, given))
    process.start()
    theirs.close()  # so that a stage that dies ends the wait
    result, note, seconds, peak = ours.recv()
    process.join()
    costs.append(Cost(stage=name, cpu_s=seconds, peak_mib=peak, note=note))
    print(f"{name}: {seconds:.2f} s, {note}", file=sys.stderr)
    return result


def _run(pipe: Any, work: Callable[..., tuple[Any, str, float]], given: Sequence[object]) -> None:
    result, note, seconds = work(*given)
    pipe.send((result, note, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBI))
