"""Is a persona recognised across pages and sites, and does a site alone convict nobody?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from warehouse.audits import run_audit
from warehouse.layout import WarehouseFolder

Fill = Callable[..., dict[str, int]]
NAMES = ("Elva Gusikowski", "Ludie Schamberger", "Nyah Leffler", "Adaline Reichel")


def rows_of(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    answer = run_audit(connection, name)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


@pytest.fixture
def farm(connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any) -> None:
    """Fill the warehouse with four pages of a site that signs each with another generated name, and a real one."""
    page = kit.sample[3]
    urls = [f"https://farm.example/{number}" for number in range(4)]
    pages = [replace(page, url=url) for url in urls]
    fill(connection, folder, [*pages, kit.sample[0]])
    for url, name in zip(urls, NAMES, strict=True):
        connection.execute(
            "update author set name = $name where article_id in (select article_id from article where url = $url)",
            {"name": name, "url": url},
        )


def list_names(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into author_evidence (author_id, article_id, evidence_order, sign, field, detail, weight) "
        "select author_id, article_id, 9, 'name_of_list', 'name', 'both names stand in one list', 0.0 "
        "from author where verdict = 'generated'"
    )


@pytest.mark.usefixtures("farm")
def test_a_site_of_many_generated_names_is_found(connection: duckdb.DuckDBPyConnection) -> None:
    (site,) = rows_of(connection, "personas_of_sites")
    assert (site["site"], site["verdict"], site["generated"], site["chance"]) == ("farm.example", "generated", 4, None)


@pytest.mark.usefixtures("farm")
def test_names_of_one_list_have_a_chance_by_the_names_of_other_sites(connection: duckdb.DuckDBPyConnection) -> None:
    list_names(connection)
    (site,) = rows_of(connection, "personas_of_sites")
    elsewhere = connection.execute("select listed_elsewhere from persona_sites where site = 'farm.example'").fetchone()
    assert site["listed"] == 4
    assert elsewhere == (pytest.approx(1 / 3),)  # one name elsewhere, which is not listed
    assert site["chance"] == pytest.approx((1 / 3) ** 4)


@pytest.mark.usefixtures("farm")
def test_a_persona_that_signs_on_two_sites_is_found(connection: duckdb.DuckDBPyConnection) -> None:
    assert rows_of(connection, "personas_of_many_articles") == []
    connection.execute("update author set name = 'Elva Gusikowski' where name = 'Nyah Leffler'")
    (persona,) = rows_of(connection, "personas_of_many_articles")
    assert (persona["name"], persona["articles"], persona["sites"]) == ("Elva Gusikowski", 2, 1)


@pytest.mark.usefixtures("farm")
def test_a_site_raises_only_pages_with_signs_of_their_own(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update author set verdict = 'person' where name = 'Nyah Leffler'")
    connection.execute(
        "delete from author_evidence where author_id in (select author_id from author where verdict = 'person')"
    )
    assert rows_of(connection, "personas_raised_by_site") == []
    connection.execute(
        "insert into author_evidence (author_id, article_id, evidence_order, sign, field, detail, weight) "
        "select author_id, article_id, 0, 'catch_phrase', 'bio', 'business talk', 3.0 "
        "from author where name = 'Nyah Leffler'"
    )
    (raised,) = rows_of(connection, "personas_raised_by_site")
    assert (raised["name"], raised["points"], raised["generated_on_site"]) == ("Nyah Leffler", 3.0, 3)


@pytest.mark.usefixtures("farm")
def test_a_name_without_generated_profiles_is_no_persona_of_the_audits(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update author set verdict = 'person'")
    assert rows_of(connection, "personas_of_sites") == rows_of(connection, "personas_of_many_articles") == []
