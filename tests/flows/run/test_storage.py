"""Files shared with workers elsewhere arrive whole; what fails says where."""

from pathlib import Path
from uuid import uuid4

import pytest

from extractors.errors import StorageError
from flows.run.storage import Storage, fetch_folder, put_folder


@pytest.fixture
def elsewhere() -> Storage:
    return Storage(f"memory://{uuid4().hex}")


def test_a_path_is_used_in_place(tmp_path: Path) -> None:
    assert Storage(str(tmp_path)).folder == tmp_path
    assert Storage(tmp_path.as_uri()).folder == tmp_path


def test_a_file_arrives_as_it_was(elsewhere: Storage, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00page")
    elsewhere.put(tmp_path / "a", "warc/a")
    elsewhere.fetch("warc/a", tmp_path / "there" / "a")

    assert elsewhere.folder is None
    assert elsewhere.holds("warc/a")
    assert (tmp_path / "there" / "a").read_bytes() == b"\x00page"


def test_a_folder_arrives_as_it_was(elsewhere: Storage, tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.mkdir()
    for name in ("claim.parquet", "part.json"):
        (part / name).write_text(name)
    put_folder(elsewhere, part, "parts/x", last="part.json")
    fetch_folder(elsewhere, "parts/x", tmp_path / "copy")

    assert {path.name: path.read_text() for path in (tmp_path / "copy").iterdir()} == {
        "claim.parquet": "claim.parquet",
        "part.json": "part.json",
    }
    elsewhere.remove("parts/x")
    assert elsewhere.names("parts") == []


def test_a_file_that_is_not_there_is_named(elsewhere: Storage, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"storage memory://.*: warc/gone: FileNotFoundError"):
        elsewhere.fetch("warc/gone", tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_an_address_of_no_known_kind_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="storage nowhere://x"):
        Storage("nowhere://x").fetch("a", tmp_path / "a")
