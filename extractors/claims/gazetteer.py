"""Which country or well-known body does a name mean?

Offline: pycountry, CLDR names through babel, and sourced tables.
"""

from dataclasses import dataclass
from functools import cache

import pycountry
from babel import Locale

from extractors.claims.lexicon import data_rows

# CLDR's English names that newspapers write otherwise.
NEWSPAPER_NAMES = {
    "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "CI": "Ivory Coast", "TR": "Turkey",
    "PS": "Palestine", "MM": "Myanmar", "HK": "Hong Kong", "MO": "Macao", "BA": "Bosnia and Herzegovina",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a name stands for."""

    name: str  # canonical
    type: str  # OntoNotes
    reason: str  # gazetteer, demonym, capital, palace_for_government, alias


@cache
def _places() -> dict[str, Place]:
    """Return the known names; where two rows claim a name the first, more certain one keeps it."""
    found: dict[str, Place] = {}
    for row in data_rows("names.tsv"):
        found.setdefault(row[0], Place(name=row[1], type=row[2], reason=row[3]))
    english = Locale("en").territories
    rows = {row[0]: row for row in data_rows("countries.tsv")}
    for code in {country.alpha_2 for country in pycountry.countries} | rows.keys():
        name = NEWSPAPER_NAMES.get(code) or str(english.get(code, code))
        for alias in sorted(_country_names(code, name, rows.get(code))):
            found.setdefault(alias, Place(name=name, type="GPE", reason="gazetteer"))
    for code, row in rows.items():
        name = NEWSPAPER_NAMES.get(code) or str(english.get(code, code))
        _add(found, row[2], Place(name=name, type="NORP", reason="demonym"))
        _add(found, row[1], Place(name=name, type="GPE", reason="capital"))
    return found


def _country_names(code: str, name: str, row: list[str] | None) -> set[str]:
    country = pycountry.countries.get(alpha_2=code)
    official = (
        {country.name, getattr(country, "official_name", None), getattr(country, "common_name", None)}
        if country
        else set()
    )
    further = set(row[3].split("|")) if row is not None and len(row) > 3 else set()  # noqa: PLR2004 - the fourth column
    return {each for each in {name, *official, *further} if each}


def _add(found: dict[str, Place], names: str, place: Place) -> None:
    for name in filter(None, names.split("|")):
        found.setdefault(name, place)


def look_up(name: str) -> Place | None:
    """Return what a name stands for, None for names that no table knows. Exact case: "us" is no country.

    >>> look_up("U.S.").name, look_up("Iranian").reason
    ('United States', 'demonym')
    """
    return _places().get(name)


@cache
def first_words() -> dict[str, int]:
    """Return the first words of all known names with the length in words of the longest name."""
    found: dict[str, int] = {}
    for name in _places():
        words = name.split()
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found
