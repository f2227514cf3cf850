"""Does a text quote what a generator ships: a novel that it shuffles, or its stock sentences?"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractors.authors.lists import rows

# Shuffled novels keep every run of three words; a text of eight runs that all stand in one novel is from it. Chance
# hits are below 0.18 a run, the fullest table.
MIN_RUNS = 8
MIN_SHARE = 0.9

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_TABLE = re.compile(r"(\w\w) (\d+)(?:, |$)")


@dataclass(frozen=True, slots=True)
class _Novel:
    code: str
    mask: int
    bits: bytes

    def holds(self, run: int) -> bool:
        place = run & self.mask
        return bool(self.bits[place >> 3] & (1 << (place & 7)))

    def holds_most(self, runs: Sequence[int]) -> bool:
        """Return whether the novel holds MIN_SHARE of the runs; other texts are known after a few."""
        missed = 0
        for run in runs:
            missed += not self.holds(run)
            if len(runs) - missed < MIN_SHARE * len(runs):
                return False
        return True


@cache
def _novels() -> tuple[_Novel, ...]:
    head, _, body = files("extractors").joinpath("data", "authors", "novels.bin").read_bytes().partition(b"\n")
    novels = []
    at = 0
    for code, bits in _TABLE.findall(head.decode("ascii").rpartition(": ")[2]):
        size = 1 << (int(bits) - 3)
        novels.append(_Novel(code, (1 << int(bits)) - 1, body[at : at + size]))
        at += size
    return tuple(novels)


def novel_of(text: str) -> str | None:
    """Return the code of the FakerPHP list whose novel the text is shuffled from, None for any other text."""
    if text.count(" ") <= MIN_RUNS:
        return None
    words = _WORD.findall(text.casefold())
    runs = [zlib.crc32(" ".join(words[at : at + 3]).encode()) for at in range(len(words) - 2)]
    if len(runs) < MIN_RUNS:
        return None
    return next((novel.code for novel in _novels() if novel.holds_most(runs)), None)


@cache
def _sentences() -> dict[int, frozenset[str]]:
    return {
        int(checksum, 16): frozenset(codes.split()) for codes, rest in rows("sentences") for checksum in rest.split("|")
    }


def stock_codes(text: str) -> frozenset[str]:
    """Return the codes of the Mimesis lists that hold each of the text's sentences; none where one is not theirs."""
    known = _sentences()
    shared: frozenset[str] | None = None
    for sentence in _SENTENCE.split(text.strip()):
        words = _WORD.findall(sentence.casefold())
        if not words:
            continue
        held = known.get(zlib.crc32(" ".join(words).encode()), frozenset())
        shared = held if shared is None else shared & held
        if not shared:
            break
    return shared or frozenset()
