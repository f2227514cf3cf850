"""Which runs of tokens are dates, times, amounts and numbers, by rule alone?

Each token becomes one letter; one regular expression over the letters finds the spans. The same rules label
every training set, so a score on these types measures agreement with the rules.
"""

# ruff: noqa: RUF001 - typographic marks are what these rules are about

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.training.words import words


class Span(NamedTuple):
    """Tokens [start, end) and their entity label."""

    start: int
    end: int
    label: str


NUMBER_WORDS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
SCALES = words("hundred thousand million billion trillion dozen")
PLURAL_SCALES = words("hundreds thousands millions billions trillions dozens")
MONTHS = words(
    "january february april june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec."
)
WEEKDAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays "
    "saturdays sundays mon. tue. tues. wed. thu. thur. thurs. fri. sat. sun. weekend"
)
RELATIVE_DAYS = words("today yesterday tomorrow")
DATE_UNITS = words("day days week weeks month months year years decade decades century centuries quarter yr yrs")
TIME_UNITS = words("hour hours minute minutes seconds")
DAY_PARTS = words("morning afternoon evening night")
MODIFIERS = words("past coming previous recent early late")
FEW = words("few several many")
AGO = words("ago later earlier old")
MERIDIEM = words("am pm a.m. p.m. a.m p.m")
CURRENCY_SIGNS = words("$ £ € ¥ us$ a$ c$ nz$ hk$")
CURRENCY_WORDS = words(
    "dollar dollars cent cents euro euros pound pounds yen rupee rupees franc francs pesos rubles yuan shekels usd eur"
)
PERCENT = words("% percent pct percentage")
UNITS = words(
    "km kilometers kilometres kilometer kilometre miles mile meters metres meter metre feet foot ft inches inch "
    "cm mm kg kilograms kilos grams g tons tonnes ton barrels gallons liters litres acres hectares pounds-weight "
    "mph kph knots degrees watts kw mw gw gb mb tb ml lbs lb oz ounces yards"
)
ORDINALS = words(
    "first third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
SEASONS = words("spring summer autumn winter fall")

_SHAPES = (
    ("x", re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{2}|\d{4})|\d{4}-\d{2}-\d{2}")),
    ("R", re.compile(r"['’]?(1[5-9]|20)?\d0s")),
    ("O", re.compile(r"\d+(st|nd|rd|th|ST|ND|RD|TH)")),
    ("t", re.compile(r"\d{1,2}:\d{2}")),
    ("j", re.compile(r"\d{1,2}(am|pm|AM|PM)|\d{1,2}:\d{2}(am|pm|AM|PM)")),
    ("q", re.compile(r"\d+(\.\d+)?(km|mm|cm|kg|gb|GB|mb|MB|mph|ft|lb|lbs|ml)")),
    ("D", re.compile(r"[1-9]|[12]\d|3[01]|0[1-9]")),
    ("Y", re.compile(r"1\d{3}|20\d{2}")),
    ("N", re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d+([.,]\d+)?[kKmM]?|\.\d+|\d{1,2}[-–]\d{1,2}")),
)
_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("W", NUMBER_WORDS),
    ("B", SCALES),
    ("H", PLURAL_SCALES),
    ("M", MONTHS),
    ("K", WEEKDAYS),
    ("d", RELATIVE_DAYS),
    ("e", frozenset({"tonight"})),
    ("U", DATE_UNITS),
    ("T", TIME_UNITS),
    ("P", DAY_PARTS),
    ("l", words("last next this")),
    ("L", MODIFIERS),
    ("F", FEW),
    ("a", AGO),
    ("m", MERIDIEM),
    ("$", CURRENCY_SIGNS),
    ("C", CURRENCY_WORDS),
    ("%", PERCENT),
    ("Q", UNITS),
    ("O", ORDINALS),
    ("S", SEASONS),
    ("-", words("- – — /")),
    (",", frozenset({","})),
    ("o", frozenset({"of"})),
    ("&", words("or to")),
    ("i", frozenset({"a", "an"})),
    ("u", frozenset({"us", "u.s."})),
    ("p", frozenset({"per"})),
    ("c", frozenset({"cent"})),
)
_LETTERS = {word: letter for letter, words in reversed(_WORDS) for word in words}

_AMOUNT = r"(?:[NDYWB](?:-?[NDYWB])*)"
_DATE = (
    r"(?:K,)?[Ll]?M(?:[DO](?:-[DO])?)?(?:,?o?Y)?|[DO]o?M(?:,?Y)?|x|"
    rf"[Ll]F?{_AMOUNT}?U|F?{_AMOUNT}(?:[&-]{_AMOUNT})?-?U(?:-?a)?|FUa?|iUa|OU|[Ll]?K|d|[Ll]?R|lS|"
    r"Y(?:-[YDN])?"
)
_RULES = (
    ("MONEY", rf"u?\${_AMOUNT}|{_AMOUNT}C"),
    ("PERCENT", rf"{_AMOUNT}(?:%|pc)"),
    ("TIME", rf"tm?|j|lP|e|{_AMOUNT}(?:-{_AMOUNT})?-?T"),
    ("DATE", _DATE),
    ("QUANTITY", rf"{_AMOUNT}(?:-{_AMOUNT})?-?Q|q"),
    ("ORDINAL", r"O"),
    ("CARDINAL", rf"H|{_AMOUNT}(?:[&-]{_AMOUNT})*"),
)
_PATTERN = re.compile("|".join(f"(?P<{label}>{rule})" for label, rule in _RULES))


def _letter(form: str, tag: str) -> str:
    lower = form.lower()
    if lower in ("may", "march", "mar", "sun", "sat") and form[0].isupper() and tag in ("NNP", ""):
        return "M" if lower in ("may", "march", "mar") else "_"
    if lower == "second":  # an ordinal or a unit: left alone
        return "_"
    if lower == "one" and not tag:
        return "_"
    letter = _LETTERS.get(lower)
    if letter is None and "-" in lower and lower.split("-")[0] in NUMBER_WORDS:
        return "W"
    if letter is not None:
        return letter
    return next((name for name, shape in _SHAPES if shape.fullmatch(form)), "_")


def find_quantities(forms: Sequence[str], tags: Sequence[str] | None = None) -> list[Span]:
    """Return the spans, in order, none overlapping; without tags the word `one` is left out (it may be a pronoun)."""
    given = tags or [""] * len(forms)
    letters = "".join(_letter(form, tag) for form, tag in zip(forms, given, strict=True))
    spans = []
    for match in _PATTERN.finditer(letters):
        label = match.lastgroup or ""
        span = Span(match.start(), match.end(), label)
        if not _is_lone_may(forms, given, span):
            spans.append(span)
    return spans


def _is_lone_may(forms: Sequence[str], tags: Sequence[str], span: Span) -> bool:
    """Return whether the span is `May` or `March` alone in untagged text, which may be anything."""
    return span.end - span.start == 1 and forms[span.start].lower() in ("may", "march", "mar") and not tags[span.start]
