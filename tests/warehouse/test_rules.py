"""Do signals lead to the words of the rules that measured them?"""

from dataclasses import replace

import duckdb

from flows.run.rules import rule_rows
from warehouse.records import RuleRow
from warehouse.rules import keep_rules

RULE = RuleRow(rule="filler.1", signal="filler", definition="Words.", costs="-2 from 12", why="So.", source="a study")


def rules(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    return connection.execute("select rule, definition, costs from rules order by rule").fetchall()


def test_a_rule_is_kept_once(connection: duckdb.DuckDBPyConnection) -> None:
    assert keep_rules(connection, [RULE]) == 1
    assert keep_rules(connection, [RULE]) == 0
    assert rules(connection) == [("filler.1", "Words.", "-2 from 12")]


def test_an_older_version_stays_beside_a_newer_one(connection: duckdb.DuckDBPyConnection) -> None:
    keep_rules(connection, [RULE])
    keep_rules(connection, [replace(RULE, rule="filler.2", costs="-3 from 12")])
    assert [costs for _, _, costs in rules(connection)] == ["-2 from 12", "-3 from 12"]


def test_other_words_take_the_place_of_the_old_ones(connection: duckdb.DuckDBPyConnection) -> None:
    keep_rules(connection, [RULE])
    keep_rules(connection, [replace(RULE, definition="Style words.")])
    assert rules(connection) == [("filler.1", "Style words.", "-2 from 12")]


def test_every_rule_that_costs_points_says_why(connection: duckdb.DuckDBPyConnection) -> None:
    rows = rule_rows()
    keep_rules(connection, rows)
    assert len({row.rule for row in rows}) == len(rows)
    assert all(row.why and row.definition and row.source for row in rows if row.costs != "nothing")
