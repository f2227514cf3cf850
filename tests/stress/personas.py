"""What would a generator print? Profiles whose fields are drawn each on its own, in the manner of each generator.

Words come from the lists that winnow ships; the manner of each generator's handles, companies, addresses and texts is
written here. The generator "unknown" draws from words of this file alone: what no list explains must be found by
contradictions.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

from extractors.authors.lists import coded_words, fold

# Codes of extractors/data/authors/generators.txt, and the language of their labels.
CODES = {
    **dict.fromkeys(("P0", "Y0", "J0", "M0", "R0", "unknown"), "en"),
    **dict.fromkeys(("P2", "Y2", "J2", "R1"), "de"),
    **dict.fromkeys(("P4",), "es"),
    **dict.fromkeys(("P7", "M6"), "nl"),
    **dict.fromkeys(("P8",), "pl"),
    **dict.fromkeys(("Y3", "M2"), "fr"),
    **dict.fromkeys(("Y6", "J6"), "it"),
    **dict.fromkeys(("Yb", "Jb"), "sv"),
    **dict.fromkeys(("J7",), "pt"),
}
_FIRST = ("Vasko", "Ilmetta", "Orrin", "Tamsel", "Bruvik", "Nelka", "Jorvan", "Quenna", "Sibbel", "Adrik", "Wenlow")
_LAST = (
    "Drovane",
    "Quillsby",
    "Tarnowe",
    "Vexholm",
    "Marrowby",
    "Ostrevik",
    "Penhollow",
    "Skarnes",
    "Wyndale",
    "Korvat",
)
_STATES = (("IL", "84"), ("MO", "48"), ("TX", "10"), ("OH", "97"), ("NY", "33"), ("CA", "21"))  # none of them its own
_FREE = ("gmail.com", "yahoo.com", "hotmail.com", "example.org", "example.net")
_TEXT = "The captain waits for nobody and the harbour light answers every question twice."


@cache
def _words(name: str, code: str) -> tuple[str, ...]:
    """Return the words of a list in their order, with a capital."""
    held = [word for word, codes in coded_words(name).items() if code in codes and word.replace(" ", "").isalpha()]
    return tuple(sorted(word.title() for word in held))


def _draw(rng: Random, name: str, code: str) -> str:
    if code == "unknown":
        return rng.choice(_FIRST if name == "first_names" else _LAST)
    found = _words(name, code) or _words(name, f"{code[0]}*") or _words(name, f"{code[0]}0")
    return rng.choice(found)


def _handle(rng: Random, code: str) -> str:
    first, last = _draw(rng, "first_names", code).replace(" ", ""), _draw(rng, "last_names", code).replace(" ", "")
    number = rng.randint(1, 99)
    if code[0] == "J":
        return rng.choice((f"{first}{number}", f"{first}.{last}", f"{first}_{last}{number}"))
    forms = {
        "P": (f"{first}{number:02d}", f"{last}.{first}", f"{first[0]}{last}"),
        "M": (f"{last}_{rng.randint(1800, 2090)}",),
        "R": (f"{first}.{last}", f"{first}_{last}"),
    }
    return fold(rng.choice(forms.get(code[0], (f"{first}{last}", f"{first[0]}{last}", f"{last}{number:02d}"))))


def _job(rng: Random, code: str) -> str:
    if code == "unknown":
        return "Harbour clerk"
    if code[0] in "JR":
        return " ".join(_draw(rng, "job_parts", code) for _ in range(3))
    return _draw(rng, "jobs", code)


def _company(rng: Random, code: str) -> str:
    one, two, three = (_draw(rng, "last_names", code) for _ in range(3))
    mark = " - " if code[0] == "J" else "-"
    return rng.choice((f"{one}{mark}{two}", f"{one}, {two} and {three}", f"{one} Inc"))


def _bio(rng: Random, code: str) -> str:
    if code in {"unknown", "M0", "M2", "M6"}:
        return _TEXT
    star = f"{code[0]}*" if code[0] in "PJY" else "R0"
    words = [rng.choice(_words("lorem", star)) for _ in range(18)]
    return f"{' '.join(words[:9]).capitalize()}. {' '.join(words[9:]).capitalize()}."


def persona(rng: Random, code: str) -> dict[str, str]:
    """Return a profile by field, each drawn on its own."""
    state, prefix = rng.choice(_STATES)
    street = f"{rng.randint(10, 9999)} {_draw(rng, 'last_names', code)} Street"
    born = date(1950, 1, 1) + timedelta(days=rng.randrange(18_000))
    return {
        "name": f"{_draw(rng, 'first_names', code)} {_draw(rng, 'last_names', code)}",
        "username": _handle(rng, code),
        "email": f"{_handle(rng, code)}@{rng.choice(_FREE)}",
        "birthdate": born.isoformat(),
        "address": f"{street}, {_draw(rng, 'last_names', code)}ville, {state} {prefix}{rng.randint(100, 999)}",
        "phone": f"({rng.randint(201, 989)}) {rng.randint(200, 999)}-{rng.randint(1000, 9999)}",
        "company": _company(rng, code),
        "job": _job(rng, code),
        "bio": _bio(rng, code),
        "website": f"https://{fold(_draw(rng, 'last_names', code))}.com/",
    }


def choose_fields(rng: Random, keys: Sequence[str]) -> list[str]:
    """Return the fields that a page prints: all, most, some, or a name and two more."""
    kind = rng.random()
    first, *rest = keys
    sizes = (len(rest), rng.randint(6, 8), rng.randint(3, 5), 2)
    size = sizes[0 if kind < 0.35 else 1 if kind < 0.6 else 2 if kind < 0.85 else 3]
    return [first, *(key for key in rest if key in set(rng.sample(rest, size)))]
