"""What may stand in a file of rules, name by name? Anything else is an error."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from extractors.errors import RulesError
from extractors.records import BlockLabel
from extractors.rules.patterns import compile_pattern
from extractors.rules.records import FACTS, KEPT_LABELS, REMOVED_LABELS
from extractors.signals.filters import load_filters
from extractors.signals.lists import TIMES, as_listed, days_of, holds_single_words, list_names, words_of
from extractors.signals.weights import load_weights

MAX_POINTS = 100
MAX_DAYS = 3_660
MAX_PATTERN = 2_000
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9]+(?:(?:\.|-+)[a-z0-9]+)*")


def near(name: str, known: Any) -> str:
    """Return how a wrong name is answered: with the nearest one, or with all."""
    match = get_close_matches(name, list(known), n=1)
    return f"did you mean {match[0]!r}?" if match else f"known are {', '.join(known)}"


def _of_letters(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("an id is made of small letters, digits and dashes, like herald-support-box")
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise ValueError("a site is a host in small letters, like herald.example, without https:// or a path")
    return text


def _pattern(text: str) -> str:
    try:
        compile_pattern(text)
    except RulesError as error:
        raise ValueError(error.problems[0][1]) from error
    return text


def _label(text: str) -> BlockLabel:
    if text in FACTS:
        raise ValueError(f"{text} is what winnow has evidence for; no rule gives it. {_labels()}")
    if text not in set(BlockLabel):
        raise ValueError(f"there is no such label. {_labels()}")
    return BlockLabel(text)


def _labels() -> str:
    kept, removed = (", ".join(sorted(labels)) for labels in (KEPT_LABELS, REMOVED_LABELS))
    return f"With keep = true: {kept}; else: {removed}"


Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=300, pattern=r"^[^\n]*$")]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
PatternText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_PATTERN), AfterValidator(_pattern)]
Examples = Annotated[list[Annotated[str, StringConstraints(min_length=1, max_length=10_000)]], Field(min_length=1)]
Label = Annotated[str, AfterValidator(_label)]
Points = Annotated[int, Field(ge=-MAX_POINTS, le=0)]
Days = Annotated[int, Field(ge=0, le=MAX_DAYS)]


class Strict(BaseModel):
    """A table in which every name is known and every value is of its type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class SignalTable(Strict):
    """`[signals.NAME]`."""

    why: Sentence
    ignore: bool = False
    steps: list[Annotated[list[float], Field(min_length=2, max_length=2)]] | None = None
    bound: Literal["above", "below"] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "SignalTable":
        priced = self.steps is not None or self.bound is not None
        if self.ignore and priced:
            raise ValueError("an ignored signal has no steps and no bound: it costs nothing")
        if not self.ignore and not priced:
            raise ValueError("say what changes: `ignore = true`, or `steps = [[threshold, points], …]`")
        return self


class ListTable(Strict):
    """`[phrases.NAME]`; `add` of time phrases says for how many days a date tells which time is meant."""

    add: list[Phrase] | dict[str, Days] = Field(default_factory=list)
    drop: list[Phrase] = Field(default_factory=list)


class BlockTable(Strict):
    """`[[block]]`."""

    id: Annotated[str, AfterValidator(_of_letters), StringConstraints(max_length=60)]
    why: Sentence
    label: Label
    keep: bool = False
    site: Annotated[str, AfterValidator(_host)] = ""
    text: PatternText = ""
    path: PatternText = ""
    attrs: PatternText = Field(default="", alias="class")
    matches: Examples
    leaves: Examples

    @model_validator(mode="after")
    def _looks_at_something(self) -> "BlockTable":
        if not (self.text or self.path or self.attrs):
            raise ValueError("a rule needs a pattern: `text`, `path` or `class`")
        allowed = KEPT_LABELS if self.keep else REMOVED_LABELS
        if self.label not in allowed:
            raise ValueError(
                f"a block that is {'kept' if self.keep else 'removed'} is not labelled {self.label}. {_labels()}"
            )
        return self


class RulesTable(Strict):
    """The whole file."""

    format: Literal[1] = 1
    signals: dict[str, SignalTable] = Field(default_factory=dict)
    phrases: dict[str, ListTable] = Field(default_factory=dict)
    block: list[BlockTable] = Field(default_factory=list)


TABLES: Mapping[str | int, type[Strict]] = {"signals": SignalTable, "phrases": ListTable, "block": BlockTable}


def names_at(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the names that may stand in a table of the file, by the names on the way there."""
    model = TABLES.get(path[0], RulesTable) if path else RulesTable
    return tuple(field.alias or name for name, field in model.model_fields.items())


def check_signal(name: str, table: SignalTable) -> str:
    """Return what is wrong with a signal's table beside the form of its values; "" for nothing."""
    if name in load_filters():
        return f"{name} is a filter of text corpora: it costs nothing, so that there is nothing to change"
    if name not in load_weights():
        return f"there is no signal {name!r}; {near(name, load_weights())}"
    return "" if table.steps is None else _check_steps(table, below=is_below(name, table))


def is_below(name: str, table: SignalTable) -> bool:
    """Return whether low values cost."""
    return load_weights()[name].below if table.bound is None else table.bound == "below"


def _check_steps(table: SignalTable, *, below: bool) -> str:
    steps = table.steps or []
    limits = [limit for limit, _ in steps]
    points = [price for _, price in steps]
    if any(price != int(price) or not -MAX_POINTS <= price <= 0 for price in points):
        return f"points are whole numbers from -{MAX_POINTS} to 0, as in [[threshold, points], …]"
    if limits != sorted(set(limits), reverse=below) or points != sorted(points, reverse=True):
        order = "fall" if below else "rise"
        return f"steps begin with the mildest: thresholds {order} and points fall, as in {_example(below=below)}"
    return ""


def _example(*, below: bool) -> str:
    return "[[1.5, -2], [0.5, -4]]" if below else "[[1.5, -2], [3.0, -4]]"


def check_list(name: str, table: ListTable) -> str:
    """Return what is wrong with a list's table beside the form of its values; "" for nothing."""
    if name not in list_names():
        return f"there is no list {name!r}; {near(name, list_names())}"
    if isinstance(table.add, dict) != (name == TIMES) and table.add:
        return (
            'time phrases are added with their days, as in add = { "this quarter" = 92 }'
            if name == TIMES
            else f'what is added to {name} is a list, as in add = ["…"]'
        )
    problems = (_check_phrase(name, phrase) for phrase in (*table.add, *table.drop))
    return next((problem for problem in problems if problem), "") or _check_drops(name, table)


def _check_phrase(name: str, phrase: str) -> str:
    listed = as_listed(name, phrase)
    if not listed:
        return f"{phrase!r} holds no word"
    if holds_single_words(name) and len(listed.split()) > 1:
        return f"{name} holds single words, so {phrase!r} would never be found"
    return ""


def _check_drops(name: str, table: ListTable) -> str:
    known = words_of(name, None) if name != TIMES else days_of(None).keys()
    missing = next((phrase for phrase in table.drop if as_listed(name, phrase) not in known), None)
    if missing is None:
        return ""
    close = get_close_matches(missing, list(known), n=1)
    return f"{missing!r} is not in {name}; " + (
        f"did you mean {close[0]!r}?" if close else f"`winnow rules list {name}` shows what is"
    )


CHECKS: Mapping[str, Callable[[str, Any], str]] = {"signals": check_signal, "phrases": check_list}
