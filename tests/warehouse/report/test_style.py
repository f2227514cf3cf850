"""Everybody can read the report: enough contrast in light and dark, and colour never says it alone."""

import re
from importlib.resources import files

import pytest

STYLE = files("warehouse.report").joinpath("static", "report.css").read_text(encoding="utf-8")
# WCAG 2.2, success criterion 1.4.3 (AA) for text of normal size.
LEAST_CONTRAST = 4.5


def themes() -> dict[str, dict[str, str]]:
    """Return the colours of each theme by name; the dark one changes some of the light one's."""
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for part in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
    )
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *((front, back) for front in ("ink", "soft", "accent") for back in ("paper", "card", "faint", "gone", "hatch")),
    *((grade, back) for grade in "abcdeu" for back in ("paper", "card")),
    *(("ink", back) for back in ("sig", "neg", "accent-soft")),
    *(("card", back) for back in ("accent", *"abcdeu")),
    ("e", "faint"),
    ("e", "neg"),
    ("accent", "accent-soft"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_text_stands_out_from_what_is_behind_it(theme: str, front: str, back: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[front], colours[back]) >= LEAST_CONTRAST


def test_negated_and_costly_characters_differ_in_more_than_colour() -> None:
    rules = dict(re.findall(r"^(mark\.\w+) \{(.*?)\}", STYLE, re.MULTILINE))
    assert "underline double" in rules["mark.neg"]
    assert "underline solid" in rules["mark.claim"]
    assert "dashed" in rules["mark.unsure"]
    assert "box-shadow" in rules["mark.sig"]
    assert '.ref.neg::before { content: "✗"' in STYLE


def test_the_style_reaches_for_nothing_outside() -> None:
    assert not re.search(r"url\(|@import|https?:", STYLE)
