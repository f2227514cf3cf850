"""What do a user's rules cost beside reading the pages without any?

`python -m tests.bench.own_rules [PAGES.jsonl.xz | FOLDER] [PAGES]`: pages as in `tests.bench`, of the sample sites
unless told. Each page is read (decode to authors) and its signals measured in turns: without rules, with ten block
rules, and with those, twenty phrases and five ignored signals, five times on one thread; of the CPU seconds of each the
least counts.
"""

import os
import sys
from collections.abc import Callable, Mapping
from time import process_time

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is imported: a waiting thread counts as CPU

from extractors.article import read_article
from extractors.records import BlockLabel, Capture, ClaimReading
from extractors.rules.records import NO_RULES, BlockRule, ListRule, Rules, SignalRule
from extractors.signals.measure import measure_signals
from tests.bench.stages import captures_from

ROUNDS = 5
PAGES = 200
PATTERNS: tuple[Mapping[str, str], ...] = (
    {"text": r"(?i)^support our (journalism|newsroom)\b"},
    {"text": r"(?i)sign up (for|to) our\b"},
    {"text": r"(?i)\bnewsletter\b.{0,40}\binbox\b"},
    {"text": r"^\s*(Advertisement|Anzeige|Publicité)\s*$"},
    {"text": r"(?i)all rights reserved|terms of (use|service)"},
    {"text": r"^\d{1,3} (comments|replies)$"},
    {"attrs": r"\b(promo|teaser)-box\b"},
    {"attrs": r"\bnewsletter", "text": r"(?i)e-?mail"},
    {"path": r"/aside(\[\d+\])?/", "text": r"(?i)^read (more|next)"},
    {"text": r"(?i)^the views expressed", "path": r"/p(\[\d+\])?$"},
)
BLOCKS = tuple(
    BlockRule(id=f"rule-{at}", why="A rule that is measured.", label=BlockLabel.OTHER, **parts)
    for at, parts in enumerate(PATTERNS)
)
PHRASES = tuple(f"phrase number {at}" for at in range(10))
ALL = Rules(
    blocks=BLOCKS,
    lists=(ListRule(name="filler_phrases", add=PHRASES), ListRule(name="call_phrases", add=PHRASES)),
    signals=tuple(
        SignalRule(signal=name, why="A signal that is measured.", ignored=True)
        for name in ("filler", "missing_date", "vague_sources", "shouting", "readability")
    ),
)
KINDS: Mapping[str, Rules] = {"no rules": NO_RULES, "ten block rules": Rules(blocks=BLOCKS), "all of them": ALL}


def main() -> None:
    """Measure and print."""
    place = sys.argv[1] if len(sys.argv) > 1 else ""
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else PAGES
    captures = list(captures_from(place))[:pages]
    for rules in KINDS.values():  # what is made once in a process
        _read(captures[0], rules)
    least = dict.fromkeys(KINDS, 0.0)
    fitted = 0
    for capture in captures:
        spent = dict.fromkeys(KINDS, float("inf"))
        for _ in range(ROUNDS):
            for kind, rules in KINDS.items():
                spent[kind] = min(spent[kind], _timed(lambda: _read(capture, rules)))  # noqa: B023 - called at once
        for kind, seconds in spent.items():
            least[kind] += seconds
        fitted += sum(block.rule.startswith("own.") for block in read_article(capture, rules=ALL).blocks)
    print(f"{len(captures)} pages; rules decided {fitted} blocks")
    for kind, seconds in least.items():
        ms = 1000 * seconds / len(captures)
        print(f"{kind:16} {ms:7.2f} ms a page  {seconds / least['no rules']:.3f} of none")


def _read(capture: Capture, rules: Rules) -> None:
    measure_signals(read_article(capture, rules=rules), ClaimReading(), rules)


def _timed(work: Callable[[], None]) -> float:
    began = process_time()
    work()
    return process_time() - began


if __name__ == "__main__":
    main()
