"""Are profiles read in forms beyond lists and tables, and are handles, places and texts read rightly?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.authors.bylines import judge_name
from extractors.authors.companies import company_signs
from extractors.authors.evidence import find_signs
from extractors.authors.jobs import read_job
from extractors.authors.judge import judge_authors
from extractors.authors.lines import Value
from extractors.authors.lists import generator_lists
from extractors.authors.persona import fits_name, is_role, read_handle
from extractors.authors.places import area_sign, cep_sign, foreign_order_sign, house_sign, post_sign, zip_sign
from extractors.authors.profiles import Draft, find_drafts
from extractors.authors.prose import prose_sign
from extractors.page.blocks import join_page, split_blocks
from extractors.page.parse import parse_html
from extractors.records import AuthorVerdict, BlockLabel, Metadata

STORY = "<p>" + "The ferry to Skarvoy was late again, and its captain blamed the ice on the sound. " * 4 + "</p>"

FORMS = {
    "labels with dashes": "<h4>Author Facts</h4><ul><li>Writer {d} Elva Gusikowski</li>"
    "<li>Mail {d} ludie.schamberger@example.net</li>"
    "<li>Lives in {d} 3391 Rohan Trafficway, East Jamelbury, OH 84120</li>"
    "<li>Occupation {d} Tile Setter</li></ul>".replace("{d}", "\u2013"),
    "header cells": "<table><caption>Om författaren</caption><tr><th>Namn</th><td>Elva Gusikowski</td></tr>"
    "<tr><th>E-post</th><td>ludie.schamberger@example.net</td></tr>"
    "<tr><th>Adress</th><td>3391 Rohan Trafficway, East Jamelbury, OH 84120</td></tr></table>",
    "one line": "<p><em>Author Facts</em> Writer: Elva Gusikowski; Nick: kobe77; Mail: ludie.schamberger@example.net; "
    "Lives in: 3391 Rohan Trafficway, East Jamelbury, OH 84120</p>",
    "nested boxes": "<div><div>Elva Gusikowski</div><div><span>Tile Setter</span> <span>Gusikowski LLC</span></div>"
    "<div><div>3391 Rohan Trafficway, East Jamelbury, OH 84120</div><div>ludie.schamberger@example.net</div></div>"
    "<div>Quia voluptas sequi dolorem et nisi ut aut rerum.</div></div>",
    "card and accounts": "<div><h4>Elva Gusikowski</h4><p>Tile Setter at Mosciski-Hane</p></div><h4>Socials</h4>"
    "<h5>twitter</h5><ul><li>url: https://twitter.com/ludie77</li><li>username: ludie77</li>"
    "<li>bio: Vel optio sint aut minima.</li><li>followers: 17</li></ul>",
    "sentences": "<h3>About the Author</h3><p>Elva Gusikowski is a Tile Setter at Mosciski-Hane. Born on 1979-03-02, "
    "she lives at 3391 Rohan Trafficway, East Jamelbury, OH 84120. Write to ludie.schamberger@example.net.</p>",
}


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_a_generated_profile_is_found_in_rarer_forms(body: str) -> None:
    blocks, profiles = judge_authors(
        split_blocks(parse_html(f"<article>{STORY}{body}</article>{STORY}")), metadata=Metadata(), jsonld=[]
    )
    assert [(profile.name, profile.verdict) for profile in profiles] == [("Elva Gusikowski", AuthorVerdict.GENERATED)]
    flagged = "".join("".join(b.text.split()) for b in blocks if b.label is BlockLabel.GENERATED_AUTHOR)
    assert flagged == "".join("".join(b.text.split()) for b in split_blocks(parse_html(f"<div>{body}</div>")))


def test_the_generator_is_named_by_its_lists() -> None:
    body = (
        "<ul><li>Name: Elva Gusikowski</li><li>Username: schamberger.ludie</li><li>Company: Mosciski-Hane</li>"
        "<li>Address: 3391 Rohan Trafficway East Jamelbury, OH 84120</li><li>Job: Tile Setter OR Marble Setter</li>"
        "<li>Bio: Quia voluptas sequi dolorem et nisi ut.</li></ul>"
    )
    _, profiles = judge_authors(split_blocks(parse_html(body)), metadata=Metadata(), jsonld=[])
    assert profiles[0].generator == "FakerPHP en_US"


def test_evidence_holds_no_clear_personal_data() -> None:
    body = FORMS["one line"]
    _, profiles = judge_authors(split_blocks(parse_html(body)), metadata=Metadata(), jsonld=[])
    (profile,) = profiles
    data = {"ludie", "schamberger", "kobe77", "Rohan", "84120"}
    assert {datum.kind for datum in profile.personal} == {"handle", "email", "address"}
    assert not any(word in row.detail for row in profile.evidence for word in data)


def test_a_person_of_page_byline_and_markup_is_named_once() -> None:
    page = "<article><p>By Maren Holt</p>" + STORY + "</article>"
    person = {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Maren Holt", "jobTitle": "Reporter"}}
    _, profiles = judge_authors(split_blocks(parse_html(page)), metadata=Metadata(byline="Maren Holt"), jsonld=[person])
    assert [(profile.name, profile.verdict) for profile in profiles] == [("Maren Holt", AuthorVerdict.PERSON)]


def test_a_page_without_any_author_says_so() -> None:
    _, profiles = judge_authors(split_blocks(parse_html(STORY)), metadata=Metadata(), jsonld=[])
    assert [(profile.name, profile.verdict) for profile in profiles] == [(None, AuthorVerdict.ABSENT)]


@pytest.mark.parametrize(
    ("name", "site", "verdict"),
    [
        ("admin", None, "organisation"),
        ("Editorial Team", None, "organisation"),
        ("Tarnwick Courier", "Tarnwick Courier", "organisation"),
        ("Maria Santos", "Maria Santos", "person"),
        ("Maria Santos Executive Editor", None, "person"),
        ("Runa Fjellborg", None, "person"),
        ("inkandsalt", None, "unsure"),
    ],
)
def test_a_byline_is_a_person_an_organisation_or_unsure(name: str, site: str | None, verdict: str) -> None:
    assert judge_name(name, site)[0].value == verdict


@pytest.mark.parametrize(
    ("handle", "name", "fits"),
    [
        ("maren.holt", "Maren Holt", True),
        ("mholt", "Maren Holt", True),
        ("holtm", "Maren Holt", True),
        ("mjh", "Maren Julia Holt", True),
        ("marenwrites", "Maren Holt", True),
        ("josé_pérez", "Jose Perez", True),
        ("inkandsalt", "Maren Holt", False),
        ("delmer.grimes", "Maren Holt", False),
    ],
)
def test_a_handle_fits_a_name(handle: str, name: str, *, fits: bool) -> None:
    assert fits_name(handle, name) is fits


@pytest.mark.parametrize(
    ("handle", "form"),
    [
        ("delmer.grimes", "two_names"),
        ("Sabrina_Haag", "two_names"),
        ("carlosrobbins", "two_names"),
        ("georgianna03", "first_name_number"),
        ("vzulauf", "initial_surname"),
        ("gravel_1871", "odd_year"),
        ("gravel_1971", "word_year"),
        ("gravel_2087", "odd_year"),
        ("inkandsalt", "other"),
    ],
)
def test_a_handle_unlike_the_name_shows_its_form(handle: str, form: str) -> None:
    reading = read_handle(handle, "Ines Barlow")
    assert (reading.fits, reading.form) == (False, form)


@pytest.mark.parametrize(
    ("mailbox", "role"), [("newsdesk", True), ("info", True), ("press-team", True), ("ines", False)]
)
def test_a_desk_has_no_person(mailbox: str, *, role: bool) -> None:
    assert is_role(mailbox) is role


@pytest.mark.parametrize(
    ("address", "sign"),
    [
        ("12 Elm Road, Springfield, IL 62704", None),
        ("918 Kuvalis Mews Lake Vernaton, MO 48721", "zip_state_mismatch"),
        ("1 First Street, Washington, DC 20001-1234", None),
        ("PO Box 7, Fishers Island, NY 06390", None),
        ("Rua das Flores 10, São Paulo, SP 01310-100", None),
    ],
)
def test_a_zip_belongs_to_its_state(address: str, sign: str | None) -> None:
    found = zip_sign(address) or cep_sign(address)
    assert (found.sign if found else None) == sign


@pytest.mark.parametrize(
    ("address", "contradicts"),
    [
        ("12 Elm Road, Halifax, NS B3H 1A1", False),
        ("12 Elm Road, Halifax, BC B3H 1A1", True),
        ("Suite 4, 9 Quay Street, Gatineau, QC K1A 0B1", False),
        ("5 Mill Lane, Geelong VIC 3220", False),
        ("5 Mill Lane, Geelong, VIC, 2220", True),
        ("5 Mill Lane, Canberra, ACT 2600", False),
        ("Box 3, Alice Springs, NT 0870", False),
        ("12 Elm Road, Springfield, IL 62704", False),
    ],
)
def test_a_postcode_of_canada_or_australia_belongs_to_its_region(address: str, *, contradicts: bool) -> None:
    assert (post_sign(address) is not None) is contradicts


def test_other_contradictions_of_places() -> None:
    assert cep_sign("479 Avenida Martins, Franco do Sul, AL 00562-015") is not None
    assert foreign_order_sign("97 Voie Delesseux, Reims, MO 80506") is not None
    assert foreign_order_sign("10 Rue du Port, Tarnville, FR 62100") is None
    assert house_sign("Heidrichgasse 9006, 01720 Dorfstadt") is not None
    assert area_sign("1 Quay Street, Lansing, MI 48933", "(410) 555-0131") is not None
    assert area_sign("1 Quay Street, Lansing, MI 48933", "(517) 555-0131") is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Quia voluptas sequi dolorem et nisi ut.", "lorem_text"),
        ("Lorem ipsum dolor sit amet, consectetur adipisci velit.", "placeholder_text"),
        ("Hotel authority stand sea key environmental officer beyond.", "word_salad"),
        ("So far, so good.", "short_salad"),
        ("Customizable analyzing hardware", "catch_phrase"),
        ("coach, dreamer, author 🧭", "bio_formula"),
        ("Discover the quiet new Lamp with an exciting mix of Granite ingredients", "product_phrase"),
        ("We need to parse the wireless TCP sensor!", "hacker_phrase"),
        ("Kiokna lek ti gib su wow tom utwan lop gafbucuh ijsic un.", "gibberish"),
        ("She covers schools and the city council, and keeps bees behind the old mill.", None),
        ("Writer, runner, father of two.", None),
        ("Omnia vincit amor, as the poet says of the town's old bridge.", None),
        ("Kirjoittaja asuu Tampereella ja harrastaa purjehdusta.", None),
    ],
)
def test_texts_that_no_one_wrote_are_told_from_those_that_people_write(text: str, sign: str | None) -> None:
    found = prose_sign(text)
    assert (found.sign if found else None) == sign


@pytest.mark.parametrize(
    ("company", "sign"),
    [
        ("Mosciski-Hane", "company_of_surnames"),
        ("Crona, Brekke and Lubowitz", "company_of_surnames"),
        ("Miller - Pfeffer", "company_of_surnames"),
        ("Kuvalis LLC", "company_of_surname"),
        ("Barlow, Crona and Brekke", "company_fits_name"),
        ("Crona & Brekke LLP", None),
        ("Harley-Davidson", None),
        ("Tarnwick Courier", None),
    ],
)
def test_a_company_of_surnames_is_a_generators(company: str, sign: str | None) -> None:
    name = Value(kind="name", text="Ines Barlow", start=0, end=11)
    value = Value(kind="company", text=company, start=0, end=len(company))
    found = [row.name for row in company_signs(company, value, Draft(lines=[], name=name))]
    assert found == ([sign] if sign else [])


@pytest.mark.parametrize(
    ("job", "form"),
    [
        ("Tile Setter OR Marble Setter", "odd"),
        ("Accountant, chartered public finance", "odd"),
        ("Boiler Operator", "listed"),
        ("District Tactics Officer", "made"),
    ],
)
def test_a_job_is_a_generators(job: str, form: str) -> None:
    found, codes = read_job(job)
    assert found == form
    assert codes <= set(generator_lists())


def test_a_long_directory_is_nobodys_profile() -> None:
    rows = "<li>12 Quay Street, Lansing, MI 62704</li><li>(212) 555-0100</li>" * 2000
    blocks = split_blocks(parse_html(f"<ul>{rows}</ul>"))
    assert find_drafts(blocks) == []


def test_a_child_is_no_author() -> None:
    body = "<ul><li>Name: Ines Barlow</li><li>Birthdate: 2011-05-02</li><li>Email: ines.barlow@tarnwick.org</li></ul>"
    (draft,) = find_drafts(split_blocks(parse_html(body)))
    assert "impossible_age" in {sign.name for sign in find_signs(draft, published="2019-01-01")}
    assert "impossible_age" not in {sign.name for sign in find_signs(draft, published="2036-01-01")}


PIECES = st.sampled_from(
    [*FORMS.values(), STORY, "<h2>About</h2>", "<p>a: b | c: d | e</p>", "x", "<br>", "<ul><li>Name</li>"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=5))
def test_no_character_vanishes_and_every_place_is_inside_the_page(pieces: list[str]) -> None:
    before = split_blocks(parse_html(f"<article>{''.join(pieces)}</article>"))
    after, profiles = judge_authors(before, metadata=Metadata(), jsonld=[])
    text = join_page(after)
    assert "".join(text.split()) == "".join(join_page(before).split())
    assert all(text[block.start : block.end] == block.text for block in after)
    for profile in profiles:
        places = [(span.start, span.end) for span in profile.spans]
        places += [(datum.start, datum.end) for datum in profile.personal]
        places += [(row.start, row.end) for row in profile.evidence if row.start is not None and row.end is not None]
        assert all(0 <= start < end <= len(text) for start, end in places)
