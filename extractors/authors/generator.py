"""Which generator, and which of its locales, made a profile up?

Every list that explains a field speaks for the generators that have it, and against those that do not; the way user
names, companies and addresses are written speaks too. A generator is named only when it stands alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractors.authors.handles import handles_of
from extractors.authors.lists import coded_words, generator_lists
from extractors.authors.persona import name_codes
from extractors.authors.profiles import Draft
from extractors.authors.signs import Sign

# A field that a generator's lists cannot explain speaks against it a little less than one that they can speaks for it:
# lists change between versions.
AGAINST = -0.7
FORM = 1.0
MIN_LEAD = 0.5

_CAPITAL_HANDLE = re.compile(r"^[A-Z][\w'-]*(?:[._][A-Z]?[\w'-]+)?\d{0,2}$")
_DOTTED_HANDLE = re.compile(r"^[a-z]+\.[a-z]+$")
_GLUED_HANDLE = re.compile(r"^[a-z-]{7,}$")
_YEAR_HANDLE = re.compile(r"^[a-z]+_?(?:1[89]|20)\d\d$")
_ONE_COMMA = re.compile(r"^\d+ [^,]+, [A-Z]{2} \d{5}(?:-\d{4})?$")
_TWO_COMMAS = re.compile(r"^\d+ [^,]+, [^,]+, [A-Z]{2} \d{5}(?:-\d{4})?$")


def name_generator(draft: Draft, signs: Sequence[Sign]) -> str | None:
    """Return the generator and its locale, the generator alone where locales tie, None where generators do."""
    explained = list(_explained(draft, signs))
    if not explained:
        return None
    forms = _forms(draft)
    scores = {
        code: sum(1.0 if _holds(codes, code) else AGAINST for codes in explained) + forms.get(code[0], 0.0)
        for code in generator_lists()
        if not code.endswith("*")
    }
    best = max(scores.values())
    leaders = [code for code, score in scores.items() if score > best - MIN_LEAD]
    if best <= 0 or len({code[0] for code in leaders}) > 1:
        return None
    held = generator_lists()[leaders[0]]
    return f"{held.generator} {held.locale}" if len(leaders) == 1 else held.generator


def _explained(draft: Draft, signs: Sequence[Sign]) -> Iterator[frozenset[str]]:
    if draft.name is not None:
        codes = name_codes(draft.name.text)
        if codes:
            yield codes
    seen: set[tuple[str, str]] = set()
    for sign in signs:
        if sign.weight > 0 and sign.codes and sign.name != "name_of_list" and (sign.name, sign.kind) not in seen:
            seen.add((sign.name, sign.kind))
            yield sign.codes


def _holds(codes: frozenset[str], code: str) -> bool:
    """Return whether one of the lists is the locale's own, or the generator's for locales without one."""
    return code in codes or (code[0] + "*" in codes and code not in _own_lorem())


@cache
def _own_lorem() -> frozenset[str]:
    return frozenset().union(*coded_words("lorem").values())


def _forms(draft: Draft) -> Mapping[str, float]:
    """Return what the way things are written says for each generator, by the first letter of its codes."""
    points: dict[str, float] = {}
    for letters in (*_handle_forms(draft), *_address_forms(draft)):
        for letter in letters:
            points[letter] = points.get(letter, 0.0) + FORM
    return points


def _handle_forms(draft: Draft) -> Iterator[str]:
    handles = [handle for handle, kind, _ in handles_of(draft) if kind in {"username", "email"}]
    for pattern, letters in (
        (_YEAR_HANDLE, "M"),
        (_CAPITAL_HANDLE, "J"),
        (_DOTTED_HANDLE, "PR"),
        (_GLUED_HANDLE, "YPR"),
    ):
        if any(pattern.match(handle) for handle in handles):
            yield letters


def _address_forms(draft: Draft) -> Iterator[str]:
    for value in draft.all("address")[:1]:
        text = value.text.strip()
        if _ONE_COMMA.match(text):
            yield "P"
        elif _TWO_COMMAS.match(text):
            yield "YJMR"
    if any(" - " in value.text for value in draft.all("company", "text")):
        yield "J"
