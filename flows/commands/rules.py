"""`winnow rules`: what is measured, what it costs, since when and why."""

import difflib
from collections.abc import Iterator

from extractors.errors import SettingsError
from extractors.signals.filters import Filter, load_filters
from extractors.signals.weights import Weight, load_weights
from flows.commands.print_rows import print_rows
from flows.exit_codes import ExitCode

COLUMNS = ("signal", "costs", "definition", "why", "source", "rule")


def show_rules(name: str | None, *, as_json: bool) -> ExitCode:
    """Print every signal of the score, then every filter of text corpora; or the one that is named."""
    rows = [*map(_weight_row, load_weights().values()), *map(_filter_row, load_filters().values())]
    if name is not None:
        wanted = name.replace(" ", "_")
        chosen = [row for row in rows if row[0] == wanted]
        if not chosen:
            near = difflib.get_close_matches(wanted, [row[0] for row in rows], n=1)
            raise SettingsError(f"{name}: no such signal{f'; did you mean {near[0]}?' if near else ''}")
        rows = chosen
    # A table of all has room for what they measure and cost; one alone, and JSON, have everything.
    whole = as_json or name is not None
    columns = COLUMNS if whole else COLUMNS[:3]
    print_rows(columns, [row[: len(columns)] for row in rows], form="json" if as_json else "table")
    return ExitCode.OK


def _weight_row(weight: Weight) -> tuple[str, ...]:
    steps = ", ".join(f"{points} {'at most' if weight.below else 'from'} {limit:g}" for limit, points in weight.steps)
    return weight.name, steps or "nothing", weight.definition, weight.why, weight.source, f"{weight.name}.{weight.rule}"


def _filter_row(each: Filter) -> tuple[str, ...]:
    limits = " and ".join(_limits(each)) or "none published"
    return each.name, "nothing", each.definition, f"passes: {limits}", each.source, f"{each.name}.{each.rule}"


def _limits(each: Filter) -> Iterator[str]:
    words = ("over", "under") if each.strict else ("at least", "at most")
    for word, limit in zip(words, (each.least, each.most), strict=True):
        if limit is not None:
            yield f"{word} {limit:g}"
