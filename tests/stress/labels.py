"""What are profile fields and their headings called in many languages, for the stress pages?"""

import tomllib
from functools import cache
from pathlib import Path

KEYS = ("name", "username", "email", "birthdate", "address", "phone", "company", "job", "bio", "website")


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))


def languages() -> tuple[str, ...]:
    """Return the languages that have labels."""
    return tuple(_table())


def label(language: str, key: str, choice: int) -> str:
    """Return one of the names of a field, or of the heading for the key "heading"; English for other languages."""
    choices = _table().get(language, _table()["en"])[key].split("|")
    return choices[choice % len(choices)]
