"""Articles, plain texts and given tokens are read with offsets into what the caller has."""

import gc
from dataclasses import replace

import pytest
from spacy.language import Language

from extractors.claims.read import read_claims, read_doc, read_many, read_text, read_tokens
from extractors.records import Article, Block, BlockLabel, ClaimReading, Metadata, PageClass

FIRST = "Norvia is not an ally of Estmark."
SECOND = "Ines Faro, the mayor of Tornby, opened the market on Friday. She praised the bakers."


def make_article(*rows: tuple[str, BlockLabel, bool]) -> Article:
    """Return an article whose text is the kept rows joined by a blank line."""
    blocks, place = [], 0
    for order, (text, label, kept) in enumerate(rows):
        block = Block(text=text, start=0, end=len(text), path="html/body/p", order=order, label=label, kept=kept)
        if kept:
            block = replace(block, text_start=place, text_end=place + len(text))
            place += len(text) + 2
        blocks.append(block)
    text = "\n\n".join(block.text for block in blocks if block.kept)
    return Article(
        url="https://herald.example/a",
        text=text,
        page_text=text,
        page_class=PageClass.ARTICLE,
        metadata=Metadata(),
        blocks=tuple(blocks),
    )


ARTICLE = make_article(
    ("Dorsk buys six ships", BlockLabel.HEADING, True),
    ("Read also: ten ferries sank.", BlockLabel.RELATED, False),
    (FIRST, BlockLabel.CONTENT, True),
    (SECOND, BlockLabel.CONTENT, True),
)


def check_offsets(reading: ClaimReading, text: str) -> None:
    """Check that every quoted string stands where it is said to stand."""
    for claim in reading.claims:
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        for slot in (claim.subject, claim.relation, *([claim.object] if claim.object else []), *claim.arguments):
            assert slot.text == " ".join(text[span.start : span.end] for span in slot.spans)
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.text


def test_offsets_point_into_the_article_text(nlp: Language) -> None:
    reading = read_claims(ARTICLE.blocks, nlp=nlp, published=None)
    assert reading.claims
    check_offsets(reading, ARTICLE.text)


def test_headings_and_removed_blocks_hold_no_claims(nlp: Language) -> None:
    sentences = {claim.sentence for claim in read_claims(ARTICLE.blocks, nlp=nlp).claims}
    assert not any("Dorsk" in sentence or "sank" in sentence for sentence in sentences)
    assert FIRST in sentences


def test_code_states_nothing(nlp: Language) -> None:
    as_code = [replace(block, path="html/body/pre[2]/code") for block in ARTICLE.blocks]
    assert read_claims(as_code, nlp=nlp).claims == ()


def test_a_denied_alliance_is_negative(nlp: Language) -> None:
    claim = next(claim for claim in read_claims(ARTICLE.blocks, nlp=nlp).claims if claim.sentence == FIRST)
    assert (claim.subject.text, claim.relation_lemma, claim.polarity) == ("Norvia", "be ally of", "negative")


def test_a_pronoun_names_the_person_of_the_sentence_before(nlp: Language) -> None:
    claim = next(claim for claim in read_text(SECOND, nlp=nlp).claims if claim.subject.text == "She")
    assert claim.subject.canonical == "Ines Faro"
    assert claim.subject.entity_id is not None


def test_many_articles_are_read_in_order(nlp: Language) -> None:
    other = make_article((SECOND, BlockLabel.CONTENT, True))
    readings = list(read_many([ARTICLE, other, ARTICLE], nlp=nlp))
    assert readings[0] == readings[2] == read_claims(ARTICLE.blocks, nlp=nlp)
    check_offsets(readings[1], other.text)


def test_given_tokens_are_kept(nlp: Language) -> None:
    tokens = ["Dorsk", "gave", "the", "key", "of", "the", "mill", "to", "Ines", "Faro", "."]
    reading = read_tokens(tokens, nlp=nlp)
    check_offsets(reading, " ".join(tokens))
    assert all(set(claim.relation.text.split()) <= set(tokens) for claim in reading.claims)
    assert all(not claim.arguments for claim in reading.claims)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n \t",
        "?!",
        "🙂 🙂 🙂",
        "," * 500,
        "a" * 5_000,
        "(" * 200 + ")" * 200,
        "The \x00 king\u200b died.",
        "\n\n\n\nHe left.\n\n\n",
    ],
    ids=["empty", "blank", "marks", "emoji", "commas", "one word", "brackets", "control", "blank lines"],
)
def test_odd_texts_are_read_without_error(text: str, nlp: Language) -> None:
    check_offsets(read_text(text, nlp=nlp), text)


def test_no_tokens_make_no_claims(nlp: Language) -> None:
    assert read_tokens([], nlp=nlp) == ClaimReading()


def test_a_time_is_read_with_the_date_of_its_article(nlp: Language) -> None:
    dated = replace(ARTICLE, metadata=Metadata(published="2026-11-18"))
    values = [
        {claim.time_value for claim in reading.claims if claim.time == "Friday"}
        for reading in read_many([dated, ARTICLE], nlp=nlp)
    ]
    assert values == [{"2026-11-13"}, {None}]


def test_reading_leaves_no_garbage_in_circles(nlp: Language) -> None:
    doc = nlp(f"{FIRST} {SECOND} " * 5)
    read_doc(doc)  # fills the caches
    gc.collect()
    gc.disable()
    try:
        assert read_doc(doc).claims
        assert gc.collect() == 0
    finally:
        gc.enable()
