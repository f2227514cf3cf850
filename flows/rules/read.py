"""What does a file of rules say? Text in, records out; every problem is told with its line and what is allowed."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractors.errors import RulesError
from extractors.records import BlockLabel
from extractors.rules.records import NO_RULES, BlockRule, ListRule, Rules, SignalRule
from extractors.signals.lists import TIMES, as_listed
from flows.rules.form import CHECKS, BlockTable, ListTable, RulesTable, SignalTable, is_below, names_at, near
from flows.rules.lines import line_of, lines_of

# The largest file that is read: a hundred thousand phrases.
MAX_BYTES = 5_000_000

Problem = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A piece of a page, as HTML or plain text, in which a rule finds a block or leaves all as they are."""

    rule: BlockRule
    html: str
    matches: bool
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """A user's rules, with the text that says them, their examples, and where each block rule stands."""

    path: Path | None = None
    text: str = ""
    rules: Rules = NO_RULES
    examples: tuple[Example, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


def read_rules(text: str, *, path: Path | None = None) -> RuleFile:
    """Return what a text of rules says; raises RulesError with everything that is wrong with it."""
    place = str(path or "rules")
    table = _tables(text, place)
    lines = lines_of(text)
    form = _form(table, lines, place)
    problems = sorted({*_wrong_tables(form, lines), *_same_ids(form.block, lines)})
    if problems:
        raise RulesError(place, tuple(problems))
    blocks = tuple(_block(each) for each in form.block)
    return RuleFile(
        path=path,
        text=text,
        rules=Rules(
            signals=tuple(_signal(name, each) for name, each in form.signals.items()),
            lists=tuple(_list(name, each) for name, each in form.phrases.items()),
            blocks=blocks,
        ),
        examples=tuple(_examples(form.block, blocks, lines)),
        lines={rule.id: line_of(("block", at), lines) for at, rule in enumerate(blocks)},
    )


def load_text(path: Path) -> str:
    """Return the text of a file of rules; raises RulesError for one that cannot be read."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise RulesError(str(path), ((0, f"larger than {MAX_BYTES:,} bytes, which no file of rules needs"),))
        return body.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError as error:
        said = f"there is no such file of rules; `winnow rules new {path}` writes one to start from"
        raise RulesError(str(path), ((0, said),)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(str(path), ((0, f"cannot be read: {error}"),)) from error


def _tables(text: str, place: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise RulesError(place, ((line, f"is not valid TOML: {error}"),)) from error


def _form(table: dict[str, Any], lines: Mapping[tuple[str | int, ...], int], place: str) -> RulesTable:
    try:
        return RulesTable.model_validate(table)
    except ValidationError as error:
        # One place is told once: `add` may be a list or a table, and pydantic tells what is wrong with it as either.
        told: dict[tuple[int, str], str] = {}
        for each in error.errors(include_url=False):
            path = tuple(each["loc"])
            line = line_of(path, lines)
            told.setdefault((line, ".".join(map(str, path[:3]))), _in_words(each, path))
        problems = tuple(sorted({(line, words) for (line, _), words in told.items()}))
        raise RulesError(place, problems) from error


def _in_words(error: Any, path: tuple[str | int, ...]) -> str:
    """Return what is wrong with a value, and what may stand there."""
    name = str(path[-1]) if path else ""
    if error["type"] == "extra_forbidden":
        return f"unknown name {name!r}; {near(name, names_at(path[:-1]))}"
    where = next((part for part in reversed(path) if isinstance(part, str) and part in names_at(path[:1])), name)
    if error["type"] == "missing":
        return f"`{name}` is missing; a table of {path[0]} has {', '.join(names_at(path[:1]))}"
    words = str(error["msg"]).removeprefix("Value error, ")
    value = error.get("input")
    return words if isinstance(value, dict) else f"{where} = {repr(value)[:80]}: {words}"


def _wrong_tables(form: RulesTable, lines: Mapping[tuple[str | int, ...], int]) -> Iterator[Problem]:
    for section, check in CHECKS.items():
        for name, table in getattr(form, section).items():
            problem = check(name, table)
            if problem:
                yield line_of((section, name), lines), problem


def _same_ids(tables: Sequence[BlockTable], lines: Mapping[tuple[str | int, ...], int]) -> Iterator[Problem]:
    often = Counter(table.id for table in tables)
    for at, table in enumerate(tables):
        if often[table.id] > 1:
            words = f"id {table.id!r} stands {often[table.id]} times; an id is one rule's"
            yield line_of(("block", at, "id"), lines), words


def _signal(name: str, table: SignalTable) -> SignalRule:
    if table.ignore:
        return SignalRule(signal=name, why=table.why, ignored=True)
    steps = None if table.steps is None else tuple((float(limit), int(points)) for limit, points in table.steps)
    return SignalRule(signal=name, why=table.why, steps=steps, below=is_below(name, table))


def _list(name: str, table: ListTable) -> ListRule:
    drop = tuple(dict.fromkeys(as_listed(name, phrase) for phrase in table.drop))
    if isinstance(table.add, dict):
        days = tuple((as_listed(TIMES, phrase), count) for phrase, count in table.add.items())
        return ListRule(name=name, drop=drop, days=days)
    return ListRule(name=name, add=tuple(dict.fromkeys(as_listed(name, phrase) for phrase in table.add)), drop=drop)


def _block(table: BlockTable) -> BlockRule:
    return BlockRule(
        id=table.id,
        why=table.why,
        label=BlockLabel(table.label),
        kept=table.keep,
        site=table.site,
        text=table.text,
        path=table.path,
        attrs=table.attrs,
    )


def _examples(
    tables: Sequence[BlockTable], rules: Sequence[BlockRule], lines: Mapping[tuple[str | int, ...], int]
) -> Iterator[Example]:
    for at, (table, rule) in enumerate(zip(tables, rules, strict=True)):
        for name, pieces in (("matches", table.matches), ("leaves", table.leaves)):
            line = line_of(("block", at, name), lines)
            for html in pieces:
                yield Example(rule=rule, html=html, matches=name == "matches", line=line)
