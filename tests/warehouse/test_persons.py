"""A person is found however a text or an address names him, and other words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.persons import CUT, Names, collapse_cuts, keep_only, pseudonym

KEY = b"a key of a test"
NAMES = Names.of(
    [("a", "Dr. Marta Hale"), ("a", "José Ibarra-Quist"), ("a", "May"), ("b", "Odd Varelius Jr.")], key=KEY
)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Marta Hale came.", "••••• •••• came."),
        ("Hale, Marta: a list", "••••, •••••: a list"),
        ("It was Hale's idea, said MARTA HALE.", "It was ••••'s idea, said ••••• ••••."),
        ("Jose Ibarra-Quist and Quist", "•••• ••••••-••••• and •••••"),
        ("Write to odd@mill.example or @oddv, 555 014 22 90.", "Write to •••@••••.••••••• or @••••, ••• ••• •• ••."),
        ("Written byMarta Hale2026", "Written by••••• ••••2026"),
        ("In May she may hail a cab.", "In ••• she may hail a cab."),
        ("Odd numbers since 2026-10-01 06:30", "Odd numbers since 2026-10-01 06:30"),
        ("See https://h.example/author/7 now", "See https://•.•••••••/••••••/• now"),
        ("/home/marta/pages and /home/x", "/home/•••••/pages and /home/•"),
    ],
)
def test_who_is_named_or_can_be_reached_is_masked(text: str, hidden: str) -> None:
    assert NAMES.mask("a", text) == hidden


def test_a_single_name_is_known_in_its_own_article_only() -> None:
    assert NAMES.mask("b", "In May Hale came, and Odd Varelius.") == "In May Hale came, and ••• ••••••••."


@pytest.mark.parametrize(
    "part",
    ["marta-hale", "Marta_Hale", "martahale", "jos%C3%A9-ibarra-quist", "jose-ibarra-quist-on-bridges", "~mh", "@mh"],
)
def test_a_part_of_an_address_that_names_a_person_has_a_stand_in(part: str) -> None:
    shown = NAMES.mask_url(f"https://herald.example/news/{part}?page=2")
    assert shown.startswith("https://herald.example/news/person-")
    assert shown.endswith("?page=2")


@pytest.mark.parametrize("address", ["https://herald.example/author/mh/posts", "https://herald.example/?user=mh"])
def test_what_follows_an_author_in_an_address_is_a_person(address: str) -> None:
    assert "mh" not in NAMES.mask_url(address).removeprefix("https://herald.example")


@pytest.mark.parametrize("address", ["https://herald.example/2026/10/the-bridge", "file://pages/a.html", "", "a?b=c&d"])
def test_other_addresses_stay(address: str) -> None:
    assert NAMES.mask_url(address) == address


def test_different_persons_have_different_stand_ins_and_the_same_one_the_same() -> None:
    assert pseudonym("Marta Hale", key=KEY) == pseudonym("marta  hale", key=KEY)
    assert pseudonym("Marta Hale", key=KEY) != pseudonym("Odd Varelius", key=KEY)
    assert pseudonym("Marta Hale", key=KEY) != pseudonym("Marta Hale", key=b"another")


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_masks_and_cuts_keep_every_offset(text: str, spans: list[tuple[int, int]]) -> None:
    assert len(NAMES.mask("a", text)) == len(text)
    kept = keep_only(text, [(start, min(end, len(text))) for start, end in spans if start <= end])
    assert len(kept) == len(text)
    assert CUT not in collapse_cuts(kept)
