"""Is the schema what the code thinks it is?"""

from pathlib import Path

import duckdb
import pytest

from extractors.errors import WarehouseError
from warehouse.layout import WarehouseFolder
from warehouse.migrate import migrate
from warehouse.minhash import minhash_of
from warehouse.open import open_for_writing
from warehouse.statements import list_sql
from warehouse.tables import SCHEMAS

VIEWS = [
    "sources",
    "articles",
    "blocks",
    "authors",
    "entities",
    "claims",
    "contradictions",
    "copies",
    "signals",
    "runs",
    "failures",
]
MACROS = ["why", "removed_from", "claims_about", "said_by", "copies_of", "drift", "evidence"]
# How Arrow's types are called in DuckDB.
TYPES = {"string": "VARCHAR", "int32": "INTEGER", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN"}


def test_migrations_are_applied_once(folder: WarehouseFolder) -> None:
    with open_for_writing(folder) as connection:
        assert migrate(connection) == ()
        applied = connection.execute("select name from schema_migration order by name").fetchall()
    assert [name for (name,) in applied] == list(list_sql("migrations"))


def test_an_edited_migration_is_an_error(folder: WarehouseFolder) -> None:
    with open_for_writing(folder) as connection:
        connection.execute("update schema_migration set sha256 = 'old' where name like '%0001%'")
    with pytest.raises(WarehouseError, match=r"0001_content.sql: the migration was edited"):
        open_for_writing(folder)


def test_a_warehouse_of_a_newer_winnow_is_left_alone(folder: WarehouseFolder) -> None:
    with open_for_writing(folder) as connection:
        connection.execute("insert into schema_migration values ('migrations/9999_later.sql', 'x', now())")
    with pytest.raises(WarehouseError, match=r"9999_later.sql: a newer winnow made this warehouse"):
        open_for_writing(folder)


def test_signatures_made_in_an_older_way_are_made_anew(folder: WarehouseFolder) -> None:
    text = " ".join(f"weathered{number} boat" for number in range(30))
    with open_for_writing(folder) as connection:
        connection.execute(
            "insert into article (article_id, text, minhash) values ('a', $1, [1, 2]), ('b', $1, null)", [text]
        )
        connection.execute("delete from schema_migration where name like '%0012%'")
    with open_for_writing(folder) as connection:
        found = connection.execute("select minhash from article order by article_id").fetchall()
    assert found == [(minhash_of(text),), (None,)]


def test_views_are_renewed_when_they_changed(folder: WarehouseFolder) -> None:
    with open_for_writing(folder) as connection:
        connection.execute("drop view failures")
        connection.execute("update schema_view set sha256 = 'old'")
    with open_for_writing(folder) as connection:
        assert connection.execute("select count(*) from failures").fetchone() == (0,)


def test_every_table_view_and_column_has_a_comment(connection: duckdb.DuckDBPyConnection) -> None:
    for query in (
        "select table_name from duckdb_tables() where comment is null",
        "select view_name from duckdb_views() where comment is null and not internal",
        "select table_name, column_name from duckdb_columns() where comment is null and not internal",
    ):
        assert connection.execute(query).fetchall() == []


def test_every_public_name_is_there(connection: duckdb.DuckDBPyConnection) -> None:
    views = connection.execute("select view_name, comment from duckdb_views() where not internal").fetchall()
    assert set(VIEWS) <= {name for name, comment in views if comment}
    macros = connection.execute("select function_name from duckdb_functions() where not internal").fetchall()
    assert set(MACROS) <= {name for (name,) in macros}


# What tells the loader which row of a part counts.
PART_ONLY = {"chunk_id", "state_order"}


@pytest.mark.parametrize("table", SCHEMAS)
def test_parts_have_the_columns_of_their_table(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    found = connection.execute(f"describe {table}").fetchall()
    schema = SCHEMAS[table]
    assert {column[0] for column in found} == set(schema.names) - PART_ONLY
    for name, kind, *_ in found:
        arrow = str(schema.field(name).type)
        if arrow in TYPES:
            assert kind == TYPES[arrow], name


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"hello" * 3000, "this is not a DuckDB file"), (b"", None)],
    ids=["other bytes", "an empty file"],
)
def test_a_file_of_another_kind_is_named(folder: WarehouseFolder, content: bytes, message: str | None) -> None:
    folder.database.write_bytes(content)
    if message is None:
        open_for_writing(folder).close()
        return
    with pytest.raises(WarehouseError, match=message):
        open_for_writing(folder)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WarehouseError, match="file"):
        open_for_writing(WarehouseFolder(tmp_path / "file"))
