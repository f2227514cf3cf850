"""How good is a pipeline on the development halves, from raw text?

    python -m extractors.training.evaluate DATA [PIPELINE]

DATA is the treebanks folder (with `gold/`) or its parent. Prints what `python -m spacy benchmark accuracy` does, and
the speed as winnow uses the pipeline against that of stock spaCy with every component.
"""

import sys
from pathlib import Path
from typing import Any

from spacy.cli.evaluate import evaluate

from extractors.nlp import pipeline_folder
from extractors.training.speed import articles, compare

HALVES = {"EWT": "dev_ewt.spacy", "GUM": "dev_gum.spacy"}
LABELS = ("nsubj", "dobj", "appos", "conj", "relcl", "ccomp", "xcomp", "advcl", "prep", "attr", "neg", "agent")
TYPES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "DATE", "CARDINAL")
SHOWN = ("token_acc", "tag_acc", "dep_uas", "dep_las", "sents_f", "ents_p", "ents_r", "ents_f")


def gold_folder(data: Path) -> Path:
    """Return the folder of the gold halves under a data folder."""
    return next(folder for folder in (data / "gold", data / "treebanks" / "gold") if folder.is_dir())


def scores_of(pipeline: Path, data: Path) -> dict[str, dict[str, Any]]:
    """Return spaCy's scores on each development half."""
    gold = gold_folder(data)
    return {name: evaluate(str(pipeline), gold / file, silent=True) for name, file in HALVES.items()}


def summary(scores: dict[str, Any]) -> dict[str, float]:
    """Return the main scores in per cent, by name."""
    return {name: round(100 * scores[name], 1) for name in SHOWN}


def report(name: str, scores: dict[str, Any]) -> str:
    """Return three lines of text about one half."""
    main = "  ".join(f"{key} {value}" for key, value in summary(scores).items())
    labels = "  ".join(
        f"{k} {100 * scores['dep_las_per_type'][k]['f']:.0f}" for k in LABELS if k in scores["dep_las_per_type"]
    )
    types = "  ".join(f"{k} {100 * scores['ents_per_type'][k]['f']:.0f}" for k in TYPES if k in scores["ents_per_type"])
    return f"{name}  {main}  words/s {scores['speed']:.0f}\n  {labels}\n  {types}"


def main(arguments: list[str]) -> None:
    """Print the scores of the pipeline named, or of the one that winnow carries."""
    data = Path(arguments[0])
    pipeline = Path(arguments[1]) if len(arguments) > 1 else pipeline_folder()
    for name, scores in scores_of(pipeline, data).items():
        print(report(name, scores))
    texts = articles([gold_folder(data) / file for file in HALVES.values()])
    whole, quick = compare(texts, Path(arguments[1]) if len(arguments) > 1 else None)
    print(f"tokens per CPU second: {whole:,.0f} whole, {quick:,.0f} as winnow uses it ({quick / whole:.2f} times)")


if __name__ == "__main__":
    main(sys.argv[1:])
