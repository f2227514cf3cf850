"""Do the postcode, the dialling code and the state of a profile belong together?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.authors.lists import coded_words, codes_of, fold
from extractors.word_sets import load_table

_US = re.compile(r"\b([A-Z]{2})[,.]?\s+(\d{5})(?:-\d{4})?\b")
_BR = re.compile(r"\b([A-Z]{2})[,.]?\s+(\d{5})-?(\d{3})\b|\b(\d{5})-?(\d{3})\b.{0,40}?[/\u2013-]\s*([A-Z]{2})\b")
_CA = re.compile(r"\b([A-Z]{2})[,.]?\s+([A-Z])\d[A-Z][ -]?\d[A-Z]\d\b")
_AU = re.compile(r"\b(NSW|VIC|QLD|SA|WA|TAS|NT|ACT)[,.]?\s+(\d{4})(?![\d-])")
# Dutch, Polish, Swedish and Brazilian postcodes, which no region stands before.
_FOREIGN_TAIL = re.compile(r",\s*([A-Z]{2,3})\s+(?:\d{4} [A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2})\s*$")
_HIGH_HOUSE = re.compile(r"^[^\d,]{4,40} [1-9]\d{3}(?=,)")
_COUNTRIES = frozenset({"NL", "PL", "SE", "CZ", "SK", "GR", "NLD", "POL", "SWE"})
_REGION_TAIL = re.compile(r",\s*([A-Za-z]{1,4}(?:-[A-Z]{1,3})?)\s+(\d{4,6}(?:-\d{3,4})?)\s*$")
# A postcode that is none of the United States, Brazil, Canada or India: four digits, or letters and digits.
_STATE_TAIL = re.compile(r",\s*([A-Z]{2})\s+(?:\d{4}|[A-Z]{2}-?\d{4}|[A-Z]{2}\d{1,2} \d[A-Z]{2})\s*$")
# Countries and states where streets bear European words and the region stands before the postcode.
_STREETS_ABROAD = frozenset({"DE", "FR", "ES", "IT", "AT", "NL", "BE", "CA", "PR", "FL", "TX", "NM", "AZ", "NV"})
# Regions of Australia, Switzerland and Britain that have the letters of a state.
_OTHER_STATES = frozenset({"WA", "NE", "AR", "AL", "AS"})
_ISO_REGION = re.compile(r",\s*([A-Z]{2}-[A-Z\d]{1,3})\s+[A-Z\d]{3,7}(?:[ -][A-Z\d]{2,4})?\s*$")
_US_PHONE = re.compile(r"^\s*(?:\+?1[-.\s]?)?\(?([2-9]\d\d)\)?[-.\s]?([2-9]\d\d)[-.\s]?\d{4}(?!\d)")
_FOREIGN_STREET = re.compile(
    r"\b(?:rue|voie|impasse|quai|avenue de|boulevard|place de"
    r"|passage|all[eé]e|rua|travessa|rodovia|alameda|avenida|marginal|viela"
    r"|calle|camino|paseo|r[uú]a|pol[ií]gono|barrio|caller[oó]n|arroyo|glorieta|plaza|partida|urbanizaci[oó]n"
    r"|subida|terrenos?"
    r"|via|viale|piazza|corso|contrada|borgo|vicolo|strada|incrocio|rotonda|stra[sß]e|weg|allee|platz|gasse)\b"
    r"|(?:stra[sß]e|str\.|weg|allee|platz|gasse|laan|straat|gatan|v[aä]gen|gade|vej|katu|tie)\b",
    re.IGNORECASE,
)
_STREET_WORD = re.compile(r"^\d{1,6}\s+(.*?)\s+([A-Z][a-z]+)(?:[\s,]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSign:
    """A contradiction or form in an address, and how sure it is."""

    sign: str
    detail: str
    codes: frozenset[str] = frozenset()


@cache
def _ranges(table: str) -> Mapping[str, frozenset[str]]:
    """Return state → the codes that belong to it, as strings."""
    part = load_table("authors/places")[table]
    assert isinstance(part, dict), f"places.toml has a table {table}"
    found = {}
    for state, text in part.items():
        codes: set[str] = set()
        for piece in str(text).split():
            low, _, high = piece.partition("-")
            if high:
                # "74-767" starts with two digits and ends with three: 74, 75, 760 to 767 would be longer than it says.
                width = max(len(low), len(high))
                first, last = int(low.ljust(width, "0")), int(high.ljust(width, "9"))
                codes |= {str(number).zfill(width) for number in range(first, last + 1)}
            else:
                codes.add(low)
        found[state] = frozenset(codes)
    return found


@cache
def _state_of_area() -> Mapping[str, str]:
    return {area: state for state, areas in _ranges("us_area").items() for area in areas}


def us_state(address: str) -> tuple[str, str] | None:
    """Return the state and ZIP of a United States address, None for any other.

    >>> us_state("12 Elm Road, Springfield, IL 62704")
    ('IL', '62704')
    """
    for found in _US.finditer(address):
        if found[1] in _ranges("us_zip"):
            return found[1], found[2]
    return None


def zip_sign(address: str) -> PlaceSign | None:
    """Return the sign that the ZIP cannot be one of the state."""
    read = us_state(address)
    if read is None:
        return None
    state, code = read
    if code[:3] in _ranges("us_zip")[state]:
        return None
    owner = next((other for other, prefixes in _ranges("us_zip").items() if code[:3] in prefixes), "no state")
    return PlaceSign(sign="zip_state_mismatch", detail=f"the ZIP belongs to {owner}, the address says {state}")


def cep_sign(address: str) -> PlaceSign | None:
    """Return the sign that a Brazilian postcode cannot be one of the state."""
    found = _BR.search(address)
    if found is None:
        return None
    state, code = (found[1], found[2]) if found[1] else (found[6], found[4])
    prefixes = _ranges("br_cep").get(state)
    if prefixes is None or any(code.startswith(prefix) for prefix in prefixes):
        return None
    return PlaceSign(sign="zip_state_mismatch", detail=f"the postcode does not belong to the state {state}")


def post_sign(address: str) -> PlaceSign | None:
    """Return the sign that a Canadian or Australian postcode cannot be one of the province or state."""
    for pattern, table in ((_CA, "ca_post"), (_AU, "au_post")):
        found = pattern.search(address)
        starts = _ranges(table).get(found[1]) if found is not None else None
        if found is not None and starts is not None and not any(found[2].startswith(start) for start in starts):
            return PlaceSign(sign="zip_state_mismatch", detail=f"the postcode does not belong to {found[1]}")
    return None


def foreign_order_sign(address: str) -> PlaceSign | None:
    """Return the sign that a European address is written in the American order, with a region before the postcode."""
    foreign = _FOREIGN_TAIL.search(address)
    if foreign is not None and foreign[1] not in _COUNTRIES:
        return _form("a region before a postcode that stands alone in its country, as Faker.js prints it", "J*")
    if _ISO_REGION.search(address):
        return _form("a region as an ISO 3166-2 code, as Mimesis prints it", "M*")
    state = _STATE_TAIL.search(address)
    if state is not None and state[1] in _ranges("us_zip") and state[1] not in _OTHER_STATES:
        return _form("a state of the United States before a foreign postcode, as Faker.js prints it", "J*")
    return _european(address)


def _form(detail: str, code: str) -> PlaceSign:
    return PlaceSign(sign="address_form", detail=detail, codes=frozenset({code}))


def _european(address: str) -> PlaceSign | None:
    tail = _REGION_TAIL.search(address)
    if tail is None:
        return None
    street = address[: tail.start()]
    if _FOREIGN_STREET.search(street) is None or "-" in tail[2] or len(tail[2]) != 5:  # noqa: PLR2004
        return None
    if tail[1] in _STREETS_ABROAD and "str" not in fold(street):
        return None
    return _form("a European street with a region before the postcode, as Faker.js prints it", "J*")


def house_sign(address: str) -> PlaceSign | None:
    """Return the sign that a European street has a house number of four digits."""
    found = _HIGH_HOUSE.search(address)
    if found is None or _FOREIGN_STREET.search(found[0]) is None:
        return None
    return PlaceSign(sign="house_number", detail="a European street with a house number of four digits")


def area_sign(address: str, phone: str) -> PlaceSign | None:
    """Return the sign that the phone's area code is of another state than the address."""
    read = us_state(address)
    found = _US_PHONE.match(phone)
    if read is None or found is None:
        return None
    state = _state_of_area().get(found[1])
    if state is None or state == read[0]:
        return None
    return PlaceSign(sign="area_state_mismatch", detail=f"the area code belongs to {state}, the address says {read[0]}")


def town_sign(address: str) -> PlaceSign | None:
    """Return the sign that street and town are both built from first and last names as FakerPHP and Faker.js do."""
    if us_state(address) is None:
        return None
    street = _STREET_WORD.match(address)
    suffixes = coded_words("street_suffixes")
    words = re.findall(r"[^\W\d_][\w'-]*", address)
    named_street = False
    for first, second in pairwise(words):
        if fold(second) in suffixes and (codes_of("last_names", first) | codes_of("first_names", first)):
            named_street = True
            break
    if not named_street or street is None:
        return None
    for word in words[2:]:
        built = _built_town(fold(word))
        if built:
            return PlaceSign(
                sign="town_formula", detail="a street and a town, each made of a name and an ending", codes=built
            )
    return None


@cache
def _town_suffixes() -> Mapping[str, frozenset[str]]:
    return {
        suffix.strip("- "): codes
        for suffix, codes in coded_words("city_suffixes").items()
        if codes & {"P0", "J0", "Y0", "R0"}
    }


def _built_town(word: str) -> frozenset[str]:
    for suffix, codes in _town_suffixes().items():
        if len(suffix) > 2 and word.endswith(suffix):  # noqa: PLR2004 - the shortest ending is "ton"
            stem = word[: -len(suffix)]
            held = codes & (codes_of("first_names", stem) | codes_of("last_names", stem))
            if len(stem) > 2 and held:  # noqa: PLR2004 - "Al" and "Bo" are too short to tell
                return held
    return frozenset()
