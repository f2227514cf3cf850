"""The score is a ledger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Grade, Signal
from extractors.score import grade_of, score_signals


def signal(name: str, points: int) -> Signal:
    return Signal(name=name, value=1.0, threshold=1.0, points=points, reason="because", rule=f"{name}.1")


SIGNALS = st.lists(st.integers(min_value=-60, max_value=0), max_size=20).map(
    lambda points: [signal(f"s{n}", each) for n, each in enumerate(points)]
)


@given(SIGNALS)
def test_the_lines_add_up_exactly(signals: list[Signal]) -> None:
    score = score_signals(signals)
    assert 100 + sum(line.points for line in score.lines) == score.value
    assert 0 <= score.value <= 100


@given(SIGNALS)
def test_every_signal_with_points_is_a_line_and_no_other(signals: list[Signal]) -> None:
    names = {line.name for line in score_signals(signals).lines} - {"floor"}
    assert names == {each.name for each in signals if each.points}


@given(SIGNALS)
def test_the_order_of_the_signals_changes_nothing(signals: list[Signal]) -> None:
    assert score_signals(signals) == score_signals(reversed(signals))


def test_no_points_give_full_marks_and_no_lines() -> None:
    score = score_signals([signal("quiet", 0)])
    assert (score.value, score.grade, score.lines) == (100, Grade.A, ())


def test_the_worst_line_comes_first_and_the_floor_last() -> None:
    score = score_signals([signal("a", -10), signal("b", -90), signal("c", -30)])
    assert [(line.name, line.points) for line in score.lines] == [("b", -90), ("c", -30), ("a", -10), ("floor", 30)]
    assert (score.value, score.grade) == (0, Grade.E)


@pytest.mark.parametrize(
    ("value", "grade"),
    [(100, "A"), (90, "A"), (89, "B"), (75, "B"), (74, "C"), (60, "C"), (59, "D"), (45, "D"), (44, "E"), (0, "E")],
)
def test_grades_begin_where_the_design_says(value: int, grade: str) -> None:
    assert grade_of(value) == grade
