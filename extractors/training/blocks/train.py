"""Train the block judge: python -m extractors.training.blocks.train SET.jsonl.xz… --out extractors/data/block_trees.npz

Needs catboost, which winnow itself does not. Prints the figures of out-of-fold predictions on pages with a gold text.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier  # type: ignore[import-not-found]  # not a dependency, see above
from numpy.typing import NDArray

from extractors.block_model import HIDDEN_SCORE, Scores, around_columns, columns_id
from extractors.measure_text import Matrix
from extractors.training.blocks.collect import GoldPage, blinded, fold_of, read_pages, training_rows
from extractors.training.blocks.figures import page_f1

DEPTH = 6
# Two halves by domain: each ensemble is the mean of two, and every page has scores from the half that did not see it.
FOLDS = 2
THRESHOLDS = (0.3, 0.4, 0.5)
Columns = Callable[[GoldPage], Matrix]


@dataclass(frozen=True, slots=True)
class Plan:
    """How an ensemble is grown."""

    trees: int
    rate: float


FIRST = Plan(trees=160, rate=0.2)
SECOND = Plan(trees=120, rate=0.2)


@dataclass(frozen=True, slots=True)
class Grown:
    """The ensembles of all folds, and every page's scores by those that saw none of its domain."""

    models: Sequence[CatBoostClassifier]
    scores: Mapping[str, Scores]


def main() -> None:
    """Train both ensembles, print figures out of fold, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    pages = [page for page in read_pages(args.sets) if len(page.texts)]
    print(f"{len(pages)} pages, {sum(page.aged for page in pages)} of them rewritten")
    first = grow_folds(pages, FIRST, lambda page: page.measured.matrix)
    report("first", pages, first.scores)

    def both(page: GoldPage) -> Matrix:
        return np.hstack((page.measured.matrix, around_columns(page.measured, first.scores[page.page_id])))

    second = grow_folds(pages, SECOND, both)
    report("second", pages, second.scores)
    weights = {
        **arrays_of("first", first.models),
        **arrays_of("second", second.models),
        "columns_id": np.array(columns_id()),
    }
    np.savez_compressed(args.out, allow_pickle=False, **weights)
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


def grow_folds(pages: Sequence[GoldPage], plan: Plan, columns: Columns) -> Grown:
    """Return an ensemble for every fold, trained on the other folds, and the scores of the pages left out."""
    models = []
    scores: dict[str, Scores] = {}
    for fold in range(FOLDS):
        model = grow([page for page in pages if fold_of(page, FOLDS) != fold], plan, columns)
        models.append(model)
        for page in pages:
            if fold_of(page, FOLDS) == fold:
                raw = model.predict(columns(page), prediction_type="RawFormulaVal")
                scores[page.page_id] = np.where(page.measured.hidden, HIDDEN_SCORE, raw)
    return Grown(models, scores)


def grow(pages: Sequence[GoldPage], plan: Plan, columns: Columns) -> CatBoostClassifier:
    """Return an ensemble trained on pages."""
    parts = []
    for page in pages:
        rows, weight = training_rows(page)
        if len(rows):
            parts.append((blinded(page, columns(page))[rows], page.belongs[rows], weight))
    model = CatBoostClassifier(
        iterations=plan.trees,
        learning_rate=plan.rate,
        depth=DEPTH,
        rsm=0.25,
        subsample=0.6,
        bootstrap_type="Bernoulli",
        border_count=32,
        thread_count=1,
        random_seed=1,
        verbose=0,
    )
    matrix, belongs, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    model.fit(matrix, belongs, sample_weight=weight)
    return model


def report(name: str, pages: Sequence[GoldPage], scores: Mapping[str, Scores]) -> None:
    """Print the mean page F1 at several thresholds."""
    for threshold in THRESHOLDS:
        least = np.log(threshold / (1 - threshold))
        f1 = [
            page_f1(page.gold, "\n\n".join(np.array(page.texts, dtype=object)[scores[page.page_id] >= least]))
            for page in pages
            if page.gold is not None and not page.aged
        ]
        print(f"{name} at {threshold}: {np.mean(f1):.4f} over {len(f1)} pages")


def arrays_of(name: str, models: Sequence[CatBoostClassifier]) -> dict[str, NDArray[np.generic]]:
    """Return the mean of ensembles as plain arrays: columns, borders, leaves, bias."""
    parts = [_described(model) for model in models]
    columns, borders, leaves = (np.concatenate([part[index] for part in parts]) for index in range(3))
    return {
        f"{name}_columns": columns,
        f"{name}_borders": borders,
        f"{name}_leaves": leaves / np.float32(len(parts)),
        f"{name}_bias": np.array(np.mean([part[3] for part in parts])),
    }


def _described(model: CatBoostClassifier) -> tuple[NDArray[np.int16], Matrix, Matrix, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        described = json.loads(path.read_text(encoding="utf-8"))
    trees = described["oblivious_trees"]
    columns = np.zeros((len(trees), DEPTH), dtype=np.int16)
    borders = np.full((len(trees), DEPTH), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 2**DEPTH), dtype=np.float32)
    for row, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"] or []):
            columns[row, level] = split["float_feature_index"]
            borders[row, level] = split["border"]
        values = tree["leaf_values"]
        leaves[row] = np.tile(values, 2**DEPTH // len(values))
    scale, (bias,) = described["scale_and_bias"]
    return columns, borders, leaves * np.float32(scale), float(bias)


if __name__ == "__main__":
    main()
