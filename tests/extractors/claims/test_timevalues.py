"""Times in words become dates where the article's date allows, and say so where it does not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.claims.timevalues import TimeValue, read_time
from extractors.records import TimeKind

DAY = "2026-11-18"  # a Wednesday
WORDS = (
    "in",
    "2019",
    "May",
    "31",
    "last",
    "week",
    "1990",
    "to",
    "since",
    "-",
    "20th",
    "century",
    "years",
    "ago",
    ",",
    "99",
)
VALUE = re.compile(r"(\.\.|\d{4}(-\d\d){0,2})(/(\.\.|\d{4}(-\d\d){0,2}))?")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2018", "2018"),
        ("14 May 2019", "2019-05-14"),
        ("May 3, 2020", "2020-05-03"),
        ("30 February 2020", "2020"),
        ("between 2003 and 2011", "2003/2011"),
        ("from May to July 2020", "2020-05/2020-07"),
        ("1990-1994", "1990/1994"),
        ("Since 1978", "1978/.."),
        ("until 2015", "../2015"),
        ("since the 1980s", "1980/.."),
        ("the twelfth century", "1101/1200"),
        ("the second quarter of 2023", "2023-04/2023-06"),
        ("mid-2019", "2019"),
    ],
)
def test_a_dated_time_needs_no_article_date(words: str, value: str) -> None:
    assert read_time(words, None) == TimeValue(value=value, kind=TimeKind.ABSOLUTE)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("yesterday", "2026-11-17"),
        ("Tuesday", "2026-11-17"),
        ("6 a.m. on Friday", "2026-11-13"),
        ("Saturday night", "2026-11-14"),
        ("last week", "2026-11-09/2026-11-15"),
        ("next year", "2027"),
        ("last quarter", "2026-07/2026-09"),
        ("two years ago", "2024"),
        ("the last ten years", "2016-11/2026-11"),
        ("May", "2026-05"),
        ("11 September", "2026-09-11"),
        ("until Thursday", "../2026-11-12"),
    ],
)
def test_a_relative_time_is_read_with_the_article_date(words: str, value: str) -> None:
    assert read_time(words, f"{DAY}T09:00:00Z") == TimeValue(value=value, kind=TimeKind.RELATIVE)
    assert read_time(words, None) == TimeValue(value=None, kind=TimeKind.UNANCHORED)


def test_a_claim_about_the_future_looks_ahead() -> None:
    assert read_time("Friday", DAY, future=True).value == "2026-11-20"
    assert read_time("March", DAY, future=True).value == "2027-03"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("after the war", TimeKind.EVENT),
        ("no longer", TimeKind.VAGUE),
        ("until recently", TimeKind.VAGUE),
        ("for three centuries", TimeKind.VAGUE),
        ("every week", TimeKind.VAGUE),
        ("overnight", TimeKind.UNANCHORED),
        ("that week", TimeKind.UNANCHORED),
    ],
)
def test_a_time_without_dates_says_how_it_hangs(words: str, kind: TimeKind) -> None:
    assert read_time(words, DAY) == TimeValue(value=None, kind=kind)


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from([None, "", DAY, "not a date"]))
def test_any_words_give_a_well_formed_value_or_none(words: list[str], published: str | None) -> None:
    value = read_time(" ".join(words), published).value
    assert value is None or VALUE.fullmatch(value)
