"""What does the teacher see of a text? Word pieces of the encoder, with what lower case loses."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

MOST_PIECES = 8  # of a word; the rest is cut
LONGEST_PART = 40
NO_WORD = -1
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
BORDERS = (("[CLS]", "<s>"), ("[SEP]", "</s>"))  # what stands before and after a text, as BERT and MPNet call it
CASES = 10
MARKS = 8


class Window(NamedTuple):
    """A run of words: which are followed by a space and which begin a paragraph."""

    words: list[str]
    spaces: list[bool]
    paragraphs: list[bool]


class Row(NamedTuple):
    """A window in pieces, one entry each: number, case and marks of the word, its space, the word's place."""

    numbers: list[int]
    cases: list[int]
    marks: list[int]
    spaces: list[int]
    places: list[int]


@dataclass(slots=True)
class Pieces:
    """The word pieces of an encoder; splits each word once."""

    numbers: dict[str, int]
    seen: dict[str, list[int]] = field(default_factory=dict)

    def of(self, word: str) -> list[int]:
        """Return the numbers of a word's pieces."""
        found = self.seen.get(word)
        if found is None:
            found = self.seen[word] = self._split(word)
        return found

    def _split(self, word: str) -> list[int]:
        plain = unicodedata.normalize("NFD", word.lower()).translate(_STRAIGHT)
        plain = "".join(character for character in plain if unicodedata.category(character) != "Mn")
        numbers: list[int] = []
        for part in re.findall(r"\w+|[^\w\s]", plain):
            numbers += self._longest(part[:LONGEST_PART])
        return numbers[:MOST_PIECES] or [self.numbers["[UNK]"]]

    def _longest(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                if piece in self.numbers:
                    found.append(self.numbers[piece])
                    start = end
                    break
            else:
                return [self.numbers["[UNK]"]]
        return found

    def row(self, window: Window) -> Row:
        """Return a window's pieces; a separator stands before each paragraph but the first."""
        first, separator = (next(self.numbers[name] for name in names if name in self.numbers) for names in BORDERS)
        row = Row([first], [0], [0], [0], [NO_WORD])
        for place, (word, space) in enumerate(zip(window.words, window.spaces, strict=True)):
            if place and window.paragraphs[place]:
                _extend(row, [separator], (0, 0, 0), NO_WORD)
            _extend(row, self.of(word), (case_of(word), marks_of(word), int(space)), place)
        _extend(row, [separator], (0, 0, 0), NO_WORD)
        return row


def _extend(row: Row, numbers: Sequence[int], features: tuple[int, int, int], place: int) -> None:
    row.numbers.extend(numbers)
    for column, feature in zip((row.cases, row.marks, row.spaces), features, strict=True):
        column.extend([feature] * len(numbers))
    row.places.extend([place] * len(numbers))


def read_pieces(encoder: Path) -> Pieces:
    """Return the word pieces of an encoder's folder."""
    lines = (encoder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return Pieces({piece: number for number, piece in enumerate(lines)})


def case_of(word: str) -> int:
    """Return the class of a word's capitals: the encoder reads lower case alone."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word[:1].isupper():
        return 4 if word[1:].islower() else 5
    if any(character.isdigit() for character in word):
        return 6
    return 7 if any(character.isalpha() for character in word) else 8


def marks_of(word: str) -> int:
    """Return which of hyphen, inner full stop and digit a word holds, as bits."""
    return ("-" in word) + 2 * ("." in word[:-1]) + 4 * any(character.isdigit() for character in word)
