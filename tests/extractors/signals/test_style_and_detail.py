"""What the signals on rhythm, detail and residue see, and what they leave alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.records import Article, BlockLabel, Signal
from extractors.signals.measure import SIGNALS, measure_signals
from extractors.signals.weights import load_weights, weights_version

Make = Callable[..., Article]
SUBJECTS = ("Ada", "Bo", "Cleo", "Dag", "Eli", "Finn", "Gro", "Hal", "Ida", "Jon", "Kai", "Lo")


def signal(name: str, article: Article) -> Signal:
    return next(each for each in measure_signals(article, None) if each.name == name)


def quotes(found: Signal, article: Article) -> list[str]:
    return [article.page_text[span.start : span.end] for span in found.spans]


def sentences(start: str = "{} ", ending: str = "rowed home") -> str:
    """Return twelve sentences of growing length."""
    return " ".join(
        f"{start.format(name)}{'slowly ' * number}{ending}." for number, name in enumerate(SUBJECTS, start=1)
    )


def test_every_signal_has_its_weight_and_every_weight_its_signal(make_article: Make) -> None:
    measured = [each.name for each in measure_signals(make_article("Text."), None)][: len(SIGNALS)]
    assert sorted(measured) == sorted(load_weights())
    assert weights_version()
    for weight in load_weights().values():
        assert weight.definition.endswith(".")
        assert weight.why.endswith(".")
        limits = [limit for limit, _ in weight.steps]
        assert limits == sorted(limits, reverse=weight.below), weight.name
        assert [points for _, points in weight.steps] == sorted((p for _, p in weight.steps), reverse=True), weight.name


@pytest.mark.parametrize(
    ("text", "points"),
    [
        pytest.param(sentences("The {} "), -4, id="all begin with the"),
        pytest.param(sentences(), 0, id="all begin otherwise"),
        pytest.param(sentences("The {} ")[:150], 0, id="too few sentences"),
    ],
)
def test_sentences_that_begin_alike_cost(make_article: Make, text: str, points: int) -> None:
    assert signal("opener_monotony", make_article(text)).points == points


def test_the_chance_of_equal_openers_does_not_grow_with_the_text(make_article: Make) -> None:
    once, often = make_article(sentences("The {} ")), make_article(*[sentences("The {} ")] * 20)
    assert signal("opener_monotony", once).value == signal("opener_monotony", often).value == 1.0


@pytest.mark.parametrize(
    ("text", "points"),
    [
        pytest.param(
            " ".join(f"{name} rowed over the lake at noon." for name in SUBJECTS), -3, id="all of seven words"
        ),
        pytest.param(sentences(), 0, id="short and long"),
    ],
)
def test_sentences_of_one_length_cost(make_article: Make, text: str, points: int) -> None:
    assert signal("sentence_length_monotony", make_article(text)).points == points


@pytest.mark.parametrize(
    ("ending", "value"),
    [
        pytest.param("rowed home, reflecting a wider trend", 1.0, id="participle"),
        pytest.param("rowed home, gradually reflecting a trend", 1.0, id="with an adverb"),
        pytest.param("rowed home, including the goat", 0.0, id="no participle clause"),
        pytest.param("rowed home rowing", 0.0, id="no comma"),
    ],
)
def test_endings_in_a_participle_are_counted(make_article: Make, ending: str, value: float) -> None:
    assert signal("participle_tails", make_article(sentences(ending=ending))).value == value


def test_harder_words_raise_the_school_grade(make_article: Make) -> None:
    easy, hard = make_article(sentences()), make_article(sentences(ending="deliberated institutionally"))
    assert (signal("readability", easy).value or 0) < (signal("readability", hard).value or 0)
    assert signal("readability", make_article("One sentence only.")).value is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mill employs 41 people since 1921.", ["41", "1921"]),
        ("The mill employs many people.", []),
    ],
)
def test_numbers_are_found(make_article: Make, text: str, found: list[str]) -> None:
    article = make_article(text)
    assert quotes(signal("numbers", article), article) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It opened on 3 May 2026.", ["3 May"]),
        ("It opened on May 3rd.", ["May 3rd"]),
        ("It opened in October 2026.", ["October 2026"]),
        ("It opened on 2026-10-03.", ["2026-10-03"]),
        ("It may open in 2026.", []),
        ("It opened in spring.", []),
    ],
)
def test_exact_dates_are_found(make_article: Make, text: str, found: list[str]) -> None:
    article = make_article(text)
    assert quotes(signal("exact_dates", article), article) == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Ada Norum said the mill stays.", 1, id="a name"),
        pytest.param("The mill stays, she said.", 1, id="a pronoun"),
        pytest.param("According to the Aske Herald, the mill stays.", 1, id="according to"),
        pytest.param("People often said the mill stays.", 0, id="nobody in particular"),
        pytest.param("The mill stays.", 0, id="nobody"),
    ],
)
def test_attributions_name_somebody(make_article: Make, text: str, count: int) -> None:
    assert len(signal("attributions", make_article(text)).spans) == count


def test_the_month_of_may_is_no_hedge(make_article: Make) -> None:
    article = make_article("It opens in May. May we enter? Perhaps it may rain.")
    assert quotes(signal("hedges", article), article) == ["May", "Perhaps", "may"]


def test_prose_without_anything_to_check_costs(make_article: Make) -> None:
    bare = " ".join([sentences()] * 4)
    assert signal("checkable_detail", make_article(bare)).points == -4
    sourced = f"{bare} Ada Norum said so on 3 May. It has 40 rooms."
    assert signal("checkable_detail", make_article(sourced)).points == 0
    assert signal("checkable_detail", make_article(sentences())).points == 0, "too short to say"


def test_links_to_other_sites_are_citations(make_article: Make) -> None:
    hrefs = (
        "https://herald.example/a",
        "https://www.x.example/b",
        "/c",
        "#d",
        "mailto:a@b.example",
        "http://[",
        "//other.example/e",
    )
    article = make_article("A text with links.")
    article = replace(article, blocks=tuple(replace(block, hrefs=hrefs) for block in article.blocks))
    found = signal("outbound_citations", article)
    assert found.reason == "2 links to 2 other sites"
    assert found.points == 0


def test_links_of_a_page_without_an_address_are_unknown(make_article: Make) -> None:
    assert signal("outbound_citations", replace(make_article("Text."), url="-")).value is None


@pytest.mark.parametrize(
    ("text", "points"),
    [
        pytest.param("Lorem ipsum dolor sit amet consectetur elit.", -15, id="nothing else"),
        pytest.param("Printers set lorem ipsum dolor sit amet since long. " + sentences(), 0, id="a text about it"),
        pytest.param("Et est non.", 0, id="no run"),
    ],
)
def test_filler_latin_costs_where_it_is_much_of_the_text(make_article: Make, text: str, points: int) -> None:
    assert signal("lorem_share", make_article(text)).points == points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        pytest.param("As an AI language model, I do not visit mills.", -15, id="refusal"),
        pytest.param("The model wrote “As an AI language model” to him.", 0, id="quoted"),
        pytest.param("The mill stays open. :contentReference[oaicite:3]", -15, id="citation token"),
        pytest.param("Visit [Your Company] in town.", -3, id="placeholder"),
        pytest.param("The mill **really** stays.", -2, id="markdown"),
        pytest.param("Two * three * four, and a footnote*.", 0, id="asterisks"),
        pytest.param("The committee [sic] met.", 0, id="brackets"),
    ],
)
def test_what_programs_leave_behind_is_found(make_article: Make, text: str, points: int) -> None:
    assert signal("machine_markup", make_article(text)).points == points


@pytest.mark.parametrize(
    ("text", "dates", "value"),
    [
        pytest.param("The bridge will open in 2024.", ("2026-10-01", None), 1.0, id="awaited and past"),
        pytest.param("The bridge will open in 2026.", ("2026-10-01", None), 0.0, id="the same year"),
        pytest.param("The bridge will open in 2024.", ("2023-10-01", None), 0.0, id="to come then"),
        pytest.param("The bridge will open in 2024.", ("2023-10-01", "2026-01-01"), 1.0, id="changed since"),
        pytest.param("The mayor said it will open in 2024.", ("2026-10-01", None), 0.0, id="reported"),
        pytest.param("Fans of the 2019 film will come.", ("2026-10-01", None), 0.0, id="no awaited year"),
        pytest.param("The bridge will open in 2024.", (None, None), None, id="no date of the page"),
    ],
)
def test_a_future_that_is_past_is_stale(
    make_article: Make, text: str, dates: tuple[str | None, str | None], value: float | None
) -> None:
    article = make_article(text, published=dates[0], modified=dates[1])
    assert signal("stale_future", article).value == value


def test_signals_for_english_are_unknown_elsewhere(make_article: Make) -> None:
    article = make_article(sentences(), language="de")
    english = (
        "participle_tails",
        "readability",
        "exact_dates",
        "attributions",
        "hedges",
        "checkable_detail",
        "stale_future",
    )
    assert {signal(name, article).value for name in english} == {None}
    assert signal("opener_monotony", article).value is not None


def test_headings_are_no_prose(make_article: Make) -> None:
    article = make_article(("7 reasons, 2026-10-03, “one two three four five six”", BlockLabel.HEADING), "Text.")
    assert (signal("numbers", article).value, signal("exact_dates", article).value) == (0, 0)
