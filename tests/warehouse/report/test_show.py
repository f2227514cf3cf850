"""Unknown is "?", and nothing looks like more than it is."""

import pytest

from warehouse.report import show


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "?"), (0.0, "0 %"), (0.004, "<1 %"), (0.5, "50 %"), (0.999, "99 %"), (1.0, "100 %")],
)
def test_a_share_is_whole_only_when_it_is(value: float | None, expected: str) -> None:
    assert show.share(value) == expected


@pytest.mark.parametrize(("score", "grade"), [(None, "?"), (0, "E"), (44.9, "E"), (45, "D"), (75, "B"), (100, "A")])
def test_grades_begin_where_the_design_says(score: float | None, grade: str) -> None:
    assert show.grade_of(score) == grade
    assert show.gauge(score).grade == grade


def test_an_unknown_score_is_no_zero() -> None:
    gauge = show.gauge(None)
    assert (gauge.number, gauge.arc, gauge.label) == ("?", "0 100", "Score: unknown")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host.example/x",
        " https://host.example/",
        'https://host.example/"onmouseover=',
        "https://host.example/\nx",
        "vbscript:x",
        "",
        None,
    ],
)
def test_only_plain_web_addresses_are_live(url: str | None) -> None:
    assert show.address(url) is None


def test_a_web_address_is_live() -> None:
    link = show.address("https://host.example/a?b=c&d=%20#e")
    assert link is not None
    assert link.href == "https://host.example/a?b=c&d=%20#e"


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "ABCDEF123456", "x" * 300, "con", "0123456789\n"])
def test_no_page_can_choose_a_file_name(key: str) -> None:
    assert show.SAFE_NAME.fullmatch(show.page_name("article", key))
    assert show.page_name("article", key) != key


def test_the_grade_bar_fills_its_width() -> None:
    slices = show.grade_slices({"A": 3, "E": 1, "?": 2})
    assert [part.label for part in slices] == ["A", "E", "?"]
    assert abs(sum(float(part.width) for part in slices) - 100) < 0.1


def test_a_title_cannot_turn_its_neighbours_around() -> None:
    assert show.shorten("Norvik\u202ekivroN \u2066x", 40) == "Norvik\ufffdkivroN \ufffdx"
