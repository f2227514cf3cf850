"""Which lines say that a person is described here?"""

import re

from extractors.authors.jobs import read_job
from extractors.authors.lines import MAX_LINE, Line, is_name
from extractors.authors.lists import codes_of
from extractors.authors.persona import name_codes, name_parts
from extractors.authors.prose import is_latin, prose_sign

# The shortest text that says who someone is.
MIN_BIOGRAPHY = 40
# Names, jobs and companies are shorter than this.
MAX_BARE = 70
# Words of placeholder text that a line must begin with to be looked at.
LATIN_WORDS = 3
STRONG = frozenset({"field", "value", "social"})
# Job and company may stand between name and text.
MAX_BETWEEN = 2
# Placeholder text is not among them: designers put it under names too.
_NO_ONES = frozenset({"word_salad", "shuffled_novel", "hacker_phrase", "product_phrase", "stock_sentence"})
_BEFORE_COMPANY = re.compile(r"[,|@\u2013]")
_NAME_TAGS = frozenset({"h3", "h4", "h5", "h6", "figcaption", "strong", "b"})
_WHOLE_PAGE = frozenset({"body", "main", "article", "html", "aside", "footer", "header", "section"})
ABOUT = re.compile(r"^(?:about|über|à propos de|sobre|acerca de|om|o|chi è|over)\s+(?=[^\W\d_])", re.IGNORECASE)


def may_tell(line: Line) -> bool:
    """Return whether a line can be an anchor, a biography or named text at all: most lines of a page cannot."""
    if line.role in STRONG:
        return True
    if line.role not in {"text", "prose", "mixed"}:
        return False
    return len(line.text) >= MIN_BIOGRAPHY or is_latin(line.text.partition(" ")[0])


def is_anchor(line: Line) -> bool:
    """Return whether a profile may be looked for here: a field, a value, or placeholder text."""
    if line.role in STRONG:
        return True
    if line.role not in {"text", "prose"} or not is_latin(line.text.partition(" ")[0]):
        return False
    words = line.text[:60].split(" ", 3)
    return len(words) > LATIN_WORDS and all(map(is_latin, words[:LATIN_WORDS])) and prose_sign(line.text) is not None


def is_biography(lines: list[Line], at: int) -> bool:
    """Return whether the line is a text about a person: under an author's heading, or full of contact data."""
    line = lines[at]
    if line.role not in {"text", "prose", "mixed"} or not MIN_BIOGRAPHY <= len(line.text) <= MAX_LINE:
        return False
    headed = at > 0 and lines[at - 1].role == "heading" and lines[at - 1].kind != "social"
    return headed or (line.role == "mixed" and is_record_in_prose(line))


def is_record_in_prose(line: Line) -> bool:
    """Return whether a text that begins with a name gives two kinds of contact data or more."""
    kinds = {value.kind for value in line.values}
    return len(kinds & {"email", "phone", "address", "date"}) > 1 and is_name(" ".join(line.text.split()[:2]))


def is_named_text(lines: list[Line], at: int) -> bool:
    """Return whether the line is text that no one wrote, under a name of the lists, with bare lines between."""
    line = lines[at]
    if line.role not in {"text", "prose"} or len(line.text) < MIN_BIOGRAPHY or len(line.text) > MAX_LINE:
        return False
    for back in range(at - 1, max(-1, at - MAX_BETWEEN - 2), -1):
        before = lines[back]
        if before.role != "text" or len(before.text) > MAX_BARE:
            return False
        if is_name(before.text) and name_codes(before.text):
            found = prose_sign(line.text)
            return found is not None and found.sign in _NO_ONES
    return False


def is_named_card(lines: list[Line]) -> bool:
    """Return whether a card of placeholder text alone has a person's name, and a job or the word author with it."""
    names = [line for line in lines if line.role == "text" and is_name(line.text) and _bears_first_name(line.text)]
    headed = any(line.role == "heading" and line.kind != "social" for line in lines)
    works = any(
        line.text.startswith("at ")
        or " at " in line.text
        or read_job(re.split(r"[,|@\u2013]", line.text)[0].strip())[1]
        for line in lines
    )
    return bool(names) and (
        works or headed or any("author" in line.attrs or "bio" in line.attrs.split() for line in lines)
    )


def _bears_first_name(text: str) -> bool:
    return any(codes_of("first_names", part) for part in name_parts(text)[:2])


def is_telling(line: Line) -> bool:
    """Return whether a line says by itself that it speaks of a person."""
    if line.role in STRONG or line.role == "heading":
        return True
    if line.role == "text" and (read_job(line.text)[1] or (line.tag in _NAME_TAGS and is_name(line.text))):
        return True
    person = is_name(line.text) and any(codes_of("first_names", part) for part in name_parts(line.text)[:1])
    return person or prose_sign(line.text) is not None


def beside(one: Line, other: Line) -> bool:
    """Return whether two lines stand in one element: the same list, paragraph or box."""
    return one.box == other.box or one.path in {other.path, other.box} or other.path == one.box


def is_whole_page(box: str) -> bool:
    """Return whether the element holds an article or a page, so that what stands in it need not belong together."""
    return box.rpartition("/")[2].partition("[")[0] in _WHOLE_PAGE


def is_bare(text: str) -> bool:
    """Return whether the text is a value as in a card, not a sentence."""
    return len(text) <= MAX_BARE and not text.endswith((".", "!", "?", ":", "…"))
