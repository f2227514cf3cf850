"""Does the teacher see every word, its capitals and its paragraph?"""

import pytest

from extractors.training.pieces import NO_WORD, Pieces, Window, case_of, marks_of

NUMBERS = {
    piece: number
    for number, piece in enumerate(["[UNK]", "[CLS]", "[SEP]", "harbour", "har", "##bour", "##s", "-", "non", "e", "'"])
}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("harbour", ["harbour"]),
        ("Harbours", ["harbour", "##s"]),
        ("non-harbour", ["non", "-", "harbour"]),
        ("\u00c9", ["e"]),  # an accent
        ("\u2019", ["'"]),
        ("zzz", ["[UNK]"]),
        ("", ["[UNK]"]),
    ],
)
def test_a_word_is_split_by_the_longest_pieces(word: str, expected: list[str]) -> None:
    assert Pieces(NUMBERS).of(word) == [NUMBERS[piece] for piece in expected]


def test_each_piece_knows_its_word_and_a_paragraph_has_a_separator() -> None:
    window = Window(["Harbours", "e", "NON"], [True, False, False], [True, False, True])
    row = Pieces(NUMBERS).row(window)
    assert row.places == [NO_WORD, 0, 0, 1, NO_WORD, 2, NO_WORD]
    assert row.numbers[4] == row.numbers[6] == NUMBERS["[SEP]"]
    assert row.cases == [0, 4, 4, 1, 0, 3, 0]
    assert row.spaces == [0, 1, 1, 0, 0, 0, 0]


def test_the_borders_of_a_text_may_have_the_names_of_mpnet() -> None:
    numbers = {"<s>": 0, "</s>": 2, "[UNK]": 4, "e": 5}
    assert Pieces(numbers).row(Window(["e"], [False], [True])).numbers == [0, 5, 2]


@pytest.mark.parametrize(
    ("word", "case", "marks"),
    [
        ("who", 1, 0),
        ("I", 2, 0),
        ("NATO", 3, 0),
        ("Ostby", 4, 0),
        ("McLean", 5, 0),
        ("42", 6, 4),
        ("mRNA", 7, 0),
        ("--", 8, 1),
        ("U.S.", 3, 2),
        ("F-16", 3, 5),
        ("end.", 1, 0),
    ],
)
def test_capitals_and_marks_have_classes(word: str, case: int, marks: int) -> None:
    assert (case_of(word), marks_of(word)) == (case, marks)
