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
_WHOLE_PAGE = frozenset({"body", "main", "article", "html", "aside", "footer", "header", "section"})
ABOUT = re.compile(r"^(?:about|über|à propos de|sobre|acerca de|om|o|chi è|over)\s+(?=[^\W\d_])", re.IGNORECASE)


def is_anchor(line: Line) -> bool:
    """Return whether a profile may be looked for here: a field, a value, or placeholder text."""
    if line.role in STRONG:
        return True
    if line.role not in {"text", "prose"} or not is_latin(line.text.partition(" ")[0]):
        return False
    words = line.text[:60].split(" ", 3)
    return len(words) > LATIN_WORDS and all(map(is_latin, words[:LATIN_WORDS])) and prose_sign(line.text) is not None


def is_biography(lines: list[Line], at: int) -> bool:
    """Return whether the line is the text under a heading that announces the author."""
    line = lines[at]
    return (
        at > 0
        and line.role in {"text", "prose", "mixed"}
        and MIN_BIOGRAPHY <= len(line.text) <= MAX_LINE
        and lines[at - 1].role == "heading"
        and lines[at - 1].kind != "social"
    )


def is_named_card(lines: list[Line]) -> bool:
    """Return whether a card of placeholder text alone has a person's name, and a job or the word author with it."""
    names = [line for line in lines if line.role == "text" and is_name(line.text) and name_codes(line.text)]
    works = any(
        line.text.startswith("at ") or " at " in line.text or read_job(re.split(r"[,|]", line.text)[0])[1]
        for line in lines
    )
    return bool(names) and (works or any("author" in line.attrs or "bio" in line.attrs.split() for line in lines))


def is_telling(line: Line) -> bool:
    """Return whether a line says by itself that it speaks of a person."""
    if line.role in STRONG or line.role == "heading":
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
