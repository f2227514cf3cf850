"""What the signals see, and what they leave alone."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import (
    Article,
    AuthorProfile,
    AuthorVerdict,
    BlockLabel,
    Claim,
    ClaimReading,
    DateCandidate,
    Evidence,
    Metadata,
    Modality,
    Polarity,
    Signal,
    Slot,
    Span,
)
from extractors.signals.filters import load_filters
from extractors.signals.material import Material, cut_sentences
from extractors.signals.measure import SIGNALS, measure_signals
from extractors.signals.weights import load_weights

Make = Callable[..., Article]

COUNT = len(SIGNALS) + len(load_filters())
PLAIN_COUNTS = {"filler", "numbers", "hedges", "attributions", "gopher_word_count", "c4_sentences"}

H1 = BlockLabel.HEADING
CAPTION = BlockLabel.CAPTION
TOC = BlockLabel.TOC

# Forty words that repeat nothing: enough of them make a text long enough for rates.
PLAIN = (
    "The ferry left the quay at six with forty people and one goat on board. "
    "Nobody had counted the goat, so the mate wrote it into the book by hand. "
    "At noon they reached the island and the rain stopped. "
)


def plain(times: int) -> list[str]:
    """Return paragraphs that share no run of words."""
    return [" ".join(f"{word}{n}" for word in PLAIN.replace(".", "").split()) + "." for n in range(times)]


def signal(name: str, article: Article, claims: ClaimReading | None = None) -> Signal:
    return next(each for each in measure_signals(article, claims) if each.name == name)


def quotes(found: Signal, article: Article) -> list[str]:
    return [article.page_text[span.start : span.end] for span in found.spans]


def claim(number: int, *, about: str = "a", polarity: str = "positive", **fields: object) -> Claim:
    return Claim(
        claim_id=f"c{number}",
        proposition_id=about,
        subject=Slot(text="Norvia", entity_id="n"),
        relation=Slot(text="supports"),
        relation_lemma="support",
        object=Slot(text="Estmark"),
        polarity=Polarity(polarity),
        sentence="Norvia supports Estmark.",
        start=number,
        end=number + 1,
        **fields,  # type: ignore[arg-type] # a table of fields in a test
    )


def reading(*claims: Claim) -> ClaimReading:
    return ClaimReading(claims=claims)


# --- authors ----------------------------------------------------------------------------------------------------------


def profile(verdict: AuthorVerdict, *, name: str = "Ada Norum", confidence: float = 0.99) -> AuthorProfile:
    evidence = (Evidence(sign="lorem_bio", field="bio", detail="filler Latin", weight=2.0),)
    return AuthorProfile(
        name=name, verdict=verdict, confidence=confidence, evidence=evidence, spans=(Span(start=0, end=3),)
    )


@pytest.mark.parametrize(
    ("confidence", "points"),
    [(0.99, -30), (0.6, -20), (0.3, 0)],
)
def test_a_generated_author_costs_by_how_sure_it_is(make_article: Make, confidence: float, points: int) -> None:
    article = make_article("Text.", authors=(profile(AuthorVerdict.GENERATED, confidence=confidence),))
    found = signal("generated_author", article)
    assert (found.value, found.points) == (confidence, points)
    assert "lorem bio" in found.reason
    assert quotes(found, article) == ["Tex"]


@pytest.mark.parametrize(
    ("verdict", "name", "byline", "value"),
    [
        pytest.param(AuthorVerdict.PERSON, "Ada Norum", None, 0.0, id="person"),
        pytest.param(AuthorVerdict.UNSURE, "A. N.", None, 0.0, id="unsure counts as a person"),
        pytest.param(AuthorVerdict.ORGANISATION, "Aske Desk", None, 0.5, id="organisation"),
        pytest.param(AuthorVerdict.ORGANISATION, "admin", "admin", 1.0, id="account name"),
        pytest.param(AuthorVerdict.GENERATED, "Kay Toy", None, 1.0, id="invention"),
        pytest.param(None, "", "Ada Norum", 0.0, id="byline only"),
        pytest.param(None, "", "Editor", 1.0, id="role byline only"),
        pytest.param(None, "", None, 1.0, id="nobody"),
    ],
)
def test_a_named_person_costs_nothing(
    make_article: Make, verdict: AuthorVerdict | None, name: str, byline: str | None, value: float
) -> None:
    authors = () if verdict is None else (profile(verdict, name=name),)
    assert signal("unnamed_author", make_article("Text.", authors=authors, byline=byline)).value == value


# --- dates ------------------------------------------------------------------------------------------------------------


def test_a_page_without_a_date_loses_points(make_article: Make) -> None:
    assert signal("missing_date", make_article("Text.", published=None)).points < 0
    assert signal("missing_date", make_article("Text.")).points == 0


@pytest.mark.parametrize(
    ("published", "modified", "value"),
    [
        pytest.param("2026-10-01", "2026-12-01", 0.0, id="changed later"),
        pytest.param("2026-10-20T08:00:00+00:00", "2026-09-30T08:00:00+00:00", 20.0, id="changed before"),
        pytest.param("2026-10", "2026-09-30", 0.0, id="too vague to clash"),
        pytest.param("2026-10-01T23:00:00-11:00", "2026-10-02", 0.0, id="time zones"),
    ],
)
def test_a_change_before_the_publication_is_a_contradiction(
    make_article: Make, published: str, modified: str, value: float
) -> None:
    found = signal("date_disagreement", make_article("Text.", published=published, modified=modified))
    assert found.value == pytest.approx(value, abs=0.5)
    assert (found.points < 0) is (value > 2)


def test_two_dates_of_publication_contradict_each_other(make_article: Make) -> None:
    article = make_article("Text.")
    told = (
        ("meta:article:published_time", "2026-10-01"),
        ("jsonld:datePublished", "2024-10-01"),
        ("text", "1999-01-01"),
    )
    dates = tuple(DateCandidate(role="published", value=value, source=source) for source, value in told)
    article = Article(
        url=article.url, text=article.text, page_text=article.page_text, page_class=article.page_class,
        metadata=Metadata(published="2026-10-01", dates=dates), blocks=article.blocks,
    )  # fmt: skip
    assert signal("date_disagreement", article).value == 730


@pytest.mark.parametrize(
    ("text", "published", "modified", "phrases"),
    [
        pytest.param("The mill closes this week.", "2026-10-01", None, [], id="fixed by the page"),
        pytest.param("The mill closes this week.", "2026-10-01", "2026-10-03", [], id="changed within the week"),
        pytest.param("The mill closes this week.", "2026-10-01", "2026-10-15", ["this week"], id="changed later"),
        pytest.param("The mill closes this week.", None, None, ["this week"], id="no date at all"),
        pytest.param("The mill closes this week, on 3 May 2026.", None, None, [], id="date in the sentence"),
        pytest.param("Recently the mill closed.", "2026-10-01", None, ["Recently"], id="vague with any date"),
        pytest.param("The mill closes weekly.", None, None, [], id="no time words"),
    ],
)
def test_time_words_need_a_date(
    make_article: Make, text: str, published: str | None, modified: str | None, phrases: list[str]
) -> None:
    article = make_article(text, published=published, modified=modified)
    assert quotes(signal("undated_time", article), article) == phrases


# --- repetition -------------------------------------------------------------------------------------------------------


def test_the_headlines_question_may_not_be_said_again_and_again(make_article: Make) -> None:
    title = "Is The Old Bridge Safe? All About It"
    said = "People ask “is the old bridge safe” and we ask, is the old bridge safe? Is the old bridge SAFE!"
    article = make_article((title, H1), said, *plain(5), title=title)
    found = signal("keyword_stuffing", article)
    assert found.points < 0
    assert [quote.lower() for quote in quotes(found, article)] == ["is the old bridge safe"] * 3


def test_two_repeats_of_a_headline_are_no_stuffing(make_article: Make) -> None:
    article = make_article("is the old bridge safe, is the old bridge safe", title="Is the old bridge safe?")
    assert signal("keyword_stuffing", article).points == 0


def test_sentences_said_again_are_found_and_the_first_is_not_blamed(make_article: Make) -> None:
    twice = "The old mill by the river has eleven floors. The mayor keeps three white geese at home. "
    article = make_article(twice, *plain(9), twice)
    found = signal("repeated_sentences", article)
    assert found.points < 0
    assert [span.start > 100 for span in found.spans] == [True, True]


@pytest.mark.parametrize("copies", [1, 3])
def test_repeated_phrases_count_all_but_the_first(make_article: Make, copies: int) -> None:
    article = make_article(*plain(5), *(["one two three four five six"] * copies))
    found = signal("repeated_phrases", article)
    assert len(quotes(found, article)) == (copies > 1)


def test_claims_made_again_are_counted_by_proposition_and_polarity(make_article: Make) -> None:
    claims = [claim(n, about=str(n)) for n in range(10)]
    again = [claim(20, about="1"), claim(21, about="2", polarity="negative")]
    found = signal("repeated_claims", make_article("x" * 40), reading(*claims, *again))
    assert found.value == pytest.approx(1 / 12, abs=1e-4)


# --- furniture --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "value"),
    [
        pytest.param(("A long story", H1), 1.0, id="nothing follows"),
        pytest.param(("The first chapter", BlockLabel.LIST), 0.0, id="a list follows"),
        pytest.param(("The first chapter", TOC), 0.0, id="entries follow"),
    ],
)
def test_a_table_of_contents_needs_entries(make_article: Make, after: tuple[str, BlockLabel], value: float) -> None:
    article = make_article("Hello.", ("Table of Contents:", TOC), after)
    assert signal("empty_contents", article).value == value


def test_captions_twice_are_counted(make_article: Make) -> None:
    article = make_article(
        "Text.",
        ("A map of Norvia", CAPTION),
        ("A Map of  Norvia", CAPTION),
        ("Photograph by Oda B.", CAPTION),
        ("Photograph by Oda B.", CAPTION),
    )
    found = signal("repeated_captions", article)
    assert (found.value, quotes(found, article)) == (1.0, ["A Map of  Norvia"])


def test_calls_count_inside_the_article_only(make_article: Make) -> None:
    call = "Share your thoughts in the comments below!"
    inside = make_article("Text.", call, "More text.")
    around = make_article("Text.", ("Imprint", BlockLabel.LEGAL), (call, BlockLabel.CALL_TO_ACTION))
    assert quotes(signal("calls_to_action", inside), inside) == ["Share your thoughts", "comments below"]
    assert signal("calls_to_action", around).value == 0


@pytest.mark.parametrize(
    ("known", "marks", "points"),
    [
        pytest.param({}, 1, -6, id="nobody signs, no date, two calls"),
        pytest.param({"title": "Is The Bridge Really Safe? What You Must Know"}, 2, -12, id="a second mark"),
        pytest.param({"byline": "Ada Millstone"}, 0, 0, id="somebody signs"),
        pytest.param({"published": "2026-10-01"}, 0, 0, id="a date"),
    ],
)
def test_marks_of_a_pattern_weigh_more_where_nobody_answers(
    make_article: Make, known: dict[str, str], marks: int, points: int
) -> None:
    call = "Share your thoughts in the comments below!"
    article = make_article("Text.", call, "More text.", **({"published": None} | known))
    found = signal("nobody_answers", article)
    assert (found.value, found.points) == (marks, points)
    assert ("Share your thoughts" in quotes(found, article)) == (marks > 0)


def test_a_small_blog_without_name_and_date_is_no_farm(make_article: Make) -> None:
    assert signal("nobody_answers", make_article(*plain(5), "Subscribe to my blog!", published=None)).points == 0


# --- style ------------------------------------------------------------------------------------------------------------


def test_stock_phrases_weigh_more_than_words(make_article: Make) -> None:
    words = signal("filler", make_article(*plain(5), "A multifaceted thing."))
    phrases = signal("filler", make_article(*plain(5), "Let's delve into it."))
    assert phrases.value is not None
    assert words.value is not None
    assert phrases.value > words.value > 0


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Is The Bridge Really Safe? What You Must Know", 1.0),
        ("Is the bridge really safe?", 0.0),
        ("The Bridge Is Really Safe", 0.0),
        ("Why?", 0.0),
        (None, 0.0),
    ],
)
def test_only_questions_in_title_case_cost(make_article: Make, title: str | None, value: float) -> None:
    assert signal("question_headline", make_article("Text.", title=title)).value == value


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Look! It is big! It is free! Come!", 4, id="its own"),
        pytest.param("He said \u201cLook!\u201d and \u201cCome!\u201d They did.", 0, id="quoted"),
        pytest.param("Look. It is big. Why?", 0, id="calm"),
    ],
)
def test_only_the_texts_own_voice_shouts(make_article: Make, text: str, count: int) -> None:
    article = make_article(text)
    assert len(signal("shouting", article).spans) == count


# --- sources ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Some experts say that it is old.", ["experts say"]),
        ("Sources close to the matter say no.", ["Sources close to"]),
        ("It is widely believed to be old.", ["It is widely believed"]),
        ("Observers have repeatedly suggested a change.", ["Observers have repeatedly suggested"]),
        ("The consensus among analysts is clear.", ["consensus among"]),
        ("The experts said that it is old.", []),
        ("The union's experts said no.", []),
        ("Two Holmgrad scientists said no.", []),
        ("Many people say little.", ["people say"]),
        ("Henrik Vasslund said that it holds.", []),
        ("Researchers at the school measured the ice.", []),
    ],
)
def test_sources_whom_nobody_could_ask_are_vague(make_article: Make, text: str, phrases: list[str]) -> None:
    article = make_article(text)
    assert quotes(signal("vague_sources", article), article) == phrases


@pytest.mark.parametrize(
    ("attribution", "vague", "share"),
    [("Henrik Vasslund", False, 0.0), ("experts", True, 1.0), (None, False, 1.0)],
)
def test_only_named_sources_count(make_article: Make, *, attribution: str | None, vague: bool, share: float) -> None:
    claims = [claim(n, attribution=attribution, attribution_vague=vague) for n in range(12)]
    found = signal("unattributed_claims", make_article("x" * 40), reading(*claims))
    assert found.value == share
    assert (found.points < 0) is (share == 1)


def test_few_claims_are_not_held_against_an_article(make_article: Make) -> None:
    assert signal("unattributed_claims", make_article("x" * 40), reading(claim(1))).points == 0


@pytest.mark.parametrize(
    ("second", "value"),
    [
        pytest.param(claim(9, polarity="negative"), 1.0, id="asserted and denied"),
        pytest.param(claim(9), 0.0, id="said twice"),
        pytest.param(claim(9, about="b", polarity="negative"), 0.0, id="of something else"),
        pytest.param(claim(9, polarity="negative", modality=Modality.HEDGED), 0.0, id="hedged"),
        pytest.param(claim(9, polarity="negative", attribution="Selk"), 0.0, id="another's word"),
        pytest.param(claim(9, polarity="negative", time="in 1921"), 0.0, id="another time"),
    ],
)
def test_an_article_may_not_assert_and_deny_the_same(make_article: Make, second: Claim, value: float) -> None:
    found = signal("internal_contradictions", make_article("x" * 40), reading(claim(1), second))
    assert found.value == value


# --- laws -------------------------------------------------------------------------------------------------------------


def test_without_claims_their_signals_have_no_value(make_article: Make) -> None:
    nothing = {each.name for each in measure_signals(make_article("Text."), None) if each.value is None}
    assert nothing >= {"unattributed_claims", "repeated_claims", "internal_contradictions"}
    assert nothing & PLAIN_COUNTS == set()


def test_lists_of_english_words_do_not_judge_other_languages(make_article: Make) -> None:
    article = make_article("Some experts say, in conclusion, delve into it.", language="de")
    by_name = {each.name: each for each in measure_signals(article, None)}
    assert {by_name[name].value for name in ("filler", "vague_sources", "undated_time", "calls_to_action")} == {None}


def test_an_empty_article_is_measured_without_error(make_article: Make) -> None:
    assert len(measure_signals(make_article(), reading())) == COUNT


def test_signal_names_are_unique_and_rules_carry_a_version(make_article: Make) -> None:
    found = measure_signals(make_article("Text."), None)
    assert len({each.name for each in found}) == len(found)
    assert all(re.fullmatch(rf"{each.name}\.\d+", each.rule) and each.source and each.reason for each in found)


TEXTS = st.lists(
    st.tuples(
        st.text(alphabet=st.sampled_from("aAbI .!?'\u2019\u201c\u201d\n\u00e9\U0001f600experts ay"), max_size=80),
        st.sampled_from(list(BlockLabel)),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_spans_stay_inside_the_page_and_points_are_never_positive(
    make_article: Make, pieces: list[tuple[str, BlockLabel]]
) -> None:
    article = make_article(*pieces, title="Is aAb A Experts? b")
    for each in measure_signals(article, None):
        assert each.points <= 0
        assert all(0 <= span.start <= span.end <= len(article.page_text) for span in each.spans)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_sentence_and_word_is_found_where_it_says(
    make_article: Make, pieces: list[tuple[str, BlockLabel]]
) -> None:
    article = make_article(*pieces)
    for sentence in Material(article, None).sentences:
        for word in sentence.words:
            found = article.page_text[word.start : word.end].lower().replace("\u2019", "'")
            assert found == word.text
            assert sentence.start <= word.start < word.end <= sentence.end


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. Navy came. It left.", 2),
        ("Mr. Selk met J. R. Holm. They talked!", 2),
        ("“Stop!” She ran. (Nobody saw.) Why?", 4),
        ("It cost 3.5 million. Then no. 4 fell", 2),
        ("one line\nanother line", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(make_article: Make, text: str, count: int) -> None:
    article = make_article(text)
    assert sum(len(list(cut_sentences(block, paragraph=0))) for block in article.blocks) == count


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("." * 200_000, id="dots"),
        pytest.param("A. " * 60_000, id="initials"),
        pytest.param("Same words here as ever before. " * 5_000, id="one sentence"),
        pytest.param("\n".join(f"row {n} of the same old table" for n in range(8_000)), id="rows alike"),
        pytest.param("experts " * 30_000, id="one word"),
        pytest.param("\"'" * 100_000, id="quotes"),
        pytest.param("a'" * 100_000, id="apostrophes"),
    ],
)
@pytest.mark.timeout(20)
def test_hostile_texts_take_no_longer_than_their_length(make_article: Make, text: str) -> None:
    assert len(measure_signals(make_article(text, title="Is it? " * 1_000), None)) == COUNT


def test_measuring_needs_no_spacy() -> None:
    program = "import sys, extractors.score, extractors.signals.measure; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_documentation_lists_every_signal_with_its_points(make_article: Make) -> None:
    text = (Path(__file__).parents[3] / "flows/docs/signals.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]* \| ([^|]*) \|", text, flags=re.MULTILINE))
    assert list(rows) == [each.name for each in measure_signals(make_article("Text."), None)]
    for name, weight in load_weights().items():
        steps = ", ".join(f"{limit:g}: \u2212{-points}" for limit, points in weight.steps) or "none"
        assert rows[name].removeprefix("at most ") == steps, name
