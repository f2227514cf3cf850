"""Which articles are copies of each other, across runs and sites, and who published first?

Signatures are cut into 64 bands; texts that share one are compared in full. Bands and pairs that were found are kept,
so that a load costs what it touched.
"""

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from warehouse.clusters import cluster
from warehouse.minhash import SIGNATURE_SIZE
from warehouse.statements import read_sql

# Estimated share of common word pairs from which two texts count as copies. Of 150 articles with three words in ten
# replaced 1 % lie under 0.17; of their 11,000 pairs of different articles none lies over 0.12 (one site's own notices).
MIN_SIMILARITY = 0.18
LEAST_EQUAL = round(MIN_SIMILARITY * SIGNATURE_SIZE)
# Pairs compared at a time: 64 Mi of numbers, a quarter of a gigabyte, are held for a moment otherwise.
PAIRS_AT_ONCE = 50_000

# Where all articles are touched, nothing need be looked up.
SHARED_OF_ALL = ("derive/21b_all_bands.sql", "derive/22_shared_band_of_all.sql")
SHARED = ("derive/21b_new_band.sql", "derive/22_shared_band.sql")

Codes = npt.NDArray[np.int64]


def derive_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the tables of copies up to date with `touched_article`; runs inside a transaction of `derive`."""
    connection.execute(read_sql("derive/20_forget_touched_copies.sql"))
    connection.execute(read_sql("derive/21_touched_band.sql"))
    everything = connection.execute(read_sql("derive/21a_all_touched.sql")).fetchone() == (True,)
    for name in SHARED_OF_ALL if everything else SHARED:
        connection.execute(read_sql(name))
    connection.execute(read_sql("derive/22a_copy_candidate.sql"))
    _keep_alike(connection)
    _derive_groups(connection)


def _keep_alike(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the candidates whose signatures agree in enough places into `copy_edge`."""
    connection.execute(read_sql("derive/23_copy_signature.sql"))
    signed: Any = connection.sql(read_sql("derive/24_copy_signatures.sql")).to_arrow_table()
    if not signed.num_rows:
        return
    flat: Any = signed.column("minhash").combine_chunks().flatten().to_numpy(zero_copy_only=False)
    signatures = flat.reshape(-1, SIGNATURE_SIZE)
    pairs = connection.execute(read_sql("derive/25_copy_candidates.sql")).fetchnumpy()
    for first, second, equal in _alike(signatures, pairs["a"].astype(np.int64), pairs["b"].astype(np.int64)):
        found = {"firsts": first.tolist(), "seconds": second.tolist(), "shares": (equal / SIGNATURE_SIZE).tolist()}
        connection.execute(read_sql("derive/26_copy_edge.sql"), found)


def _alike(signatures: npt.NDArray[np.uint32], a: Codes, b: Codes) -> Iterator[tuple[Codes, Codes, Codes]]:
    for start in range(0, len(a), PAIRS_AT_ONCE):
        first, second = a[start : start + PAIRS_AT_ONCE], b[start : start + PAIRS_AT_ONCE]
        equal = (signatures[first] == signatures[second]).sum(axis=1)
        alike = equal >= LEAST_EQUAL
        yield first[alike], second[alike], equal[alike]


def _derive_groups(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the groups of touched articles anew, and those that they join or leave."""
    connection.execute(read_sql("derive/26a_regrouped.sql"))
    connection.execute(read_sql("derive/26b_forget_groups.sql"))
    groups = cluster(connection.execute(read_sql("derive/27_copy_pairs.sql")).fetchall())
    connection.execute(read_sql("derive/28_cluster_of.sql"))
    ids = {"article_ids": list(groups), "cluster_ids": list(groups.values())}
    connection.execute(read_sql("derive/29_cluster_row.sql"), ids)
    connection.execute(read_sql("derive/29a_article_cluster.sql"))
    connection.execute(read_sql("derive/29b_article_copy.sql"))
