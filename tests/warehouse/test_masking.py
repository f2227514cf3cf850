"""Is personal data gone from everything that is stored, and does every offset still hold?"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import (
    Article,
    AuthorProfile,
    AuthorVerdict,
    Block,
    BlockLabel,
    Claim,
    ClaimReading,
    Evidence,
    Mention,
    MentionKind,
    Metadata,
    PageClass,
    PersonalDatum,
    Slot,
    Span,
)
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.masking import keyed_hash, mask_article, mask_characters, mask_emails, shape_of
from warehouse.open import open_for_writing
from warehouse.parts import write_part
from warehouse.rows import rows_of
from warehouse.snapshot import publish

SECRETS = ("mira.quell77@post.example", "(555) 014-2290", "@mira_quell77", "mira_quell77", "MIRA.QUELL77@post.example")


def test_the_bytes_on_disk_hold_no_personal_datum(folder: WarehouseFolder, kit: Any) -> None:
    words = f"Write to {SECRETS[0]} or {SECRETS[4]}, or call {SECRETS[1]} about the bridge at Tarn."
    spec = replace(kit.sample[3], paragraphs=(words, *kit.sample[3].paragraphs), title=f"By {SECRETS[0]}")
    write_part(folder.parts, "chunk", [kit.read(spec)], key=kit.key)
    with open_for_writing(folder) as connection:
        assert load_parts(connection, folder.parts)["article"] == 1
        publish(connection, folder)
    files = [path for path in folder.path.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        held = path.read_bytes()
        assert not [secret for secret in SECRETS if secret.encode() in held], path


def test_only_the_personal_data_of_a_page_are_masked(kit: Any) -> None:
    reading = kit.read(kit.sample[3])
    rows = rows_of(reading, recipe_id="r", key=kit.key)
    stored = rows["article"][0]["page_text"]
    assert len(stored) == len(reading.article.page_text)
    assert stored[: stored.index("Author")] == reading.article.page_text[: stored.index("Author")]
    for row in rows["personal_datum"]:
        assert not any(character.isalnum() for character in stored[row["char_start"] : row["char_end"]])


@given(
    before=st.text(max_size=20),
    secret=st.from_regex(r"[a-z]{2,8}[0-9]{1,4}@[a-z]{2,8}\.example", fullmatch=True),
    after=st.text(max_size=20),
    kept=st.booleans(),
)
def test_masking_keeps_every_length_and_offset(before: str, secret: str, after: str, *, kept: bool) -> None:
    text = before + secret + after
    article = _article(text, start=len(before), end=len(before) + len(secret), kind="email", kept=kept)
    masks = mask_article(article)
    assert len(masks.page_text) == len(text)
    assert secret not in masks.page_text
    assert masks.page_text.startswith(before[: len(before) - len(secret)] if secret in before else before)
    assert len(masks.text) == len(article.text)
    assert secret not in masks.text


def test_a_reason_does_not_repeat_a_handle_that_is_a_plain_word(kit: Any) -> None:
    reading = kit.read(kit.page(url="https://a.example/", paragraphs=("wanderer writes. A wanderer is seldom home.",)))
    start = reading.article.page_text.index("wanderer")
    author = AuthorProfile(
        name="Ada Wanderer",
        verdict=AuthorVerdict.GENERATED,
        confidence=0.9,
        evidence=(Evidence(sign="handle", field="username", detail="wanderer is unlike the name"),),
        personal=(PersonalDatum(kind="handle", start=start, end=start + 8),),
    )
    rows = rows_of(replace(reading, article=replace(reading.article, authors=(author,))), recipe_id="r", key=kit.key)
    assert rows["author_evidence"][0]["detail"] == "•••••••• is unlike the name"
    assert rows["article"][0]["text"] == "•••••••• writes. A wanderer is seldom home."
    assert rows["author"][0]["name"] == "Ada Wanderer"


def test_an_address_outside_any_profile_is_masked_and_counted(kit: Any) -> None:
    page = kit.page(
        url="https://herald.example/staff", paragraphs=("Marit Olm, editor: marit@herald.example, room 4.",)
    )
    rows = rows_of(kit.read(page), recipe_id="r", key=kit.key)
    assert "marit@" not in repr(rows)
    assert rows["block"][1]["text"] == "Marit Olm, editor: •••••@••••••.•••••••, room 4."
    assert [(row["author_id"], row["shape"]) for row in rows["personal_datum"]] == [(None, "m•••@herald.example")]


def test_a_page_of_one_long_word_is_searched_in_a_moment() -> None:
    long = "a" * 2_000_000
    assert mask_emails(f"{long} {long}@{long}.{long}") == f"{long} {long}@{long}.{long}"


def test_a_short_handle_is_masked_where_it_stands_and_nowhere_else() -> None:
    article = _article("bell rang. The bell is old.", start=0, end=4, kind="handle", kept=True)
    assert mask_article(article).page_text == "•••• rang. The bell is old."


def test_a_claim_in_a_masked_sentence_is_masked_with_it(kit: Any) -> None:
    text = "Sam Bell lives at 12 Oak Street, Tarn."
    article = _article(text, start=18, end=37, kind="address", kept=True)
    place = Slot(text="12 Oak Street", spans=(Span(start=18, end=31),), canonical="12 Oak Street", entity_id="e")
    claim = Claim(
        claim_id="c",
        proposition_id="p",
        subject=Slot(text="Sam Bell", spans=(Span(start=0, end=8),)),
        relation=Slot(text="lives at", spans=(Span(start=9, end=17),)),
        relation_lemma="live at",
        object=place,
        time="12 Oak Street",
        sentence=text,
        sentence_start=0,
        sentence_end=len(text),
        start=0,
        end=len(text),
    )
    mention = Mention(
        text="Oak Street", start=21, end=31, type="FAC", kind=MentionKind.NAME, entity_id="e", canonical="Oak Street"
    )
    reading = replace(
        kit.read(kit.sample[0]), article=article, claims=ClaimReading(claims=(claim,), mentions=(mention,))
    )
    rows = rows_of(reading, recipe_id="r", key=kit.key)
    assert rows["claim"][0]["sentence"] == "Sam Bell lives at •• ••• ••••••, ••••."
    assert rows["claim"][0]["object"] == "•• ••• ••••••"
    assert rows["claim"][0]["subject"] == "Sam Bell"
    assert "Oak" not in repr([rows["claim"], rows["mention"], rows["article"]])


@pytest.mark.parametrize(
    ("kind", "value", "shape"),
    [
        ("email", "a.long.name@gmail.com", "a•••@gmail.com"),
        ("phone", "+1 (555) 014-2290", "+• (•••) •••-••••"),
        ("birthdate", "1990-05-17", "••••-••-••"),
        ("address", "12 Oak St, Tarn", "•• ••• ••, ••••"),
        ("email", "nobody at example", "•••••• •• •••••••"),
    ],
)
def test_a_shape_says_the_kind_of_thing_and_not_which(kind: str, value: str, shape: str) -> None:
    assert shape_of(kind, value) == shape


def test_equal_data_have_equal_hashes_under_one_key_only() -> None:
    first = keyed_hash("phone", "(555) 014-2290", key=b"a")
    assert first == keyed_hash("phone", "555 014 2290", key=b"a")
    assert first != keyed_hash("phone", "(555) 014-2290", key=b"b")
    assert keyed_hash("handle", "@Sam_Bell", key=b"a") == keyed_hash("handle", "sam_bell", key=b"a")


@given(st.text())
def test_a_mask_leaves_no_letter_and_no_digit(words: str) -> None:
    masked = mask_characters(words)
    assert len(masked) == len(words)
    assert not any(character.isalnum() for character in masked)


def test_a_profile_in_markup_is_masked_without_a_place(kit: Any) -> None:
    reading = kit.read(kit.sample[0])
    author = AuthorProfile(
        name="Ada Fenn",
        verdict=AuthorVerdict.UNSURE,
        confidence=0.5,
        fields=(("email", "ada_fenn9@post.example"), ("job", "Editor, ada_fenn9@post.example")),
        jsonld=True,
    )
    rows = rows_of(replace(reading, article=replace(reading.article, authors=(author,))), recipe_id="r", key=kit.key)
    assert "ada_fenn9" not in repr(rows)
    assert rows["personal_datum"][0]["char_start"] is None
    assert rows["personal_datum"][0]["shape"] == "a•••@post.example"


def _article(text: str, *, start: int, end: int, kind: str, kept: bool) -> Article:
    block = Block(
        text=text,
        start=0,
        end=len(text),
        path="p",
        order=0,
        label=BlockLabel.CONTENT,
        kept=kept,
        text_start=0 if kept else None,
        text_end=len(text) if kept else None,
    )
    author = AuthorProfile(
        name=None,
        verdict=AuthorVerdict.UNSURE,
        confidence=0.5,
        personal=(PersonalDatum(kind=kind, start=start, end=end),),
    )
    return Article(
        url="https://a.example/",
        text=text if kept else "",
        page_text=text,
        page_class=PageClass.ARTICLE,
        metadata=Metadata(),
        blocks=(block,),
        authors=(author,),
    )
