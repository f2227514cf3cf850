"""Does each of the ten analyst questions answer in one line?"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from extractors.records import Modality
from warehouse.layout import WarehouseFolder

FARM = "https://farm.example/tarn"
HERALD = "https://herald.example/bridge"
QUESTIONS: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "the worst sources": (
        "select site, score from (from sources order by score limit 20)",
        [("farm.example", 50.0), ("copier.example", 88.0), ("herald.example", 100.0), ("magazine.example", 100.0)],
    ),
    "fake authors by site": (
        "select site, count(*) from articles where author_verdict = 'generated' group by all",
        [("farm.example", 1)],
    ),
    "why this score": (
        f"select signal, points from why('{FARM}')",
        [("generated_author", -30), ("filler", -20), ("score", 50)],
    ),
    "what was removed": (
        f"select label from removed_from('{FARM}')",
        [("navigation",), ("generated_author",)],
    ),
    "what is denied of somebody": (
        "select url, object from (from claims_about('quell bank') where polarity = 'negative')",
        [("https://magazine.example/land", "Tarn Bridge")],
    ),
    "who contradicts whom": (
        "select site_a, site_b from (from contradictions where not same_article) order by all",
        [("copier.example", "magazine.example"), ("herald.example", "magazine.example")],
    ),
    "who copied": (
        f"select site, is_original from copies_of('{HERALD}')",
        [("herald.example", True), ("copier.example", False)],
    ),
    "how a signal drifts": (
        "select site, v from drift('author_fake', '2026-01-01') where v > 0",
        [("farm.example", 1.0)],
    ),
    "what to keep": (
        (
            "select url from articles where score >= 80 and author_verdict <> 'generated'"
            " qualify row_number() over (partition by cluster_id order by published_at) = 1 order by url"
        ),
        [(HERALD,), ("https://magazine.example/land",)],
    ),
    "what proves a claim": (
        (
            "select url, sentence, path, warc_file, warc_offset from evidence("
            "(select claim_id from claims where site = 'magazine.example'))"
        ),
        [
            (
                "https://magazine.example/land",
                "Quell Bank is not an owner of Tarn Bridge.",
                "html/body/p[2]",
                "a.warc.gz",
                17,
            )
        ],
    ),
}


@pytest.fixture
def reader(filled: WarehouseFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(filled.snapshot, read_only=True) as opened:
        yield opened


def test_every_question_answers_in_one_line(reader: duckdb.DuckDBPyConnection) -> None:
    answers = {name: reader.execute(query).fetchall() for name, (query, _) in QUESTIONS.items()}
    assert answers == {name: expected for name, (_, expected) in QUESTIONS.items()}


def test_what_a_source_says_is_found_by_its_name(
    connection: duckdb.DuckDBPyConnection, folder: WarehouseFolder, fill: Callable[..., dict[str, int]], kit: Any
) -> None:
    said = replace(kit.owns, attribution="Mayor Dale", modality=Modality.REPORTED)
    fill(connection, folder, [replace(kit.sample[0], statements=(said,))])
    assert connection.execute("select subject from said_by('mayor dale')").fetchall() == [("Quell Bank",)]
    assert connection.execute("select subject from said_by('may')").fetchall() == []


def test_a_name_is_a_whole_word(reader: duckdb.DuckDBPyConnection) -> None:
    assert reader.execute("select count(*) from claims_about('Tarn')").fetchone() == (3,)
    assert reader.execute("select count(*) from claims_about('Tar')").fetchone() == (0,)
    assert reader.execute("select count(*) from claims_about('T.rn')").fetchone() == (0,)
