"""What do the rules say that measure signals, winnow's and a user's? Their data files, as warehouse rows."""

from collections.abc import Iterator

from extractors.rules.records import NO_RULES, Rules
from extractors.score import FLOOR_RULE
from extractors.signals.filters import Filter, load_filters
from extractors.signals.weights import Weight, weights_by
from warehouse.records import RuleRow

FLOOR = RuleRow(
    rule=FLOOR_RULE,
    signal="floor",
    definition="What the points take away below 0, given back.",
    costs="nothing",
    why="No score is lower than 0, and the lines of a score add up.",
    source="the scale itself",
)


def rule_rows(rules: Rules = NO_RULES) -> tuple[RuleRow, ...]:
    """Return every signal of the score and every filter of text corpora, as a user's rules have them."""
    weights = weights_by(rules.signals).values()
    return (*map(_of_weight, weights), FLOOR, *map(_of_filter, load_filters().values()))


def _of_weight(weight: Weight) -> RuleRow:
    steps = ", ".join(f"{points} {'at most' if weight.below else 'from'} {limit:g}" for limit, points in weight.steps)
    return RuleRow(
        rule=weight.rule_id,
        signal=weight.name,
        definition=weight.definition,
        costs="nothing: ignored by your rules" if weight.ignored else steps or "nothing",
        why=weight.why,
        source=weight.source,
    )


def _of_filter(each: Filter) -> RuleRow:
    return RuleRow(
        rule=f"{each.name}.{each.rule}",
        signal=each.name,
        definition=each.definition,
        costs="nothing",
        why=f"passes: {' and '.join(_limits(each)) or 'none published'}",
        source=each.source,
    )


def _limits(each: Filter) -> Iterator[str]:
    words = ("over", "under") if each.strict else ("at least", "at most")
    for word, limit in zip(words, (each.least, each.most), strict=True):
        if limit is not None:
            yield f"{word} {limit:g}"
