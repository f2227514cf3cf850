import pytest

from extractors.metadata.date_text import find_dates, iso_date, says_birth, says_changed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
        ("2026-03-01 23:30:00 -05:00", "2026-03-01T23:30:00-05:00"),
        ("20260301", "2026-03-01"),
        ("20260301T101500Z", "2026-03-01"),
        ("Tuesday, 3 March 2026, 10:15", "2026-03-03"),
        ("March 3rd, 2026", "2026-03-03"),
        ("3-Mar-2026", "2026-03-03"),
        ("03.12.2025", "2025-12-03"),
        ("03/12/2025", "2025-03-12"),
        ("23/12/2025", "2025-12-23"),
        ("1. März 2026", "2026-03-01"),
        ("1er mars 2026", "2026-03-01"),
        ("3 de marzo de 2026", "2026-03-03"),
        ("3 marca 2026", "2026-03-03"),
        ("3 марта 2026", "2026-03-03"),
        ("3 березня 2026", "2026-03-03"),
        ("3 Μαρτίου 2026", "2026-03-03"),
        ("3 Mart 2026", "2026-03-03"),
        ("3. maaliskuuta 2026", "2026-03-03"),
        ("den 3 mars 2026", "2026-03-03"),
        ("2026年3月1日", "2026-03-01"),
        ("2026년 3월 1일", "2026-03-01"),
        ("31 February 2026", None),
        ("3 March 1826", None),
        ("chapter 3 section 2026", None),
        ("", None),
    ],
)
def test_dates_are_read_in_the_forms_and_languages_of_the_web(text: str, value: str | None) -> None:
    assert iso_date(text) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Published 1 March 2026 · Updated 3 March 2026", [("2026-03-01", False), ("2026-03-03", True)]),
        ("Stand: 3.3.2026 (zuletzt aktualisiert)", [("2026-03-03", True)]),
        ("Mis à jour le 3 mars 2026, publié le 1er mars 2026", [("2026-03-03", True), ("2026-03-01", False)]),
        ("3 March 2026", [("2026-03-03", False)]),
        ("no day", []),
    ],
)
def test_each_date_of_a_line_has_its_own_words(text: str, found: list[tuple[str, bool]]) -> None:
    assert [(date.value, date.changed) for date in find_dates(text)] == found


def test_a_date_knows_its_characters() -> None:
    text = "Posted on 1 March 2026 by Ada"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "1 March 2026"


def test_words_of_change_and_of_birth_are_told_apart() -> None:
    assert says_changed("Senast uppdaterad")
    assert not says_changed("Born")
    assert says_birth("Geboren am 24. September 1997")
    assert not says_birth("Published 24 September 1997")
