"""Is a company's name put together from surnames, as the generators do?"""

import re
from collections.abc import Iterator, Sequence
from functools import reduce

from extractors.authors.lines import Value
from extractors.authors.lists import coded_words, codes_of, fold, phrase_set
from extractors.authors.persona import name_parts
from extractors.authors.profiles import Draft
from extractors.authors.signs import Sign

# Three Spanish double surnames and a form are the longest.
MAX_COMPANY = 80
# "A, B and C-D", each a single or double surname.
MAX_GROUPS = 4
MAX_GROUP = 2

# "&" is no part of these: no generator's main locales join surnames with it, and law firms do.
_JOINT = re.compile(r"\s*,\s+(?:and|und|et|y|e)\s+|,\s+|\s+(?:and|und|et|y|e|en|og|och|dan)\s+|\s+-\s+|-")


def company_signs(text: str, value: Value, draft: Draft) -> Iterator[Sign]:
    """Yield the sign that the company's name is made of surnames of one generator's list."""
    if len(text) > MAX_COMPANY or fold(text) in phrase_set("companies", "real"):
        return
    stem, forms = _without_form(text)
    groups = [group.split() for group in _JOINT.split(stem) if group.strip()]
    names = [name for group in groups for name in _surnames(group)]
    shared = _shared(names)
    if len(groups) > MAX_GROUPS or not groups or max(len(_surnames(group)) for group in groups) > MAX_GROUP:
        return
    parts = set(name_parts(draft.name.text)) if draft.name is not None else set()
    own = any(not parts.isdisjoint(name_parts(name)) for name in names)
    if own and (shared or len(groups) > 1):
        yield Sign(name="company_fits_name", kind="company", detail="the company bears the person's name", value=value)
    elif not shared:
        return
    elif len(groups) > 1:
        yield Sign(
            name="company_of_surnames",
            kind="company",
            detail=f"a company of {len(names)} surnames, all in one generator's list",
            value=value,
            codes=shared,
        )
    elif forms & shared:
        yield Sign(
            name="company_of_surname",
            kind="company",
            detail="a company of surname and form, both in one generator's lists",
            value=value,
            codes=forms & shared,
        )


def _surnames(words: Sequence[str]) -> list[str]:
    """Return a surname of several words, "van Vliet", as one where a list holds it, the words otherwise."""
    whole = " ".join(words)
    return [whole] if len(words) > 1 and codes_of("last_names", whole) else list(words)


def _without_form(text: str) -> tuple[str, frozenset[str]]:
    """Return the name without its form, "Inc" or "y Asociados", and the codes of the lists that hold the form."""
    words = text.split()
    known = coded_words("company_suffixes")
    for at in range(1, len(words)):
        codes = known.get(fold(" ".join(words[at:])))
        if codes:
            return " ".join(words[:at]).rstrip(",-"), codes
    return text, frozenset()


def _shared(names: Sequence[str]) -> frozenset[str]:
    """Return the codes of the lists that hold every name; none where a name has no capital."""
    if not names or not all(any(char.isupper() for char in name) for name in names):
        return frozenset()
    return reduce(frozenset.intersection, (codes_of("last_names", name) for name in names))
