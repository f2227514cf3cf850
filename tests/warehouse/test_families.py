"""Which articles of several sites were made after one pattern."""

from typing import Any

import duckdb
import pytest

from warehouse.statements import read_sql

FARM_PATHS = (
    "html/body/header[1]/nav[1]",
    "html/body/aside[1]/p[2]",
    "html/body/div[1]/ol[1]/li[3]",
    "html/body/footer[1]",
)
PAPER_PATHS = ("html/body/nav[1]", "html/body/main/section[1]", "html/body/main/aside[2]", "html/body/div[9]/p[1]")
FIELDS = ("name", "email", "phone", "birthdate", "company")
CALLS = "2 calls to action: “share your thoughts”, “explore more of our”"


def add(
    connection: duckdb.DuckDBPyConnection,
    site: str,
    *,
    paths: tuple[str, ...] = FARM_PATHS,
    fields: tuple[str, ...] = FIELDS,
    calls: str = "no calls to action in the text",
    number: int = 1,
) -> None:
    """Put one article with its traits into the tables."""
    name = f"{site}/{number}"
    connection.execute(
        "insert into article (article_id, url, site, page_class, author_verdict)"
        " values ($name, $name, $site, 'article', 'generated')",
        {"name": name, "site": site},
    )
    connection.execute(
        "insert into article_state (article_id, url, is_newest, cluster_id) values ($name, $name, true, $name)",
        {"name": name},
    )
    for order, path in enumerate(paths):
        connection.execute(
            "insert into block (article_id, block_order, path, label, kept, hidden)"
            " values (?, ?, ?, 'other', false, false)",
            [name, order, path],
        )
    connection.execute(
        "insert into author (author_id, article_id, author_order, fields)"
        " select ?, ?, 0, list_transform(?, lambda field: struct_pack(field := field, value := 'x'))",
        [name, name, list(fields)],
    )
    connection.execute(
        "insert into signal (article_id, signal, reason, points) values (?, 'calls_to_action', ?, 0)", [name, calls]
    )


def derive_traits(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "create or replace temp table touched_article as"
        " select article_id, 1 as sign, false as is_new, article.page_class"
        " from article_state inner join article using (article_id)"
    )
    connection.execute(read_sql("derive/60_forget_traits.sql"))
    connection.execute(read_sql("derive/61_article_trait.sql"))


def families(connection: duckdb.DuckDBPyConnection) -> list[Any]:
    return connection.execute("select traits, site_names, articles from families").fetchall()


@pytest.mark.parametrize(
    ("second", "traits"),
    [
        pytest.param({}, "skeleton and author profile", id="skeleton and profile"),
        pytest.param({"fields": ("name",), "calls": CALLS}, "skeleton and calls", id="skeleton and calls"),
        pytest.param({"paths": PAPER_PATHS, "calls": CALLS}, "author profile and calls", id="profile and calls"),
        pytest.param({"fields": ("name",)}, None, id="skeleton alone"),
        pytest.param({"paths": PAPER_PATHS}, None, id="profile alone"),
        pytest.param({"paths": PAPER_PATHS, "fields": ("name",), "calls": CALLS}, None, id="calls alone"),
    ],
)
def test_two_traits_of_three_make_a_family(
    connection: duckdb.DuckDBPyConnection, second: dict[str, Any], traits: str | None
) -> None:
    add(connection, "farm.example", calls=str(second.get("calls", "none")))
    add(connection, "mill.example", **second)
    derive_traits(connection)
    assert families(connection) == ([(traits, ["farm.example", "mill.example"], 2)] if traits else [])


def test_one_site_is_no_family(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, "farm.example", number=1)
    add(connection, "farm.example", number=2)
    derive_traits(connection)
    assert families(connection) == []


def test_other_profiles_of_the_same_skeleton_belong_to_the_family(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, "farm.example")
    add(connection, "mill.example")
    add(connection, "mill.example", number=2, fields=("name", "job", "bio", "address"))
    add(connection, "paper.example", paths=PAPER_PATHS, fields=("name", "email"))
    derive_traits(connection)
    assert families(connection) == [("skeleton and author profile", ["farm.example", "mill.example"], 3)]


def test_numbers_of_elements_do_not_make_another_skeleton(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, "farm.example")
    add(connection, "mill.example", paths=tuple(path.replace("1]", "7]") for path in FARM_PATHS))
    derive_traits(connection)
    assert len(families(connection)) == 1


def test_traits_of_what_is_no_longer_the_newest_are_forgotten(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, "farm.example")
    derive_traits(connection)
    connection.execute(
        "create or replace temp table touched_article as"
        " select 'farm.example/1' as article_id, -1 as sign, false as is_new, null as page_class"
    )
    connection.execute(read_sql("derive/60_forget_traits.sql"))
    connection.execute(read_sql("derive/61_article_trait.sql"))
    assert connection.execute("select count(*) from article_trait").fetchone() == (0,)
