"""A user's rules change what a signal costs and what it counts; the ledger says so and still adds up."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Article, Signal
from extractors.rules.records import NO_RULES, ListRule, Rules, SignalRule
from extractors.score import score_signals
from extractors.signals.lists import as_listed, holds_single_words, list_names, words_of
from extractors.signals.measure import SIGNALS, measure_signals
from extractors.signals.weights import load_weights, weights_by

MakeArticle = Callable[..., Article]
WHY = "The desk decided so in May."
PLAIN = "The quay was measured again and the council paid for the work that it had asked for. " * 12


def signal(name: str, article: Article, rules: Rules = NO_RULES) -> Signal:
    return next(each for each in measure_signals(article, None, rules) if each.name == name)


@pytest.fixture
def undated(make_article: MakeArticle) -> Article:
    return make_article(PLAIN, published=None)


def test_an_ignored_signal_leaves_the_score_and_the_ledger_says_so(undated: Article) -> None:
    rules = Rules(signals=(SignalRule(signal="missing_date", why=WHY, ignored=True),))
    before, after = (score_signals(measure_signals(undated, None, each)) for each in (NO_RULES, rules))
    line = next(each for each in after.lines if each.name == "missing_date")
    assert after.value - before.value == 6
    assert (line.points, line.value) == (0, 1.0)
    assert re.fullmatch(r"missing_date\.1\.own-[0-9a-f]{6}\.ignored", line.rule)
    assert line.reason == (
        "ignored by your rules: The desk decided so in May; it would cost 6 points: "
        "the page does not say when it was published"
    )
    assert 100 + sum(each.points for each in after.lines) == after.value


def test_a_signal_with_other_steps_costs_otherwise_and_names_whose_they_are(undated: Article) -> None:
    rules = Rules(signals=(SignalRule(signal="missing_date", why=WHY, steps=((0.5, -1),)),))
    found = signal("missing_date", undated, rules)
    assert (found.points, found.threshold) == (-1, 0.5)
    assert re.fullmatch(r"missing_date\.1\.own-[0-9a-f]{6}", found.rule)
    assert found.source == f"your rules: {WHY}"


def test_another_price_is_another_version(undated: Article) -> None:
    prices = [
        Rules(signals=(SignalRule(signal="missing_date", why=WHY, steps=((0.5, -points),)),)) for points in (1, 2, 1)
    ]
    first, second, again = (signal("missing_date", undated, rules).rule for rules in prices)
    assert first == again != second


def test_what_is_too_little_to_hold_against_anyone_costs_nothing_by_own_steps_either(make_article: MakeArticle) -> None:
    rules = Rules(signals=(SignalRule(signal="filler", why=WHY, steps=((0.0, -9),)),))
    assert signal("filler", make_article("Delve into it."), rules).points == 0


def test_a_bound_can_be_turned_round(undated: Article) -> None:
    rules = Rules(signals=(SignalRule(signal="numbers", why=WHY, steps=((0.5, -3),), below=True),))
    assert signal("numbers", undated).points == 0
    assert signal("numbers", undated, rules).points == -3


def test_own_phrases_are_counted_and_dropped_ones_are_not(make_article: MakeArticle) -> None:
    article = make_article(PLAIN + "At this juncture, it was a turning point.")
    rules = Rules(lists=(ListRule(name="filler_phrases", add=("at this juncture",), drop=("turning point",)),))
    quoted = [article.page_text[span.start : span.end] for span in signal("filler", article, rules).spans]
    assert quoted == ["At this juncture"]
    assert [article.page_text[span.start : span.end] for span in signal("filler", article).spans] == ["turning point"]


@pytest.mark.parametrize(
    ("name", "phrase", "text", "measured"),
    [
        ("call_phrases", "knock at our door", "Please knock at our door.", "calls_to_action"),
        ("vague_phrases", "as the village knows", "As the village knows, as the village knows.", "vague_sources"),
        ("hedges", "belike", "It will belike sink.", "hedges"),
        ("contents_titles", "what you get", "", "empty_contents"),
    ],
)  # fmt: skip
def test_each_list_takes_words(name: str, phrase: str, text: str, measured: str, make_article: MakeArticle) -> None:
    article = make_article("What you get:", f"{PLAIN}{text}")
    own = signal(measured, article, Rules(lists=(ListRule(name=name, add=(phrase,)),)))
    assert (own.value or 0) > (signal(measured, article).value or 0)


def test_own_time_phrases_have_days(make_article: MakeArticle) -> None:
    article = make_article(f"{PLAIN}It will open this quarter.", published=None)
    rules = Rules(lists=(ListRule(name="time_phrases", days=(("this quarter", 92),)),))
    assert signal("undated_time", article, rules).value == 1.0
    assert signal("undated_time", article).value == 0.0


def test_every_list_of_the_signals_can_be_changed() -> None:
    assert {"filler_phrases", "vague_phrases", "call_phrases", "excess_words", "time_phrases"} <= set(list_names())
    for name in list_names():
        rule = ListRule(name=name, add=("zorb",), drop=("the",)) if name != "time_phrases" else None
        assert name == "time_phrases" or "zorb" in words_of(name, rule)
    assert holds_single_words("excess_words") and not holds_single_words("account_names")  # noqa: PT018 - a pair
    assert as_listed("filler_phrases", "\u2014") == ""


def test_without_rules_everything_is_as_it_was(undated: Article) -> None:
    assert weights_by(()) == load_weights()
    assert measure_signals(undated, None, Rules()) == measure_signals(undated, None)


STEPS = st.lists(st.tuples(st.floats(0, 50), st.integers(-100, 0)), min_size=1, max_size=3)
CHANGES = st.one_of(
    st.builds(SignalRule, signal=st.sampled_from(sorted(load_weights())), why=st.just(WHY), ignored=st.just(True)),  # noqa: FBT003
    st.builds(SignalRule, signal=st.sampled_from(sorted(load_weights())), why=st.just(WHY), steps=STEPS.map(tuple)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CHANGES, max_size=6, unique_by=lambda change: change.signal))
def test_the_ledger_adds_up_whatever_the_rules(changes: list[SignalRule]) -> None:
    from tests.extractors.signals.conftest import build_article  # noqa: PLC0415 - no fixture under Hypothesis

    rules = Rules(signals=tuple(changes))
    found = measure_signals(build_article(PLAIN, published=None), None, rules)
    score = score_signals(found)
    assert 100 + sum(line.points for line in score.lines) == score.value >= 0
    ignored = {change.signal for change in changes if change.ignored}
    assert {line.name for line in score.lines if line.is_ignored} == ignored
    assert len([each for each in found if each.name in load_weights()]) == len(SIGNALS)
