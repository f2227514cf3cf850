"""What do the columns and the gold of a set's pages look like?"""

import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.judging.features import COLUMNS, Measured, measure_blocks
from extractors.judging.judge import shown_page
from extractors.judging.measure_text import Matrix
from extractors.page.blocks import split_page
from extractors.page.facts import gather_facts
from extractors.page.hints import read_hints, read_metas
from extractors.page.jsonld import read_jsonld
from extractors.page.parse import parse_html
from extractors.training.blocks.age import Pool, aged
from extractors.training.blocks.gold import MIN_SHARE, align_snippets, align_text, tokens_of

# More rows of one page teach nothing new: a list of a thousand links would outvote ten articles.
MAX_ROWS = 120
LONG_TOKENS = 25
MAX_TOKENS = 200
# A page of the snippet set has few rows that anything is known of.
SNIPPET_WEIGHT = 3.0
# What belongs to a shop's page is decided differently from page to page.
SHOPS = frozenset({"product", "collection"})
SHOP_WEIGHT = 0.6
# A page counts once and, rewritten as it might have looked in another decade, somewhat less again.
AGED_WEIGHT = 0.6
# Lists and shops of old look otherwise than `age` could make them; longer markup takes longer than it teaches.
UNAGED = frozenset({"product", "collection", "listing"})
MAX_AGED_CHARS = 600_000
# Sentences lent to invented comments and profiles.
LENT_CHARS = (40, 400)
LENT_LINES = slice(1, 4)
NAMELESS_SHARE = 0.35
TAGLESS_SHARE = 0.2
TELLING_TAGS = frozenset(
    {"in_article", "in_main", "in_nav", "in_header", "in_footer", "in_aside", "page_has_main", "page_articles"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page with its columns and what is known of its blocks."""

    page_id: str
    group: str  # pages of a group stay in one fold
    aged: bool
    kind: str
    texts: tuple[str, ...]
    measured: Measured
    gold: str | None
    belongs: NDArray[np.float64]  # 1 belongs, 0 does not, nan unknown
    tokens: NDArray[np.float64]


def read_pages(paths: Sequence[Path]) -> Iterator[GoldPage]:
    """Yield the pages of .jsonl.xz sets, and after each what it might have looked like in another decade."""
    pool = _pool(paths)
    for row in _rows(paths):
        yield _page(row, aged_copy=False)
        markup = _aged(row, pool)
        if markup is not None:
            yield _page({**row, "html": markup, "url": _kept_url(row)}, aged_copy=True)


def _rows(paths: Sequence[Path]) -> Iterator[Mapping[str, object]]:
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def _pool(paths: Sequence[Path]) -> Pool:
    """Return sentences and titles of all pages that have a gold text."""
    paragraphs: list[str] = []
    titles: list[str] = []
    for row in _rows(paths):
        gold, title = row.get("gold_text"), _told(row).get("title")
        if isinstance(gold, str):
            lines = [line.strip() for line in gold.split("\n")]
            paragraphs += [line for line in lines if LENT_CHARS[0] <= len(line) <= LENT_CHARS[1]][LENT_LINES]
        if isinstance(title, str):
            titles.append(title)
    return Pool(paragraphs=paragraphs, titles=titles)


def _aged(row: Mapping[str, object], pool: Pool) -> str | None:
    markup, gold = str(row["html"]), row.get("gold_text")
    if len(markup) > MAX_AGED_CHARS or _told(row).get("type") in UNAGED:
        return None
    wanted = gold if isinstance(gold, str) else " ".join(_strings(row.get("with")))
    return aged(markup, page_id=str(row["id"]), gold=wanted, pool=pool)


def _kept_url(row: Mapping[str, object]) -> str | None:
    """Return the address for every other page: not every page comes with one."""
    number = int(md5(f"url {row['id']}".encode(), usedforsecurity=False).hexdigest(), 16)
    return str(row.get("url") or row["id"]) if number % 2 else str(row["id"])


def _told(row: Mapping[str, object]) -> Mapping[str, object]:
    meta = row.get("meta")
    return meta if isinstance(meta, Mapping) else {}


def _page(row: Mapping[str, object], *, aged_copy: bool) -> GoldPage:
    html, url = str(row["html"]), str(row.get("url") or row["id"])
    markup = parse_html(html, url=url)
    split = shown_page(split_page(markup))
    texts = tuple(block.text for block in split.blocks)
    facts = gather_facts(markup)
    hints = read_hints(facts, url=url, metas=read_metas(facts), jsonld=read_jsonld(facts))
    gold = row.get("gold_text")
    if isinstance(gold, str):
        known: list[float | None] = [float(share >= MIN_SHARE) for share in align_text(texts, gold)]
    else:
        known = align_snippets(texts, _strings(row.get("with")), _strings(row.get("without")))
    return GoldPage(
        page_id=f"{row['id']}{' aged' if aged_copy else ''}",
        group=str(_told(row).get("domain") or row["id"]),
        aged=aged_copy,
        kind=str(_told(row).get("type") or ""),
        texts=texts,
        measured=measure_blocks(split, hints),
        gold=gold if isinstance(gold, str) else None,
        belongs=np.array([np.nan if value is None else value for value in known], dtype=np.float64),
        tokens=np.array([len(tokens_of(text)) for text in texts], dtype=np.float64),
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def fold_of(page: GoldPage, folds: int) -> int:
    """Return the page's fold: the same for all pages of a domain."""
    return int(md5(page.group.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def blinded(page: GoldPage, matrix: Matrix) -> Matrix:
    """Return a page's columns, on some pages without what elements call themselves or without telling tags.

    Class names are those of one decade and language; what is learnt must hold on pages that lack them.
    """
    chance = np.random.default_rng(int(md5(page.page_id.encode(), usedforsecurity=False).hexdigest()[:8], 16))
    nameless, tagless = chance.random() < NAMELESS_SHARE, chance.random() < TAGLESS_SHARE
    hidden = [
        column
        for column, name in enumerate(COLUMNS)
        if (nameless and name.startswith(("own_", "above_", "marked_"))) or (tagless and name in TELLING_TAGS)
    ]
    if hidden:
        matrix = matrix.copy()
        matrix[:, hidden] = 0
    return matrix


def training_rows(page: GoldPage) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the rows of a page to learn from, and how much each counts.

    Long blocks count more, by the root of their length; pages count by the root of theirs.
    """
    usable = ~np.isnan(page.belongs) & (page.tokens > 0) & ~page.measured.hidden
    rows = np.flatnonzero(usable)
    if len(rows) > MAX_ROWS:
        chance = np.random.default_rng(len(rows)).random(len(rows))
        rows = rows[chance < np.maximum(MAX_ROWS / len(rows), page.tokens[rows] >= LONG_TOKENS)]
    weight = np.sqrt(np.minimum(page.tokens[rows], MAX_TOKENS))
    weight /= np.sqrt(max(1.0, float(weight.sum())))
    if page.aged:
        weight *= AGED_WEIGHT
    return rows, weight * (SNIPPET_WEIGHT if page.gold is None else SHOP_WEIGHT if page.kind in SHOPS else 1.0)
