"""Which label belongs to which value, where they stand in lines of their own or without a colon?"""

import re
from collections import Counter

from extractors.authors.anchors import is_whole_page
from extractors.authors.lines import BARE_HANDLE, MAX_LABEL, Line, is_name, make_field, read_value
from extractors.authors.lists import label_starts, labels, labels_from, phrase_set

MIN_LOOSE = 3
# Fields that a box must have before a label that is not in the lists is taken for one.
MIN_KNOWN = 2
MAX_UNKNOWN = 120
_UNKNOWN = re.compile(r"^\s*([^\W\d][^:\uff1a@/]{0,29}?)\s*(?:[:\uff1a]|\s[\u2013\u2014=~>\u00bb\u2192-])\s*")
# A label and a biography.
MAX_LOOSE = 400
# Marks that may stand between a label and its value.
_MARKS = " \t:\uff1a\u2013\u2014=~>|\u00bb\u2192-"
# What a heading may name as well: "About", "Profile", "Author".
_FIELD_KINDS = frozenset({"bio", "name"})
_CELLS = frozenset({"th", "td"})
_HEADS = frozenset({"label", "heading"})
_WEAK = frozenset({"text", "value", "mixed", "prose"})


def mark_loose(lines: list[Line]) -> None:
    """Read "Name Greta Moll" as a field where at least three such lines follow one another in one box."""
    begins = [_begins_like_label(line) for line in lines]
    at = 0
    while at + 1 < len(lines):
        # A run has two lines at least; that they begin like labels is soon seen.
        alike = begins[at] and begins[at + 1] and lines[at].box == lines[at + 1].box
        run = _loose_run(lines, at) if alike else []
        if len(run) > 1:
            kinds = [kind for _, kind, _ in run]
            named = kinds[0] == "name" and len(set(kinds)) == len(run)
            if named or len(set(kinds)) >= MIN_LOOSE:
                for line, kind, size in run:
                    make_field(line, kind, line.text[size:])
        at += max(1, len(run))


def _loose_run(lines: list[Line], at: int) -> list[tuple[Line, str, int]]:
    run: list[tuple[Line, str, int]] = []
    while at + len(run) < len(lines):
        line = lines[at + len(run)]
        loose = _loose_kind(line)
        if loose is None or (run and line.box != run[0][0].box):
            break
        run.append((line, *loose))
    return run


def _begins_like_label(line: Line) -> bool:
    if line.role not in _WEAK or len(line.text) > MAX_LOOSE:
        return False
    known = labels_from(line.text[:3].lower())
    return bool(known) and line.text[: MAX_LABEL + 1].lower().startswith(known)


def _loose_kind(line: Line) -> tuple[str, int] | None:
    if not _begins_like_label(line):
        return None
    found = [kind for kind in (_spaced_kind(line), _glued_kind(line)) if kind is not None]
    return max(found, key=lambda pair: pair[1], default=None)


def _glued_kind(line: Line) -> tuple[str, int] | None:
    """Return kind and length of a label that the value follows without a space: "NameGreta Moll"."""
    text = line.text
    lower = text[: MAX_LABEL + 1].lower()
    for label in labels_from(lower[:3]):
        size = len(label)
        if lower.startswith(label) and len(text) > size and _begins_value(text[size - 1], text[size:]):
            return labels()[label], size
    return None


def _begins_value(last: str, rest: str) -> bool:
    """Return whether a value begins here: a capital after a small letter, a number, or a link or mailbox."""
    if not last.isalpha():
        return False
    plain = not rest[0].isspace() and not rest[0].isalpha()
    capital = rest[0].isupper() and not last.isupper()
    address = " " not in rest and ("@" in rest or "//" in rest)
    return plain or capital or address or last.isascii() != rest[0].isascii()


def _spaced_kind(line: Line) -> tuple[str, int] | None:
    text = line.text
    first, _, rest = text.partition(" ")
    if not rest or first.lower() not in label_starts():
        return None
    known = labels()
    words = text.split(" ", 3)
    for size in (3, 2, 1):
        head = " ".join(words[:size])
        if len(words) > size and head.lower() in known:
            value = text[len(head) :].lstrip(_MARKS)
            return known[head.lower()], len(text) - len(value)
    return None


def pair_labels(lines: list[Line]) -> None:
    """Give each lone label the line after it as its value, where that line can be one."""
    _pair_wide(lines)
    _mend_headings(lines)
    for at, line in enumerate(lines):
        if line.role != "label":
            continue
        next_at = at + 1
        if next_at < len(lines) and lines[next_at].role == "colon":
            next_at += 1
        value = lines[next_at] if next_at < len(lines) else None
        if value is not None and _can_be(value, line):
            make_field(value, line.kind, value.text.lstrip(_MARKS))
            line.role = "social" if line.kind == "social" else "field"
            line.values = []
        elif line.kind in {"social", "bio"} and line.text.rstrip().endswith(":"):
            line.role = "social"
        else:
            line.role = "heading" if line.text.strip(" :").lower() in phrase_set("headings", "author") else "text"


def _mend_headings(lines: list[Line]) -> None:
    """Read "About" as a label where labels before it stand in elements of the same kind, a value between each."""
    for at in range(2, len(lines)):
        line, before = lines[at], lines[at - 2]
        if line.role == "heading" and line.kind in _FIELD_KINDS and before.role == "label" and before.tag == line.tag:
            line.role = "label"


def _pair_wide(lines: list[Line]) -> None:
    """Read a row of at least three header cells and the row of as many cells under it as fields."""
    at = 0
    while at < len(lines):
        if lines[at].role not in _HEADS:
            at += 1
            continue
        size = 0
        while at + size < len(lines) and _is_head(lines[at + size]):
            size += 1
        heads, cells = lines[at : at + size], lines[at + size : at + 2 * size]
        if size >= MIN_LOOSE and len(cells) == size and all(map(_is_cell, cells)):
            for head, cell in zip(heads, cells, strict=True):
                make_field(cell, labels().get(head.text.strip(_MARKS).lower(), head.kind), cell.text)
                head.role, head.values = "field", []
        at += max(1, size)


def _is_cell(line: Line) -> bool:
    return line.tag in _CELLS and line.role in _WEAK


def _is_head(line: Line) -> bool:
    return line.role in _HEADS and line.tag in _CELLS


def _can_be(value: Line, label: Line) -> bool:
    if value.role not in _WEAK or value.tag in {"h1", "h2", "h3"}:
        return False
    if (
        label.tag != value.tag
        and label.tag not in {"dt", "th", "b", "strong", "span", "div", "p", "td", "li"}
        and not label.tag.startswith("h")
    ):
        return False
    text = value.text
    digits = any(char.isdigit() for char in text)
    wanted = {
        "email": "@" in text,
        "phone": digits,
        "birthdate": digits,
        "website": "." in text and " " not in text.strip(" :"),
        "count": digits and len(text) < 20,  # noqa: PLR2004 - "12,345 followers"
        "name": len(text) <= 60,  # noqa: PLR2004 - the longest names with titles
        "username": " " not in text.strip(" :"),
        "social": False,
    }
    return wanted.get(label.kind, True)


def mark_unknown(lines: list[Line]) -> None:
    """Read "X: value" as a field where the label is unknown but at least two lines of its box are fields."""
    fields = [line for line in lines if line.role == "field" and line.values]
    if len(fields) < MIN_KNOWN:
        return
    sizes = Counter(line.block for line in lines)
    counts = Counter(_list_of(line, sizes) for line in fields)
    known = {place for place, count in counts.items() if count >= MIN_KNOWN}
    named = {_list_of(line, sizes) for line in fields if line.kind == "name"}
    for line in lines if known else ():
        if line.role not in _WEAK:
            continue
        place = _list_of(line, sizes)
        found = _UNKNOWN.match(line.text) if place in known else None
        value = line.text[found.end() :] if found is not None else ""
        if value and len(value) <= MAX_UNKNOWN:
            kind = _kind_by_shape(value, named=place in named)
            named |= {place} if kind == "name" else set()
            make_field(line, kind, value)


def _list_of(line: Line, sizes: Counter[int]) -> str:
    """Return what holds the line and its likes: a block of several lines, or the box of blocks of one."""
    return f"#{line.block}" if sizes[line.block] > 1 or is_whole_page(line.box) else line.box


def _kind_by_shape(value: str, *, named: bool) -> str:
    """Return what kind of field a value is by the way it is written."""
    kind = read_value(value)
    if kind is not None:
        return "website" if kind == "url" else kind
    if BARE_HANDLE.match(value) and any(char.isdigit() or char in "._" for char in value):
        return "username"
    return "name" if not named and is_name(value) else "text"
