"""Do rows reach the loader whole, or not at all?"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from extractors.errors import WarehouseError
from warehouse.parts import list_parts, read_part, remove_drafts, remove_parts, write_part


def test_a_part_is_one_file_for_each_table_with_rows(tmp_path: Path, kit: Any) -> None:
    part = write_part(tmp_path, "chunk", [kit.read(kit.sample[0])], recipe_id="r", key=kit.key)
    assert part.rows["article"] == 1
    assert "personal_datum" not in part.rows
    assert {path.stem for path in part.path.glob("*.parquet")} == set(part.rows)
    assert set(pq.read_table(part.file("block"))["chunk_id"].to_pylist()) == {"chunk"}
    assert read_part(part.path) == part
    assert list_parts(tmp_path) == [part]


def test_a_part_that_is_there_stays_as_it_is(tmp_path: Path, kit: Any) -> None:
    first = write_part(tmp_path, "chunk", [kit.read(kit.sample[0])], key=kit.key)
    assert write_part(tmp_path, "chunk", [kit.read(spec) for spec in kit.sample], key=kit.key) == first


def test_what_a_killed_worker_left_is_no_part(tmp_path: Path, kit: Any) -> None:
    write_part(tmp_path, "chunk", [kit.read(kit.sample[0])], key=kit.key)
    (tmp_path / ".other.99").mkdir()
    (tmp_path / "half").mkdir()
    assert [part.chunk_id for part in list_parts(tmp_path)] == ["chunk"]
    remove_drafts(tmp_path)
    assert not list(tmp_path.glob(".*"))


def test_loaded_parts_are_removed(tmp_path: Path, kit: Any) -> None:
    remove_parts([write_part(tmp_path, "chunk", runs=[kit.run()])])
    assert list(tmp_path.iterdir()) == []


def test_no_parts_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert list_parts(tmp_path / "nowhere") == []


@pytest.mark.parametrize("chunk_id", ["../up", "", ".hidden", "a/b", "x" * 129, "ä"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, chunk_id: str) -> None:
    with pytest.raises(WarehouseError, match="cannot name a part"):
        write_part(tmp_path, chunk_id)


def test_a_lone_surrogate_does_not_stop_the_page(tmp_path: Path, kit: Any) -> None:
    reading = kit.read(kit.sample[0])
    broken = replace(
        reading, article=replace(reading.article, metadata=replace(reading.article.metadata, title="a\ud800b"))
    )
    part = write_part(tmp_path, "chunk", [broken], key=kit.key)
    assert pq.read_table(part.file("article"))["title"].to_pylist() == ["a?b"]


def test_a_disk_that_refuses_is_named(tmp_path: Path, kit: Any) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WarehouseError, match="the rows cannot be written"):
        write_part(tmp_path / "file", "chunk", runs=[kit.run()])
