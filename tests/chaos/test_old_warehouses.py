"""Does every schema that ever was open today, with its rows, and answer as a new one does?"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.bench.invented_claims import write_invented_parts
from warehouse import migrate as migration
from warehouse.checks import content_hash, run_checks
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.minhash import minhash_of
from warehouse.open import open_for_writing
from warehouse.statements import list_sql, read_sql

VERSIONS = list_sql("migrations")
FIRST = 3  # content, history and what is derived came together
# What `derive` makes has to come out the same; bookkeeping is each warehouse's own.
ANSWERS = (
    "select * from articles order by article_id",
    "select * from claims order by article_id, claim_order",
    "select * from entities order by entity_id",
    "select * from contradictions order by claim_a, claim_b",
    "select * exclude cluster_id from copies order by article_id",
    "select * from claims_stand_on_several_sites order by proposition_id, polarity",
)
# Columns that came with a later migration have no values in warehouses from before it.
EMPTY_BEFORE = "update claim set time_value = null, time_kind = null, time_first = null, time_last = null"
OWN = {"schema_migration", "schema_view", "derivation", "changed_url"}


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = WarehouseFolder(tmp_path_factory.mktemp("today")).make()
    write_invented_parts(folder.parts, claims=1_200)
    with open_for_writing(folder) as connection:
        load_parts(connection, folder.parts)
        _sign(connection)
        connection.execute(EMPTY_BEFORE)
        derive(connection)
        yield connection


@pytest.mark.parametrize("newest", range(FIRST, len(VERSIONS) + 1), ids=VERSIONS[FIRST - 1 :])
def test_an_old_warehouse_answers_as_a_new_one(
    newest: int, today: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = WarehouseFolder(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(migration, "list_sql", lambda name: VERSIONS[:newest] if name == "migrations" else ())
        open_for_writing(folder).close()
    _fill(folder, today)
    with open_for_writing(folder) as connection:
        assert derive(connection) is True
        assert run_checks(connection) == []
        assert content_hash(connection) == content_hash(today)
        for answer in ANSWERS:
            assert connection.execute(answer).fetchall() == today.execute(answer).fetchall(), answer


def _sign(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the invented articles signatures of their texts, as a warehouse gets them that is brought up to date."""
    connection.create_function("minhash_of", minhash_of, ["VARCHAR"], "UINTEGER[]")
    connection.execute(read_sql("migrations/0012_signatures.sql"))
    connection.remove_function("minhash_of")


def _fill(folder: WarehouseFolder, today: duckdb.DuckDBPyConnection) -> None:
    """Give an old warehouse the rows that its loader would have loaded: those of the tables and columns that it has."""
    with duckdb.connect(folder.database) as old:
        tables = [name for (name,) in old.execute("select table_name from duckdb_tables()").fetchall()]
        for table in set(tables) - OWN - _derived():
            columns = ", ".join(row[0] for row in old.execute(f"describe {table}").fetchall())
            old.register("rows_of_today", today.sql(f"select {columns} from {table}").to_arrow_table())
            old.execute(f"insert into {table} by name from rows_of_today")
            old.unregister("rows_of_today")


def _derived() -> set[str]:
    return {
        "article_state",
        "article_copy",
        "entity",
        "contradiction",
        "entity_name",
        "entity_alias",
        "restated_claim",
        "restated_proposition",
        "claim_number",
        "single_answer",
        "copy_band",
        "copy_edge",
        "derived_to",
        "claim_place",
        "opposing_place",
        "opposing_claim",
    }
