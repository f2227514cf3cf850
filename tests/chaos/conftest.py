"""Loaders to be killed, starved and hindered, and warehouses that were left in peace to compare with."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import duckdb
import pytest

from tests.bench.invented_claims import write_invented_parts
from tests.chaos.loaders import Ending, Order
from warehouse.checks import content_hash, run_checks
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import loaded_chunks
from warehouse.open import open_for_writing
from warehouse.parts import list_parts

PARTS = 5
ARTICLES_OF_PART = 6
CLAIMS = PARTS * ARTICLES_OF_PART * 20
# What must hold of invented articles; their texts are one block, their scores have no ledger.
Obey = Callable[[Order], Ending]


@pytest.fixture(scope="session")
def peace(tmp_path_factory: pytest.TempPathFactory) -> WarehouseFolder:
    """Return a warehouse whose loader nobody disturbed, its parts still in place."""
    folder = WarehouseFolder(tmp_path_factory.mktemp("peace")).make()
    write_invented_parts(folder.parts, claims=CLAIMS, articles_of_part=ARTICLES_OF_PART)
    with loaders() as obey:
        assert obey(Order(path=str(folder.path))).code == 0
    return folder


@pytest.fixture
def waiting(peace: WarehouseFolder, tmp_path: Path) -> WarehouseFolder:
    """Return a warehouse folder with the same parts and nothing loaded."""
    folder = WarehouseFolder(tmp_path / "waiting").make()
    shutil.copytree(peace.parts, folder.parts, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def obey() -> Iterator[Obey]:
    """Yield what runs a loader and tells how it ended."""
    with loaders() as order:
        yield order


class loaders:  # noqa: N801 - used like a function
    """The process that runs loaders, while the block lasts."""

    def __init__(self, preload: Path | None = None) -> None:
        """Prepare it; a library may be preloaded."""
        self.environment = {**os.environ, **({"LD_PRELOAD": str(preload)} if preload else {})}

    def __enter__(self) -> Obey:
        """Start it."""
        command = [sys.executable, "-m", "tests.chaos.loaders"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment
        )
        return self._order

    def __exit__(self, *_: object) -> None:
        """Let it end."""
        self.process.communicate()

    def _order(self, order: Order) -> Ending:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asdict(order)) + "\n")
        self.process.stdin.flush()
        return Ending(**json.loads(self.process.stdout.readline()))


def assert_same(folder: WarehouseFolder, peace: WarehouseFolder) -> None:
    """Hold that nothing is lost, nothing doubled and nothing left to do, and that analysts see it all."""
    with open_for_writing(folder) as disturbed:
        assert run_checks(disturbed) == []
        assert loaded_chunks(disturbed) == {part.chunk_id for part in list_parts(peace.parts)}
        assert derive(disturbed) is False
        hashed = content_hash(disturbed)
    for place in (folder, peace):
        with duckdb.connect(place.snapshot.resolve(), read_only=True) as snapshot:
            assert content_hash(snapshot) == hashed
