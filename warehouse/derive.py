"""What do several pages say together? Tables that are made anew after every load."""

from datetime import UTC, datetime

import duckdb

from warehouse.clusters import cluster
from warehouse.minhash import SIGNATURE_SIZE
from warehouse.open import transaction
from warehouse.statements import hash_sql, list_sql, read_sql

# Estimated share of common 5-word runs from which two texts count as copies. Lightly rewritten copies on the sample
# sites have 0.39 to 0.48 with their originals, unrelated texts at most 0.05.
MIN_SIMILARITY = 0.3
LEAST_EQUAL = round(MIN_SIMILARITY * SIGNATURE_SIZE)


def derive(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the derived tables anew; return False where nothing was loaded since they were made."""
    if not _is_needed(connection):
        return False
    with transaction(connection):
        connection.execute(read_sql("derive/00_empty.sql"))
        connection.execute(read_sql("derive/10_article_state.sql"))
        _derive_clusters(connection)
        for name in ("derive/30_entity.sql", "derive/40_contradiction.sql", "derive/41_opposed_relation.sql"):
            connection.execute(read_sql(name))
        connection.execute(read_sql("derive/90_done.sql"), {"derived_at": datetime.now(UTC), "sql_sha256": _way()})
    return True


def _is_needed(connection: duckdb.DuckDBPyConnection) -> bool:
    needed = connection.execute(read_sql("schema/derivation_needed.sql"), {"sql_sha256": _way()}).fetchone()
    return needed == (True,)


def _way() -> str:
    """Return a hash of how the tables are made: after an upgrade they are made anew."""
    return hash_sql(*list_sql("derive"))


def _derive_clusters(connection: duckdb.DuckDBPyConnection) -> None:
    pairs = connection.execute(read_sql("derive/20_copy_edges.sql"), {"least_equal": LEAST_EQUAL}).fetchall()
    groups = cluster(pairs)
    connection.execute(read_sql("derive/21_cluster_of.sql"))
    connection.execute(
        read_sql("derive/22_cluster_row.sql"),
        {"article_ids": list(groups), "cluster_ids": list(groups.values())},
    )
    connection.execute(read_sql("derive/23_article_cluster.sql"))
    connection.execute(read_sql("derive/24_article_copy.sql"))
