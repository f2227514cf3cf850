"""Which rows have been kept for as long as the settings say, and how do they go?

A table is named with its days; what is not named is kept. With an article goes everything of its page.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import duckdb

from warehouse.forget import Moved, count_rows, erase_pages
from warehouse.open import transaction
from warehouse.statements import read_sql

# Tables of history that are shortened row by row; `article` goes page by page.
HISTORY = ("fetch_log", "failure", "personal_datum")
TABLES = ("article", *HISTORY)


def expired_pages(connection: duckdb.DuckDBPyConnection, keep_days: Mapping[str, int], *, now: datetime) -> list[str]:
    """Return the addresses of pages that nobody has seen for longer than articles are kept."""
    if "article" not in keep_days:
        return []
    before = now - timedelta(days=keep_days["article"])
    return [url for (url,) in connection.execute(read_sql("expire/article.sql"), {"before": before}).fetchall()]


def delete_expired(
    connection: duckdb.DuckDBPyConnection,
    keep_days: Mapping[str, int],
    *,
    urls: Sequence[str],
    moved: Sequence[Moved],
    now: datetime,
) -> Mapping[str, int]:
    """Delete the rows of the pages and what else is too old, all or nothing; return how many rows went, by table.

    No tombstone is left: a page that is still published may come again. `moved` tells where kept WARC records stand.
    """
    before = count_rows(connection)
    with transaction(connection):
        erase_pages(connection, urls, moved)
        for table in HISTORY:
            if table in keep_days:
                day = now - timedelta(days=keep_days[table])
                connection.execute(read_sql(f"expire/{table}.sql"), {"before": day})
    after = count_rows(connection)
    return {name: before[name] - after[name] for name in TABLES}
