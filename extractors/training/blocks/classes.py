"""How are the trees grown that tell what kind of page it is?"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from catboost import CatBoostClassifier  # type: ignore[import-not-found]  # winnow itself does not need it
from numpy.typing import NDArray

from extractors.judging.measure_text import Matrix
from extractors.judging.page_model import LEARNT_CLASSES, page_row
from extractors.records import PageClass
from extractors.training.blocks.collect import GoldPage, blinded, fold_of
from extractors.training.blocks.ensembles import Lesson, Plan, arrays_of, grow

CLASS_PLAN = Plan(trees=60, rate=0.12, columns_share=0.2, rows_share=0.7, smoothing=5.0)
FOLDS = 3
# What the sets call kinds that winnow has one name for.
KINDS = {"service": PageClass.OTHER, "collection": PageClass.LISTING}
# The snippet set tells no kinds; it is one of articles.
SNIPPET_KIND = PageClass.ARTICLE
# A rewritten page and one of the snippet set count half: what they teach is that old pages are seldom shops.
LESS = 0.5


def grow_classes(pages: Sequence[GoldPage]) -> dict[str, NDArray[np.generic]]:
    """Return an ensemble a class as plain arrays; print how many pages of each are told, out of fold."""
    rows = {page.page_id: page_row(page.measured, blinded(page, page.measured.matrix)) for page in pages}
    told: dict[str, PageClass] = {}
    for fold in range(FOLDS):
        models = _grow(rows, [page for page in pages if fold_of(page, FOLDS) != fold])
        for page in pages:
            if fold_of(page, FOLDS) == fold and page.gold is not None and not page.aged:
                told[page.page_id] = _told(page, models)
    _report([page for page in pages if page.page_id in told], told)
    arrays: dict[str, NDArray[np.generic]] = {}
    for page_class, model in _grow(rows, pages).items():
        arrays |= arrays_of(f"is_{page_class}", [model])
    return arrays


def kind_of(page: GoldPage) -> PageClass:
    """Return the class that a page of the sets has."""
    if page.gold is None:
        return SNIPPET_KIND
    return KINDS[page.kind] if page.kind in KINDS else PageClass(page.kind)


def _grow(rows: Mapping[str, Matrix], pages: Sequence[GoldPage]) -> dict[PageClass, CatBoostClassifier]:
    kinds = [kind_of(page) for page in pages]
    weight = np.array([(LESS if page.aged else 1.0) * (LESS if page.gold is None else 1.0) for page in pages])
    matrix = np.concatenate([rows[page.page_id] for page in pages])
    return {
        page_class: grow([Lesson(matrix, np.array([float(kind is page_class) for kind in kinds]), weight)], CLASS_PLAN)
        for page_class in LEARNT_CLASSES
    }


def _told(page: GoldPage, models: Mapping[PageClass, CatBoostClassifier]) -> PageClass:
    row = page_row(page.measured, page.measured.matrix)
    return max(models, key=lambda each: float(models[each].predict(row, prediction_type="RawFormulaVal")[0]))


def _report(pages: Sequence[GoldPage], told: Mapping[str, PageClass]) -> None:
    right = Counter(kind_of(page) for page in pages if told[page.page_id] is kind_of(page))
    asked = Counter(map(kind_of, pages))
    print(f"page class out of fold: {right.total() / asked.total():.4f} over {asked.total()} pages")
    for page_class in LEARNT_CLASSES:
        print(f"  {page_class}: {right[page_class]} of {asked[page_class]}")
