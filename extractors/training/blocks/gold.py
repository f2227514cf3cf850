"""Which blocks of a page does its gold text hold?"""

import re
from collections import Counter
from collections.abc import Sequence

_CJK = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
GRAM = 4
# A block belongs to the gold text when half of its 4-grams do.
MIN_SHARE = 0.5
CONTEXT = 3


def tokens_of(text: str) -> list[str]:
    """Return words and single ideographs, as the scorer counts them."""
    return _TOKEN.findall(text)


def align_text(texts: Sequence[str], gold: str) -> list[float]:
    """Return for every block the share of it in the gold text; short blocks count by what stands around them."""
    parts = [tokens_of(text) for text in texts]
    wanted = tokens_of(gold)
    left = Counter(_grams(wanted))
    shares: list[float | None] = []
    for part in parts:
        grams = _grams(part)
        if len(part) < GRAM:
            shares.append(None)
            continue
        hit = sum(left[gram] > 0 for gram in grams)
        shares.append(hit / len(grams))
        if hit / len(grams) >= MIN_SHARE:
            left.subtract(gram for gram in grams if left[gram] > 0)
    line = f" {' '.join(wanted)} "
    for _ in range(2):
        for row, part in enumerate(parts):
            if len(part) < GRAM and not shares[row]:
                shares[row] = float(_stands_there(parts, shares, row, line))
    return [share or 0.0 for share in shares]


def _grams(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + GRAM]) for at in range(len(tokens) - GRAM + 1)]


def _stands_there(parts: Sequence[list[str]], shares: Sequence[float | None], row: int, line: str) -> bool:
    """Return whether a short block stands in the gold text right after or before a block that belongs to it."""
    part = parts[row]
    if not part or f" {' '.join(part)} " not in line:
        return False
    before = _neighbour(shares, range(row - 1, max(-1, row - 12), -1))
    after = _neighbour(shares, range(row + 1, min(len(parts), row + 12)))
    led = before is not None and f" {' '.join(parts[before][-CONTEXT:] + part)} " in line
    followed = after is not None and f" {' '.join(part + parts[after][:CONTEXT])} " in line
    alone = " ".join(part) == line.strip()
    return led or followed or alone


def _neighbour(shares: Sequence[float | None], rows: range) -> int | None:
    return next((row for row in rows if (shares[row] or 0.0) >= MIN_SHARE), None)


def align_snippets(texts: Sequence[str], wanted: Sequence[str], unwanted: Sequence[str]) -> list[float | None]:
    """Return 1 for blocks that hold a wanted snippet, 0 for an unwanted one, None where nothing is known."""
    squeezed = [" ".join(text.split()) for text in texts]
    out: list[float | None] = []
    for text in squeezed:
        good = any(_holds(text, snippet) for snippet in wanted)
        bad = any(_holds(text, snippet) for snippet in unwanted)
        out.append(None if good == bad else float(good))
    return out


def _holds(text: str, snippet: str) -> bool:
    snippet = " ".join(snippet.split())
    return bool(snippet) and snippet in text
