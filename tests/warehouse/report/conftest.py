"""A small warehouse about invented places and people, filled through the real loader."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.warehouse.report import sample


@pytest.fixture(scope="session")
def fill_warehouse() -> Callable[..., Path]:
    """Return the function that fills a warehouse with pages written by hand."""
    return sample.fill


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a published snapshot of five pages of three sites, with two failures."""
    leaves = (sample.FARM, sample.HERALD, sample.FIRST, sample.SECOND, sample.WALL)
    return sample.fill(tmp_path_factory.mktemp("warehouse"), leaves, sample.FAILURES)
