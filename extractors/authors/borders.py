"""Where does one person end and the next begin?

A generated and a genuine profile side by side must never be judged as one.
"""

from extractors.authors.anchors import STRONG, beside, is_anchor, is_biography, is_named_text
from extractors.authors.lines import Line, is_name

_NESTED = frozenset({"website", "username", "bio", "count", "social", "handle", "url", "name"})


def cut_at_borders(lines: list[Line], *, in_card: bool) -> list[list[Line]]:
    """Return the run cut where another person begins."""
    parts: list[list[Line]] = []
    part: list[Line] = []
    state = _Seen(in_card=in_card)
    for line in lines:
        if part and state.begins_another(line, part):
            carried = _carried(part)
            parts.append(part[: len(part) - len(carried)])
            part = carried
            state = _Seen(in_card=in_card)
        part.append(line)
        state.note(line)
    parts.append(part)
    return [part for part in parts if any(_tells(part, at) for at in range(len(part)))]


def _tells(part: list[Line], at: int) -> bool:
    return is_anchor(part[at]) or is_biography(part, at) or is_named_text(part, at)


def _carried(part: list[Line]) -> list[Line]:
    """Return the last lines of a part that belong to the next person: the name or heading before the fields."""
    carried: list[Line] = []
    for line in reversed(part[1:]):
        if line.role == "heading" or (line.role == "text" and (is_name(line.text) or line.tag[0] == "h")):
            carried.insert(0, line)
        else:
            break
    return carried


def _is_label(line: Line) -> bool:
    """Return whether the line is a label whose value is the line after it."""
    return line.role == "field" and not line.values


class _Seen:
    """What the part so far has said."""

    def __init__(self, *, in_card: bool) -> None:
        self.in_card = in_card
        self.kinds: set[str] = set()
        self.social = False
        self.strong = False

    def begins_another(self, line: Line, part: list[Line]) -> bool:
        """Return whether this line cannot belong to the same person."""
        if line.role == "heading" and line.kind != "social":
            return self.strong
        if not self.strong or line.role not in STRONG:
            return False
        if line.role == "field" and line.kind == "name" and line.values:
            again = "name" in self.kinds and " " in line.values[0].text.strip()
            return again or not (beside(part[-1], line) or _is_label(part[-1]))
        if line.role == "social" or self._is_nested(line) or _is_label(part[-1]):
            return False
        moved = not beside(part[-1], line) and part[-1].role not in {"heading", "label", "colon"}
        kinds = {value.kind for value in line.values}
        again = bool(kinds & {"email"} & self.kinds) or (moved and line.role == "field" and line.kind in self.kinds)
        return again or (moved and not self.in_card and not self._continues(line, part))

    def _is_nested(self, line: Line) -> bool:
        kinds = {line.kind} if line.role == "field" else {value.kind for value in line.values}
        return self.social and bool(kinds) and kinds <= _NESTED

    def _continues(self, line: Line, part: list[Line]) -> bool:
        """Return whether a field in another box goes on with the same list: a label not seen yet after labels."""
        previous = next((other for other in reversed(part) if other.role in STRONG), None)
        if previous is None:
            return True
        if any(value.kind in {"handle", "count"} for value in line.values):
            return True
        same = line.tag == previous.tag or any(other.role == "field" and other.tag == line.tag for other in part)
        alike = same and line.box.rpartition("/")[0] == previous.box.rpartition("/")[0]
        return line.role == previous.role == "field" and alike and line.kind not in self.kinds

    def note(self, line: Line) -> None:
        """Remember what the line says."""
        if line.role == "social":
            self.social = True
        self.strong = self.strong or is_anchor(line)
        if line.role in STRONG and not self._is_nested(line):
            self.kinds |= {value.kind for value in line.values}
