"""Which label belongs to which value, where they stand in lines of their own or without a colon?"""

from extractors.authors.lines import Line, make_field
from extractors.authors.lists import label_starts, labels, phrase_set

MIN_LOOSE = 3
# A label and a biography.
MAX_LOOSE = 400
_WEAK = frozenset({"text", "value", "mixed", "prose"})


def mark_loose(lines: list[Line]) -> None:
    """Read "Name Greta Moll" as a field where at least three such lines follow one another in one box."""
    at = 0
    while at < len(lines):
        run = _loose_run(lines, at)
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


def _loose_kind(line: Line) -> tuple[str, int] | None:
    text = line.text
    first, _, rest = text.partition(" ")
    if not rest or line.role not in _WEAK or len(text) > MAX_LOOSE or first.lower() not in label_starts():
        return None
    known = labels()
    words = text.split(" ", 3)
    for size in (3, 2, 1):
        head = " ".join(words[:size])
        if len(words) > size and head.lower() in known:
            value = text[len(head) :].lstrip(" \u2013\u2014-:")
            return known[head.lower()], len(text) - len(value)
    return None


def pair_labels(lines: list[Line]) -> None:
    """Give each lone label the line after it as its value, where that line can be one."""
    for at, line in enumerate(lines):
        if line.role != "label":
            continue
        next_at = at + 1
        if next_at < len(lines) and lines[next_at].role == "colon":
            next_at += 1
        value = lines[next_at] if next_at < len(lines) else None
        if value is not None and _can_be(value, line):
            make_field(value, line.kind, value.text.lstrip(" :\uff1a"))
            line.role = "social" if line.kind == "social" else "field"
            line.values = []
        elif line.kind in {"social", "bio"} and line.text.rstrip().endswith(":"):
            line.role = "social"
        else:
            line.role = "heading" if line.text.strip(" :").lower() in phrase_set("headings", "author") else "text"


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
