"""Which promises are tried again and again, and how often was each of them kept?

`@trials("killed crawls", few=3, many=100)` gives a test its `seed`: the few in every run of the tests, all of them with
`make chaos`. A mark `trial(kind="hostile servers")` names the kind of tests that have other parameters. `make chaos`
ends with a line for each kind: its seeds that failed are named, and the folder that each of them worked in is kept.
"""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

KIND, NAME, FOLDER, COUNT = "trial", "trial name", "trial folder", "trial count"


def trials(kind: str, *, few: int, many: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that runs a test with the seeds from 0 on, those from `few` on with `make chaos` alone."""
    seeds = [*range(few), *(pytest.param(seed, marks=pytest.mark.chaos) for seed in range(few, many))]

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        return pytest.mark.trial(kind=kind)(
            pytest.mark.parametrize("seed", seeds, ids=lambda seed: f"seed {seed}")(test)
        )

    return decorate


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note of a trial's report what it is of and where it worked."""
    report = yield
    if (mark := item.get_closest_marker("trial")) is not None:
        name = item.callspec.id if isinstance(item, pytest.Function) and hasattr(item, "callspec") else item.name
        folder = item.funcargs.get("tmp_path", "") if isinstance(item, pytest.Function) else ""
        report.user_properties += [(KIND, mark.kwargs["kind"]), (NAME, name), (FOLDER, str(folder))]
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Write a line a kind, where all trials were asked for."""
    if "trial" not in config.option.markexpr:
        return
    stats: dict[str, list[Any]] = terminalreporter.stats
    by_kind: dict[str, list[pytest.TestReport]] = {}
    for report in (each for outcome in stats.values() for each in outcome if isinstance(each, pytest.TestReport)):
        kind = dict(report.user_properties).get(KIND)
        if kind is not None and (report.when == "call" or not report.passed):
            by_kind.setdefault(str(kind), []).append(report)
    terminalreporter.section("trials")
    for kind, found in sorted(by_kind.items()):
        terminalreporter.write_line(line_of(kind, found))


def line_of(kind: str, reports: Sequence[pytest.TestReport]) -> str:
    """Return how many trials of a kind kept their promise, which did not, and how much those did that do several."""
    passed = sum(report.passed for report in reports)
    skipped = sum(report.skipped for report in reports)
    failed = [_about(report) for report in reports if report.failed]
    counted = sum(int(str(value)) for report in reports for name, value in report.user_properties if name == COUNT)
    notes = {f"{counted:,} in all": counted, f"{skipped} skipped": skipped, f"FAILED: {'; '.join(failed)}": failed}
    said = "".join(f"; {note}" for note, is_said in notes.items() if is_said)
    return f"{kind:<20} {passed} of {passed + len(failed)}{said}"


def _about(report: pytest.TestReport) -> str:
    known = dict(report.user_properties)
    return f"{known[NAME]}{f' in {Path(str(known[FOLDER]))}' if known[FOLDER] else ''}"
