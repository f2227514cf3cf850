"""Which words are cues? Reads the sourced lists of `extractors/data/claims` once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast


def data_text(name: str) -> str:
    """Return a data file of the claims part as text."""
    return (files("extractors") / "data" / "claims" / name).read_text(encoding="utf-8")


@cache
def _cues() -> Mapping[str, Mapping[str, list[str]]]:
    return cast("Mapping[str, Mapping[str, list[str]]]", tomllib.loads(data_text("cues.toml")))


def cue_words(section: str, key: str) -> frozenset[str]:
    """Return one list of `cues.toml`.

    >>> "never" in cue_words("polarity", "deny_adverbs")
    True
    """
    return frozenset(_cues()[section][key])


def data_rows(name: str) -> list[list[str]]:
    """Return the rows of a tab-separated data file; lines that start with # are its header."""
    lines = data_text(name).splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
