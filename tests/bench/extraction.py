"""How well and at what cost does winnow find the main text, beside other tools, on the same pages in the same run?

`python -m tests.bench.extraction FOLDER [--sets dragnet,daniel] [--step 5]`: sets are `extraction/*.jsonl.xz` of the
folder, one page a line with "html" and "gold_text", or "with" and "without" snippets. Other tools are an optional
extra (`pip install -e '.[bench]'`); one that is not installed is skipped with a line. Figures are the mean F1 of a
page's 4-grams, or the F1 of snippets; the interval is a paired bootstrap over pages of winnow minus the other tool.
CPU is that of decode, parse, split and judge; what it is of each other tool's in the same run stands beside it.
"""

import argparse
import json
import logging
import lzma
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from statistics import quantiles
from time import process_time

import numpy as np
from numpy.typing import NDArray

from extractors.article import read_article
from extractors.errors import PageError
from extractors.records import Capture
from extractors.training.blocks.figures import page_f1

SETS = ("wcxb_dev", "dragnet", "daniel", "cleaneval_final", "trafilatura")
# What other tools do too; language, metadata and authors are counted apart.
TEXT_STEPS = ("decode", "parse", "split", "judge")
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
ROUNDS = 2_000
Extract = Callable[[str], str]
Counts = tuple[float, float, float]  # right, wrong, missed


@dataclass(slots=True)
class Outcome:
    """What one tool gave on the pages of a set."""

    figures: list[Counts] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    more_ms: list[float] = field(default_factory=list)  # winnow's language, metadata and authors
    authors_ms: list[float] = field(default_factory=list)
    empty: int = 0


def main() -> None:
    """Measure every set and print a table of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--step", type=int, default=1, help="every n-th page")
    parser.add_argument("--peers", default=",".join(PEERS))
    args = parser.parse_args()
    logging.disable(logging.ERROR)
    peers = dict(_installed(args.peers.split(",")))
    for name in args.sets.split(","):
        path = args.folder / "extraction" / f"{name}.jsonl.xz"
        if path.exists():
            _show(name, _measure(path, args.step, peers))
        else:
            print(f"{path}: no such set", file=sys.stderr)


def _measure(path: Path, step: int, peers: Mapping[str, Extract]) -> dict[str, Outcome]:
    """Return the outcome of every tool, page by page in turn, so that the machine's mood is the same for all."""
    outcomes = {name: Outcome() for name in ("winnow", *peers)}
    for page in _pages(path, step):
        _note(outcomes["winnow"], page, _winnow(page, outcomes["winnow"]))
        for name, extract in peers.items():
            started = process_time()
            text = extract(str(page["html"]))
            outcomes[name].cpu_ms.append((process_time() - started) * 1000)
            _note(outcomes[name], page, text)
    return outcomes


def _pages(path: Path, step: int) -> Iterator[Mapping[str, object]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                yield json.loads(line)


def _winnow(page: Mapping[str, object], outcome: Outcome) -> str:
    url, body = str(page.get("url") or page["id"]), str(page["html"]).encode("utf-8", "replace")
    capture = Capture(
        url=url,
        final_url=url,
        body=body,
        headers=(("content-type", "text/html; charset=utf-8"),),
        fetched_at=FETCHED_AT,
        sha256=sha256(body).hexdigest(),
    )
    timings: dict[str, float] = {}
    try:
        text = read_article(capture, timings).text
    except PageError as error:
        print(f"{page['id']}: {error}", file=sys.stderr)
        text = ""
    outcome.cpu_ms.append(sum(timings.get(step, 0.0) for step in TEXT_STEPS))
    outcome.more_ms.append(sum(spent for step, spent in timings.items() if step not in TEXT_STEPS))
    outcome.authors_ms.append(timings.get("authors", 0.0))
    return text


def _note(outcome: Outcome, page: Mapping[str, object], text: str) -> None:
    outcome.empty += not text.strip()
    gold = page.get("gold_text")
    if isinstance(gold, str):
        outcome.figures.append((page_f1(gold, text), 0.0, 0.0))
    else:
        outcome.figures.append(_snippets(page, " ".join(text.split())))


def _snippets(page: Mapping[str, object], text: str) -> Counts:
    wanted, unwanted = page.get("with"), page.get("without")
    assert isinstance(wanted, list), "a page without a gold text has snippets"
    assert isinstance(unwanted, list), "a page without a gold text has snippets"
    right = sum(" ".join(snippet.split()) in text for snippet in wanted)
    wrong = sum(" ".join(snippet.split()) in text for snippet in unwanted)
    return float(right), float(wrong), float(len(wanted) - right)


def _score(figures: NDArray[np.float64]) -> float:
    """Return the mean F1 of pages, or the F1 of their snippets' counts."""
    right, wrong, missed = figures.sum(axis=0)
    snippets = bool(wrong or missed or (figures[:, 0] > 1).any())
    return float(2 * right / (2 * right + wrong + missed) if snippets else right / len(figures))


def interval(ours: Sequence[Counts], theirs: Sequence[Counts], *, rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Return how much better we are, with the ends of the 95 % interval of a paired bootstrap over pages."""
    first, second = np.array(ours), np.array(theirs)
    chance = np.random.default_rng(7)
    differences = []
    for _ in range(rounds):
        picked = chance.integers(len(first), size=len(first))
        differences.append(_score(first[picked]) - _score(second[picked]))
    low, high = np.quantile(differences, (0.025, 0.975))
    return _score(first) - _score(second), float(low), float(high)


def _show(name: str, outcomes: Mapping[str, Outcome]) -> None:
    ours = outcomes["winnow"]
    print(f"\n{name}, {len(ours.figures)} pages")
    print(f"{'':14}{'F1':>7}{'empty':>7}{'CPU ms: median':>16}{'95 %':>8}{'winnow is':>16}{'':7}better by")
    for tool, outcome in outcomes.items():
        middle, late = _cpu(outcome.cpu_ms)
        score = _score(np.array(outcome.figures))
        print(f"{tool:14}{score:7.4f}{outcome.empty:7}{middle:16.1f}{late:8.1f}{_beside(ours, outcome)}")
    for part, spent in (("language, metadata, authors", ours.more_ms), ("authors alone", ours.authors_ms)):
        middle, late = _cpu(spent)
        print(f"{f'winnow: {part}':>44}{middle:8.1f}{late:8.1f}", flush=True)


def _beside(ours: Outcome, theirs: Outcome) -> str:
    """Return our share of another tool's CPU, at the median and the 95th percentile, and how much better we are."""
    if theirs is ours:
        return ""
    shares = [mine / other for mine, other in zip(_cpu(ours.cpu_ms), _cpu(theirs.cpu_ms), strict=True)]
    difference, low, high = interval(ours.figures, theirs.figures)
    return f"{shares[0]:12.2f} x{shares[1]:6.2f} x   {difference:+.4f} [{low:+.4f}, {high:+.4f}]"


def _cpu(spent: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    cuts = quantiles(spent, n=20) if len(spent) > 1 else [spent[0]] * 19
    return cuts[9], cuts[18]


# Control characters that lxml reads in a page and refuses to set.
UNSETTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _trafilatura() -> Extract:
    extract = import_module("trafilatura").extract
    return lambda html: extract(html, include_comments=False) or ""


def _readability() -> Extract:
    document = import_module("readability").Document
    parse = import_module("lxml.html").fromstring

    def text_of(html: str) -> str:
        try:
            summary = parse(document(html).summary())
        except Exception:  # noqa: BLE001  (the peer raises its parser's errors and its own; a page it fails on is empty)
            return ""
        for element in summary.iter("p", "div", "li", "br", "h1", "h2", "h3", "h4", "td", "pre", "blockquote"):
            element.tail = "\n" + UNSETTABLE.sub("", element.tail or "")
        return str(summary.text_content())

    return text_of


def _resiliparse() -> Extract:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda html: str(extract(html, main_content=True, alt_texts=False))


PEERS: dict[str, Callable[[], Extract]] = {
    "trafilatura": _trafilatura,
    "readability": _readability,
    "resiliparse": _resiliparse,
}


def _installed(names: Sequence[str]) -> Iterator[tuple[str, Extract]]:
    for name in filter(None, names):
        try:
            yield name, PEERS[name]()
        except ImportError as missing:
            print(f"{name}: skipped, {missing}; `pip install -e '.[bench]'` installs it", file=sys.stderr)


if __name__ == "__main__":
    main()
