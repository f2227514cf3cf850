"""Where on the page does one author profile begin and end, and which fields does it give?

A profile is a run of lines that describe a person. It is cut where another person begins, so that a generated and a
genuine profile side by side are never judged as one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.authors.jobs import read_job
from extractors.authors.lines import (
    BARE_HANDLE,
    ISO_DATE,
    MAX_LINE,
    MAX_TEXT,
    Line,
    Value,
    is_name,
    make_field,
    read_lines,
)
from extractors.authors.lists import codes_of, label_starts, label_words, labels, phrase_set
from extractors.authors.persona import name_codes, name_parts
from extractors.authors.prose import is_latin, prose_sign
from extractors.authors.sentences import read_sentences
from extractors.records import Block

# Lines without label or shape that may stand between fields of a card: name, job, company.
MAX_GAP = 3
# Lines without label or shape that may complete a card.
MAX_CARD_REST = 6
MAX_CARD_LINES = 45
# A first name begins streets and companies too.
MAX_CARD_NAMES = 2
# Names, jobs and companies are shorter than this.
MAX_BARE = 70
MIN_LOOSE = 3
# A label and a biography.
MAX_LOOSE = 400
MIN_HANDLE = 4
# The shortest text that says who someone is.
MIN_BIOGRAPHY = 40
_STRONG = frozenset({"field", "value", "social"})
_WEAK = frozenset({"text", "value", "mixed", "prose"})
_NESTED = frozenset({"website", "username", "bio", "count", "social", "handle", "url", "name"})
_ABOUT = re.compile(r"^(?:about|über|à propos de|sobre|acerca de|om|o|chi è|over)\s+(?=[^\W\d_])", re.IGNORECASE)
_SUBHEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "legend", "caption"})
_WHOLE_PAGE = frozenset({"body", "main", "article", "html", "aside", "footer", "header", "section"})


@dataclass(slots=True, kw_only=True)
class Draft:
    """A profile as found: its lines, first and last inclusive, and what they say."""

    lines: list[Line]
    name: Value | None = None
    fields: list[Value] = field(default_factory=list)
    headed: bool = False

    def all(self, *kinds: str) -> list[Value]:
        """Return the values of these kinds in order."""
        return [value for value in self.fields if value.kind in kinds]


def find_drafts(blocks: Sequence[Block]) -> list[Draft]:
    """Return the page's profiles in order, without lines in common."""
    lines = read_lines(blocks)
    _mark_loose(lines)
    _pair_labels(lines)
    drafts = []
    done = -1
    for at, line in enumerate(lines):
        if at <= done or not (_is_anchor(line) or _is_biography(lines, at)):
            continue
        first, last = _run(lines, at, done)
        if line.role not in _STRONG and not (_is_biography(lines, at) or _is_named_card(lines[first : last + 1])):
            continue
        first, last = _with_card_before(lines, first, done), _with_socials(lines, last)
        done = last
        path = _common_path(lines[first].path, lines[last].path)
        card = _extent(lines, first, last, path) == (first, last) and not _is_whole_page(path)
        drafts += [_draft(part) for part in _cut_runs(lines[first : last + 1], in_card=card)]
    return drafts


def _is_biography(lines: list[Line], at: int) -> bool:
    """Return whether the line is the text under a heading that announces the author."""
    line = lines[at]
    return (
        at > 0
        and line.role in {"text", "prose", "mixed"}
        and MIN_BIOGRAPHY <= len(line.text) <= MAX_LINE
        and lines[at - 1].role == "heading"
        and lines[at - 1].kind != "social"
    )


def _with_socials(lines: list[Line], last: int) -> int:
    """Return the last line of the social accounts that follow directly, or the last line itself."""
    after = last + 1
    if (
        after < len(lines)
        and lines[after].role == "social"
        and not any(line.role == "social" for line in lines[max(0, last - 1) : last + 1])
    ):
        return _run(lines, after, last)[1]
    return last


def _with_card_before(lines: list[Line], first: int, floor: int) -> int:
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


def _is_anchor(line: Line) -> bool:
    """Return whether a profile may be looked for here: a field, a value, or placeholder text."""
    if line.role in _STRONG:
        return True
    if line.role not in {"text", "prose"} or not is_latin(line.text.partition(" ")[0]):
        return False
    words = line.text[:60].split(" ", 3)
    return len(words) > MIN_LOOSE and all(map(is_latin, words[:MIN_LOOSE])) and prose_sign(line.text) is not None


def _is_named_card(lines: list[Line]) -> bool:
    """Return whether a card of placeholder text alone has a person's name, and a job or the word author with it."""
    names = [line for line in lines if line.role == "text" and is_name(line.text) and name_codes(line.text)]
    works = any(
        line.text.startswith("at ") or " at " in line.text or read_job(re.split(r"[,|]", line.text)[0])[1]
        for line in lines
    )
    return bool(names) and (works or any("author" in line.attrs or "bio" in line.attrs.split() for line in lines))


def _mark_loose(lines: list[Line]) -> None:
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


def _pair_labels(lines: list[Line]) -> None:
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


def _run(lines: list[Line], at: int, floor: int) -> tuple[int, int]:
    """Return first and last line of the run of profile lines around a telling line: its card, and what goes on."""
    first, last = _complete(lines, at, at, floor)
    ahead = last + 1
    while ahead < len(lines) and ahead - last <= MAX_GAP + 1:
        reach = _reach(lines, last, ahead)
        if reach is None:
            break
        last = reach
        ahead += 1
    while last > at and lines[last].role == "heading":
        last -= 1
    return _complete(lines, _lead(lines, first, floor), last, floor)


def _reach(lines: list[Line], last: int, ahead: int) -> int | None:
    """Return the last line of the run once the next line is seen, None where it ends the run."""
    line = lines[ahead]
    if line.role in _STRONG or line.role == "heading":
        return ahead if _joins(lines, last, ahead) else None
    if line.role == "prose" or len(line.text) > MAX_TEXT:
        return ahead if _beside(lines[last], line) and prose_sign(line.text) is not None else None
    ends = line.role != "colon" and (line.tag in {"h1", "h2"} or (_is_whole_page(line.box) and not _is_bare(line.text)))
    return None if ends else last


def _is_whole_page(box: str) -> bool:
    return box.rpartition("/")[2].partition("[")[0] in _WHOLE_PAGE


def _is_bare(text: str) -> bool:
    """Return whether the text is a value as in a card, not a sentence."""
    return len(text) <= MAX_BARE and not text.endswith((".", "!", "?", ":", "…"))


def _joins(lines: list[Line], last: int, ahead: int) -> bool:
    """Return whether a strong line continues the run over the weaker lines between them."""
    before, line = lines[last], lines[ahead]
    if ahead == last + 1:
        return True
    between = [other for other in lines[last + 1 : ahead] if other.role != "colon"]
    return all(_beside(before, other) and _beside(other, line) for other in between) or line.role == "social"


def _beside(one: Line, other: Line) -> bool:
    return one.box == other.box or one.path in {other.path, other.box} or other.path == one.box


def _lead(lines: list[Line], at: int, floor: int) -> int:
    """Return the first line, with the name and the heading that stand directly before the run."""
    first = at
    if lines[at].kind != "name":
        first = next((back for back in range(at - 1, max(floor, at - 4), -1) if _is_lead_name(lines, back, at)), at)
    if first == at and at - 1 > floor and not _heads(lines[at - 1], lines[at]):
        # A line without label or shape may stand between heading and fields.
        between = at - 2 > floor and lines[at - 1].role == "text" and _beside(lines[at - 1], lines[at])
        return at - 2 if between and lines[at - 2].role == "heading" else at
    return first - 1 if first - 1 > floor and _heads(lines[first - 1], lines[first]) else first


def _is_lead_name(lines: list[Line], back: int, at: int) -> bool:
    """Return whether the line is the name of the person whose fields begin at `at`, with bare values between."""
    line = lines[back]
    if line.role != "text" or line.tag == "h1":
        return False
    between = lines[back + 1 : at]
    if not all(other.role == "text" and _is_bare(other.text) and _beside(other, lines[at]) for other in between):
        return False
    bare = _ABOUT.sub("", line.text).strip()
    near = _beside(line, lines[at])
    known = bool(name_codes(bare)) or line.tag[0] == "h" or not _is_whole_page(line.box)
    return is_name(bare) and known and (near or line.tag[0] == "h")


def _heads(line: Line, below: Line) -> bool:
    """Return whether the line is the heading of the profile that begins below it."""
    if line.role == "heading":
        return True
    short = line.role == "text" and len(line.text) <= MAX_BARE
    titled = line.tag in _SUBHEADINGS or line.text.endswith(":")
    return short and titled and below.role in {"field", "social"}


def _complete(lines: list[Line], first: int, last: int, floor: int) -> tuple[int, int]:
    """Return the run with the rest of the card that it stands in, the largest element that describes one person."""
    best = (first, _with_generated(lines, last))
    path = _common_path(lines[first].path, lines[last].path)
    while path and not _is_whole_page(path):
        low, high = _extent(lines, first, last, path)
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
    while last > keep and not _is_telling(lines[last]) and not _is_alike(lines[last], lines[first:last]):
        last -= 1
    heads = [at for at in range(first, last + 1) if lines[at].role == "heading" and lines[at].kind != "social"]
    if heads and not any(lines[at].role in _STRONG for at in range(first, heads[0])):
        first = heads[0]
    return first, last


def _is_alike(line: Line, others: list[Line]) -> bool:
    """Return whether the line stands beside a telling one, in an element of the same kind."""
    return any(line.box == other.box and line.tag == other.tag and _is_telling(other) for other in others)


def _common_path(one: str, other: str) -> str:
    steps = []
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        steps.append(left)
    return "/".join(steps)


def _extent(lines: list[Line], first: int, last: int, path: str) -> tuple[int, int]:
    low, high = first, last
    while low > 0 and _inside(lines[low - 1], path) and last - low <= MAX_CARD_LINES:
        low -= 1
    while high + 1 < len(lines) and _inside(lines[high + 1], path) and high - first <= MAX_CARD_LINES:
        high += 1
    return low, high


def _is_card(lines: list[Line]) -> bool:
    """Return whether the lines are those of one person: short ones, few of them without label or shape."""
    rest = [line for line in lines if line.role not in _STRONG and line.role != "colon"]
    plain = [line for line in rest if prose_sign(line.text) is None]
    mails = {value.text.lower() for line in lines for value in line.values if value.kind == "email"}
    persons = {line.text for line in plain if is_name(line.text) and codes_of("first_names", line.text.split()[0])}
    short = all(len(line.text) <= MAX_TEXT for line in plain)
    return short and len(plain) <= MAX_CARD_REST and len(mails) <= 1 and len(persons) <= MAX_CARD_NAMES


def _describes(added: list[Line], card: list[Line]) -> bool:
    """Return whether the lines that a larger element adds speak of a person, and are no list of links or posts."""
    old = [line for line in card if line not in added]
    untold = [line for line in added if not _is_telling(line)]
    alike = all(any(line.box == other.box and line.tag == other.tag for other in old) for line in untold)
    after = bool(untold) and untold[-1].start > old[-1].start and untold[-1].tag == "div"
    return (alike and not after) or 2 * len(untold) <= len(added)


def _is_telling(line: Line) -> bool:
    """Return whether a line says by itself that it speaks of a person."""
    if line.role in _STRONG or line.role == "heading":
        return True
    person = is_name(line.text) and any(codes_of("first_names", part) for part in name_parts(line.text)[:1])
    return person or prose_sign(line.text) is not None


def _with_generated(lines: list[Line], last: int) -> int:
    """Return the last line, or the one after it where that is generated text beside it."""
    if last + 1 < len(lines):
        line = lines[last + 1]
        if line.role in {"text", "prose"} and _beside(lines[last], line) and prose_sign(line.text) is not None:
            return last + 1
    return last


def _inside(line: Line, box: str) -> bool:
    return line.path == box or line.path.startswith(box + "/")


def _cut_runs(lines: list[Line], *, in_card: bool) -> list[list[Line]]:
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
    return [part for part in parts if any(_is_anchor(line) or _is_biography(part, at) for at, line in enumerate(part))]


def _carried(part: list[Line]) -> list[Line]:
    """Return the last lines of a part that belong to the next person: the name or heading before the fields."""
    carried: list[Line] = []
    for line in reversed(part[1:]):
        if line.role == "heading" or (line.role == "text" and (is_name(line.text) or line.tag[0] == "h")):
            carried.insert(0, line)
        else:
            break
    return carried


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
        if not self.strong or line.role not in _STRONG:
            return False
        if line.role == "field" and line.kind == "name" and line.values:
            return "name" in self.kinds or not _beside(part[-1], line)
        if line.role == "social" or self._is_nested(line):
            return False
        moved = not _beside(part[-1], line) and part[-1].role not in {"heading", "label", "colon"}
        kinds = {value.kind for value in line.values}
        again = bool(kinds & {"email"} & self.kinds) or (moved and line.role == "field" and line.kind in self.kinds)
        return again or (moved and not self.in_card and not self._continues(line, part))

    def _is_nested(self, line: Line) -> bool:
        kinds = {line.kind} if line.role == "field" else {value.kind for value in line.values}
        return self.social and bool(kinds) and kinds <= _NESTED

    def _continues(self, line: Line, part: list[Line]) -> bool:
        """Return whether a field in another box goes on with the same list: a label not seen yet after labels."""
        previous = next((other for other in reversed(part) if other.role in _STRONG), None)
        if previous is None:
            return True
        if any(value.kind in {"handle", "count"} for value in line.values):
            return True
        alike = line.tag == previous.tag and line.box.rpartition("/")[0] == previous.box.rpartition("/")[0]
        return line.role == previous.role == "field" and alike and line.kind not in self.kinds

    def note(self, line: Line) -> None:
        """Remember what the line says."""
        if line.role == "social":
            self.social = True
        self.strong = self.strong or _is_anchor(line)
        if line.role in _STRONG and not self._is_nested(line):
            self.kinds |= {value.kind for value in line.values}


def _draft(lines: list[Line]) -> Draft:
    while lines and lines[-1].role in {"heading", "label", "colon"}:
        lines = lines[:-1]
    draft = Draft(lines=lines)
    social = False
    for line in lines:
        draft.headed = draft.headed or line.role == "heading"
        social = social or line.role == "social"
        if line.role == "heading" and line.kind != "social":
            _name_from_heading(draft, line)
        for value in line.values:
            add_value(draft, value, nested=social)
        if line.role in {"text", "prose", "mixed"}:
            _add_text(draft, line)
    return draft


def _name_from_heading(draft: Draft, line: Line) -> None:
    bare = _ABOUT.sub("", line.text).strip(" :")
    known = line.text.strip(" :").lower() in phrase_set("headings", "author")
    if draft.name is None and not known and bare != line.text and is_name(bare):
        draft.name = _value("name", bare, line.end - len(bare), line.end)


def _value(kind: str, text: str, start: int, end: int) -> Value:
    return Value(kind=kind, text=text, start=start, end=end)


def add_value(draft: Draft, value: Value, *, nested: bool = False) -> None:
    """Add what a label or shape told to the profile; `nested` values stand under the name of a network."""
    kind = value.kind
    if nested and kind in {"username", "name"} and draft.name is not None:
        kind = "handle"
    elif nested and kind == "bio":
        kind = "social_bio"
    elif kind in {"url", "website", "social"}:
        kind = "social_url" if _network(value.text) else "website"
    elif kind == "date":
        kind = "iso_date" if ISO_DATE.fullmatch(value.text.strip()) else "date"
    changed = Value(kind=kind, text=value.text, start=value.start, end=value.end, labelled=value.labelled)
    if kind == "name" and draft.name is None:
        draft.name = changed
    draft.fields.append(changed)


def _network(url: str) -> bool:
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().lower()).partition("/")
    return host[0] in label_words("networks", "hosts") and bool(host[2])


def _add_text(draft: Draft, line: Line) -> None:
    text = line.text
    bare = _ABOUT.sub("", text)
    known = text.strip(" :").lower() in phrase_set("headings", "author")
    if draft.name is None and not known and is_name(bare) and line.role == "text":
        draft.name = _value("name", bare, line.end - len(bare), line.end)
        draft.fields.append(draft.name)
        return
    if line.role != "text" or len(text) >= MIN_BIOGRAPHY:
        for value in read_sentences(text, line.start):
            if value.kind != "name" or draft.name is None:
                add_value(draft, value)
    kind = _kind_of_text(text)
    if kind is not None:
        draft.fields.append(_value(kind, text, line.start, line.end))


def _kind_of_text(text: str) -> str | None:
    marked = any(char.isdigit() or char in "._" for char in text) or text.islower()
    if marked and len(text) >= MIN_HANDLE and BARE_HANDLE.match(text):
        return "username"
    if read_job(text)[1]:
        return "job"
    if prose_sign(text) is not None:
        return "bio"
    return "text"
