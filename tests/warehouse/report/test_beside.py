"""How do two texts stand beside each other?"""

from hypothesis import given
from hypothesis import strategies as st

from warehouse.report.beside import MOST_ROWS, put_beside
from warehouse.report.records import Stretch

WORDS = st.lists(st.sampled_from(["mill", "weir", "quay", "Turnout"]), min_size=1, max_size=5).map(" ".join)
TEXTS = st.lists(WORDS, max_size=MOST_ROWS // 2)


def plain(stretches: tuple[Stretch, ...]) -> str:
    return "".join(stretch.text for stretch in stretches)


def test_words_that_differ_are_apart() -> None:
    (row,) = put_beside(["The mill closed in May."], ["The mill opened in May."])
    assert [stretch.text for stretch in row.left] == ["The mill ", "closed ", "in May."]
    assert [stretch.differs for stretch in row.left] == [False, True, False]
    assert row.right[1] == Stretch("opened ", differs=True)


def test_passages_that_share_nothing_stand_alone() -> None:
    rows = put_beside(["The mill closed in May."], ["Ferries sail again from Friday on."])
    assert [(bool(row.left), bool(row.right)) for row in rows] == [(True, False), (False, True)]


def test_what_differs_far_into_a_passage_is_shown() -> None:
    common = "The wheel turns again at the weir. " * 60
    (row,) = put_beside([f"{common}It is May."], [f"{common}It is June."])
    assert [stretch.text for stretch in row.right if stretch.differs] == ["June."]
    assert len(plain(row.right)) < 300


def test_what_stands_in_both_is_a_number() -> None:
    rows = put_beside(["One.", "Two.", "Three mills."], ["One.", "Two."])
    assert [row.same for row in rows] == [2, 0]


@given(left=TEXTS, right=TEXTS)
def test_every_passage_stands_on_its_side_in_its_order(left: list[str], right: list[str]) -> None:
    rows = put_beside(left, right)
    if len(rows) == MOST_ROWS:  # cut off
        return
    for texts, sides in ((left, [row.left for row in rows]), (right, [row.right for row in rows])):
        at = 0
        for row, side in zip(rows, sides, strict=True):
            if row.same:
                at += row.same
            elif side:
                assert plain(side) == texts[at]
                at += 1
        assert at == len(texts)
