"""Laws of claims that hold on any parse, however wrong."""

from collections.abc import Sequence

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from extractors.claims.json_rows import claim_row
from extractors.claims.read import read_doc
from extractors.records import Claim, ClaimReading, Slot

NLP = spacy.blank("en")
# Frequent shapes stand several times, so that random trees hold clauses more often.
WORD_LIST = """
Iran the The ministry said that it is was not never and or but , . allies ally of to by between including such as if
may would who which far from being there There 2018 Tuesday last week plans build denied U.S. he its their no longer
rather than president Lindqvist 's because according According for include é 🙂 " ( ) signed signed treaty treaty
"""
TAG_LIST = """
NN NN NNS NNP NNP VB VBD VBD VBD VBZ VBG VBN VBP MD IN IN TO DT JJ RB PRP PRP$ WDT WP CC CD EX , . POS _SP
"""
DEP_LIST = """
ROOT nsubj nsubj nsubj nsubjpass dobj dobj pobj pobj prep prep attr acomp agent neg aux auxpass relcl acl advcl ccomp
xcomp appos conj conj cc poss case det amod compound mark expl oprd dative npadvmod pcomp csubj parataxis punct advmod
nummod preconj prt dep
"""
WORDS = (*WORD_LIST.split(), "\n\n", " ")
TAGS = tuple(TAG_LIST.split())
DEPS = tuple(DEP_LIST.split())
ENTITIES = ("", "", "", "PERSON", "ORG", "GPE", "DATE", "NORP", "CARDINAL")


@st.composite
def parses(draw: st.DrawFn) -> Doc:
    """Make a document of one to three sentences with arbitrary labels and heads inside each sentence."""
    sizes = draw(st.lists(st.integers(1, 14), min_size=1, max_size=3))
    total = sum(sizes)

    def of(values: Sequence[str]) -> list[str]:
        return draw(st.lists(st.sampled_from(values), min_size=total, max_size=total))

    heads: list[int] = []
    starts: list[bool | int | None] = []
    tags, first = of(TAGS), 0
    for size in sizes:
        root = draw(st.integers(0, size - 1))
        # A random order of attachment: each word hangs on one that is already in the tree, so it is a tree.
        order = draw(st.permutations([i for i in range(size) if i != root]))
        place = {root: root}
        for i in order:
            place[i] = draw(st.sampled_from(sorted(place)))
        heads += [first + place[i] for i in range(size)]
        starts += [i == 0 for i in range(size)]
        tags[first + root] = draw(st.sampled_from(("VBD", "VBZ", "NN")))
        first += size
    doc = Doc(
        NLP.vocab, words=of(WORDS), spaces=draw(st.lists(st.booleans(), min_size=total, max_size=total)),
        heads=heads, deps=of(DEPS), tags=tags, sent_starts=starts,
    )  # fmt: skip
    labels = of(ENTITIES)
    spans = [doc[i : i + 1] for i in range(total) if labels[i]]
    for span, label in zip(spans, [label for label in labels if label], strict=True):
        span.label_ = label
    doc.set_ents(spans)
    return doc


def slots(claim: Claim) -> list[Slot]:
    """Return subject, relation, object and arguments of a claim."""
    return [claim.subject, claim.relation, *([claim.object] if claim.object else []), *claim.arguments]


def check(reading: ClaimReading, text: str) -> None:
    """Check every law on one reading."""
    for claim in reading.claims:
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        taken: set[int] = set()
        for slot in slots(claim):
            assert slot.text == " ".join(text[span.start : span.end] for span in slot.spans)
            for span in slot.spans:
                assert claim.sentence_start <= span.start < span.end <= claim.sentence_end
                places = set(range(span.start, span.end))
                assert not places & taken
                taken |= places
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        assert 0 <= claim.confidence <= 1
        assert claim.subject.text
        assert claim.relation.text or claim.object is not None
        claim_row(claim)
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.reason
    assert {mention.entity_id for mention in reading.mentions if mention.entity_id} == {
        entity.entity_id for entity in reading.entities
    }
    assert len({claim.claim_id for claim in reading.claims}) == len(reading.claims)


@settings(max_examples=150, deadline=None)
@given(parses())
def test_any_parse_gives_exact_claims_that_stay_inside_their_sentence(doc: Doc) -> None:
    check(read_doc(doc), doc.text)


@settings(max_examples=80, deadline=None)
@given(parses())
def test_split_arguments_keep_the_laws(doc: Doc) -> None:
    check(read_doc(doc, binary=True), doc.text)


@settings(max_examples=30, deadline=None)
@given(parses())
def test_reading_twice_gives_the_same(doc: Doc) -> None:
    assert read_doc(doc) == read_doc(doc)
