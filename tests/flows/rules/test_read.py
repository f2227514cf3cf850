"""A file of rules is read strictly: what is wrong is told with its line and what is allowed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import RulesError
from extractors.records import BlockLabel
from extractors.rules.records import BlockRule, ListRule, SignalRule, rules_id
from flows.rules.lines import line_of, lines_of
from flows.rules.lint import BUDGET_MS, HOPELESS_MS, failed_examples, load_fast_rules, load_rules, slow_rules
from flows.rules.read import MAX_BYTES, read_rules

BLOCK = """[[block]]
id = "promo-box"
why = "Asks for money."
label = "advert"
text = 'Buy (it|now)'
matches = ["Buy it"]
leaves = ["<p>To buy it is wise.</p>"]
"""


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RulesError) as caught:
        read_rules(text)
    return list(caught.value.problems)


def test_everything_that_can_be_said_is_read() -> None:
    file = read_rules(
        """format = 1
[signals.filler]
why = "We like our phrases."
ignore = true
[signals.checkable_detail]
why = "Essays are welcome here."
steps = [[1, -1], [0.5, -3]]
[phrases.filler_phrases]
add = ["At this  juncture", "at this juncture"]
drop = ["turning point"]
[phrases.time_phrases]
add = { "this quarter" = 92 }
"""
        + BLOCK
        + 'site = "herald.example"\npath = "aside"\nclass = "box"\n'
    )
    rules = file.rules
    assert rules.signals == (
        SignalRule(signal="filler", why="We like our phrases.", ignored=True),
        SignalRule(signal="checkable_detail", why="Essays are welcome here.", steps=((1.0, -1), (0.5, -3)), below=True),
    )
    assert rules.lists == (
        ListRule(name="filler_phrases", add=("at this juncture",), drop=("turning point",)),
        ListRule(name="time_phrases", days=(("this quarter", 92),)),
    )
    assert rules.blocks == (
        BlockRule(
            id="promo-box", why="Asks for money.", label=BlockLabel.ADVERT, site="herald.example",
            text="Buy (it|now)", path="aside", attrs="box",
        ),
    )  # fmt: skip
    assert file.lines == {"promo-box": 13}
    assert [(example.line, example.matches) for example in file.examples] == [(18, True), (19, False)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("x = [", 1, "is not valid TOML"),
        ("format = 2", 1, "format = 2"),
        ("\nblocks = 1", 2, "unknown name 'blocks'; did you mean 'block'?"),
        ("[signals.fillr]\nwhy = 'Long enough.'\nignore = true", 1, "no signal 'fillr'; did you mean 'filler'?"),
        ("[signals.filler]\nwhy = 'Long enough.'\nignor = true", 3, "unknown name 'ignor'; did you mean 'ignore'?"),
        ("[signals.filler]\nignore = true", 1, "`why` is missing"),
        ("[signals.filler]\nwhy = 'Long enough.'", 1, "say what changes"),
        ("[signals.filler]\nwhy = 'Long enough.'\nignore = true\nsteps = [[1, -2]]", 1, "costs nothing"),
        ("[signals.filler]\nwhy = 'Long enough.'\nignore = 1", 3, "ignore = 1"),
        ("[signals.filler]\nwhy = 'Long enough.'\nsteps = [[1, -2], [0.5, -4]]", 1, "thresholds rise and points fall"),
        ("[signals.filler]\nwhy = 'Long enough.'\nsteps = [[1, -200]]", 1, "from -100 to 0"),
        ("[signals.filler]\nwhy = 'Long enough.'\nsteps = [[1, 2]]", 1, "from -100 to 0"),
        ("[signals.filler]\nwhy = 'Long enough.'\nsteps = [[1, -1.5]]", 1, "whole numbers"),
        ("[signals.filler]\nwhy = 'Long enough.'\nsteps = [[nan, -1]]", 3, "finite"),
        ("[signals.filler]\nwhy = 'Long enough.'\nsteps = [[1, -1, 3]]", 3, "at most 2"),
        ("[signals.c4_sentences]\nwhy = 'Long enough.'\nignore = true", 1, "is a filter of text corpora"),
        ("[phrases.filler]\nadd = ['x']", 1, "no list 'filler'; did you mean 'filler_phrases'?"),
        ("[phrases.excess_words]\nadd = ['deep dive']", 1, "holds single words"),
        ("[phrases.hedges]\nadd = ['...']", 1, "holds no word"),
        ("[phrases.hedges]\ndrop = ['perhapz']", 1, "is not in hedges; did you mean 'perhaps'?"),
        ("[phrases.hedges]\ndrop = ['qqqq']", 1, "`winnow rules list hedges` shows what is"),
        ("[phrases.time_phrases]\nadd = ['this quarter']", 1, "with their days"),
        ("[phrases.hedges]\nadd = { x = 1 }", 1, "is a list"),
        (BLOCK.replace("promo-box", "Promo box"), 2, "small letters, digits and dashes"),
        (BLOCK.replace("advert", "generated_author"), 4, "no rule gives it"),
        (BLOCK.replace("advert", "hidden"), 4, "no rule gives it"),
        (BLOCK.replace("advert", "advrt"), 4, "there is no such label"),
        (BLOCK.replace('"advert"', '"content"'), 1, "a block that is removed is not labelled content"),
        (BLOCK.replace('"advert"', '"advert"\nkeep = true'), 1, "a block that is kept is not labelled advert"),
        (BLOCK.replace("Buy (it|now)", "Buy(?= it)"), 5, "no lookaround"),
        (BLOCK.replace("Buy (it|now)", "b*"), 5, "found in every block"),
        (BLOCK.replace("text = ", "txt = "), 5, "unknown name 'txt'; did you mean 'text'?"),
        (BLOCK.replace("text = 'Buy (it|now)'\n", ""), 1, "a rule needs a pattern"),
        (BLOCK.replace('["Buy it"]', "[]"), 6, "matches = []"),
        (BLOCK.replace("leaves", "# leaves"), 1, "`leaves` is missing"),
        (f'{BLOCK}site = "https://herald.example/"', 8, "a site is a host in small letters"),
        (BLOCK + BLOCK, 2, "stands 2 times"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, said: str) -> None:
    found = problems(text)
    assert any(at == line and said in words for at, words in found), found


def test_a_host_of_other_letters_is_written_as_browsers_send_it() -> None:
    assert read_rules(f'{BLOCK}site = "xn--bcher-kva.example"\n').rules.blocks[0].site == "xn--bcher-kva.example"


PIECES = st.sampled_from(
    [
        "[[block]]",
        "[block]",
        "x",
        " = ",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "\n",
        "1e400",
        "nan",
        "block = 1",
        "matches = [1]",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(BLOCK)), st.integers(0, 9), PIECES), min_size=1, max_size=4))
def test_a_damaged_file_is_a_wrong_file_and_nothing_worse(cuts: list[tuple[int, int, str]]) -> None:
    text = BLOCK
    for at, length, piece in cuts:
        text = text[:at] + piece + text[at + length :]
    found: tuple[tuple[int, str], ...] = ()
    try:
        read_rules(text)
    except RulesError as error:
        found = error.problems
    assert all(0 <= line <= text.count("\n") + 1 and words for line, words in found)


def test_everything_wrong_is_told_at_once() -> None:
    assert [line for line, _ in problems("colour = 1\n" + BLOCK.replace("advert", "ad").replace("id =", "name ="))] == [
        1, 2, 3, 5,
    ]  # fmt: skip


def test_an_error_is_one_line_that_leads_to_the_rest() -> None:
    error = RulesError("rules.toml", ((3, "this"), (9, "that")))
    assert str(error) == "rules.toml:3: this (and 1 more: `winnow rules lint rules.toml`)"


def test_an_example_that_does_not_hold_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(BLOCK.replace('["Buy it"]', '["Sell it"]').replace("To buy", "Buy now, to buy"))
    assert list(failed_examples(read_rules(path.read_text()).examples)) == [
        (6, "rule promo-box does not match 'Sell it'"),
        (7, "rule promo-box does not leave '<p>Buy now, to buy it is wise.</p>'"),
    ]
    with pytest.raises(RulesError, match=r"rules\.toml:6: rule promo-box does not match 'Sell it' \(and 1 more"):
        load_rules(path)


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="winnow rules new"):
        load_rules(tmp_path / "none.toml")
    with pytest.raises(RulesError, match="cannot be read"):
        load_rules(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"# \xe9\n")
    with pytest.raises(RulesError, match="cannot be read"):
        load_rules(tmp_path / "latin.toml")
    (tmp_path / "large.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(RulesError, match="larger than"):
        load_rules(tmp_path / "large.toml")


def test_a_file_that_windows_wrote_is_read(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_bytes(b"\xef\xbb\xbf" + BLOCK.replace("\n", "\r\n").encode())
    assert load_rules(tmp_path / "rules.toml").rules == read_rules(BLOCK).rules


def test_comments_and_examples_do_not_make_other_rules() -> None:
    again = read_rules("# Looked at in May.\n" + BLOCK.replace('["Buy it"]', '["Buy it", "Buy now"]'))
    assert rules_id(again.rules) == rules_id(read_rules(BLOCK).rules)
    assert rules_id(read_rules(BLOCK.replace("advert", "other")).rules) != rules_id(again.rules)


def test_a_rule_costs_less_than_its_budget_and_one_that_costs_more_is_told(tmp_path: Path) -> None:
    ((timing, problem),) = slow_rules(read_rules(BLOCK))
    assert (timing.rule, problem) == ("promo-box", None)
    assert timing.ms_per_mb < BUDGET_MS
    costly = BLOCK.replace("Buy (it|now)", "(?:[a-z].{0,100}){4}QQ|Buy it")
    ((timing, problem),) = slow_rules(read_rules(costly))
    assert timing.ms_per_mb == HOPELESS_MS
    assert problem == (1, "rule promo-box takes 150 ms or more for 1 MB of text, at most 50 ms")
    (tmp_path / "rules.toml").write_text(costly)
    with pytest.raises(RulesError, match=r"rules\.toml:1: rule promo-box takes 150 ms or more"):
        load_fast_rules(tmp_path / "rules.toml")
    (tmp_path / "rules.toml").write_text(BLOCK)
    assert load_fast_rules(tmp_path / "rules.toml").rules == read_rules(BLOCK).rules


def test_lines_are_those_of_names_whatever_stands_between() -> None:
    text = '''# a comment with [brackets] and = signs
a = """
[not.a.table]
b = 1
"""
[t."quo.ted"]  # behind it
x = [ # one
  "# no comment ]",
  2,
]
y.z = { k = 1 }
[[r]]
n = 'it''s'
[[r.s]]
[[r]]
'''.replace("it''s", "its")
    assert lines_of(text) == {
        ("a",): 2,
        ("t", "quo.ted"): 6,
        ("t", "quo.ted", "x"): 7,
        ("t", "quo.ted", "y", "z"): 11,
        ("r", 0): 12,
        ("r", 0, "n"): 13,
        ("r", 0, "s", 0): 14,
        ("r", 1): 15,
    }
    assert line_of(("t", "quo.ted", "y", "z", "k"), lines_of(text)) == 11
    assert line_of(("nowhere",), lines_of(text)) == 1


@given(st.text(max_size=60), st.text(max_size=60).filter(lambda text: "\n" not in text and "\r" not in text))
def test_a_name_behind_any_string_has_its_line(words: str, comment: str) -> None:
    spelled = "".join(f"\\U{ord(each):08x}" if not "\ud800" <= each <= "\udfff" else "" for each in words)
    clean = "".join(each for each in comment if each.isprintable())
    text = f'a = "{spelled}" # {clean}\nb = ["{spelled}",\n"x"]\nc = 1\n'
    assert lines_of(text) == {("a",): 1, ("b",): 2, ("c",): 4}
