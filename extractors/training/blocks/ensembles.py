"""How is an ensemble of symmetric trees grown, measured and written as plain arrays?"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier  # type: ignore[import-not-found]  # winnow itself does not need it
from numpy.typing import NDArray

from extractors.judging.measure_scores import Scores
from extractors.judging.measure_text import Matrix
from extractors.training.blocks.collect import GoldPage
from extractors.training.blocks.figures import page_f1

DEPTH = 6
THRESHOLDS = (0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How an ensemble is grown."""

    trees: int
    rate: float
    columns_share: float = 0.25  # of the columns, for each level of a tree
    rows_share: float = 0.6  # of the rows, for each tree
    smoothing: float = 3.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a page teaches: the rows to learn from, whether they belong, and how much each counts."""

    matrix: Matrix
    belongs: NDArray[np.float64]
    weight: NDArray[np.float64]


def grow(lessons: Sequence[Lesson], plan: Plan) -> CatBoostClassifier:
    """Return an ensemble grown on the lessons of pages, the same for the same lessons."""
    model = CatBoostClassifier(
        iterations=plan.trees,
        learning_rate=plan.rate,
        depth=DEPTH,
        rsm=plan.columns_share,
        subsample=plan.rows_share,
        l2_leaf_reg=plan.smoothing,
        bootstrap_type="Bernoulli",
        border_count=32,
        thread_count=1,
        random_seed=1,
        verbose=0,
        allow_writing_files=False,
    )
    model.fit(
        np.concatenate([lesson.matrix for lesson in lessons]),
        np.concatenate([lesson.belongs for lesson in lessons]),
        sample_weight=np.concatenate([lesson.weight for lesson in lessons]),
    )
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
