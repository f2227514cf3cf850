"""How is the third ensemble grown, and what is it worth out of fold?

It learns from the sets as they are and rewritten, and from the scores that the first two gave pages of domains which
they had not seen.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from catboost import CatBoostClassifier  # type: ignore[import-not-found]  # winnow itself does not need it

from extractors.judging.block_model import HIDDEN_SCORE, third_columns
from extractors.judging.measure_scores import Scores, best_bar
from extractors.judging.measure_text import Matrix
from extractors.training.blocks.collect import AGED_WEIGHT, MAX_TOKENS, GoldPage, fold_of
from extractors.training.blocks.ensembles import Lesson, Plan, grow, report
from extractors.training.blocks.figures import page_f1

THIRD = Plan(trees=60, rate=0.12, columns_share=0.3, rows_share=0.7, smoothing=5.0)
# Folds of the figures; the ensemble that is written has seen all pages.
FOLDS = 3
# Of more rows a sample, in which long blocks stay and the others count for those left out, up to this often.
MAX_ROWS = 50
SURE_TOKENS = 40
MAX_COUNTS = 5
# Few rows of a page of the snippet set are known, and they are those that somebody found worth asking for.
SNIPPET_WEIGHT = 1.5


def grow_third(
    pages: Sequence[GoldPage],
    first: Mapping[str, Scores],
    second: Mapping[str, Scores],
) -> CatBoostClassifier:
    """Return the third ensemble; print its figures out of fold, on pages with a gold text as they are.

    It sees the columns as they are: hiding names and tags cost it .2 points on WCXB out of fold (.8259 to .8236).
    """
    columns = {page.page_id: third_columns(page.measured, first[page.page_id], second[page.page_id]) for page in pages}
    lessons = {page.page_id: _lesson(page, columns[page.page_id]) for page in pages}
    whole = [page for page in pages if page.gold is not None and not page.aged]
    scores: dict[str, Scores] = {}
    for fold in range(FOLDS):
        model = grow([lessons[page.page_id] for page in pages if fold_of(page, FOLDS) != fold], THIRD)
        for page in whole:
            if fold_of(page, FOLDS) == fold:
                raw = model.predict(columns[page.page_id], prediction_type="RawFormulaVal")
                scores[page.page_id] = np.where(page.measured.hidden, HIDDEN_SCORE, raw)
    report("third", whole, scores)
    print(f"third, each page with its best bar: {np.mean([_barred_f1(page, scores) for page in whole]):.4f}")
    return grow(list(lessons.values()), THIRD)


def _lesson(page: GoldPage, matrix: Matrix) -> Lesson:
    """Return what a page teaches; all its blocks together count by the root of their number."""
    rows = np.flatnonzero((page.tokens > 0) & ~page.measured.hidden & ~np.isnan(page.belongs))
    stands_for = np.ones(len(rows))
    if len(rows) > MAX_ROWS:
        share = np.minimum(1, np.maximum(MAX_ROWS / len(rows), page.tokens[rows] / SURE_TOKENS))
        picked = np.random.default_rng(len(rows)).random(len(rows)) < share
        rows, stands_for = rows[picked], 1 / share[picked]
    weight = np.sqrt(np.minimum(page.tokens[rows], MAX_TOKENS) * np.minimum(stands_for, MAX_COUNTS))
    weight *= np.sqrt(len(rows)) / max(1e-6, float(weight.sum()))
    weight *= (AGED_WEIGHT if page.aged else 1.0) * (SNIPPET_WEIGHT if page.gold is None else 1.0)
    return Lesson(matrix[rows], page.belongs[rows], weight)


def _barred_f1(page: GoldPage, scores: Mapping[str, Scores]) -> float:
    likely = np.where(page.measured.hidden, 0.0, 1 / (1 + np.exp(-scores[page.page_id])))
    kept = likely >= best_bar(likely, page.measured.size)[0]
    assert page.gold is not None, "only pages with a gold text are measured"
    return page_f1(page.gold, "\n\n".join(text for text, keep in zip(page.texts, kept, strict=True) if keep))
