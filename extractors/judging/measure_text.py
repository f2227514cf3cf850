"""What can be measured of a block's own text, whatever its language?"""

import re
from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from extractors.records import Block

Matrix = NDArray[np.float32]

TEXT_COLUMNS = (
    "log_size",
    "log_words",
    "link_share",
    "links",
    "links_per_word",
    "inpage_links",
    "commas",
    "stops",
    "ends_closed",
    "upper_share",
    "digit_share",
    "word_size",
    "starts_lower",
    "starts_digit",
    "lines",
    "bar",
    "at",
    "money",
    "question",
    "other_script",
    "colon_end",
    "ends_dots",
)
# Text of this length outside links is prose more often than not: a headline rarely passes it.
MIN_PROSE = 80
# Ideographs carry more than letters: an English translation is about this much longer.
IDEOGRAPH_WEIGHT = 2.5
# No column grows beyond what makes a difference.
MAX_LINKS = 20
MAX_LINES = 20
MAX_WORD = 30.0

_UPPER = bytes(range(65, 91))
_DIGITS = bytes(range(48, 58))
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CLOSING = '.!?\u2026\u3002\uff01\uff1f:;"\u201d\u201c\u2019\u00bb)'
_MONEY = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|EUR|USD|zł|kr)\b")
# Longer blocks hold no price tag.
MAX_MONEY_CHARS = 200


def text_columns(blocks: Sequence[Block], links: Sequence[int], inpage_links: Sequence[int]) -> Matrix:
    """Return a row of TEXT_COLUMNS for every block."""
    rows = [_row(block, *counts) for block, *counts in zip(blocks, links, inpage_links, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(len(blocks), len(TEXT_COLUMNS))


def _row(block: Block, links: int, inpage_links: int) -> tuple[float, ...]:
    text = block.text
    size = len(text)
    plain = text.encode("latin-1", "replace")
    foreign = plain.count(b"?") / size
    dense = 2 * foreign > 1 and _IDEOGRAPH.search(text) is not None
    words = size / 2 if dense else text.count(" ") + text.count("\n") + 1
    first, last = text[0], text[-1]
    return (
        log1p(size * (IDEOGRAPH_WEIGHT if dense else 1.0)),
        log1p(words),
        min(1.0, len(block.link_text) / size),
        min(links, MAX_LINKS),
        links / words,
        inpage_links / links if links else 0.0,
        (text.count(",") + text.count("\uff0c") + text.count("\u3001")) / words,
        text.count(". ") + text.count("! ") + text.count("? ") + text.count("\u3002") + (last in ".!?"),
        last in _CLOSING,
        (size - len(plain.translate(None, _UPPER))) / size,
        (size - len(plain.translate(None, _DIGITS))) / size,
        min(MAX_WORD, size / words),
        first.islower(),
        first.isdigit(),
        min(MAX_LINES, text.count("\n")),
        "|" in text or "·" in text or "»" in text,
        "@" in text,
        size <= MAX_MONEY_CHARS and _MONEY.search(text) is not None,
        "?" in text,
        foreign,
        last == ":",
        text.endswith(("\u2026", "...", "[\u2026]", "[...]")),
    )


def prose_of(blocks: Sequence[Block], size: Matrix, linked: Matrix, foreign: Matrix) -> Matrix:
    """Return for every shown block its characters outside links where they are enough to be prose, else 0."""
    shown = np.array([not block.hidden for block in blocks], dtype=np.float32)
    dense = np.array(
        [
            2 * share > 1 and _IDEOGRAPH.search(block.text) is not None
            for block, share in zip(blocks, foreign, strict=True)
        ],
        dtype=bool,
    )
    free = (size - linked) * np.where(dense, IDEOGRAPH_WEIGHT, 1.0)
    return (np.where(free >= MIN_PROSE, free, 0) * shown).astype(np.float32)
