"""Which element describes one person and nothing else?"""

from extractors.authors.anchors import STRONG, beside, is_telling, is_whole_page
from extractors.authors.lines import MAX_LINE, MAX_TEXT, Line, is_name
from extractors.authors.lists import codes_of
from extractors.authors.prose import prose_sign

# Lines without label or shape that may complete a card.
MAX_CARD_REST = 6
MAX_CARD_LINES = 45
# A first name begins streets and companies too.
MAX_CARD_NAMES = 2
# A card of as many kinds of values may hold one biography.
MIN_CARD_KINDS = 3


def complete_card(lines: list[Line], first: int, last: int, floor: int) -> tuple[int, int]:
    """Return the run with the rest of the card that it stands in, the largest element that describes one person."""
    best = (first, _with_generated(lines, last))
    path = common_path(lines[first].path, lines[last].path)
    while path and not is_whole_page(path):
        low, high = extent_of(lines, first, last, path)
        if low <= floor or high - low > MAX_CARD_LINES:
            break
        added = lines[low : best[0]] + lines[best[1] + 1 : high + 1]
        if added:
            if not _is_card(lines[low : high + 1]) or not _describes(added, lines[low : high + 1]):
                break
            best = (min(low, best[0]), max(high, best[1]))
        path = path.rpartition("/")[0]
    return _trimmed(lines, *best, keep=last)


def _trimmed(lines: list[Line], first: int, last: int, *, keep: int) -> tuple[int, int]:
    """Return the run without what stands before its heading, and without site furniture at its end."""
    while last > keep and not is_telling(lines[last]) and not _is_alike(lines[last], lines[first:last]):
        last -= 1
    heads = [at for at in range(first, last + 1) if lines[at].role == "heading" and lines[at].kind != "social"]
    if heads and not any(lines[at].role in STRONG for at in range(first, heads[0])):
        first = heads[0]
    return first, last


def _is_alike(line: Line, others: list[Line]) -> bool:
    """Return whether the line stands beside a telling one, in an element of the same kind."""
    return any(line.box == other.box and line.tag == other.tag and is_telling(other) for other in others)


def common_path(one: str, other: str) -> str:
    """Return the path of the innermost element that holds both."""
    steps = []
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        steps.append(left)
    return "/".join(steps)


def extent_of(lines: list[Line], first: int, last: int, path: str) -> tuple[int, int]:
    """Return first and last line of the element that holds the run; not far beyond a card's size."""
    low, high = first, last
    while low > 0 and _inside(lines[low - 1], path) and last - low <= MAX_CARD_LINES:
        low -= 1
    while high + 1 < len(lines) and _inside(lines[high + 1], path) and high - first <= MAX_CARD_LINES:
        high += 1
    return low, high


def _is_card(lines: list[Line]) -> bool:
    """Return whether the lines are those of one person: short ones, few of them without label or shape."""
    plain = _plain_lines(lines)
    if len(plain) > MAX_CARD_REST:
        return False
    mails = {value.text.lower() for line in lines for value in line.values if value.kind == "email"}
    persons = {line.text for line in plain if is_name(line.text) and codes_of("first_names", line.text.split()[0])}
    kinds = {value.kind for line in lines for value in line.values}
    long = [line for line in plain if len(line.text) > MAX_TEXT]
    short = not long or (len(kinds) >= MIN_CARD_KINDS and len(long) == 1 and _is_among(long[0], lines))
    return short and len(mails) <= 1 and len(persons) <= MAX_CARD_NAMES


def _plain_lines(lines: list[Line]) -> list[Line]:
    """Return the lines without label, shape or generated text, at most one more than a card may have."""
    plain = []
    for line in lines:
        if line.role not in STRONG and line.role != "colon" and prose_sign(line.text) is None:
            plain.append(line)
            if len(plain) > MAX_CARD_REST:
                break
    return plain


def _is_among(text: Line, lines: list[Line]) -> bool:
    """Return whether a text stands between a short name-like line and values, as a biography in a card does."""
    at = lines.index(text)
    before = any(is_name(line.text) or line.role in STRONG for line in lines[:at])
    return len(text.text) <= MAX_LINE and before and any(line.role in STRONG for line in lines[at + 1 :])


def _describes(added: list[Line], card: list[Line]) -> bool:
    """Return whether the lines that a larger element adds speak of a person, and are no list of links or posts."""
    old = [line for line in card if line not in added]
    untold = [line for line in added if not is_telling(line)]
    alike = all(any(line.box == other.box and line.tag == other.tag for other in old) for line in untold)
    after = bool(untold) and untold[-1].start > old[-1].start and untold[-1].tag == "div"
    return (alike and not after) or 2 * len(untold) <= len(added)


def _with_generated(lines: list[Line], last: int) -> int:
    """Return the last line, or the one after it where that is generated text beside it."""
    if last + 1 < len(lines):
        line = lines[last + 1]
        if line.role in {"text", "prose"} and beside(lines[last], line) and prose_sign(line.text) is not None:
            return last + 1
    return last


def _inside(line: Line, box: str) -> bool:
    return line.path == box or line.path.startswith(box + "/")
