import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.judging.features import Measured, measure_blocks
from extractors.judging.measure_scores import RELATIVE_COLUMNS, best_bar, relative_columns
from extractors.page.blocks import split_page
from extractors.page.hints import PageHints
from extractors.page.parse import parse_html


def measured(html: str) -> Measured:
    return measure_blocks(split_page(parse_html(html)), PageHints(title="Mill", url="https://vale.example/a"))


@pytest.mark.parametrize(
    ("scores", "bar"),
    [
        pytest.param([0.9, 0.9, 0.1], 0.9, id="sure of two: no third"),
        pytest.param([0.4, 0.3, 0.05], 0.3, id="sure of none: the likelier ones"),
        pytest.param([0.2, 0.2, 0.2], 0.2, id="all alike: all"),
    ],
)
def test_a_page_of_which_little_is_sure_gets_a_lower_bar(scores: list[float], bar: float) -> None:
    assert best_bar(np.array(scores), np.array([100, 100, 100], dtype=np.float32))[0] == bar


blocks = st.lists(st.tuples(st.floats(0.001, 0.999), st.integers(1, 5_000)), min_size=1, max_size=30)


@given(blocks)
def test_no_other_bar_promises_more(page: list[tuple[float, int]]) -> None:
    scores, size = np.array([score for score, _ in page]), np.array([size for _, size in page], dtype=np.float32)
    _, promised = best_bar(scores, size)
    for bar in scores:
        kept = scores >= bar
        common = float((scores * size)[kept].sum())
        assert 2 * common / float(size[kept].sum() + (scores * size).sum()) <= promised + 1e-6


@pytest.mark.parametrize("html", ["<p>one", "<p hidden>one", "<p>one<p hidden>two<p>three", "<nav><a>a</a></nav>" * 30])
def test_columns_have_their_names(html: str) -> None:
    page = measured(html)
    columns = relative_columns(page, np.where(page.hidden, -6.0, 1.0))
    assert columns.shape == (len(page.matrix), len(RELATIVE_COLUMNS))
    assert np.isfinite(columns).all()
