"""What do several pages say together? Tables that follow what was loaded, for the addresses that a load touched.

A load notes its addresses in `changed_url`. From them follow the articles that became or ceased to be the newest of
their address, from those the things, propositions and numbers whose rows are made anew. Rows of claims and names are
only ever added, so those of new articles stand behind a place that is remembered, and older claims of a proposition at
places that are: a load costs what it brought, whatever the warehouse holds. Where all has to be made anew (another way
to derive, other facts about relations, recipes used in another order), every address counts as touched.
"""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.copies import derive_copies
from warehouse.open import transaction
from warehouse.statements import hash_sql, list_sql, read_sql
from warehouse.trouble import explain

STATES = (
    "derive/01_state_before.sql",
    "derive/02_forget_states.sql",
    "derive/03_article_state.sql",
    "derive/04_touched_article.sql",
)
TOUCHED = (
    "derive/05_first_rows.sql",
    "derive/06_touched_claim.sql",
    "derive/07_touched_name.sql",
)
TRAITS = ("derive/60_forget_traits.sql", "derive/61_article_trait.sql")
CLAIMS_AND_NAMES = (
    "derive/30_entity_name.sql",
    "derive/31_entity_alias.sql",
    "derive/32_touched_entity.sql",
    "derive/33_entity.sql",
    "derive/40_touched_proposition.sql",
    "derive/40a_claim_place.sql",
    "derive/40b_stated_place.sql",
    "derive/41_forget_restated.sql",
    "derive/42_restated_claim.sql",
    "derive/42b_restated_proposition.sql",
    "derive/43_contradiction.sql",
    "derive/44_opposing_claim.sql",
    "derive/45_opposed_relation.sql",
    "derive/50_forget_numbers.sql",
    "derive/51_claim_number.sql",
    "derive/52_forget_answers.sql",
    "derive/53_single_answer.sql",
    "derive/80_derived_to.sql",
)


def derive(connection: duckdb.DuckDBPyConnection) -> bool:
    """Bring the derived tables up to date; return False where nothing was loaded since they were made."""
    if not _is_needed(connection):
        return False
    place = connection.execute(read_sql("schema/database_path.sql")).fetchone()
    try:
        _derive_all(connection, _recipes(connection))
    except duckdb.Error as error:
        raise explain(error, Path(place[0] if place and place[0] else "warehouse")) from error
    return True


def _derive_all(connection: duckdb.DuckDBPyConnection, recipes: list[str]) -> None:
    with transaction(connection):
        if _must_begin_anew(connection, recipes):
            connection.execute(read_sql("derive/00_empty.sql"))
        _execute_all(connection, STATES + TOUCHED)
        derive_copies(connection)
        _execute_all(connection, TRAITS)
        _execute_all(connection, CLAIMS_AND_NAMES)
        values = {"derived_at": datetime.now(UTC), "sql_sha256": _way(), "recipes": recipes}
        connection.execute(read_sql("derive/90_done.sql"), values)


def _is_needed(connection: duckdb.DuckDBPyConnection) -> bool:
    needed = connection.execute(read_sql("schema/derivation_needed.sql"), {"sql_sha256": _way()}).fetchone()
    return needed == (True,)


def _must_begin_anew(connection: duckdb.DuckDBPyConnection, recipes: list[str]) -> bool:
    """Return whether rows of untouched addresses may be wrong: the recipes that they know are in another order now."""
    stands = connection.execute(read_sql("schema/derivation_stands.sql")).fetchone()
    if stands is None or stands[0] != _way():
        return True
    known = list(stands[1] or ())
    return [recipe for recipe in recipes if recipe in known] != known


def _recipes(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [recipe for (recipe,) in connection.execute(read_sql("schema/recipes_by_use.sql")).fetchall()]


def _way() -> str:
    """Return a hash of how the tables are made, and what from: after an upgrade they are made anew."""
    return hash_sql(*list_sql("derive"), *list_sql("migrations"))


def _execute_all(connection: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    for name in names:
        connection.execute(read_sql(name))
