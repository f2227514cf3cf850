"""Are profiles found whatever the template, the language of the labels and the generator, and real ones left alone?

The pages are made by `tests/stress`. Labels and templates were known when the rules were last changed; the drawn pages
were not.
"""

import pytest

from tests.stress.lookalikes import CONTENT
from tests.stress.measure import accused, make_cases, read, recall
from tests.stress.pages import PLACES
from tests.stress.templates import TEMPLATES

# Figures of 1,000 pages, less three standard errors of the smaller sample.
FLOORS = {"fields 7+": 0.93, "all": 0.72}
NIGHTLY_FLOORS = {"fields 7+": 0.95, "fields 4-6": 0.7, "all": 0.78}


def shares(count: int, seed: int) -> dict[str, float]:
    return {group: found / total for group, (found, total) in recall(make_cases(count, seed)).items()}


def test_generated_profiles_are_found_on_pages_of_every_make() -> None:
    found = shares(60, 7)
    assert {group: found[group] for group, floor in FLOORS.items() if found[group] < floor} == {}


def test_no_real_person_and_no_content_is_called_generated() -> None:
    assert accused(60, 7) == []


def test_the_makes_are_many() -> None:
    assert (len(TEMPLATES), len(PLACES), len(CONTENT)) >= (18, 6, 18)


def test_a_page_of_the_stress_set_keeps_its_story() -> None:
    (case,) = make_cases(1, 3)
    blocks, _ = read(case.html)
    assert any("Skarvoy met on Tuesday" in block.text or "stone piers" in block.text for block in blocks if block.text)


@pytest.mark.nightly
def test_generated_profiles_are_found_on_many_more_pages() -> None:
    found = shares(2_000, 11)
    assert {group: found[group] for group, floor in NIGHTLY_FLOORS.items() if found[group] < floor} == {}
    worst = min(share for group, share in found.items() if group.startswith("template"))
    assert worst >= 0.5


@pytest.mark.nightly
def test_no_real_person_is_called_generated_on_many_more_pages() -> None:
    assert accused(2_000, 11) == []
