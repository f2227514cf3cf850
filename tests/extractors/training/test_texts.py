"""Training texts: offsets, paragraph breaks, altered copies."""

import random

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.training.corpus import Sentence, spaces_of
from extractors.training.entities import MISSING
from extractors.training.quantities import Span
from extractors.training.texts import as_heading, swap_mentions, to_doc, with_print_marks
from extractors.training.tokens import adapt_tokenizer

WORDS = st.sampled_from(["Ada", "(", "left", ")", ",", '"', "'s", "40", "%", "$", "."])


def sentence(text: str, *spans: Span, parsed: bool = True, new_paragraph: bool = False) -> Sentence:
    words = text.split()
    return Sentence(
        words=words,
        spaces=spaces_of(words),
        tags=["NN"] * len(words) if parsed else [],
        heads=[-1] + [0] * (len(words) - 1) if parsed else [],
        deps=["ROOT"] + ["dep"] * (len(words) - 1) if parsed else [],
        spans=list(spans),
        new_paragraph=new_paragraph,
    )


def test_a_run_is_one_text_with_its_trees_names_and_breaks() -> None:
    run = [sentence("Ada left .", Span(0, 1, "PERSON")), sentence("Orlo slept .", Span(0, 1, MISSING))]
    doc = to_doc(spacy.blank("en").vocab, run, [True, False])
    assert doc.text.strip() == "Ada left.\n\nOrlo slept."
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ada", "PERSON")]
    assert [sent.text.strip() for sent in doc.sents] == ["Ada left.", "Orlo slept."]
    assert doc[3].tag_ == "_SP"
    assert doc[4].ent_iob_ == ""  # missing: no gradient


def test_swapped_names_keep_their_types_and_places() -> None:
    before = sentence("Ada Obi left Voss .", Span(0, 2, "PERSON"), Span(3, 4, "GPE"), parsed=False)
    pool: dict[str, list[tuple[str, ...]]] = {"PERSON": [("Ola", "Bin", "Said")], "GPE": [("Orlo",)]}
    after = swap_mentions(before, pool, random.Random(1))
    assert after.words == ["Ola", "Bin", "Said", "left", "Orlo", "."]
    assert [after.words[span.start : span.end] for span in after.spans or ()] == [["Ola", "Bin", "Said"], ["Orlo"]]
    assert len(after.words) == len(after.spaces)


def test_a_heading_is_in_title_case_and_its_small_words_are_not() -> None:
    assert as_heading(sentence("the end of the road")).words == ["The", "End", "of", "the", "Road"]


@settings(deadline=None)  # other work on the machine
@given(st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=4))
def test_every_word_is_found_at_its_offset(texts: list[list[str]]) -> None:
    run = [sentence(" ".join(words)) for words in texts]
    doc = to_doc(spacy.blank("en").vocab, run, [True] * len(run))
    expected = [word for words in texts for word in [*words, "\n\n"]]
    assert [doc.text[token.idx : token.idx + len(token)] for token in doc] == expected


def test_the_tokenizer_has_the_habits_of_the_treebanks() -> None:
    nlp = spacy.blank("en")
    adapt_tokenizer(nlp)

    def words(text: str) -> list[str]:
        return [token.text for token in nlp.make_doc(text)]

    assert words("Really?!! A non-native e-mail (50-page): call 555-010-7788.") == (
        ["Really", "?!!", "A", "non-native", "e-mail", "(", "50", "-", "page", ")", ":", "call", "555-010-7788", "."]
    )
    assert words("well-known and/or 10-12 boats") == ["well", "-", "known", "and", "/", "or", "10", "-", "12", "boats"]


def test_marks_of_print_replace_those_of_a_typewriter() -> None:
    before = sentence("\" It 's late \" -- she did n't say ...")
    quote, end_quote, apostrophe, dash, dots = map(chr, (0x201C, 0x201D, 0x2019, 0x2014, 0x2026))
    assert with_print_marks(before).words == [
        quote,
        "It",
        f"{apostrophe}s",
        "late",
        end_quote,
        dash,
        "she",
        "did",
        f"n{apostrophe}t",
        "say",
        dots,
    ]
