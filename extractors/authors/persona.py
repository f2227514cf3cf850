"""Do the names, mailboxes and handles of a profile speak of one person?"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.authors.lists import coded_words, codes_of, fold, label_words

_LETTERS = re.compile(r"[^\W\d_]+")
MIN_PART = 3
YEAR_DIGITS = 4
MIN_INITIAL = 5  # an initial and a name of five letters
# Years of Mimesis's handles; between the inner two, people put the year they were born or signed up.
FIRST_YEAR, OLDEST_YEAR, NEXT_YEAR, LAST_YEAR = 1800, 1920, 2030, 2100
# Letters that handles often spell with two.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleReading:
    """What a handle or mailbox says of a person: whether it fits the name, and whose name it is if not."""

    fits: bool
    form: str  # two_names | first_name_number | initial_surname | word_year | other
    codes: frozenset[str] = frozenset()


def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name, folded, without titles and degrees.

    >>> name_parts("Dr. Anna-Lena Öz PhD")
    ('anna', 'lena', 'oz')
    """
    titles = label_words("names", "titles")
    return tuple(part for part in _LETTERS.findall(fold(name)) if len(part) > 1 and part not in titles)


def is_role(mailbox: str) -> bool:
    """Return whether a mailbox belongs to a desk, not to a person."""
    words = _LETTERS.findall(fold(mailbox))
    roles = label_words("mail", "roles")
    return not words or any(word in roles for word in words) or "".join(words) in roles


def fits_name(handle: str, name: str) -> bool:
    """Return whether a handle may be the person's: it holds a part of the name, or its initials.

    >>> fits_name("bwhit7", "Beatriz Whitfield"), fits_name("georgianna03", "Shayna Beahan")
    (True, False)
    """
    letters = "".join(_LETTERS.findall(fold(handle)))
    parts = name_parts(name)
    if not letters or not parts:
        return True
    spelled = name_parts(name.lower().translate(_UMLAUTS))
    return _fits(letters, handle, parts) or (spelled != parts and _fits(letters, handle, spelled))


def can_compare(handle: str, name: str) -> bool:
    """Return whether handle and name are written in scripts that can be compared: a handle of 王伟 may be anything.

    >>> can_compare("sergey77", "Сергей Иванов"), can_compare("wang77", "王伟")
    (True, False)
    """
    return not fold(handle).isascii() or any(part.isascii() for part in name_parts(name))


def _fits(letters: str, handle: str, parts: tuple[str, ...]) -> bool:
    joined = "".join(parts)
    if letters in joined or joined in letters:
        return True
    if any(len(part) >= MIN_PART and (part in letters or part[:4] in letters) for part in parts):
        return True
    if any(
        len(piece) >= MIN_PART and any(part.startswith(piece) for part in parts)
        for piece in _LETTERS.findall(fold(handle))
    ):
        return True
    initials = "".join(part[0] for part in parts)
    return (
        letters == initials
        or (len(initials) >= MIN_PART and letters.startswith(initials))
        or (letters[0] == parts[0][0] and letters[1:4] == parts[-1][:3])
    )


def read_handle(handle: str, name: str) -> HandleReading:
    """Return whether the handle fits the name, and which generator's form it has if it does not."""
    bare = handle.lstrip("@").strip(".")
    if fits_name(bare, name):
        return HandleReading(fits=True, form="other")
    pieces = [piece for piece in re.split(r"[._\-]|(?<=[a-z])(?=[A-Z])", bare.rstrip("0123456789")) if piece]
    number = bare[len(bare.rstrip("0123456789")) :]
    return _two_names(pieces) or _one_name(pieces, number) or HandleReading(fits=False, form="other")


def is_odd_year(number: str) -> bool:
    """Return whether the number is a year that nobody alive was born in: Mimesis draws from 1800 to 2100."""
    year = int(number) if len(number) == YEAR_DIGITS else 0
    return FIRST_YEAR <= year < OLDEST_YEAR or NEXT_YEAR <= year <= LAST_YEAR


def _two_names(pieces: list[str]) -> HandleReading | None:
    plain = [fold(piece) for piece in pieces]
    if len(plain) == 1:
        return _glued(plain[0])
    if len(plain) not in {2, 3} or any(len(piece) < 2 for piece in plain):  # noqa: PLR2004 - first, last, double
        return None
    firsts = [codes_of("first_names", piece) for piece in plain]
    lasts = [codes_of("last_names", piece) for piece in plain]
    shared = (firsts[0] & lasts[-1]) | (firsts[-1] & lasts[0])
    return HandleReading(fits=False, form="two_names", codes=shared) if shared else None


def _glued(text: str) -> HandleReading | None:
    if codes_of("first_names", text) or codes_of("last_names", text):
        return None
    best: frozenset[str] = frozenset()
    for at in range(MIN_PART, len(text) - MIN_PART + 1):
        left, right = text[:at], text[at:]
        shared = (codes_of("first_names", left) & codes_of("last_names", right)) | (
            codes_of("last_names", left) & codes_of("first_names", right)
        )
        best |= shared
    return HandleReading(fits=False, form="two_names", codes=best) if best and len(text) >= 8 else None  # noqa: PLR2004


def _one_name(pieces: list[str], number: str) -> HandleReading | None:
    if len(pieces) != 1:
        return None
    text = fold(pieces[0])
    firsts = codes_of("first_names", text)
    if number and len(text) >= MIN_PART and firsts:
        return HandleReading(fits=False, form="first_name_number", codes=firsts)
    for rest in (text[1:], text[:-1]):
        lasts = codes_of("last_names", rest)
        if not number and len(text) > MIN_INITIAL and lasts:
            return HandleReading(fits=False, form="initial_surname", codes=lasts)
    return _word_and_year(number)


def _word_and_year(number: str) -> HandleReading | None:
    if is_odd_year(number):
        return HandleReading(fits=False, form="odd_year", codes=frozenset({"M*"}))
    if re.fullmatch(r"(?:1[89]|20)\d\d", number):
        return HandleReading(fits=False, form="word_year")
    return None


@cache
def _common_surnames() -> frozenset[str]:
    """Return the surnames that lists of real frequencies hold too."""
    real = {"Y0", "Y1", "M0", "C0", "C3", "C9"}
    return frozenset(name for name, codes in coded_words("last_names").items() if codes & real)


def rare_surname(name: str) -> frozenset[str]:
    """Return the codes of the English lists that alone hold this surname; none for a common one."""
    parts = name_parts(name)
    if not parts or parts[-1] in _common_surnames():
        return frozenset()
    return codes_of("last_names", parts[-1]) & {"P0", "J0", "R0"}


# The same few names stand around several lines of a page.
@lru_cache(maxsize=2048)
def name_codes(name: str) -> frozenset[str]:
    """Return the codes of the lists that hold both the first and the last part of the name."""
    parts = name_parts(name)
    if len(parts) < 2:  # noqa: PLR2004 - a first and a last name
        return frozenset()
    return codes_of("first_names", parts[0]) & codes_of("last_names", parts[-1])
