"""Does the score tell content-farm pages from articles, and not by their length?

`make eval-score DATA=FOLDER [PAGES=100] [CLAIMS=claims]`. Farm pages of `fake_authors` with the author blocks cut away
stand against `wcxb_dev` articles of at least 600 words and the seed article without its tail. Scores are measured on
whole pages, on texts cut to 250 words with the pages' furniture, and on prose alone (cut, same date, same byline, no
furniture). Claims need spaCy, half a second a page. N pages of each, drawn with seed 1. Last, fake-versus-real news:
prose alone, no target.
"""

import json
import lzma
import random
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import fmean, median
from typing import Any

from lxml import html as lxml_html
from rich.console import Console
from rich.table import Table

from extractors.article import read_article
from extractors.errors import PageError
from extractors.page.blocks import join_article, join_page, place_blocks
from extractors.records import Article, Block, BlockLabel, Capture, ClaimReading, Metadata, PageClass, Score
from extractors.score import score_signals
from extractors.signals.measure import measure_signals

SEED = 1
MIN_WORDS = 600
CUT_WORDS = 250
WORST = 10
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
SHARES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95)
# Where the template of the seed page begins its author's account.
SEED_TAIL = "detail author"
PRINT = Console(width=200)

Scored = Sequence["Case"]
ReadClaims = Callable[[Sequence[Article]], Sequence[ClaimReading | None]]


@dataclass(frozen=True, slots=True)
class Case:
    """One page with its score."""

    name: str
    words: int
    score: Score

    @property
    def value(self) -> int:
        """Return the score."""
        return self.score.value


def main() -> None:
    """Read the sets, score them in each form, and print the tables."""
    folder, pages = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    read_claims = _with_spacy() if "claims" in sys.argv[3:] else _without_claims
    farms, articles = list(farm_pages(folder, pages)), list(real_pages(folder, pages))
    seed = [("seed", seed_page(folder))]
    PRINT.print(f"{len(farms)} farm pages, {len(articles)} articles, seed {SEED}, command: {' '.join(sys.argv[1:])}")
    for form, shape in (
        ("whole pages", _whole),
        ("250 words, own furniture", _cut),
        ("250 words of prose alone", _prose),
    ):
        sets = [_scored(each, shape, read_claims) for each in (farms, articles, seed)]
        _print_form(form, *sets, worst=shape is _whole)
    _print_length(articles, read_claims)
    for name, fake, real in fake_news(folder, pages):
        sets = [_scored(each, _as_is, read_claims) for each in (fake, real)]
        PRINT.print(f"{name}: {len(fake)} fake, {len(real)} real, AUC {auc(sets[1], sets[0]):.3f} (no target)")


# --- the sets ---------------------------------------------------------------------------------------------------------


def farm_pages(folder: Path, pages: int) -> Iterator[tuple[str, Article]]:
    """Yield the pages of content farms, their author blocks and scripts cut away."""
    with tarfile.open(folder / "fake_authors" / "dev_pages.tar.gz") as archive:
        truth = [json.loads(line) for line in _member(archive, "truth.jsonl").decode().splitlines()]
        farms = [row for row in truth if row["farm"]]
        random.Random(SEED).shuffle(farms)
        for row in farms[:pages]:
            page = _member(archive, f"html/{row['page_id']}.html").decode()
            yield row["page_id"], _read(f"http://{row['page_id']}.example/a", cut_authors(page, row["segments"]))


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    found = archive.extractfile(name)
    assert found is not None, name
    return found.read()


def cut_authors(page: str, segments: Sequence[Mapping[str, Any]]) -> str:
    """Return the page without the text nodes that the truth calls an author block, and without JSON-LD."""
    tree = lxml_html.document_fromstring(page)
    for script in tree.xpath("//script"):
        script.getparent().remove(script)
    nodes = [
        (" ".join(text.split()), each["label"] in {"fake", "genuine"}) for each in segments for text in each["nodes"]
    ]
    at = 0
    for element, place, text in _texts(tree.find("body")):
        if at < len(nodes) and text == nodes[at][0]:
            if nodes[at][1]:
                setattr(element, place, "")
            at += 1
    assert at == len(nodes), "the truth is not aligned with the page"
    return str(lxml_html.tostring(tree, encoding="unicode"))


def _texts(element: Any) -> Iterator[tuple[Any, str, str]]:
    if isinstance(element.tag, str):
        yield from _text(element, "text")
        for child in element:
            yield from _texts(child)
    yield from _text(element, "tail")


def _text(element: Any, place: str) -> Iterator[tuple[Any, str, str]]:
    text = " ".join((getattr(element, place) or "").split())
    if text:
        yield element, place, text


def real_pages(folder: Path, pages: int) -> Iterator[tuple[str, Article]]:
    """Yield articles of at least 600 words that are read as articles."""
    with lzma.open(folder / "extraction" / "wcxb_dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    long = [r for r in rows if r["meta"]["type"] == "article" and len((r["gold_text"] or "").split()) >= MIN_WORDS]
    random.Random(SEED).shuffle(long)
    for row in long[:pages]:
        try:
            article = _read(row["url"] or "-", row["html"])
        except PageError:
            continue
        if article.page_class is PageClass.ARTICLE:
            yield row["id"], article


def seed_page(folder: Path) -> Article:
    """Return the seed article, cut where its author's account begins."""
    article = _read("http://seed.example/a", (folder / "seed" / "article.html").read_text(encoding="utf-8"))
    kept: list[Block] = []
    for block in article.blocks:
        if block.label is BlockLabel.GENERATED_AUTHOR or block.text.lower().startswith(SEED_TAIL):
            break
        kept.append(block)
    return _rebuilt(article, kept, replace(article.metadata, byline=None))


def fake_news(folder: Path, pages: int) -> Iterator[tuple[str, list[tuple[str, Article]], list[tuple[str, Article]]]]:
    """Yield each set of labelled news: its name, the invented texts, the real or satirical ones."""
    with tarfile.open(folder / "quality" / "fake_news.tar.xz") as archive:
        files = {each.name: each for each in archive.getmembers() if each.isfile() and each.name.endswith(".txt")}
        for name, fake, real in (
            ("FakeNewsAMT", "fakeNewsDataset/fake/", "fakeNewsDataset/legit/"),
            ("Celebrity", "celebrityDataset/fake/", "celebrityDataset/legit/"),
            ("fake against satire", "story_text/Fake/finalFake/", "story_text/Satire/finalSatire/"),
        ):
            sides = [[each for each in sorted(files) if part.lower() in each.lower()] for part in (fake, real)]
            texts = [
                [(each, _member(archive, each).decode("utf-8", "replace")) for each in _drawn(side, pages)]
                for side in sides
            ]
            yield name, _plain(texts[0]), _plain(texts[1])


def _drawn(names: list[str], pages: int) -> list[str]:
    random.Random(SEED).shuffle(names)
    return names[:pages]


def _plain(texts: Iterable[tuple[str, str]]) -> list[tuple[str, Article]]:
    return [(name, text_article(text)) for name, text in texts if text.strip()]


def text_article(text: str) -> Article:
    """Return an article of the text's paragraphs, with a date and a byline: its prose alone is judged."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    blocks = [
        Block(text=part, start=0, end=0, path=f"p[{n}]", order=n, label=BlockLabel.CONTENT, kept=True)
        for n, part in enumerate(paragraphs)
    ]
    empty = Article(url="-", text="", page_text="", page_class=PageClass.ARTICLE, metadata=Metadata(), blocks=())
    return _rebuilt(empty, blocks, Metadata(published="2026-01-01", byline="Ada Norum", language="en"))


def _read(url: str, page: str) -> Article:
    body = page.encode()
    capture = Capture(
        url=url,
        final_url=url,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=body,
        fetched_at=FETCHED_AT,
        sha256=sha256(body).hexdigest(),
    )
    return read_article(capture)


# --- their forms ------------------------------------------------------------------------------------------------------


def _as_is(article: Article) -> Article:
    return article


def _whole(article: Article) -> Article:
    return replace(article, page_class=PageClass.ARTICLE)


def _cut(article: Article) -> Article | None:
    """Return the article with the kept blocks behind its 250th word taken out; None for a shorter one."""
    blocks, words = [], 0
    for block in article.blocks:
        if not block.kept or words < CUT_WORDS:
            blocks.append(_shortened(block, CUT_WORDS - words) if block.kept else block)
            words += len(block.text.split()) if block.kept else 0
    return _rebuilt(article, blocks, article.metadata) if words >= CUT_WORDS else None


def _prose(article: Article) -> Article | None:
    """Return the first 250 words outside headings, all with the same date and byline; None for a shorter one."""
    text = "\n".join(b.text for b in article.blocks if b.kept and b.label is BlockLabel.CONTENT)
    words = text.split()
    cut = re.match(rf"(?:\S+\s+){{{CUT_WORDS - 1}}}\S+", text.strip())
    return text_article(cut[0]) if len(words) >= CUT_WORDS and cut else None


def _shortened(block: Block, words: int) -> Block:
    cut = re.match(rf"(?:\S+\s+){{0,{words - 1}}}\S+", block.text)
    return replace(block, text=cut[0]) if cut else block


def _rebuilt(article: Article, blocks: Iterable[Block], metadata: Metadata) -> Article:
    placed = place_blocks(blocks)
    return replace(
        article,
        blocks=placed,
        text=join_article(placed),
        page_text=join_page(placed),
        metadata=metadata,
        authors=(),
        page_class=PageClass.ARTICLE,
    )


# --- figures ----------------------------------------------------------------------------------------------------------


def _without_claims(articles: Sequence[Article]) -> Sequence[None]:
    return [None] * len(articles)


def _with_spacy() -> ReadClaims:
    from extractors.claims.read import read_many
    from extractors.nlp import load_pipeline

    nlp = load_pipeline()
    return lambda articles: list(read_many(articles, nlp=nlp))


def _scored(
    pages: Sequence[tuple[str, Article]], shape: Callable[[Article], Article | None], read_claims: ReadClaims
) -> list[Case]:
    shaped = [(name, made) for name, article in pages if (made := shape(article)) is not None]
    claims = read_claims([article for _, article in shaped])
    return [
        Case(name, len(article.text.split()), score_signals(measure_signals(article, reading)))
        for (name, article), reading in zip(shaped, claims, strict=True)
    ]


def auc(high: Scored, low: Scored) -> float:
    """Return the chance that one of `high` scores over one of `low`; ties count half."""
    wins = sum((a.value > b.value) + 0.5 * (a.value == b.value) for a in high for b in low)
    return wins / (len(high) * len(low)) if high and low else float("nan")


def matched(farms: Scored, articles: Scored) -> list[Case]:
    """Return for each farm page the article of the nearest length, each taken once."""
    left = sorted(articles, key=lambda case: case.words)
    taken = []
    for farm in farms:
        if left:
            nearest = min(range(len(left)), key=lambda at: abs(left[at].words - farm.words))
            taken.append(left.pop(nearest))
    return taken


def _print_form(form: str, farms: Scored, articles: Scored, seed: Scored, *, worst: bool) -> None:
    table = Table(title=form, title_justify="left")
    for column in ("set", "n", "words (median)", *(f"p{share * 100:g}" for share in SHARES), "what costs most"):
        table.add_column(column)
    for name, cases in (("farm pages", farms), ("articles", articles), ("seed", seed)):
        values = sorted(case.value for case in cases)
        cells = [str(values[int(share * (len(values) - 1))]) for share in SHARES] if values else []
        table.add_row(name, str(len(cases)), str(int(median(case.words for case in cases))), *cells, _costs(cases))
    PRINT.print(table)
    PRINT.print(
        f"AUC {auc(articles, farms):.3f}; articles of the nearest length {auc(matched(farms, articles), farms):.3f}"
    )
    for case in seed:
        below = sum(each.value <= case.value for each in articles) / len(articles)
        PRINT.print(f"seed {case.value}: {below:.1%} of the articles score as low; {_lines(case)}")
    if worst:
        _print_without(farms, articles)
        _print_worst(farms, articles)


def _print_without(farms: Scored, articles: Scored) -> None:
    """Print the AUC as it would be without the signals that cost farm pages most, one left out and all of them."""
    dearest = [name for name, _ in Counter(each.name for case in farms for each in case.score.lines).most_common(4)]
    for left_out in (*((name,) for name in dearest), tuple(dearest)):
        without = [[_points_without(case, left_out) for case in cases] for cases in (articles, farms)]
        wins = sum((a > b) + 0.5 * (a == b) for a in without[0] for b in without[1])
        PRINT.print(f"without {', '.join(left_out)}: AUC {wins / (len(without[0]) * len(without[1])):.3f}")


def _points_without(case: Case, left_out: Sequence[str]) -> float:
    return 100 + sum(each.points for each in case.score.lines if each.name not in left_out)


def _print_worst(farms: Scored, articles: Scored) -> None:
    """Print the farm pages that score highest and the articles that score lowest."""
    for case in sorted(articles, key=lambda each: each.value)[: WORST // 2]:
        PRINT.print(f"  article {case.name} {case.value} ({case.words} words): {_lines(case)}")
    for case in sorted(farms, key=lambda each: -each.value)[: WORST // 2]:
        PRINT.print(f"  farm page {case.name} {case.value} ({case.words} words): {_lines(case)}")


def _lines(case: Case) -> str:
    return ", ".join(f"{line.points} {line.name} ({line.reason[:70]})" for line in case.score.lines)


def _costs(cases: Scored) -> str:
    counts = Counter(line.name for case in cases for line in case.score.lines)
    return ", ".join(f"{name} {count / len(cases):.0%}" for name, count in counts.most_common(7))


def _print_length(articles: Sequence[tuple[str, Article]], read_claims: ReadClaims) -> None:
    """Print whether the same articles score otherwise when they are cut, and long ones otherwise than short ones."""
    whole, cut = (_scored(articles, shape, read_claims) for shape in (_whole, _cut))
    by_length = sorted(whole, key=lambda case: case.words)
    half = len(by_length) // 2
    short, long = by_length[:half], by_length[-half:]
    PRINT.print(
        f"length: the same articles cut to {CUT_WORDS} words {fmean(c.value for c in cut):.1f}, whole "
        f"{fmean(c.value for c in whole):.1f}, AUC {auc(cut, whole):.3f}; shorter half"
        f" {fmean(c.value for c in short):.1f}, longer half"
        f" {fmean(c.value for c in long):.1f}, AUC {auc(short, long):.3f}"
    )


if __name__ == "__main__":
    main()
