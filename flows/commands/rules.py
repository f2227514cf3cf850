"""`winnow rules list`: what is measured, what it costs, since when and why; and what rules of the user's change."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from extractors.errors import SettingsError
from extractors.rules.blocks import PREFIX
from extractors.rules.records import BlockRule, ListRule
from extractors.signals.lists import TIMES, days_of, list_names, words_of
from flows.commands.places import settings_for
from flows.commands.print_rows import print_rows
from flows.exit_codes import ExitCode
from flows.rules.lint import load_rules
from flows.rules.read import RuleFile
from flows.run.rules import FLOOR, rule_rows
from warehouse.records import RuleRow

COLUMNS = ("signal", "costs", "definition", "why", "source", "rule")
OWN = "yours"

Row = tuple[str, ...]


def show_rules(name: str | None, *, rules: Path | None, config: Path | None, as_json: bool) -> ExitCode:
    """Print signals, filters of text corpora and the user's rules, or the one that is named; or the words of a list."""
    own = load_rules(rules or settings_for(config, None).rules)
    form = "json" if as_json else "table"
    wanted = None if name is None else name.replace(" ", "_")
    if wanted in list_names():
        assert wanted is not None
        print_rows(("phrase", "days", "from"), _phrases(wanted, own.rules.of_list(wanted)), form=form)
        return ExitCode.OK
    rows = list(_rows(own))
    if wanted is not None:
        rows = _named(wanted, rows)
    # A table of all has room for what they measure and cost; one alone, and JSON, have everything.
    columns = COLUMNS if as_json or name is not None else COLUMNS[:3]
    print_rows(columns, [row[: len(columns)] for row in rows], form=form)
    return ExitCode.OK


def _rows(own: RuleFile) -> Iterator[Row]:
    yield from (_row(rule) for rule in rule_rows(own.rules) if rule is not FLOOR)
    yield from map(_list_row, own.rules.lists)
    yield from (_block_row(rule, own) for rule in own.rules.blocks)


def _named(name: str, rows: list[Row]) -> list[Row]:
    chosen = [row for row in rows if row[0] in {name, name.replace("_", "-")}]
    if not chosen:
        near = get_close_matches(name, [*(row[0] for row in rows), *list_names()], n=1)
        raise SettingsError(f"{name}: no such signal, list or rule{f'; did you mean {near[0]}?' if near else ''}")
    return chosen


def _row(rule: RuleRow) -> Row:
    return rule.signal, rule.costs, rule.definition, rule.why, rule.source, rule.rule


def _list_row(rule: ListRule) -> Row:
    added = len(rule.add) + len(rule.days)
    return rule.name, "nothing", f"A word list: {added} added, {len(rule.drop)} dropped.", "", OWN, rule.name


def _block_row(rule: BlockRule, own: RuleFile) -> Row:
    does = f"{'keeps' if rule.kept else 'removes'} as {rule.label}"
    named = (("on", rule.site), ("text", rule.text), ("path", rule.path), ("class", rule.attrs))
    looks = ", ".join(f"{name} {said}" for name, said in named if said)
    return rule.id, does, f"Blocks: {looks}", rule.why, f"{own.path}:{own.lines[rule.id]}", f"{PREFIX}{rule.id}"


def _phrases(name: str, rule: ListRule | None) -> Iterator[tuple[str, object, str]]:
    """Yield the words of a list, those of time phrases with their days, and whose they are."""
    if name == TIMES:
        for phrase, days in sorted(days_of(rule).items()):
            yield phrase, days, "winnow" if days_of(None).get(phrase) == days else OWN
        return
    for phrase in sorted(words_of(name, rule)):
        yield phrase, None, "winnow" if phrase in words_of(name, None) else OWN
