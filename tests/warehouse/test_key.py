"""Is the key of personal data made once and kept to its owner?"""

from pathlib import Path

import pytest

from extractors.errors import WarehouseError
from warehouse.key import read_key


def test_the_key_is_made_once_and_open_to_its_owner_alone(tmp_path: Path) -> None:
    first = read_key(tmp_path / "key")
    assert len(first) == 32
    assert read_key(tmp_path / "key") == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_a_key_that_was_cut_short_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(WarehouseError, match=r"5 bytes, expected 32; put the old file back"):
        read_key(tmp_path / "key")


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="No such file"):
        read_key(tmp_path / "nowhere" / "key")
