"""Are generated author profiles found whole, and are real authors left alone?"""

import pytest

from extractors.authors.judge import judge_authors
from extractors.page.blocks import join_page, split_blocks
from extractors.page.parse import parse_html
from extractors.records import AuthorProfile, AuthorVerdict, Block, BlockLabel, Metadata

STORY = (
    "<p>The harbour board of Tarnwick voted on Monday to close the old fish market, "
    "which has lost money for eleven years in a row, members said after the meeting.</p>"
)
LOREM = "Quia voluptas sequi dolorem et nisi ut. Aut rerum velit corporis totam nemo. Sed eos ipsam ratione."
FIELDS = (
    ("Name", "Orpha Zulauf"),
    ("Username", "brennon41"),
    ("Email", "delmer.grimes@gmail.com"),
    ("Birthdate", "1987-03-09"),
    ("Address", "918 Oberbrunner Mews Lake Vernaton, MO 48721"),
    ("Phone", "+1 (231) 555-0147"),
    ("Company", "Kuvalis-Purdy"),
    ("Job", "Boiler Operator"),
    ("Bio", LOREM),
)
SOCIALS = (
    "<h2>Socials</h2><h3>facebook:</h3><h3>tiktok:</h3><ul><li><b>url</b> : https://tiktok.com/@hilma5520</li>"
    "<li><b>username</b> : hilma5520</li><li><b>bio</b> : Vel optio sint aut minima.</li>"
    "<li><b>followers</b> : 511</li><li><b>following</b> : 83</li></ul>"
)

RENDERINGS = {
    "list": "<h2>Detail Author:</h2><ul>"
    + "".join(f"<li><b>{k}</b> : {v}</li>" for k, v in FIELDS)
    + "</ul>"
    + SOCIALS,
    "table": "<h3>About The Author</h3><table>"
    + "".join(f"<tr><td>{k}</td><td>:</td><td>{v}</td></tr>" for k, v in FIELDS)
    + "</table>",
    "definitions": "<dl>" + "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in FIELDS) + "</dl>",
    "rows": "<div class=x>" + "".join(f"<div><span>{k}</span> <span>{v}</span></div>" for k, v in FIELDS) + "</div>",
    "breaks": "<p><b>Author Information</b><br>" + "<br>".join(f"{k}: {v}" for k, v in FIELDS) + "</p>",
    "bars": "<p>" + " | ".join(f"{k}: {v}" for k, v in FIELDS) + "</p>",
    "bare card": "<div class=c>" + "".join(f"<p>{v}</p>" for _, v in FIELDS) + "</div>",
    "short card": f"<div><h4>Orpha Zulauf</h4><p>Boiler Operator at "
    f"Kuvalis-Purdy</p><p>{LOREM}</p><p>brennon41@yahoo.com</p></div>",
    "german labels": "<h2>Autorendetails</h2><ul>"
    + "".join(
        f"<li>{label}: {value}</li>"
        for label, (_, value) in zip(
            ("Name", "Benutzername", "E-Mail", "Geburtsdatum", "Adresse", "Telefon", "Firma", "Beruf", "Über mich"),
            FIELDS,
            strict=True,
        )
    )
    + "</ul>",
}

REAL = {
    "unfinished team page": "<div class='team'><h4>Maren Holt</h4><p>Head of Sales at Tarnwick Docks</p>"
    "<p>Lorem ipsum dolor sit amet, consectetur adipisci velit, sed quia non numquam eius modi tempora.</p></div>",
    "life of a painter": "<table><tr><th>Born</th><td>March 12, 1882, Tarnwick</td></tr>"
    "<tr><th>Occupation</th><td>Painter</td></tr>"
    "<tr><th>Employer</th><td>Simon and Schuster</td></tr><tr><th>Residence</th><td>Tarnwick</td></tr></table>",
    "newspaper bio": "<div class='author-bio'><h4>About Maren Holt</h4><p>Maren Holt covers schools "
    "and the city council for "
    "the Tarnwick Courier. She joined in 2014 after six years at a radio station. Reach her at "
    "<a href='mailto:m.holt@tarnwickcourier.example'>m.holt@tarnwickcourier.example</a> or on "
    "Twitter @marenwrites.</p></div>",
    "contact list": "<h3>Contact the author</h3><ul><li>Name: Maren Holt</li><li>Position: City Editor</li>"
    "<li>Email: mholt@tarnwickcourier.org</li><li>Phone: (231) 555-0188</li><li>Address: 14 Quay "
    "Street, Tarnwick, MI 49684</li></ul>",
    "pen name": "<p>By Teodor Brandt</p><p>Follow him: @inkandsalt, inkandsalt.example, tips@tarnwickcourier.org</p>",
    "law firm": "<div><p><b>Media contact:</b><br>Ines Barlow<br>Barlow, Ortega &amp; Finch LLP<br>200 Main Street<br>"
    "Lansing, MI 48933<br>(517) 555-0131<br>ines@barloworteg.example</p></div>",
    "obituary": "<p>Edda Lindqvist, born on May 4, 1931, in Tarnwick, died on Sunday. Her family "
    "asks that memories be sent to "
    "lindqvist.family@tarnwick.org or by phone to 231-555-0102.</p>",
    "lorem ipsum explained": f"<h2>Where placeholder text comes from</h2><p>A typical sample "
    f"reads:</p><blockquote>{LOREM}</blockquote>",
    "library manual": "<h2>Seeding the test database</h2><p>The factory prints one random user:</p><pre>"
    + "\n".join(f"{k}: {v}" for k, v in FIELDS)
    + "</pre><p>Never use these values in production.</p>",
    "sample CV": "<h2>Sample resume</h2><p>Use this resume template as a start.</p><ul><li>Name: John Doe</li>"
    "<li>Email: jane.roe@example.com</li><li>Phone: (212) 555-0100</li><li>Address: 1 Main Street, "
    "Anytown, CA 12345</li>"
    "<li>Date of birth: 1990-01-01</li></ul>",
    "staff directory": "<table><tr><th>Name</th><th>Title</th><th>Phone</th><th>Email</th></tr>"
    "<tr><td>Wim Aerts</td><td>Librarian</td><td>231-555-0161</td><td>waerts@tarnwick.org</td></tr>"
    "<tr><td>Lena Marsh</td><td>Archivist</td><td>231-555-0162</td><td>lena@tarnwick.org</td></tr></table>",
    "species list": "<p>Along the path grow <i>Quercus robur</i>, <i>Acer campestre</i>, <i>Ilex "
    "aquifolium</i> and ferns.</p>",
}


def judge(body: str, *, byline: str | None = None) -> tuple[tuple[Block, ...], tuple[AuthorProfile, ...]]:
    page = (
        f"<html><body><main><article><h1>Fish market to close</h1>{STORY}{body}{STORY}</article></main></body></html>"
    )
    return judge_authors(split_blocks(parse_html(page)), metadata=Metadata(byline=byline), jsonld=[])


def generated_text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks if block.label is BlockLabel.GENERATED_AUTHOR)


@pytest.mark.parametrize("body", RENDERINGS.values(), ids=RENDERINGS)
def test_a_generated_profile_is_found_whole_in_any_rendering(body: str) -> None:
    blocks, profiles = judge(body)
    assert [profile.verdict for profile in profiles] == [AuthorVerdict.GENERATED]
    flagged = generated_text(blocks)
    alone = join_page(split_blocks(parse_html(f"<html><body>{body}</body></html>")))
    assert "".join(flagged.split()) == "".join(alone.split())


@pytest.mark.parametrize("body", RENDERINGS.values(), ids=RENDERINGS)
def test_evidence_and_personal_data_point_at_what_they_speak_of(body: str) -> None:
    blocks, profiles = judge(body)
    text = join_page(blocks)
    (profile,) = profiles
    assert {text[row.start : row.end] for row in profile.evidence if row.sign == "lorem_text"} >= {LOREM}
    shown = {text[datum.start : datum.end] for datum in profile.personal}
    assert any("@" in datum for datum in shown)
    assert all(block.reason for block in blocks if block.label is BlockLabel.GENERATED_AUTHOR)


@pytest.mark.parametrize("body", REAL.values(), ids=REAL)
def test_what_people_write_is_never_called_generated(body: str) -> None:
    blocks, profiles = judge(body, byline="Maren Holt")
    assert not generated_text(blocks)
    assert AuthorVerdict.GENERATED not in {profile.verdict for profile in profiles}


@pytest.mark.parametrize("real", ["newspaper bio", "contact list", "law firm"])
@pytest.mark.parametrize("rendering", ["list", "breaks", "bare card"])
def test_a_real_profile_beside_a_generated_one_is_left_alone(rendering: str, real: str) -> None:
    for body in (RENDERINGS[rendering] + REAL[real], REAL[real] + RENDERINGS[rendering]):
        blocks, profiles = judge(body)
        assert sum(profile.verdict is AuthorVerdict.GENERATED for profile in profiles) == 1
        flagged = generated_text(blocks)
        assert "Zulauf" in flagged
        assert not any(name in flagged for name in ("Holt", "Barlow", "tarnwick"))


def test_no_character_is_lost_or_moved() -> None:
    page = f"<article>{STORY}{RENDERINGS['bars']}{RENDERINGS['breaks']}</article>"
    before = split_blocks(parse_html(page))
    after, _ = judge_authors(before, metadata=Metadata(), jsonld=[])
    assert "".join(join_page(before).split()) == "".join(join_page(after).split())


def test_a_generated_person_in_the_markup_is_found() -> None:
    person = {
        "@type": "Person",
        "name": "Orpha Zulauf",
        "email": "delmer.grimes@gmail.com",
        "jobTitle": "Boiler Operator",
        "address": "918 Oberbrunner Mews Lake Vernaton, MO 48721",
        "description": LOREM,
    }
    real = {
        "@type": "Person",
        "name": "Maren Holt",
        "jobTitle": "City Editor",
        "email": "m.holt@tarnwickcourier.example",
    }
    _, profiles = judge_authors((), metadata=Metadata(), jsonld=[{"@type": "Article", "author": [person, real]}])
    assert [(profile.verdict, profile.jsonld, profile.path) for profile in profiles] == [
        (AuthorVerdict.GENERATED, True, "jsonld[0].author[0]"),
        (AuthorVerdict.PERSON, True, "jsonld[0].author[1]"),
    ]


@pytest.mark.parametrize("place", ["review", "comment", "acceptedAnswer", "reviews"])
def test_who_reviews_or_answers_is_no_author_of_the_page(place: str) -> None:
    told = {"@type": "Review", "author": {"@type": "Person", "name": "Bastian Ordell"}, "reviewBody": "Fits well."}
    shop = {"@type": "Product", "name": "Lamp", place: [told]}
    # The reader of JSON-LD lists what stands inside others once more.
    _, profiles = judge_authors((), metadata=Metadata(), jsonld=[shop, told])
    assert [profile.name for profile in profiles if profile.name] == []


def test_a_review_that_is_the_page_has_its_author() -> None:
    told = {"@type": "Review", "author": {"@type": "Person", "name": "Bastian Ordell"}, "reviewBody": "A dull film."}
    _, profiles = judge_authors((), metadata=Metadata(), jsonld=[told])
    assert [profile.name for profile in profiles] == ["Bastian Ordell"]
