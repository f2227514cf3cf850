"""Which lines of a page could be parts of an author profile, and what does each say by its label and shape?

A line is what a reader sees as one: a block, or a part of it between line breaks, bars or bullets. Every line keeps its
characters in the page text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from extractors.authors.lists import label_words, labels, phrase_set
from extractors.records import Block

# The longest profile line of the development pages, a biography, has 400 characters.
MAX_LINE = 700
# Marks that stand alone between a label and its value.
MAX_MARKS = 8
# A line longer than this is prose, not a name, job or company.
MAX_TEXT = 160
# Labels of profiles have at most four words; this leaves room for marks around them.
MAX_LABEL = 44
# A line with this many labels in it is a row of fields.
MIN_INLINE_LABELS = 3
# Words and characters of a name, with title and degree.
NAME_WORDS = range(2, 7)
MAX_NAME = 50
# The longest address of the development pages has 88 characters and 14 words.
# Digits of a phone number with its extension (E.164 allows 15).
MIN_PHONE = 8
# Digits of a date with a year of four, and of a ZIP.
MIN_DATE = 6
MIN_ZIP = 5
MAX_PHONE = 20
MAX_ADDRESS = 110
MIN_ADDRESS = 12
# Letters beside values that still leave a line one of values: a label or two, a street.
MIN_BESIDE = 12
MAX_BESIDE = 50
MAX_ADDRESS_WORDS = 16
# A line of three kinds of values may hold a street that no pattern knows beside them.
MIN_KINDS = 3
MAX_RECORD = 120

EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
URL = re.compile(r"(?:https?://|www\.)[^\s|<>\"]+", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\w.-])(?:\(\+|\+|\(|\d)[\d().\-\s/]{5,20}\d(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\w-])",
    re.IGNORECASE,
)
ISO_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)")
_MONTH = r"[^\W\d]{3,12}\.?"
_YEAR4 = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"^(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d|{_YEAR4}[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR4}|\d{{1,2}}\.? (?:de )?{_MONTH},? (?:de )?{_YEAR4})$",
)
_INLINE_DATE = re.compile(r"(?<![\d/.-])(?:(?:19|20)\d\d-[01]\d-[0-3]\d|\d{1,2}([./])\d{1,2}\1(?:19|20)\d\d)(?![\d/-])")
# Pictures before a value.
_SYMBOLS = re.compile(r"^[^\w(+@]+")
AT_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z_][\w.]{2,38}")
BARE_HANDLE = re.compile(r"^@?[^\W\d_][\w'-]*(?:[._][\w'-]+)*\d{0,4}$")
COUNT = re.compile(
    r"\(?\s*[\d.,]+[kKmM]?\s*(?:followers|following|abonnés|seguidores|subscribers|posts)\s*\)?", re.IGNORECASE
)
_COUNTED = re.compile(r"follow|abonn|seguid|subscr|posts", re.IGNORECASE)
_POSTCODE = re.compile(
    r"(?<!\d)(?:\d{4,6}(?:-\d{3,4})?|\d\d-\d{3}|\d{3} \d\d)(?!\d)"
    r"|\b(?:[A-Z]\d[A-Z][ -]?\d[A-Z]\d|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})\b"
)
_ANY = re.compile(r".*", re.DOTALL)
# Number, street, town, state and ZIP; a number before it belongs to a phone.
_US_ADDRESS = re.compile(r"(?<![\w.)-])\d{1,6}\s+[A-Z][^\n|@;]{4,80}?\b[A-Z]{2}[,.]?\s+\d{5}(?:-\d{4})?(?![\w-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_US_TAIL = re.compile(r"\b[A-Z]{2}[,.]?\s+\d{5}(?:-\d{4})?$")
_HOUSE = re.compile(r"^\d{1,6}[a-z]?\s|\s\d{1,5}[a-zA-Z]?(?:,|\s|$)")
_COLON = re.compile(r"^\s*([^:\uff1a\d][^:\uff1a]{0,39}?)\s*[:\uff1a]\s*")
# What a field in a long line has: a label's colon near the start, a mailbox, a link.
_TELLING = re.compile(r"^[^:\uff1a]{1,40}[:\uff1a]|@|//|www\.")
# What a field or a value has at least one of; a line without any of them is text.
_MARKED = re.compile(r"[:\uff1a@/\d\u2013\u2014=~\u00bb\u2192\u21d2\u25b6\u25ba>]")
# What parts lines, or is marked: a block without any of it is one line of text.
_TOLD = re.compile(r"[:\uff1a@/\d\u2013\u2014=~\u00bb\u2192\u21d2\u25b6\u25ba>|•·\n]")
_DIGIT = re.compile(r"\d")
_DASH = re.compile(
    r"^\s*([^\W\d][^:\u2013\u2014=~/|>\u00bb\u2192]{0,39}?)"
    r"\s+(?:[\u2013\u2014=~/>\u00bb\u2192\u21d2\u25b6\u25ba-]|=>|->)\s+"
)
_LONE = re.compile(r"^[\s:\uff1a|•·,;\u2013—-]+$")
_INLINE = re.compile(r"(?:^|(?<=[\s|•·,;/(]))([^\W\d][^:\uff1a|•·,;\n]{1,28}?)\s?[:\uff1a](?=\s)")
_PARTED = re.compile(r"[:\uff1a|•·\n]")
_SPLIT = re.compile(r"\s+[|•·]\s+|\n")
_NO_NAME = re.compile(r"[\d@/:|!?]")
_STRIP = " \t:\uff1a|•·\u2013—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One thing that a line says: its kind and its characters in the page text."""

    kind: str
    text: str
    start: int
    end: int
    labelled: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Line:
    """A line of the page with what its label and shape say."""

    text: str
    start: int
    end: int
    block: int
    path: str
    box: str  # the element that holds this line and its likes: the list of an item, the table of a cell
    tag: str
    attrs: str
    role: str = "text"  # field | label | colon | heading | social | value | text | prose
    kind: str = ""  # of a field or label
    values: list[Value] = field(default_factory=list)


def read_lines(blocks: Sequence[Block]) -> list[Line]:
    """Return the page's visible lines in order, each with its role."""
    return [line for block in blocks if not block.hidden for line in _lines_of(block)]


def _lines_of(block: Block) -> Iterator[Line]:
    text = block.text
    if _is_plain(text):
        yield _line(block, 0, len(text), role="text" if len(text) <= MAX_TEXT else "prose")
        return
    for start, end in _cut(text):
        line = _line(block, start, end, role="text")
        _read(line)
        yield line


def _line(block: Block, start: int, end: int, *, role: str) -> Line:
    return Line(
        text=block.text[start:end],
        start=block.start + start,
        end=block.start + end,
        block=block.order,
        path=block.path,
        box=_box_in(block.path.rpartition("/")[0]),
        tag=block.tag,
        attrs=block.attrs,
        role=role,
    )


def _is_plain(text: str) -> bool:
    """Return whether a block is one line without label or value, as two of three are: nothing more is read of it."""
    size = len(text)
    if size <= MAX_MARKS or _TOLD.search(text) or _is_marked_in_words(text):
        return False
    return size > MAX_LABEL or text.strip(_STRIP).lower() not in _lone_words()


def _cut(text: str) -> list[tuple[int, int]]:
    if not _PARTED.search(text):
        return [(0, len(text))]
    cuts = [0]
    several = text.count(":") + text.count("\uff1a") >= MIN_INLINE_LABELS
    inline = _inline_labels(text) if several and len(text) < 4 * MAX_LINE else []
    if len(inline) >= MIN_INLINE_LABELS:
        cuts += inline
    for found in _SPLIT.finditer(text):
        cuts.append(found.start())
        cuts.append(found.end())
    cuts = sorted({*cuts, len(text)})
    spans = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if (piece.strip() and not _LONE.match(piece)) or (piece.strip() and ":" in piece):
            spans.append((start + lead, start + lead + len(piece.strip())))
    return spans or [(0, len(text))]


def _inline_labels(text: str) -> list[int]:
    known = labels()
    starts = []
    for found in _INLINE.finditer(text):
        words = found[1].lower()
        at = found.start(1)
        # The label may be the last words before the colon: "… Larkin Phone: …".
        while words and words not in known:
            head, space, words = words.partition(" ")
            at += len(head) + len(space)
        if words:
            starts.append(at)
    return starts


_ITEM_TAGS = frozenset({"li", "tr", "tbody", "thead", "tfoot", "td", "th", "dt", "dd"})


@cache
def _is_item(step: str) -> bool:
    return step.partition("[")[0] in _ITEM_TAGS


# Siblings stand together in a page: a few hundred elements hold all of its lines.
@lru_cache(maxsize=1024)
def _box_in(box: str) -> str:
    """Return the innermost element from this one outwards that is no part of a list or table."""
    while True:
        parent, _, step = box.rpartition("/")
        if not parent or not _is_item(step):
            return box
        box = parent


def _is_marked_in_words(text: str) -> bool:
    # Apart from the single characters: a search for both takes three times as long.
    return " - " in text or "www." in text


def _read(line: Line) -> None:
    text = line.text
    size = len(text)
    if size > MAX_LINE or (size > MAX_TEXT and not _TELLING.search(text)):
        line.role = "prose"
    elif size <= MAX_MARKS and _LONE.match(text):
        line.role = "colon"
    elif size <= MAX_LABEL and _read_lone_label(line, text.strip(_STRIP).lower()):
        return
    elif not _MARKED.search(text) and not _is_marked_in_words(text):
        line.role = "text" if size <= MAX_TEXT else "prose"
    elif not _read_field(line):
        _read_values(line)


@cache
def _lone_words() -> frozenset[str]:
    """Return all that a line can say as a label, a heading or a network without a value."""
    return frozenset(labels()) | label_words("networks", "names") | phrase_set("headings", "author")


def _read_lone_label(line: Line, bare: str) -> bool:
    if bare not in _lone_words():
        return False
    kind = labels().get(bare)
    heads = kind is None or line.tag[0] == "h" or line.text.endswith(":")
    if bare in label_words("networks", "names") or (kind == "social" and bare not in phrase_set("headings", "author")):
        line.role = "social"
    elif heads and bare in phrase_set("headings", "author"):
        line.role, line.kind = "heading", kind or "author"
    elif kind is not None:
        line.role, line.kind = "label", kind
    else:
        return False
    return True


def _read_field(line: Line) -> bool:
    found = _COLON.match(line.text) or _DASH.match(line.text)
    if found is None or found.end() >= len(line.text):
        return False
    label = found[1].strip().lower()
    kind = labels().get(label) or ("social" if label in label_words("networks", "names") else None)
    if kind is None:
        return False
    make_field(line, kind, line.text[found.end() :])
    return True


def make_field(line: Line, kind: str, text: str) -> None:
    """Make the line a field of this kind whose value is the text that it ends with."""
    start = line.end - len(text)
    text = text.rstrip(" ;,|•·")
    line.role, line.kind = "field", kind
    line.values = [Value(kind=kind, text=text, start=start, end=start + len(text), labelled=True)]


def _read_values(line: Line) -> None:
    text = rest = line.text
    if "@" in text:
        rest = _take(line, EMAIL, "email", rest)
        rest = _take(line, AT_HANDLE, "handle", rest)
    if "/" in text or "www." in text:
        rest = _take(line, URL, "url", rest)
    if _DIGIT.search(text):
        rest = _take_numbers(line, text, rest)
    if {value.kind for value in line.values} == {"date"} and not _is_date(text):
        line.values = []
    if not line.values:
        line.role = "text" if len(text) <= MAX_TEXT else "prose"
        return
    if len(rest.strip()) > MIN_ADDRESS and _looks_like_address(rest.strip()):
        rest = _take(line, re.compile(re.escape(rest.strip())), "address", rest)
    left = len(re.sub(r"[\W_]", "", rest))
    room = MAX_BESIDE if len({value.kind for value in line.values}) < MIN_KINDS else MAX_RECORD
    several = len(line.values) > 1 and left <= room and not rest.rstrip().endswith(".")
    line.role = "value" if several or left <= max(MIN_BESIDE, 0.35 * len(text)) else "mixed"


def read_value(text: str) -> str | None:
    """Return the kind of value that the whole text is, None for one that its shape does not tell.

    >>> read_value("greta@moll.example"), read_value("1979-04-02"), read_value("Greta Moll")
    ('email', 'date', None)
    """
    line = Line(text=text, start=0, end=len(text), block=0, path="", box="", tag="", attrs="")
    _read_values(line)
    return line.values[0].kind if line.role == "value" else None


def _take_numbers(line: Line, text: str, rest: str) -> str:
    digits = len(_DIGIT.findall(text))
    if _COUNTED.search(text):
        rest = _take(line, COUNT, "count", rest)
    if digits >= MIN_DATE and _is_date(text):
        return _take(line, re.compile(re.escape(_SYMBOLS.sub("", text).strip())), "date", rest)
    if digits >= MIN_DATE:
        rest = _take(line, _INLINE_DATE, "date", rest)
    if not line.values and _looks_like_address(text):
        whole = _US_ADDRESS.search(text) or _ANY.match(text)
        assert whole is not None, "a pattern for any text matches"
        rest = _take(line, re.compile(re.escape(whole[0])), "address", rest)
    elif digits > MIN_ZIP:
        rest = _take(line, _US_ADDRESS, "address", rest)
    return _take(line, PHONE, "phone", rest) if digits >= MIN_PHONE else rest


def _is_date(text: str) -> bool:
    """Return whether the whole text is a date, a picture before it or not."""
    bare = _SYMBOLS.sub("", text).strip()
    return DATE.match(bare) is not None or ISO_DATE.fullmatch(bare) is not None


def _looks_like_address(text: str) -> bool:
    """Return whether the whole line is a postal address: a postcode, a house number, few words, no sentence."""
    if (
        len(text) > MAX_ADDRESS
        or "@" in text
        or text.endswith((".", "!", "?"))
        or len(text.split()) > MAX_ADDRESS_WORDS
    ):
        return False
    if _US_TAIL.search(text):
        return True
    codes = [code for code in _POSTCODE.findall(text) if not _YEAR.fullmatch(code)]
    house = _HOUSE.search(text)
    return bool(codes) and house is not None and "," in text and sum(char.isalpha() for char in text) > len(text) / 3


def _take(line: Line, pattern: re.Pattern[str], kind: str, rest: str) -> str:
    """Note what the pattern finds and return the rest, with spaces in its place."""
    for found in pattern.finditer(rest):
        if kind == "phone" and not _is_phone(found[0]):
            continue
        line.values.append(
            Value(kind=kind, text=found[0], start=line.start + found.start(), end=line.start + found.end()),
        )
        rest = rest[: found.start()] + " " * (found.end() - found.start()) + rest[found.end() :]
    return rest


def _is_phone(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    return MIN_PHONE <= digits <= MAX_PHONE and not ISO_DATE.search(text) and not _INLINE_DATE.search(text)


def is_name(text: str) -> bool:
    """Return whether the text is written like a person's name: two to five words, each with a capital, no digits.

    >>> is_name("Greta van Aalst"), is_name("Read more"), is_name("Terms And Conditions Apply To All Of You")
    (True, False, False)
    """
    words = text.split()
    if len(words) not in NAME_WORDS or len(text) > MAX_NAME or _NO_NAME.search(text):
        return False
    capital = [word[0].isalpha() and not word[0].islower() for word in words]
    return capital[0] and capital[-1] and capital.count(False) < len(words) - 1
