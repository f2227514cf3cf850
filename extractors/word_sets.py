"""Where do the word lists of the extractors come from: TOML files in the package, one table of lists a file."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def load_table(name: str) -> dict[str, object]:
    """Return the table in `extractors/data/NAME.toml`."""
    text = files("extractors").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def word_set(table: str, key: str) -> frozenset[str]:
    """Return the words under a key: a string is split at white space, a list is taken as it is."""
    value = load_table(table)[key]
    if isinstance(value, str):
        return frozenset(value.split())
    assert isinstance(value, list), f"{table}.{key} is neither text nor a list"
    return frozenset(str(word) for word in value)
