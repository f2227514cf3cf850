"""What do the rules say: what is measured, what it costs, why, and where that comes from?"""

from collections.abc import Sequence

from warehouse.report import show
from warehouse.report.links import rule_anchor
from warehouse.report.records import Cell, Column, ListPage, Row, Section, Table
from warehouse.report.rows import RuleFacts

COLUMNS = (
    Column(name="signal", css="name"),
    Column(name="points", css="nowrap"),
    Column(name="what it measures", css="half"),
    Column(name="why it costs that much", css="half"),
    Column(name="source", css="half"),
)
NOTHING = "nothing"
# Older winnows did not keep the words.
EMPTY = "The words of the rules are kept from the next run on."


def show_rules(rules: Sequence[RuleFacts]) -> ListPage:
    """Return the page of all rules that measured something here, those that cost points first."""
    rows = tuple(_row(rule) for rule in rules)
    return ListPage(
        section=Section(
            anchor="rules",
            title="What is measured, and what it costs",
            count=show.count(len(rows)),
            lead="A score is 100 plus the points of its signals, never below 0. It says how content-farm-like and how "
            "well sourced a text is, not whether it is true. What cannot be measured is “?” and costs nothing.",
            empty=EMPTY,
            table=Table(caption="Rules", columns=COLUMNS, rows=rows) if rows else None,
            query="from rules",
        ),
        pager=None,
    )


def _row(rule: RuleFacts) -> Row:
    costs = rule.costs.replace("-", show.MINUS).replace(", ", "\n") if rule.costs != NOTHING else "none"
    return Row(
        anchor=rule_anchor(rule.rule),
        cells=(
            Cell(text=show.words(rule.signal), note=rule.rule, css="name"),
            Cell(text=costs, css="lines"),
            Cell(text=rule.definition, css="half"),
            Cell(text=rule.why, css="half"),
            Cell(text=rule.source, css="half"),
        ),
    )
