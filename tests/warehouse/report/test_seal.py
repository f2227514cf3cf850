"""A report stands as long as it is whole and would say the same."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.warehouse.report import sample
from warehouse.report.build import build_report, is_up_to_date
from warehouse.report.seal import SEAL

MADE = "2026-11-22 06:03 UTC"
LEAVES = (sample.HERALD, sample.FIRST, sample.WALL)
CHANGED = replace(sample.FIRST, blocks=(("content", sample.COPIED + " Then it rained.", ""),))
REFUSED = sample.FAILURES[:1]
GONE = sample.FAILURES[:2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a snapshot and the report of it."""
    snapshot = sample.fill(tmp_path_factory.mktemp("warehouse"), LEAVES, REFUSED)
    return snapshot, build_report(snapshot, tmp_path_factory.mktemp("report") / "out", generated_at=MADE).parent


@pytest.fixture
def copy(made: tuple[Path, Path], tmp_path: Path) -> Path:
    """Return a copy of the report, to be damaged."""
    return Path(shutil.copytree(made[1], tmp_path / "out"))


def test_a_report_stands_until_something_new_is_read(made: tuple[Path, Path]) -> None:
    assert is_up_to_date(*made)


def test_a_page_that_was_seen_again_is_nothing_new(made: tuple[Path, Path], tmp_path: Path) -> None:
    later = sample.fill(tmp_path, LEAVES, REFUSED, again=LEAVES)
    assert is_up_to_date(later, made[1])


@pytest.mark.parametrize(
    ("leaves", "failures", "again"),
    [
        ((*LEAVES, sample.FARM), REFUSED, ()),
        (LEAVES, REFUSED, (CHANGED,)),
        (LEAVES[1:], REFUSED, ()),
        (LEAVES, GONE, ()),
        (LEAVES, (), ()),
    ],
    ids=["a new page", "a changed page", "a page less", "a new failure", "a failure less"],
)
def test_what_is_new_asks_for_a_new_report(
    leaves: tuple[sample.Leaf, ...],
    failures: tuple[tuple[str, str, str], ...],
    again: tuple[sample.Leaf, ...],
    made: tuple[Path, Path],
    tmp_path: Path,
) -> None:
    assert not is_up_to_date(sample.fill(tmp_path, leaves, failures, again=again), made[1])


def lose(path: Path) -> None:
    path.unlink()


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [lose, halve])
@pytest.mark.parametrize("name", ["index.html", "report.css", "s", "a"])
def test_a_damaged_report_is_not_taken_for_a_whole_one(
    name: str, damage: Callable[[Path], None], copy: Path, made: tuple[Path, Path]
) -> None:
    place = copy / name
    damage(next(place.iterdir()) if place.is_dir() else place)
    assert not is_up_to_date(made[0], copy)


def test_a_report_whose_seal_was_cut_off_is_not_taken_for_a_whole_one(copy: Path, made: tuple[Path, Path]) -> None:
    assert is_up_to_date(made[0], copy)
    halve(copy / SEAL)
    assert not is_up_to_date(made[0], copy)
    build_report(made[0], copy, generated_at=MADE)
    assert is_up_to_date(made[0], copy)


def test_a_report_of_a_part_is_not_that_of_all(made: tuple[Path, Path], tmp_path: Path) -> None:
    part = build_report(made[0], tmp_path / "out", generated_at=MADE, scope="since 2026-10-01").parent
    assert not is_up_to_date(made[0], part)


def test_where_there_is_no_report_none_stands(made: tuple[Path, Path], tmp_path: Path) -> None:
    assert not is_up_to_date(made[0], tmp_path / "nowhere")
