"""Train the block judge: python -m extractors.training.blocks.train SET.jsonl.xz… --out extractors/data/block_trees.npz

Needs catboost, which winnow itself does not. Prints the figures of out-of-fold predictions on pages with a gold text.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier  # type: ignore[import-not-found]  # not a dependency, see above

from extractors.judging.block_model import HIDDEN_SCORE, columns_id, second_columns
from extractors.judging.measure_scores import Scores
from extractors.judging.measure_text import Matrix
from extractors.training.blocks.classes import grow_classes
from extractors.training.blocks.collect import GoldPage, blinded, fold_of, read_pages, training_rows
from extractors.training.blocks.ensembles import Lesson, Plan, arrays_of, grow, report
from extractors.training.blocks.third import grow_third

# Two halves by domain: each ensemble is the mean of two, and every page has scores from the half that did not see it.
FOLDS = 2
FIRST = Plan(trees=140, rate=0.22)
SECOND = Plan(trees=90, rate=0.22)
Columns = Callable[[GoldPage], Matrix]


@dataclass(frozen=True, slots=True)
class Grown:
    """The ensembles of all folds, and every page's scores by those that saw none of its domain."""

    models: Sequence[CatBoostClassifier]
    scores: Mapping[str, Scores]


def main() -> None:
    """Train the three ensembles and those of page classes, print figures out of fold, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    pages = [page for page in read_pages(args.sets) if len(page.texts)]
    print(f"{len(pages)} pages, {sum(page.aged for page in pages)} of them rewritten")
    first = grow_folds(pages, FIRST, lambda page: page.measured.matrix)
    report("first", pages, first.scores)
    second = grow_folds(pages, SECOND, lambda page: second_columns(page.measured, first.scores[page.page_id]))
    report("second", pages, second.scores)
    weights = {
        **arrays_of("first", first.models),
        **arrays_of("second", second.models),
        **arrays_of("third", [grow_third(pages, first.scores, second.scores)]),
        **grow_classes(pages),
        "columns_id": np.array(columns_id()),
    }
    np.savez_compressed(args.out, allow_pickle=False, **weights)
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


def grow_folds(pages: Sequence[GoldPage], plan: Plan, columns: Columns) -> Grown:
    """Return an ensemble for every fold, trained on the other folds, and the scores of the pages left out."""
    models = []
    scores: dict[str, Scores] = {}
    for fold in range(FOLDS):
        lessons = [_lesson(page, columns(page)) for page in pages if fold_of(page, FOLDS) != fold]
        model = grow(lessons, plan)
        models.append(model)
        for page in pages:
            if fold_of(page, FOLDS) == fold:
                raw = model.predict(columns(page), prediction_type="RawFormulaVal")
                scores[page.page_id] = np.where(page.measured.hidden, HIDDEN_SCORE, raw)
    return Grown(models, scores)


def _lesson(page: GoldPage, matrix: Matrix) -> Lesson:
    rows, weight = training_rows(page)
    return Lesson(blinded(page, matrix)[rows], page.belongs[rows], weight)


if __name__ == "__main__":
    main()
