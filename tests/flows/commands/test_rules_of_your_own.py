"""`winnow rules new, lint, test` and `--rules`: what people type, and what comes back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractors.errors import RulesError, SettingsError
from flows import voice
from flows.cli import app
from flows.commands.rules import show_rules
from flows.exit_codes import ExitCode, exit_code_of
from tests.flows.commands import stock

PAGE = stock.page("The quay is open", stock.PARAGRAPH.format(thing="quay", place="Norvik") * 8).replace(
    "</p></article>",
    "</p><p>Support our newsroom, says a line that stands in the middle of the text of this page.</p></article>",
)
RULES = """[signals.missing_date]
why = "Our pages are manuals without a date."
ignore = true
[[block]]
id = "support-box"
why = "Asks for money in the middle of the text."
site = "herald.example"
text = '^Support our newsroom'
label = "call_to_action"
matches = ["Support our newsroom from 2 a week"]
leaves = ["<p>They support our newsroom.</p>"]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "rules.toml").write_text(RULES)
    return tmp_path


def typed(line: str) -> Result:
    return CliRunner().invoke(app, line.split())


def test_the_file_to_start_from_is_right_and_its_examples_hold(place: Path) -> None:
    assert typed("rules new mine.toml").exit_code == 0
    result = typed("rules lint mine.toml --json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["schema_version"] == 1
    assert answer["problems"] == []
    assert answer["examples"] == 5
    assert [timing["rule"] for timing in answer["timings"]] == ["support-box", "herald-recipe-note"]
    assert "mine.toml: right; 1 signal, 1 list, 2 block rules, 5 examples" in typed("rules lint mine.toml").stdout
    again = typed("rules new mine.toml")
    assert isinstance(again.exception, SettingsError)
    assert "is there already" in str(again.exception)
    assert place.joinpath("mine.toml").read_text().startswith("# Rules of your own")


def test_a_wrong_file_is_told_line_by_line_and_ends_with_2(place: Path) -> None:
    (place / "rules.toml").write_text(RULES.replace("'^Support", "'(?<=x)Support").replace("ignore", "ignor"))
    result = typed("rules lint rules.toml")
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout.splitlines()[0] == "rules.toml:3: unknown name 'ignor'; did you mean 'ignore'?"
    assert result.stdout.splitlines()[1].startswith("rules.toml:8: text = ")
    assert result.stderr == "winnow: rules.toml: 2 problems [WNW120]\n"
    answer = json.loads(typed("rules lint rules.toml --json").stdout)
    assert [problem["line"] for problem in answer["problems"]] == [3, 8]


@pytest.mark.parametrize(
    "line", ["check page.html --rules rules.toml", "rules list --rules rules.toml", "rules test rules.toml"]
)
def test_every_command_refuses_a_wrong_file_alike(line: str, place: Path) -> None:
    (place / "rules.toml").write_text(RULES.replace("label", "labl"))
    error = typed(line).exception
    assert isinstance(error, RulesError)
    assert exit_code_of(error) == ExitCode.USAGE
    assert str(error).startswith("rules.toml:9: unknown name 'labl'; did you mean 'label'?") or ":4:" in str(error)


def test_a_trial_shows_blocks_that_go_and_points_before_and_after(place: Path) -> None:
    result = typed("rules test rules.toml page.html --url https://www.herald.example/quay.html --json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    page = answer["pages"][0]
    assert (answer["examples"], answer["problems"]) == (2, [])
    assert page["score_after"] - page["score_before"] >= 6
    assert {name: page["signals"][0][name] for name in ("signal", "before", "after")} == {
        "signal": "missing_date",
        "before": -6,
        "after": 0,
    }
    assert [(block["rule"], block["after"]) for block in page["blocks"]] == [
        ("own.support-box", "removed call_to_action")
    ]
    shown = typed("rules test rules.toml page.html --url https://www.herald.example/quay.html").stdout
    assert "rules.toml: 2 of 2 examples hold" in shown
    assert f"{page['score_before']}/100 → {page['score_after']}/100" in shown
    assert "kept content → removed call_to_action: “Support our newsroom" in shown
    # Of a page that is from nowhere no rule of a site holds.
    assert json.loads(typed("rules test rules.toml page.html --json").stdout)["pages"][0]["blocks"] == []
    assert place.is_dir()


def test_a_trial_on_many_pages_tells_which_rules_find_nothing(place: Path) -> None:
    (place / "rules.toml").write_text(
        RULES.replace('site = "herald.example"\n', "").replace("[signals.missing_date]", "[signals.readability]")
        + RULES.partition("true\n")[2].replace("support-box", "on-no-page")
    )
    (place / "other.html").write_text(PAGE.replace("Support our newsroom", "Nothing of that kind"))
    answer = json.loads(typed("rules test rules.toml page.html other.html --json").stdout)
    assert answer["blocks_by_rule"] == {"support-box": 1, "on-no-page": 0}
    shown = typed("rules test rules.toml page.html other.html").stdout
    assert "1 page of 2 read otherwise" in shown
    assert "nothing here" in shown.splitlines()[-1]
    assert "other.html" not in shown


def test_an_example_that_does_not_hold_ends_a_trial_with_2(place: Path) -> None:
    (place / "rules.toml").write_text(RULES.replace("Support our newsroom from", "Give us"))
    result = typed("rules test rules.toml")
    assert result.exit_code == ExitCode.USAGE
    assert "rules.toml: 1 of 2 examples hold" in result.stdout
    assert "rules.toml:10: rule support-box does not match 'Give us 2 a week'" in result.stdout
    assert "[WNW120]" in result.stderr


def test_a_page_that_is_not_there_ends_a_trial(place: Path) -> None:
    assert isinstance(typed("rules test rules.toml none.html").exception, SettingsError)
    (place / "page.pdf").write_bytes(b"%PDF-1.7 ...")
    result = typed("rules test rules.toml page.pdf")
    assert result.exit_code == ExitCode.PAGES_FAILED
    assert "[WNW202]" in result.stderr


def test_a_check_by_own_rules_says_what_they_did(place: Path) -> None:
    (place / "rules.toml").write_text(RULES.replace('site = "herald.example"\n', ""))
    answer = json.loads(typed("check page.html --rules rules.toml --json").stdout)
    block = next(each for each in answer["blocks"] if each["text"].startswith("Support our"))
    assert block["reason"] == "your rule support-box: Asks for money in the middle of the text."
    line = next(each for each in answer["ledger"] if each["rule"].startswith("missing_date.1.own-"))
    assert line["points"] == 0
    assert answer["score"] == 100 + sum(each["points"] for each in answer["ledger"])
    shown = " ".join(typed("check page.html --rules rules.toml --explain").stdout.split())
    assert "ignored by your rules: Our pages are manuals without a date; it would cost 6 points: " in shown
    assert "1 block by rules of yours: support-box 1" in shown


def test_the_settings_name_rules_for_every_command_that_reads(place: Path) -> None:
    (place / "winnow.toml").write_text('rules = "rules.toml"\n')
    (place / "rules.toml").write_text(RULES.replace('site = "herald.example"\n', ""))
    assert "newsroom" not in json.loads(typed("check page.html --json").stdout)["text"]
    line = json.dumps({"id": "1", "html": PAGE})
    result = CliRunner().invoke(app, ["extract", "--workers", "1"], input=line)
    assert "newsroom" not in json.loads(result.stdout)["text"]


def test_own_rules_are_listed_with_those_built_in(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = place / "rules.toml"
    own.write_text(
        RULES + '[phrases.hedges]\nadd = ["belike"]\n[phrases.time_phrases]\nadd = { "this quarter" = 92 }\n'
    )
    show_rules(None, rules=own, config=None, as_json=True)
    rows = {row["signal"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert rows["missing_date"]["costs"] == "nothing: ignored by your rules"
    assert rows["missing_date"]["rule"].endswith(".ignored")
    assert rows["support-box"]["costs"] == "removes as call_to_action"
    assert rows["support-box"]["source"].endswith("rules.toml:4")
    assert rows["hedges"]["definition"] == "A word list: 1 added, 0 dropped."
    show_rules("hedges", rules=own, config=None, as_json=True)
    words = {row["phrase"]: row["from"] for row in json.loads(capsys.readouterr().out)["rows"]}
    assert (words["belike"], words["perhaps"]) == ("yours", "winnow")
    show_rules("time_phrases", rules=own, config=None, as_json=True)
    days = {row["phrase"]: (row["days"], row["from"]) for row in json.loads(capsys.readouterr().out)["rows"]}
    assert (days["this quarter"], days["this week"]) == ((92, "yours"), (7, "winnow"))
    show_rules("support-box", rules=own, config=None, as_json=False)
    assert "Asks for money" in capsys.readouterr().out


@pytest.fixture
def same_manner() -> Iterator[None]:
    before = voice.manner()
    yield
    voice._CURRENT[0] = before


@pytest.mark.usefixtures("same_manner")
def test_what_holds_for_every_command_holds_for_these(place: Path) -> None:
    assert json.loads(typed("rules --quiet --json").stdout)["rows"]
    assert json.loads(typed("--json rules lint rules.toml").stdout)["problems"] == []
    (place / "rules.toml").write_text(RULES.replace("label", "labl"))
    assert json.loads(typed("rules lint rules.toml --log-format json").stderr)["code"] == "WNW120"


def test_the_doctor_looks_at_the_rules(place: Path) -> None:
    (place / "winnow.toml").write_text('rules = "rules.toml"\n')
    assert "ok   rules           rules.toml, " in typed("doctor").stdout
    (place / "rules.toml").write_text(RULES.replace("label", "labl"))
    assert "BAD  rules           rules.toml:" in typed("doctor").stdout


def test_a_signal_named_behind_rules_is_shown_as_before() -> None:
    assert typed("rules filler --json").stdout == typed("rules list filler --json").stdout
    assert json.loads(typed("rules --json").stdout)["rows"]
