"""Which real people and content must never be called generated? All are invented, and consistent as people are."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from random import Random

from tests.stress.labels import KEYS, label
from tests.stress.templates import TEMPLATES, Printed, Row

_TABLE = tomllib.loads(Path(__file__).with_name("lookalikes.toml").read_text(encoding="utf-8"))
PERSONS: tuple[Mapping[str, str], ...] = tuple(_TABLE["person"])
# Content that speaks of people, data and placeholder text.
CONTENT: Mapping[str, str] = _TABLE["content"]
OWN_LANGUAGE = 0.7


def profile(rng: Random) -> tuple[str, str]:
    """Return the template's name and the HTML of a real person's profile."""
    person = rng.choice(PERSONS)
    given = [key for key in KEYS[1:] if key in person]
    keys = ["name", *rng.sample(given, rng.randint(1, len(given)))]
    language = person["language"] if rng.random() < OWN_LANGUAGE else "en"
    rows = [Row(key=key, label=label(language, key, rng.randrange(3)), value=person[key]) for key in keys]
    name = rng.choice(list(TEMPLATES))
    printed = Printed(rows=rows, heading=label(language, "heading", rng.randrange(3)))
    return name, TEMPLATES[name](printed, rng)
