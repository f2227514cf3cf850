"""Does confidence keep what it promises? `python -m tests.bench.confidence DATA [STEP]`.

Claims of CaRB's development sentences (every STEP-th) and of the gold in tests/extractors/claims, by tenths of
confidence: how many, what they promise, how many are right, that is, say what a tuple of the annotators says. CaRB's
annotators left much out, and the gold was looked at, so the truth lies between the two.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table
from spacy.language import Language

from extractors.claims.read import read_doc
from extractors.nlp import load_pipeline, parse_tokens
from extractors.records import Claim
from tests.extractors.claims.test_gold import FLOORS, GoldClaim, read_scored, share, words

Judged = tuple[float, bool]
TENTHS = 10
HALF = 0.5


def main() -> None:
    """Measure and print."""
    step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    nlp = load_pipeline()
    carb = list(judge_carb(Path(sys.argv[1]) / "claims" / "carb_dev.tsv", nlp, step=step))
    own = list(judge_gold(nlp))
    for name, judged in (("CaRB", carb), ("gold", own), ("both", carb + own)):
        Console(width=100).print(to_table(name, judged))


def judge_carb(path: Path, nlp: Language, *, step: int) -> Iterator[Judged]:
    """Yield confidence and rightness of each claim of the benchmark's sentences."""
    rows = [line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    by_sentence = {text: list(group) for text, group in groupby(rows, key=lambda row: row[0])}
    for text in list(by_sentence)[::step]:
        tuples = [to_gold(row) for row in by_sentence[text]]
        for claim in read_doc(parse_tokens(nlp, text.split())).claims:
            yield claim.confidence, any(agrees(gold, claim) for gold in tuples)


def to_gold(row: list[str]) -> GoldClaim:
    """Return a tuple of the benchmark (sentence, relation, argument, argument …) as the gold has claims."""
    return GoldClaim(
        subject=row[2], relations=(row[1],), object=" ".join(row[3:]) or "-", polarity="positive",
        modalities=("asserted",), attribution="-", time="-",
    )  # fmt: skip


def agrees(gold: GoldClaim, claim: Claim) -> bool:
    """Tell whether a claim says what a tuple says: half of the subject's words, and of all the others."""
    other = claim.object.text if claim.object is not None else ""
    says = words(f"{claim.relation.text} {other} {' '.join(slot.text for slot in claim.arguments)}")
    subject = share(words(gold.subject), words(claim.subject.text))
    return min(subject, share(words(f"{gold.relations[0]} {gold.object}"), says)) >= HALF


def judge_gold(nlp: Language) -> Iterator[Judged]:
    """Yield the same of the project's own gold."""
    for name in FLOORS:
        for row in read_scored(name, nlp):
            paired = [found for _, found in row.pairs]
            yield from ((claim.confidence, any(claim is each for each in paired)) for claim in row.found)


def to_table(name: str, judged: list[Judged]) -> Table:
    """Return the reliability table; the error is the mean distance of promise and truth over all claims."""
    table = Table("confidence", "claims", "promised", "right")
    error = 0.0
    for tenth in range(TENTHS):
        inside = [each for each in judged if min(int(each[0] * TENTHS), TENTHS - 1) == tenth]
        if inside:
            promised, right = (sum(each) / len(inside) for each in zip(*inside, strict=True))
            error += len(inside) / len(judged) * abs(promised - right)
            table.add_row(f"{tenth / TENTHS:.1f}", str(len(inside)), f"{promised:.3f}", f"{right:.3f}")
    table.title = f"{name}: {len(judged)} claims, expected calibration error {error:.3f}"
    return table


if __name__ == "__main__":
    main()
