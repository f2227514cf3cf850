"""Names without marks are typed by the names of other corpora, or not at all."""

import pytest

from extractors.training.corpus import Sentence, Source
from extractors.training.entities import MISSING
from extractors.training.quantities import Span
from extractors.training.silver import add_silver, learn_lexicon, proper_runs, type_of


def sentence(text: str, *spans: Span) -> Sentence:
    """Return a sentence of `word/tag` words."""
    pairs = [word.rsplit("/", 1) for word in text.split()]
    return Sentence(
        words=[word for word, _ in pairs],
        spaces=[True] * len(pairs),
        tags=[tag for _, tag in pairs],
        heads=[],
        deps=[],
        spans=list(spans),
        new_paragraph=False,
    )


MARKED = Source(
    corpus="marked",
    sentences=[
        sentence("Ola/NNP Bergfors/NNP met/VBD Ola/NNP Tveit/NNP", Span(0, 2, "PERSON"), Span(3, 5, "PERSON")),
        sentence("Orlo/NNP Council/NNP and/CC Voss/NNP Council/NNP", Span(0, 2, "ORG"), Span(3, 5, "ORG")),
    ],
)


@pytest.mark.parametrize(
    ("name", "label"),
    [("Orlo Council", "ORG"), ("Ola Said", "PERSON"), ("Tampere Council", "ORG"), ("Norway", "GPE"), ("Zimt", None)],
)
def test_only_sure_types_are_given(name: str, label: str | None) -> None:
    assert type_of(learn_lexicon([MARKED]), name.split()) == label


def test_bare_sentences_get_names_and_the_rest_stays_missing() -> None:
    bare = sentence("Judge/NNP Ola/NNP Said/NNP left/VBD Zimt/NNP ./.", Span(1, 3, MISSING))
    add_silver([MARKED, Source(corpus="bare", sentences=[bare])], frozenset({"bare"}))
    assert [(span.start, span.end, span.label) for span in bare.spans or ()] == [
        (0, 1, MISSING),
        (1, 3, "PERSON"),
        (4, 5, MISSING),
    ]


def test_a_name_whose_border_is_unsure_is_not_typed() -> None:
    bare = sentence("Council/NNP of/IN Norway/NNP")
    add_silver([MARKED, Source(corpus="bare", sentences=[bare])], frozenset({"bare"}))
    assert {span.label for span in bare.spans or ()} == {MISSING}


def test_runs_leave_titles_and_amounts_out() -> None:
    given = sentence("Mayor/NNP Ola/NNP May/NNP 4/CD Orlo/NNP -/HYPH Voss/NNP", Span(2, 4, "DATE"))
    assert list(proper_runs(given)) == [(1, 2), (4, 7)]
