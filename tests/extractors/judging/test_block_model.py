import numpy as np
import pytest

from extractors.judging.block_model import CHUNK_ROWS, Trees, score_blocks, sum_trees
from extractors.judging.features import COLUMNS, Measured, measure_blocks
from extractors.judging.measure_scores import AROUND_COLUMNS, around_columns
from extractors.page.blocks import split_page
from extractors.page.hints import PageHints
from extractors.page.parse import parse_html

STUMPS = Trees(
    columns=np.array([[0, 1], [1, 1]]),
    borders=np.array([[0.5, 10.0], [2.0, np.inf]], dtype=np.float32),
    leaves=np.array([[1, 2, 4, 8], [100, 200, 0, 0]], dtype=np.float32),
    bias=0.5,
)


def measured(html: str) -> Measured:
    return measure_blocks(split_page(parse_html(html)), PageHints(title="Mill", url="https://vale.example/a"))


@pytest.mark.parametrize(
    ("row", "total"),
    [((0, 0), 101.5), ((1, 0), 102.5), ((0, 11), 204.5), ((1, 11), 208.5), ((0.5, 2), 101.5)],
)
def test_trees_add_the_leaf_that_their_answers_lead_to(row: tuple[float, float], total: float) -> None:
    assert sum_trees(STUMPS, np.array([row], dtype=np.float32)).tolist() == [total]


def test_rows_do_not_depend_on_how_many_there_are() -> None:
    rows = np.random.default_rng(1).random((2 * CHUNK_ROWS + 3, 2), dtype=np.float32) * 12
    together = sum_trees(STUMPS, rows)
    assert together.tolist() == [sum_trees(STUMPS, row[None])[0] for row in rows]


@pytest.mark.parametrize("html", ["<p>one", "<p>one<p>two", "<p>one<p hidden>two<p>three", "<nav><a>a</a></nav>" * 30])
def test_columns_have_their_names(html: str) -> None:
    page = measured(html)
    assert page.matrix.shape[1] == len(COLUMNS)
    assert around_columns(page, np.zeros(len(page.matrix))).shape[1] == len(AROUND_COLUMNS)
    assert np.isfinite(page.matrix).all()


def test_scores_are_shares_and_hidden_blocks_score_low() -> None:
    scores = score_blocks(measured("<p>A miller opened the gate.</p><p hidden>A miller opened the gate again.</p>"))
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores[1] < 0.01


def test_no_blocks_have_no_scores() -> None:
    assert score_blocks(measured("")).tolist() == []
