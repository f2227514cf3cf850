"""How likely does each block belong to the article, by its columns?"""

import numpy as np
from numpy.typing import NDArray

from extractors.features import COLUMNS, Matrix

_COLUMN = {name: number for number, name in enumerate(COLUMNS)}


def score_rows(matrix: Matrix) -> NDArray[np.float64]:
    """Return the scores of the rows, 0 surely boilerplate to 1 surely article."""

    def column(name: str) -> Matrix:
        return matrix[:, _COLUMN[name]]

    marked = sum(column(name) for name in COLUMNS if name.startswith("marked_"))
    logit = (
        column("log_size")
        - 4.2
        - 5 * column("link_share")
        + column("in_main60%") * 1.5
        + column("ends_closed")
        + column("tag_p")
        - 2.5 * np.minimum(1, marked)
        - 3 * column("in_nav")
        - 2 * column("in_footer")
        - 3 * column("above_COMMENTS")
        + 1.2 * np.minimum(1, column("tag_h2") + column("tag_h3") + column("tag_h1")) * column("in_main60%") * 2
    )
    return np.asarray(1 / (1 + np.exp(-logit)), dtype=np.float64)
