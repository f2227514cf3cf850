"""What do several pages say together?"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest

from extractors.records import Modality, Polarity, TimeKind
from warehouse.derive import derive
from warehouse.forget import write_anew
from warehouse.history import validators
from warehouse.layout import WarehouseFolder
from warehouse.open import open_for_writing
from warehouse.records import RelationRow
from warehouse.relations import replace_relations

Fill = Callable[..., dict[str, int]]
OTHER = "https://magazine.example/land"


def test_the_newest_fetch_decides_which_version_is_shown(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    old = kit.sample[0]
    new = replace(old, title="A bridge is open again")
    new = replace(new, paragraphs=(*old.paragraphs, "It is open again."))
    fill(connection, folder, [old], run_id="run-1")
    fill(connection, folder, [new], run_id="run-2", at=kit.monday + timedelta(days=1))
    assert _titles(connection) == [("A bridge is open again", 2)]
    fill(connection, folder, [old], run_id="run-3", at=kit.monday + timedelta(days=2))
    assert _titles(connection) == [("A bridge", 1)]
    assert connection.execute("select count(*) from article_versions").fetchone() == (2,)
    seen = connection.execute("select times_seen, last_seen_at - first_seen_at from articles").fetchone()
    assert seen == (2, timedelta(days=2))


@pytest.mark.parametrize("clock", [timedelta(hours=-1), timedelta(days=3652)], ids=["set back", "ten years ahead"])
def test_the_order_of_runs_does_not_follow_the_clock(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any, clock: timedelta
) -> None:
    first, second, third = (replace(kit.sample[0], title=title) for title in ("First", "Second", "Third"))
    first = replace(first, paragraphs=("First text.", *first.paragraphs))
    second = replace(second, paragraphs=("Second text.", *second.paragraphs))
    fill(connection, folder, [first], run_id="run-1")
    fill(connection, folder, [second], run_id="run-2", at=kit.monday + clock)
    assert _titles(connection) == [("Second", 2)]
    assert validators(connection)[first.url].body_sha256 == kit.read(second).capture.sha256
    fill(connection, folder, [third], run_id="run-3", at=kit.monday + timedelta(hours=1))
    assert _titles(connection) == [("Third", 3)]


def test_a_newer_recipe_wins_over_the_same_bytes(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    fill(connection, folder, kit.sample[:1], run_id="run-1", recipe="z-old")
    fill(connection, folder, kit.sample[:1], run_id="run-2", recipe="a-new", at=kit.monday + timedelta(days=1))
    assert connection.execute("select recipe_id, version from articles").fetchall() == [("a-new", 2)]


def _titles(connection: duckdb.DuckDBPyConnection) -> list[Any]:
    return connection.execute("select title, version from articles").fetchall()


def test_copies_share_a_cluster_and_others_keep_their_own(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    fill(connection, folder)
    clusters = dict(connection.execute("select site, cluster_id from articles").fetchall())
    assert clusters["herald.example"] == clusters["copier.example"]
    assert len(set(clusters.values())) == 3
    original = connection.execute("select original_site, similarity > 0.5 from copies where not is_original")
    assert original.fetchall() == [("herald.example", True)]


@pytest.mark.parametrize(
    ("every", "found"), [(3, True), (2, False)], ids=["every third word changed", "every second word changed"]
)
def test_a_copy_with_changed_words_is_a_copy(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any, *, every: int, found: bool
) -> None:
    words = [f"word{number * number % 997}" for number in range(400)]
    changed = [f"other{word}" if place % every == 0 else word for place, word in enumerate(words)]
    pages = [
        kit.page(url=f"https://{site}.example/", paragraphs=(" ".join(text),))
        for site, text in (("first", words), ("second", changed))
    ]
    fill(connection, folder, pages)
    assert connection.execute("select count(*) from copies").fetchone() == (2 * found,)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, 1),
        ({"tense": "past"}, 0),
        ({"time": "in 1999"}, 1),
        ({"modality": Modality.HEDGED}, 0),
        ({"modality": Modality.REPORTED, "attribution": "the mayor"}, 0),
    ],
    ids=["same tense", "another tense", "time words in one only", "hedged", "reported"],
)
def test_only_two_certain_claims_of_one_time_contradict(
    connection: duckdb.DuckDBPyConnection,
    folder: WarehouseFolder,
    fill: Fill,
    kit: Any,
    *,
    change: dict[str, Any],
    found: int,
) -> None:
    denial = replace(kit.owns_not, **change)
    fill(connection, folder, [kit.sample[0], replace(kit.sample[2], statements=(denial,))])
    assert connection.execute("select count(*) from contradictions").fetchone() == (found,)


def test_different_time_words_and_distant_years_are_a_change(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    timed = replace(kit.sample[0], statements=(replace(kit.owns, time="in 2020"),))
    later = replace(kit.sample[2], statements=(replace(kit.owns_not, time="in 2024"),))
    distant = replace(kit.sample[2], url="https://old.example/land", published="2019-01-01")
    fill(connection, folder, [timed, later, distant])
    assert connection.execute("select count(*) from contradictions").fetchone() == (0,)


def test_one_sentence_that_says_both_makes_a_distinction(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    both = replace(
        kit.sample[0], paragraphs=(kit.news,), statements=(kit.owns, replace(kit.owns, polarity=Polarity.NEGATIVE))
    )
    fill(connection, folder, [both])
    assert connection.execute("select count(*) from contradictions").fetchone() == (0,)


@pytest.mark.parametrize(
    ("affirmed", "denied", "published", "found"),
    [
        (("in 2020", "2020"), ("in May 2020", "2020-05"), "2026-03-02", 1),
        (("in 2020", "2020"), ("in 2021", "2021"), "2026-03-02", 0),
        (("since 2019", "2019/.."), ("last week", "2026-02-23/2026-03-01"), "2026-03-02", 1),
        (("until 2019", "../2019"), ("in May 2020", "2020-05"), "2026-03-02", 0),
        (("from 2003 to 2011", "2003/2011"), ("in 2008", "2008"), "2012-01-01", 1),
        (("after the war", None), ("in 2008", "2008"), "2026-03-02", 0),
    ],
    ids=["a month of the year", "the year after", "still going on", "over before", "texts years apart", "no date"],
)
def test_dated_claims_contradict_where_their_dates_overlap(
    connection: duckdb.DuckDBPyConnection,
    folder: WarehouseFolder,
    fill: Fill,
    kit: Any,
    *,
    affirmed: tuple[str, str | None],
    denied: tuple[str, str | None],
    published: str,
    found: int,
) -> None:
    yes = replace(kit.owns, time=affirmed[0], time_value=affirmed[1])
    no = replace(kit.owns_not, time=denied[0], time_value=denied[1])
    pages = [replace(kit.sample[0], statements=(yes,)), replace(kit.sample[2], statements=(no,), published=published)]
    fill(connection, folder, pages)
    assert connection.execute("select count(*) from contradictions").fetchone() == (found,)


def test_the_dates_of_a_claim_stand_beside_its_words(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    values = ["2019", "2019-02", "2020-02-29", "2003/2011-06", "../1999", "1978/.."]
    timed = [replace(kit.owns, time=value, time_value=value, time_kind=TimeKind.ABSOLUTE) for value in values]
    pages = [
        replace(kit.sample[0], url=f"https://herald.example/{n}", statements=(each,)) for n, each in enumerate(timed)
    ]
    fill(connection, folder, pages)
    rows = connection.execute(
        "select time_value, time_kind, cast(time_first as varchar), cast(time_last as varchar) from claims"
    ).fetchall()
    assert sorted(rows, key=lambda row: values.index(row[0])) == [
        ("2019", "absolute", "2019-01-01", "2019-12-31"),
        ("2019-02", "absolute", "2019-02-01", "2019-02-28"),
        ("2020-02-29", "absolute", "2020-02-29", "2020-02-29"),
        ("2003/2011-06", "absolute", "2003-01-01", "2011-06-30"),
        ("../1999", "absolute", None, "1999-12-31"),
        ("1978/..", "absolute", "1978-01-01", None),
    ]


def test_one_article_can_contradict_itself(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    both = replace(kit.sample[0], paragraphs=(kit.news, kit.denial), statements=(kit.owns, kit.owns_not))
    fill(connection, folder, [both])
    assert connection.execute("select same_article from contradictions").fetchall() == [(True,)]


def test_opposed_relations_contradict_where_the_facts_say_so(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    words = "Quell Bank is a rival of Tarn Bridge."
    rival = replace(kit.owns, relation="is a rival of", lemma="be rival of", sentence=words)
    page = replace(kit.sample[2], paragraphs=(words,), statements=(rival,))
    fill(connection, folder, [kit.sample[0], page])
    assert connection.execute("select count(*) from contradictions").fetchone() == (0,)
    facts = [
        RelationRow(relation="be owner of", opposite="be rival of"),
        RelationRow(relation="be rival of", opposite="be owner of", symmetric=True),
    ]
    assert replace_relations(connection, facts)
    assert derive(connection)
    assert not replace_relations(connection, facts[::-1])
    assert not derive(connection)
    assert connection.execute("select kind, site_b from contradictions").fetchall() == [
        ("relation", "magazine.example")
    ]


def test_an_entity_is_joined_across_articles(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    fill(connection, folder)
    found = connection.execute("select articles, claims, aliases from entities where name = 'Quell Bank'").fetchall()
    assert found == [(3, 3, ["Quell Bank"])]


def test_nothing_new_means_nothing_is_derived(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill
) -> None:
    fill(connection, folder)
    assert derive(connection) is False


DERIVED = {
    "article_state": "article_id, url, first_seen_at, last_seen_at, times_seen, version, is_newest, cluster_id",
    "article_copy": "cluster_id, article_id, original_article_id, similarity, is_original, closest_article_id",
    "entity": "entity_id, name, type, mentions, articles, aliases",
    "restated_claim": "article_id, claim_order, proposition_id, polarity, is_sure, tense, names_something",
    "restated_proposition": "proposition_id, polarity, claims, sites, first_article, sure_article, doubtful_article",
    "claim_number": "article_id, claim_order, subject_key, relation_lemma, unit, amount",
    "single_answer": "article_id, claim_order, key, thing_id, relation, answer_id, is_dated",
    "opposing_claim": "article_id, claim_id, key, is_lower, is_forward, is_dated",
    "contradiction": "kind, key, proposition_id, claim_a, article_a, claim_b, article_b",
}


def _derived(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    return {
        table: connection.execute(f"select {columns} from {table} order by all").fetchall()
        for table, columns in DERIVED.items()
    }


def test_what_follows_a_load_equals_what_is_made_anew(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    facts = [RelationRow(relation="be owner of", opposite="be rival of", symmetric=True, functional=True)]
    facts += [RelationRow(relation="be rival of", opposite="be owner of", symmetric=True)]
    replace_relations(connection, facts)
    moves = random.Random(11)
    seen = dict.fromkeys(DERIVED, 0)
    for day in range(8):
        pages = [_page(moves, kit, number) for number in moves.sample(range(5), k=moves.randint(1, 4))]
        recipe = moves.choice(("recipe-1", "recipe-1", "recipe-1", "recipe-2"))
        fill(connection, folder, pages, run_id=f"run-{day}", at=kit.monday + timedelta(days=day), recipe=recipe)
        if day % 3 == 0:
            continue  # what follows the next load stands on what followed this one
        followed = _derived(connection)
        connection.execute("truncate derivation")
        assert derive(connection)
        assert _derived(connection) == followed, day
        seen = {table: seen[table] + len(rows) for table, rows in followed.items()}
    assert all(seen.values()), seen


def test_what_follows_a_load_after_the_file_was_written_anew_equals_what_is_made_anew(
    folder: WarehouseFolder, fill: Fill, kit: Any
) -> None:
    with open_for_writing(folder) as connection:
        fill(connection, folder)
        connection.execute("delete from claim where article_id = (select min(article_id) from claim)")
        connection.execute("truncate derivation")
        write_anew(connection, folder)
    with open_for_writing(folder) as connection:
        again = replace(
            kit.sample[0], url="https://later.example/", paragraphs=(kit.denial,), statements=(kit.owns_not,)
        )
        fill(connection, folder, [again], run_id="run-2", at=kit.monday + timedelta(days=1))
        followed = _derived(connection)
        connection.execute("truncate derivation")
        assert derive(connection)
        assert _derived(connection) == followed


def _page(moves: random.Random, kit: Any, number: int) -> Any:
    """Return one of a few versions of one of a few pages: affirming, denying, doubting, or counting."""
    rival = "Quell Bank is a rival of Tarn Bridge."
    opposed = replace(kit.owns, relation="is a rival of", lemma="be rival of", sentence=rival)
    counted = f"The bank has {moves.randint(1, 3)} offices."
    amount = replace(
        kit.owns, subject="The bank", relation="has", object=counted[13:-1], lemma="have", sentence=counted
    )
    hedged = replace(kit.owns, modality=Modality.HEDGED)
    words, statement = moves.choice(
        ((kit.news, kit.owns), (kit.denial, kit.owns_not), (kit.news, hedged), (rival, opposed), (counted, amount))
    )
    return replace(
        kit.sample[0],
        url=f"https://site{number}.example/page",
        title=f"Title {moves.randint(1, 2)}",
        paragraphs=(words,),
        statements=(statement,),
    )
