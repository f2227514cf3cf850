"""How alike are two texts? A signature of 128 numbers that SQL and numpy can compare."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

# 64 bands of 2 values find pairs that share 0.28 of their word pairs (three words in ten replaced: the median of 150
# articles) with a chance of 0.995, 0.2 with 0.93, 0.02 with 0.025: 1 - (1 - s^2)^64, the banding of Leskovec et al.,
# "Mining of Massive Datasets", section 3.4.
SIGNATURE_SIZE: Final = 128
SEED: Final = 1
# Pairs of neighbours among the words of four letters and more: function words, which all texts share, are left out, and
# a replaced word spoils two pairs, not five runs of five words.
MIN_LETTERS: Final = 4
# Shorter texts share their few pairs by chance.
MIN_WORDS: Final = 10

Hashes = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]

BLANK: Final = ord(" ")
# Capitals of ASCII become small and its punctuation blank, byte by byte; what is not ASCII is part of letters so far.
_ASCII: Final = range(0x80)
_GOING_ON: Final = 0x80  # a byte that goes on with a character begins with the bits 10
_PLAIN: Final = bytes(
    byte if byte not in _ASCII else ord(chr(byte).lower()) if chr(byte).isalnum() else BLANK for byte in range(256)
)
# In UTF-8: U+2000 to U+2BFF, quotation marks, dashes and symbols, begin with E2 80 to E2 AF; U+0080 to U+00BF, the
# hard space and Latin-1's marks, with C2. English texts have nothing else beyond ASCII.
_GENERAL_MARK, _GENERAL_MARKS_END, _LATIN_MARK = 0xE2, 0xB0, 0xC2
# Scripts without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han. Two characters are a word there.
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED_RUN: Final = re.compile(f"[{_UNSPACED}]+")
_WITHOUT_LETTERS: Final = bytes([*range(_LATIN_MARK + 1), _GENERAL_MARK])
# A word is known by its first and last eight bytes and its length: numbers that numpy takes for all words at once.
_WORD_BYTES: Final = 8
_FIRST_BYTES: Final = np.array([(1 << 8 * size) - 1 for size in range(_WORD_BYTES + 1)], np.uint64)
# Large odd numbers that spread values over 64 bits; which ones does not matter, as long as they stay.
_FIRST, _LAST, _PAIR = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93))


def minhash_of(text: str) -> list[int] | None:
    """Return the 128 values of a text's signature, None for a text with fewer than ten longer words."""
    words = _words(_plain(text))
    if len(words) < MIN_WORDS:
        return None
    pairs = _mixed(words[:-1] * _PAIR + words[1:])
    rows = RMinHash.digest_matrix_from_flat_token_hashes(pairs, [0, len(pairs)], SIGNATURE_SIZE, SEED).to_rows()
    values: list[int] = rows[0]
    return values


def _plain(text: str) -> bytes:
    """Return the text in small letters, with blanks for all that is no letter or digit."""
    coded = text.encode("utf-8", "surrogatepass").translate(_PLAIN)
    if len(coded) == len(text):
        return coded
    if not coded.translate(None, _WITHOUT_LETTERS):
        return _without_marks(coded)
    low = text.lower()
    if _UNSPACED_RUN.search(low) is not None:
        low = _UNSPACED_RUN.sub(_in_twos, low)
    return _without_marks(low.encode("utf-8", "surrogatepass").translate(_PLAIN))


def _without_marks(coded: bytes) -> bytes:
    """Return the bytes with blanks for the marks beyond ASCII."""
    changed = np.frombuffer(coded, np.uint8).copy()
    general = np.flatnonzero(changed == _GENERAL_MARK)
    general = general[changed[general + 1] < _GENERAL_MARKS_END]
    latin = np.flatnonzero(changed == _LATIN_MARK)
    changed[general] = changed[general + 1] = changed[general + 2] = BLANK
    changed[latin] = changed[latin + 1] = BLANK
    return changed.tobytes()


def _in_twos(run: re.Match[str]) -> str:
    """Return every two neighbouring characters as a word of their own, long enough to count."""
    characters = run[0]
    return f" {' '.join(2 * characters[at : at + 2] for at in range(len(characters) - 1))} "


def _words(coded: bytes) -> Hashes:
    """Return a number for every word of four letters and more, in order."""
    padded = b"".join((b" ", coded, b" " * _WORD_BYTES))
    single = np.frombuffer(padded, np.uint8)
    blanks = np.flatnonzero(single == BLANK)
    starts, ends = blanks[:-1] + 1, blanks[1:]
    letters = ends - starts if padded.isascii() else _letters_before(single, ends) - _letters_before(single, starts)
    long = letters >= MIN_LETTERS
    starts, ends = starts[long], ends[long]
    # The eight bytes that begin at each byte, as numbers: a view, nothing is copied.
    eights = np.ndarray((len(padded) - _WORD_BYTES + 1,), "<u8", padded, strides=(1,))
    sizes = ends - starts
    kept = _FIRST_BYTES[np.minimum(sizes, _WORD_BYTES)]
    first, last = eights[starts] & kept, eights[np.maximum(starts, ends - _WORD_BYTES)] & kept
    found: Hashes = _mixed(first * _FIRST + last * _LAST + sizes.view(np.uint64))
    return found


def _letters_before(coded: Bytes, places: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return how many characters begin before each place: bytes, less those that go on with one."""
    going_on = np.flatnonzero((coded & 0xC0) == _GOING_ON)
    return places - np.searchsorted(going_on, places)


def _mixed(values: Hashes) -> Hashes:
    """Return the values with every bit depending on all, nearly as MurmurHash ends."""
    values ^= values >> np.uint64(32)
    values *= _FIRST
    values ^= values >> np.uint64(29)
    return values
