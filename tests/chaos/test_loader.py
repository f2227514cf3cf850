"""Does a loader that is killed, starved of space or failed by the system leave everything whole?"""

import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractors.errors import RunError
from flows.exit_codes import ExitCode, exit_code_of
from tests.chaos.conftest import Obey, assert_same, loaders
from tests.chaos.loaders import Order
from tests.trials import COUNT, trials
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.snapshot import publish

KILLS = 20
REOPEN_S = 5.0
MOST_CALLS = 3_000


@trials("killed loaders", few=1, many=50)
def test_killed_at_any_moment_it_converges(
    seed: int,
    waiting: WarehouseFolder,
    peace: WarehouseFolder,
    obey: Obey,
    record_property: Callable[[str, object], None],
) -> None:
    whole_s = obey(Order(path=str(waiting.path))).seconds
    moments = random.Random(seed)
    killed = 0
    while killed < KILLS:
        ending = obey(Order(path=str(waiting.path), kill_after_s=moments.uniform(0, whole_s)))
        killed += ending.killed
        if ending.code == 0:  # it was done before the kill: once more from nothing
            assert_same(waiting, peace)
            shutil.rmtree(waiting.database.parent)
        else:
            assert ending.killed
            began = time.perf_counter()
            open_for_writing(waiting).close()
            assert time.perf_counter() - began < REOPEN_S
    ending = obey(Order(path=str(waiting.path)))
    assert ending.code == 0
    assert_same(waiting, peace)
    record_property(COUNT, killed)


@pytest.mark.trial(kind="failing calls")
@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.chaos)], ids=["some calls", "every call"])
@pytest.mark.timeout(7_200)
def test_failed_at_its_nth_call_it_goes_on(
    step: int,
    waiting: WarehouseFolder,
    peace: WarehouseFolder,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    with loaders(preload=_compiled(tmp_path)) as obey:
        codes = []
        for number in range(0, MOST_CALLS, step):
            ending = obey(Order(path=str(waiting.path), fail_after=number))
            assert ending.code in (ExitCode.OK, ExitCode.LIMITS), number
            assert ending.code == ExitCode.OK or ending.call_failed
            codes.append(ending.code)
            assert obey(Order(path=str(waiting.path))).code == 0, number
            assert_same(waiting, peace)
            if not ending.call_failed:
                break
            _begin_again(waiting)
        assert not ending.call_failed, "more calls than expected"
        assert codes.count(ExitCode.LIMITS) > len(codes) / 2
        record_property(COUNT, len(codes))


@pytest.mark.trial(kind="disks")
def test_on_a_small_disk_it_says_so_and_goes_on_when_there_is_space(
    waiting: WarehouseFolder, peace: WarehouseFolder, tmp_path: Path
) -> None:
    with _disk(tmp_path / "disk", "2m") as place:
        folder = _moved(waiting, place)
        assert _code_of_loading(folder) == ExitCode.LIMITS
        _mount("-o", "remount,size=60m", str(place))
        assert _code_of_loading(folder) == ExitCode.OK
        assert_same(folder, peace)


@pytest.mark.trial(kind="disks")
def test_on_a_read_only_disk_it_says_so_and_goes_on_when_it_is_none(
    waiting: WarehouseFolder, peace: WarehouseFolder, tmp_path: Path
) -> None:
    with _disk(tmp_path / "disk", "60m") as place:
        folder = _moved(waiting, place)
        _mount("-o", "remount,ro", str(place))
        assert _code_of_loading(folder) == ExitCode.LIMITS
        _mount("-o", "remount,rw", str(place))
        assert _code_of_loading(folder) == ExitCode.OK
        assert_same(folder, peace)


def _begin_again(folder: WarehouseFolder) -> None:
    shutil.rmtree(folder.database.parent)
    shutil.rmtree(folder.snapshots)
    folder.snapshot.unlink(missing_ok=True)


def _compiled(folder: Path) -> Path:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler to make the library that fails calls")
    library = folder / "fail_nth.so"
    source = Path(__file__).with_name("fail_nth.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


@contextmanager
def _disk(place: Path, size: str) -> Iterator[Path]:
    """Mount a disk in memory of this size, or skip where that is not allowed."""
    place.mkdir()
    try:
        _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


def _moved(waiting: WarehouseFolder, place: Path) -> WarehouseFolder:
    """Return a warehouse on the disk whose parts lie elsewhere."""
    (place / "warehouse").mkdir()
    (place / "warehouse" / "parts").symlink_to(waiting.parts)
    return WarehouseFolder(place / "warehouse")


def _code_of_loading(folder: WarehouseFolder) -> int:
    """Return the code that a command would end with that loads and publishes."""
    try:
        with open_for_writing(folder) as connection:
            load_parts(connection, folder.parts)
            derive(connection)
            publish(connection, folder)
    except RunError as error:
        return int(exit_code_of(error))
    return 0
