"""What kind of page is it most likely, by what can be measured of all its blocks together?

One ensemble of symmetric trees a class, trained by `extractors/training/blocks/classes.py`, sees the page's own columns
and the mean of its blocks' columns. What a page declares of itself is among them, as one voice of many.
"""

import numpy as np

from extractors.judging.block_model import read_trees, sum_trees
from extractors.judging.features import COLUMNS, Measured
from extractors.judging.measure_text import Matrix
from extractors.records import PageClass

# The classes that are learnt; walls, errors, teasers and front pages are told by their words and shape.
LEARNT_CLASSES = (
    PageClass.ARTICLE,
    PageClass.FORUM,
    PageClass.DOCUMENTATION,
    PageClass.PRODUCT,
    PageClass.LISTING,
    PageClass.OTHER,
)
# A page of fewer characters is what it declares: the trees have seen few so short (38 of WCXB; of the 30 that declare
# something 28 are it, the trees are right of 27).
MIN_CHARS = 2_000
_PAGE_COLUMNS = [column for column, name in enumerate(COLUMNS) if name.startswith(("page_", "url_"))]


def likely_class(measured: Measured, declared: PageClass | None) -> PageClass | None:
    """Return the class that is likeliest by the measures of a page's blocks and what it declares.

    None for a page without blocks.
    """
    if not len(measured.matrix):
        return None
    if measured.size.sum() < MIN_CHARS:
        return declared or PageClass.ARTICLE
    row = page_row(measured, measured.matrix)
    scores = {page_class: sum_trees(read_trees(f"is_{page_class}"), row)[0] for page_class in LEARNT_CLASSES}
    return max(scores, key=lambda page_class: scores[page_class])


def page_row(measured: Measured, matrix: Matrix) -> Matrix:
    """Return the one row that tells of a page: its own columns, and the mean of its shown blocks' columns.

    Long blocks count more, by the root of their length. `matrix` holds the columns, some of them blinded in training.
    """
    weight = np.sqrt(measured.size) * ~measured.hidden
    weight /= max(1e-6, float(weight.sum()))
    return np.concatenate((matrix[0, _PAGE_COLUMNS], weight @ matrix))[None].astype(np.float32)
