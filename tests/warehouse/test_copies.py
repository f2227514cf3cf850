"""Which texts count as copies, of which original, and whether small loads come to the same groups as one large one."""

import random
from typing import Any

import duckdb
import pytest

from warehouse.copies import derive_copies
from warehouse.minhash import minhash_of

VOCABULARY = [
    f"{first}{last}" for first in ("bran", "mill", "tarr", "osk", "velm") for last in ("ow", "er", "ing", "eth", "ar")
] + [f"word{number:04}" for number in range(3_000)]


def text_of(seed: int, words: int = 300) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(VOCABULARY) for _ in range(words))


def changed(text: str, share: float, seed: int) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(VOCABULARY) if rng.random() < share else word for word in text.split())


def add(
    connection: duckdb.DuckDBPyConnection, texts: dict[str, str], *, page_class: str = "article", **columns: str
) -> None:
    """Put pages into the tables and derive their copies, as a load does."""
    for name, text in texts.items():
        connection.execute(
            "insert into article"
            " (article_id, url, page_class, text_chars, minhash, published, published_at, canonical_url)"
            " values ($name, $name, $page_class, $text_chars, $minhash, $published, $published, $canonical)",
            {
                "name": name,
                "page_class": page_class,
                "text_chars": len(text),
                "minhash": minhash_of(text),
                "published": columns.get(name),
                "canonical": columns.get(f"{name}_of"),
            },
        )
        connection.execute(
            "insert into article_state (article_id, url, is_newest, cluster_id) values ($name, $name, true, $name)",
            {"name": name},
        )
    connection.execute(
        "create or replace temp table touched_article (article_id varchar, sign integer, is_new boolean)"
    )
    connection.executemany("insert into touched_article values (?, 1, false)", [[name] for name in texts])
    connection.execute("create or replace temp table state_after as select article_id from touched_article")
    derive_copies(connection)


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    return connection.execute(query).fetchall()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.3])
def test_copies_are_found_with_up_to_three_words_in_ten_changed(
    connection: duckdb.DuckDBPyConnection, share: float
) -> None:
    texts = {f"a{number}": text_of(number) for number in range(30)}
    copies = {f"b{number}": changed(text_of(number), share, 99 + number) for number in range(30)}
    add(connection, texts | copies)
    found = set(rows(connection, "select article_a, article_b from copy_edge"))
    true = {(f"a{number}", f"b{number}") for number in range(30)}
    assert len(found & true) >= 29
    assert found <= true


@pytest.mark.parametrize(
    ("text", "is_none"),
    [
        pytest.param("too short to tell", True, id="short"),
        pytest.param(text_of(1, 11), False, id="eleven longer words"),
        pytest.param("橋は安全だと市長が述べた。検査は十月に終わった。", False, id="no spaces"),
        pytest.param("\ud800 broken letters " * 9, False, id="half a letter"),
        pytest.param("", True, id="empty"),
    ],
)
def test_a_signature_needs_enough_words(text: str, *, is_none: bool) -> None:
    assert (minhash_of(text) is None) is is_none


@pytest.mark.parametrize(
    ("page_class", "words", "copies"),
    [
        pytest.param("article", 60, 2, id="a short article"),
        pytest.param("product", 60, 0, id="a short page of a shop says what all its pages say"),
        pytest.param("product", 300, 2, id="a long one"),
    ],
)
def test_a_short_page_is_a_copy_only_where_it_is_an_article(
    connection: duckdb.DuckDBPyConnection, page_class: str, words: int, copies: int
) -> None:
    add(connection, {"a": text_of(1, words), "b": changed(text_of(1, words), 0.1, 5)}, page_class=page_class)
    assert rows(connection, "select count(*) from article_copy") == [(copies,)]


def test_quotation_marks_do_not_make_another_text() -> None:
    plain = text_of(1, 60)
    assert minhash_of(plain) == minhash_of("“" + plain.replace(" ", "” \u2013 “") + "…”") == minhash_of(plain.upper())


def test_japanese_texts_are_compared_by_their_characters() -> None:
    first = minhash_of("橋は安全だと市長が述べた。検査は十月に終わった。") or []
    second = minhash_of("橋は安全だと市長が述べた。検査は十一月に終わった。") or []
    other = minhash_of("湖の水はふたたびきれいになったと研究者が報告している。") or []
    assert sum(a == b for a, b in zip(first, second, strict=True)) > 60
    assert sum(a == b for a, b in zip(first, other, strict=True)) < 20


def test_small_loads_come_to_the_same_groups_as_one_large_one(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    texts = {f"a{number % 7}{number}": changed(text_of(number % 7), 0.1, number) for number in range(21)}
    columns = "cluster_id, article_id, original_article_id, similarity, closest_article_id"
    query = f"select {columns} from article_copy order by all"
    add(connection, texts)
    whole = rows(connection, query)
    assert len(whole) == 21
    connection.execute(
        "truncate article; truncate article_state; truncate copy_band; truncate copy_edge; truncate article_copy"
    )
    for name in sorted(texts, key=lambda each: texts[each]):
        add(connection, {name: texts[name]})
    assert rows(connection, query) == whole


def test_an_article_that_is_replaced_leaves_its_group(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, {"a": text_of(1), "b": changed(text_of(1), 0.1, 5)})
    assert rows(connection, "select count(*) from article_copy") == [(2,)]
    connection.execute(
        "create or replace temp table touched_article as select 'b' as article_id, -1 as sign, false as is_new"
    )
    derive_copies(connection)
    assert rows(connection, "select count(*) from article_copy") == [(0,)]
    assert rows(connection, "select count(*) from copy_band where article_id = 'b'") == [(0,)]


@pytest.mark.parametrize(
    ("columns", "original", "evidence"),
    [
        pytest.param(
            {"a": "2026-10-03", "b": "2026-10-01"}, "b", "the earliest date of publication, 2026-10-01", id="date"
        ),
        pytest.param(
            {"a": "2026-10-01", "b": "2026-10-03", "a_of": "b"},
            "b",
            "1 of its copies call it canonical",
            id="canonical",
        ),
        pytest.param({}, "a", "first by address: no date is known", id="nothing known"),
    ],
)
def test_the_first_publisher_is_named_with_the_evidence(
    connection: duckdb.DuckDBPyConnection, columns: dict[str, str], original: str, evidence: str
) -> None:
    add(connection, {"a": text_of(1), "b": changed(text_of(1), 0.1, 5)}, **columns)
    assert rows(connection, "select distinct original_article_id, evidence from article_copy") == [(original, evidence)]


def test_the_closest_copy_is_named_beside_the_original(connection: duckdb.DuckDBPyConnection) -> None:
    first = text_of(1)
    second = changed(first, 0.2, 5)
    texts = {"a": first, "b": second, "c": changed(second, 0.02, 6)}
    add(connection, texts, a="2026-10-01", b="2026-10-02", c="2026-10-03")
    query = "select original_article_id, closest_article_id from article_copy where article_id = 'c'"
    assert rows(connection, query) == [("a", "b")]


def test_a_large_family_has_not_all_pairs(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, {f"a{number:03}": text_of(1) for number in range(120)})
    assert rows(connection, "select count(*) from article_copy") == [(120,)]
    assert rows(connection, "select count(*) from copy_edge")[0][0] <= 20 * 120
