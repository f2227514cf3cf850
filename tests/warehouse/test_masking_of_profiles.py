"""Is what a profile tells of a person gone from rows, files and report, whatever it is printed in?"""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.article import read_page
from extractors.records import Article, Capture, Page, Reading
from tests.stress.measure import Case, make_cases
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.masking import MIN_TELLING_CHARS, mask_article
from warehouse.open import open_for_writing
from warehouse.parts import write_part
from warehouse.report.build import build_report
from warehouse.rows import rows_of
from warehouse.snapshot import publish


def case_of(seed: int) -> Case:
    return next(make_cases(1, seed))


def article_of(case: Case, url: str = "https://farm.example/1") -> Article:
    page = Page(url=url, html=case.html, encoding="utf-8", encoding_declared=None, encoding_evidence="utf-8")
    return read_page(page)


def reading_of(article: Article, kit: Any) -> Reading:
    body = article.page_text.encode()
    sample: Reading = kit.read(kit.sample[0])
    capture = Capture(
        url=article.url,
        final_url=article.url,
        headers=(("Content-Type", "text/html"),),
        body=body,
        fetched_at=kit.monday,
        sha256=sha256(body).hexdigest(),
    )
    return replace(sample, capture=capture, article=article, claims=None)


def secrets_of(article: Article) -> Iterator[str]:
    """Yield what must not be seen: values of digits, or with an @, that no other word of the page could be."""
    for author in article.authors:
        for datum in author.personal:
            value = article.page_text[datum.start : datum.end]
            # The one date of a page may be taken for the day it was published.
            told = article.metadata.published or ""
            if (
                value != told[:10]
                and len(value) >= MIN_TELLING_CHARS
                and any(char.isdigit() or char == "@" for char in value)
            ):
                yield value


@settings(max_examples=8, deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_no_row_of_a_page_holds_what_its_profiles_tell(kit: Any, seed: int) -> None:
    article = article_of(case_of(seed))
    masks = mask_article(article)
    assert len(masks.page_text) == len(article.page_text)
    assert len(masks.text) == len(article.text)
    rows = json.dumps(rows_of(reading_of(article, kit), recipe_id="r", key=kit.key), default=str, ensure_ascii=False)
    assert [secret for secret in secrets_of(article) if json.dumps(secret, ensure_ascii=False)[1:-1] in rows] == []


def test_profiles_have_secrets_to_hide() -> None:
    held = [len(list(secrets_of(article_of(case_of(seed))))) for seed in range(12)]
    assert sum(held) > len(held)


def test_no_file_of_warehouse_and_report_holds_what_profiles_tell(folder: WarehouseFolder, kit: Any) -> None:
    articles = [article_of(case_of(seed), f"https://farm.example/{seed}") for seed in range(20, 23)]
    write_part(folder.parts, "chunk", [reading_of(article, kit) for article in articles], key=kit.key)
    with open_for_writing(folder) as connection:
        load_parts(connection, folder.parts)
        derive(connection)
        publish(connection, folder)
    out = build_report(folder.snapshot, folder.path / "report", generated_at="2026-11-22 06:03 UTC").parent
    secrets = [secret.encode() for article in articles for secret in secrets_of(article)]
    assert secrets
    files = [path for place in (folder.path, out) for path in Path(place).rglob("*") if path.is_file()]
    assert [path.name for path in files if any(secret in path.read_bytes() for secret in secrets)] == []
