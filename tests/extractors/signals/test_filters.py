"""Whether the filters of text corpora pass and fail what their papers say."""

from collections.abc import Callable

import pytest

from extractors.records import Article, Signal
from extractors.signals.filters import MEASURES, load_filters
from extractors.signals.measure import measure_signals

Make = Callable[..., Article]
PLAIN = "The ferry left the quay at six with forty people and one goat on board, and that was all of it. " * 1


def prose(times: int) -> str:
    """Return paragraphs that share no line."""
    return "\n\n".join(f"{PLAIN.strip()[:-1]} number {n}, to be told with care." for n in range(times))


def found(name: str, article: Article) -> Signal:
    return next(each for each in measure_signals(article, None) if each.name == name)


def test_every_filter_has_a_measure() -> None:
    assert list(load_filters()) == list(MEASURES)


@pytest.mark.parametrize(
    ("name", "text", "verdict"),
    [
        ("gopher_word_count", prose(1), "fails"),
        ("gopher_word_count", prose(5), "passes"),
        ("gopher_mean_word_length", "incomprehensibilities " * 60, "fails"),
        ("gopher_symbol_to_word_ratio", "# tag " * 60, "fails"),
        ("gopher_bullet_lines", "• one\n\n• two", "fails"),
        ("gopher_ellipsis_lines", "One ...\n\nTwo and three.\n\nFour ...", "fails"),
        ("gopher_alphabetic_words", "12 34 56 seven", "fails"),
        ("gopher_stop_words", "Ferry left quay.", "fails"),
        ("gopher_stop_words", "The ferry left with a goat.", "passes"),
        ("gopher_dup_line_frac", "\n\n".join(["Same line."] * 3), "fails"),
        ("gopher_dup_para_frac", "\n\n".join(["Same line."] * 3), "fails"),
        ("gopher_dup_line_char_frac", "Same line.\n\nOther line here.\n\nSame line.", "fails"),
        ("gopher_dup_para_char_frac", prose(6), "passes"),
        ("gopher_top_2_gram", "safe bridge " * 30, "fails"),
        ("gopher_top_3_gram", "is it safe " * 30, "fails"),
        ("gopher_top_4_gram", "is the bridge safe " * 30, "fails"),
        ("gopher_dup_5_grams", "one two three four five six seven " * 4, "fails"),
        ("gopher_dup_10_grams", "one two three four five six seven " * 4, "fails"),
        ("gopher_dup_5_grams", " ".join(map(str, range(99))), "passes"),
        ("c4_sentences", "One two three four five.", "fails"),
        ("c4_sentences", "One two three. Four five six. Seven eight.", "passes"),
        ("c4_kept_lines", prose(2), "no limit published"),
        ("c4_curly_bracket", "if (a) { b }", "fails"),
        ("c4_lorem_ipsum", "Lorem ipsum dolor.", "fails"),
        ("fineweb_line_punct_ratio", "\n\n".join(["no mark"] * 9), "fails"),
        ("fineweb_line_punct_ratio", prose(3), "passes"),
        ("fineweb_short_line_ratio", "\n\n".join(["short"] * 9), "fails"),
        ("fineweb_char_dup_ratio", "\n\n".join(["Same line."] * 3), "fails"),
        ("fineweb_list_ratio", "\n\n".join(["one two"] * 9), "fails"),
        ("rps_doc_frac_unique_words", prose(2), "no limit published"),
    ],
)
def test_a_filter_judges_as_its_paper_says(make_article: Make, name: str, text: str, verdict: str) -> None:
    article = make_article(*text.split("\n\n"))
    assert found(name, article).reason.startswith(verdict)
    assert found(name, article).points == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gopher_word_count", 8),
        ("gopher_dup_line_frac", 0.5),
        ("gopher_top_2_gram", round(2 * len("A ferry,") / len("A ferry, a ferry.\n\nA ferry, a ferry."), 4)),
        ("rps_doc_frac_unique_words", 0.25),
        ("rps_doc_unigram_entropy", 0.6931),
        ("rps_doc_frac_all_caps_words", 0.25),
    ],
)
def test_a_measure_is_what_can_be_counted_by_hand(make_article: Make, name: str, value: float) -> None:
    assert found(name, make_article("A ferry, a ferry.", "A ferry, a ferry.")).value == pytest.approx(value, abs=1e-4)


def test_the_limit_itself_fails_only_where_the_paper_says_so() -> None:
    filters = load_filters()
    assert filters["fineweb_line_punct_ratio"].passes(0.12) is False
    assert filters["gopher_dup_line_frac"].passes(0.30) is True


def test_filters_of_an_empty_text_have_no_value(make_article: Make) -> None:
    assert {found(name, make_article()).value for name in load_filters()} == {None}


def test_redpajama_has_a_longer_list_of_stop_words_than_gopher(make_article: Make) -> None:
    article = make_article("However, several quays were nevertheless dredged.")
    assert found("rps_doc_stop_word_fraction", article).value == 0.6667
    assert found("gopher_stop_words", article).value == 0


def test_stop_words_are_counted_in_english_only(make_article: Make) -> None:
    assert found("gopher_stop_words", make_article("Die Fähre fuhr ab.", language="de")).value is None
