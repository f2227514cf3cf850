"""How far does a profile reach around a line that tells of a person?"""

from extractors.authors.anchors import ABOUT, MAX_BARE, STRONG, beside, is_bare, is_whole_page
from extractors.authors.cards import MAX_CARD_REST, complete_card
from extractors.authors.lines import MAX_TEXT, Line, is_name
from extractors.authors.persona import name_codes
from extractors.authors.prose import prose_sign

# Lines without label or shape that may stand between fields of a card: name, job, company.
MAX_GAP = 3
_SUBHEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "legend", "caption"})


def reach_around(lines: list[Line], at: int, floor: int) -> tuple[int, int]:
    """Return first and last line of the run of profile lines around a telling line: its card, and what goes on."""
    first, last = complete_card(lines, at, at, floor)
    ahead = last + 1
    while ahead < len(lines) and ahead - last <= MAX_GAP + 1:
        reach = _reach(lines, last, ahead)
        if reach is None:
            break
        last = reach
        ahead += 1
    while last > at and lines[last].role == "heading":
        last -= 1
    return complete_card(lines, _lead(lines, first, floor), last, floor)


def _reach(lines: list[Line], last: int, ahead: int) -> int | None:
    """Return the last line of the run once the next line is seen, None where it ends the run."""
    line = lines[ahead]
    if line.role in STRONG or line.role == "heading":
        return ahead if _joins(lines, last, ahead) else None
    if line.role == "prose" or len(line.text) > MAX_TEXT:
        if beside(lines[last], line) and prose_sign(line.text) is not None:
            return ahead
        return last if line.block == lines[last].block else None
    ends = line.role != "colon" and (line.tag in {"h1", "h2"} or (is_whole_page(line.box) and not is_bare(line.text)))
    return None if ends else last


def _joins(lines: list[Line], last: int, ahead: int) -> bool:
    """Return whether a strong line continues the run over the weaker lines between them."""
    before, line = lines[last], lines[ahead]
    if ahead == last + 1:
        return True
    between = [other for other in lines[last + 1 : ahead] if other.role != "colon"]
    return all(beside(before, other) and beside(other, line) for other in between) or line.role == "social"


def _lead(lines: list[Line], at: int, floor: int) -> int:
    """Return the first line, with the name and the heading that stand directly before the run."""
    first = at
    if lines[at].kind != "name":
        first = next((back for back in range(at - 1, max(floor, at - 4), -1) if _is_lead_name(lines, back, at)), at)
    if first == at and at - 1 > floor and not _heads(lines[at - 1], lines[at]):
        # A line without label or shape may stand between heading and fields.
        between = at - 2 > floor and lines[at - 1].role == "text" and beside(lines[at - 1], lines[at])
        return at - 2 if between and lines[at - 2].role == "heading" else at
    return first - 1 if first - 1 > floor and _heads(lines[first - 1], lines[first]) else first


def _is_lead_name(lines: list[Line], back: int, at: int) -> bool:
    """Return whether the line is the name of the person whose fields begin at `at`, with bare values between."""
    line = lines[back]
    if line.role != "text" or line.tag == "h1":
        return False
    between = lines[back + 1 : at]
    if not all(other.role == "text" and is_bare(other.text) and beside(other, lines[at]) for other in between):
        return False
    bare = ABOUT.sub("", line.text).strip()
    near = beside(line, lines[at])
    known = bool(name_codes(bare)) or line.tag[0] == "h" or not is_whole_page(line.box)
    return is_name(bare) and known and (near or line.tag[0] == "h")


def _heads(line: Line, below: Line) -> bool:
    """Return whether the line is the heading of the profile that begins below it."""
    if line.role == "heading":
        return True
    short = line.role == "text" and len(line.text) <= MAX_BARE
    titled = line.tag in _SUBHEADINGS or line.text.endswith(":")
    return short and titled and below.role in {"field", "social"}


def with_socials(lines: list[Line], last: int) -> int:
    """Return the last line of the social accounts that follow directly, or the last line itself."""
    after = last + 1
    if (
        after < len(lines)
        and lines[after].role == "social"
        and not any(line.role == "social" for line in lines[max(0, last - 1) : last + 1])
    ):
        return reach_around(lines, after, last)[1]
    return last


def with_card_before(lines: list[Line], first: int, floor: int) -> int:
    """Return the first line of the card of bare values that stands directly before social accounts."""
    if lines[first].role != "social":
        return first
    for back in range(first - 1, max(floor, first - MAX_CARD_REST - 1), -1):
        line = lines[back]
        if line.role not in {"text", "prose"} or (line.tag[0] == "h" and not is_name(line.text)):
            break
        if len(line.text) > MAX_TEXT and prose_sign(line.text) is None:
            break
        if is_name(line.text) and name_codes(line.text):
            return back
    return first
