"""What do rules, entities and factuality cost beside spaCy on the same texts?

`python -m tests.bench.rules [PAGES.jsonl.xz | FOLDER] [PAGES]`: the kept blocks of pages as in `tests.bench`, of the
sample sites unless told, of 60 pages of a data set unless told. Each text is parsed and read in turns, five times on
one thread; of the CPU seconds of each the least counts, since other processes can only add to them. What is made once
in a process (tables of lemmas, names of countries) is made before.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is imported: a waiting thread counts as CPU

from extractors.article import read_article
from extractors.claims.read import STATING, read_passages
from extractors.nlp import Blocks, load_pipeline, parse_blocks
from tests.bench.stages import captures_from

ROUNDS = 5
PAGES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds of one text."""

    tokens: int
    claims: int
    parse_s: float
    rules_s: float


def main() -> None:
    """Measure and print."""
    place = sys.argv[1] if len(sys.argv) > 1 else ""
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else PAGES
    articles = [read_article(each) for each in captures_from(place)[:pages]]
    texts = [[(each.text, each.label not in STATING) for each in article.blocks if each.kept] for article in articles]
    texts = [blocks for blocks in texts if blocks]
    costs = measure(texts)
    parse_s, rules_s = sum(each.parse_s for each in costs), sum(each.rules_s for each in costs)
    tokens, claims = sum(each.tokens for each in costs), sum(each.claims for each in costs)
    print(f"{len(texts)} texts, {tokens:,} tokens, {claims:,} claims")
    print(f"spaCy {parse_s:.2f} s, rules {rules_s:.2f} s: {rules_s / parse_s:.1%} of spaCy")


def measure(texts: Sequence[Blocks]) -> list[Cost]:
    """Return what each text costs."""
    nlp = load_pipeline()
    for blocks in texts:
        read_passages(parse_blocks(nlp, blocks))
    found: list[list[Cost]] = [[] for _ in texts]
    for _ in range(ROUNDS):
        for at, blocks in enumerate(texts):
            began = process_time()
            passages = parse_blocks(nlp, blocks)
            parsed = process_time()
            reading = read_passages(passages)
            ended = process_time()
            tokens = sum(len(each.doc) for each in passages)
            found[at].append(
                Cost(tokens=tokens, claims=len(reading.claims), parse_s=parsed - began, rules_s=ended - parsed)
            )
    return [_least(each) for each in found]


def _least(rounds: Sequence[Cost]) -> Cost:
    return Cost(
        tokens=rounds[0].tokens,
        claims=rounds[0].claims,
        parse_s=min(each.parse_s for each in rounds),
        rules_s=min(each.rules_s for each in rounds),
    )


if __name__ == "__main__":
    main()
