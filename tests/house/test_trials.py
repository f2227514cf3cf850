"""A line a kind tells how many trials kept their promise, and where to look at those that did not."""

from typing import Literal

import pytest

from tests.trials import COUNT, FOLDER, KIND, NAME, line_of


def report(seed: int, outcome: Literal["passed", "failed", "skipped"], **more: object) -> pytest.TestReport:
    known = {KIND: "killed crawls", NAME: f"seed {seed}", FOLDER: f"build/chaos/{seed}", **more}
    return pytest.TestReport(
        nodeid=f"test[{seed}]",
        location=("", None, ""),
        keywords={},
        outcome=outcome,
        longrepr=None,
        when="call",
        user_properties=list(known.items()),
    )


def test_a_line_counts_trials_and_names_those_that_failed() -> None:
    reports = [report(0, "passed"), report(1, "failed"), report(2, "skipped"), report(3, "failed")]
    assert line_of("killed crawls", reports) == (
        "killed crawls        1 of 3; 1 skipped; FAILED: seed 1 in build/chaos/1; seed 3 in build/chaos/3"
    )


def test_trials_that_do_several_are_counted_in_all() -> None:
    reports = [report(seed, "passed", **{COUNT: 20}) for seed in range(50)]
    assert line_of("killed loaders", reports) == "killed loaders       50 of 50; 1,000 in all"
