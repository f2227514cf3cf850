"""Highlights may overlap in any way; the text comes out whole."""

from hypothesis import given
from hypothesis import strategies as st

from warehouse.report.segments import Highlight, split_segments

TEXTS = st.text(max_size=60)
SPANS = st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=12)


def highlights_of(spans: list[tuple[int, int]]) -> list[Highlight]:
    """Return highlights that are each of a kind of their own."""
    return [Highlight(start, end, f"h{number}", 1 << number) for number, (start, end) in enumerate(spans)]


@given(text=TEXTS, spans=SPANS, offset=st.integers(0, 9))
def test_the_segments_joined_are_the_text(text: str, spans: list[tuple[int, int]], offset: int) -> None:
    segments = split_segments(offset, offset + len(text), highlights_of(spans))
    assert "".join(text[s.start - offset : s.end - offset] for s in segments) == text


@given(text=TEXTS, spans=SPANS)
def test_every_character_carries_exactly_the_highlights_that_lie_on_it(text: str, spans: list[tuple[int, int]]) -> None:
    marks = highlights_of(spans)
    for segment in split_segments(0, len(text), marks):
        for place in range(segment.start, segment.end):
            assert segment.kinds == sum(mark.kind for mark in marks if mark.start <= place < mark.end)


@given(text=TEXTS, spans=SPANS)
def test_every_highlight_in_the_text_begins_once(text: str, spans: list[tuple[int, int]]) -> None:
    marks = highlights_of(spans)
    begun = [mark for segment in split_segments(0, len(text), marks) for mark in segment.begins]
    inside = range(len(text))
    touching = [mark for mark in marks if any(mark.start <= place < mark.end for place in inside)]
    assert sorted(begun, key=repr) == sorted(touching, key=repr)
