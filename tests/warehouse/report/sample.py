"""A small warehouse about invented places and people, filled through the real loader."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from extractors.ids import hash_id
from extractors.records import (
    Article,
    AuthorProfile,
    AuthorVerdict,
    Block,
    BlockLabel,
    Capture,
    Claim,
    ClaimReading,
    DateCandidate,
    Evidence,
    Grade,
    Metadata,
    Modality,
    PageClass,
    Polarity,
    Reading,
    Score,
    Signal,
    Slot,
    Span,
)
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.parts import write_part
from warehouse.records import FailureRow, FetchRow, RuleRow, RunRow, SourceRow
from warehouse.rules import keep_rules
from warehouse.snapshot import publish

# The words of one rule; the others of these pages are not known.
RULE = RuleRow(
    rule="undated_time.1",
    signal="undated_time",
    definition="Time words that no date fixes.",
    costs="-2 from 1, -8 from 3",
    why="It reads as news on any day.",
    source="a list of words",
)
BEGAN = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
GAP = "\n\n"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One claim of a page written by hand: `words` is a run of its text."""

    words: str
    subject: str
    relation: str
    lemma: str
    object: str
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    attribution: str | None = None
    vague: bool = False


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One page written by hand: (label, text, reason) of its blocks, an empty reason for a kept one."""

    url: str
    title: str | None
    blocks: Sequence[tuple[str, str, str]]
    said: Sequence[Said] = ()
    costs: Sequence[tuple[str, int, str, Sequence[str]]] = ()  # signal, points, reason, quoted characters
    authors: Sequence[AuthorProfile] = ()
    byline: str | None = None
    published: str | None = None
    page_class: PageClass = PageClass.ARTICLE
    read: bool = True
    redirects: Sequence[str] = ()


def place(leaf: Leaf) -> tuple[tuple[Block, ...], str, str]:
    """Return the blocks of a page with their places, the page text and the article text."""
    blocks: list[Block] = []
    start = text_start = 0
    for order, (label, text, reason) in enumerate(leaf.blocks):
        kept = not reason
        blocks.append(
            Block(
                text=text,
                start=start,
                end=start + len(text),
                path=f"html/body/main/p[{order + 1}]",
                order=order,
                label=BlockLabel(label),
                kept=kept,
                reason=reason or "prose",
                rule=f"{label}.1",
                text_start=text_start if kept else None,
                text_end=text_start + len(text) if kept else None,
            )
        )
        start += len(text) + len(GAP)
        text_start += (len(text) + len(GAP)) if kept else 0
    page_text = GAP.join(block.text for block in blocks)
    return tuple(blocks), page_text, GAP.join(block.text for block in blocks if block.kept)


def _claims(leaf: Leaf, text: str) -> ClaimReading:
    claims = []
    for said in leaf.said:
        start = text.index(said.words)
        left = max(text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1, 0)
        right = min(at for at in (text.find(".", start + len(said.words) - 1) + 1, len(text)) if at > 0)
        thing = hash_id(said.subject, said.lemma, said.object)
        claims.append(
            Claim(
                claim_id=hash_id(text[left:right], said.subject, said.relation, str(start)),
                proposition_id=thing,
                subject=Slot(text=said.subject, canonical=said.subject, entity_id=hash_id(said.subject)),
                relation=Slot(text=said.relation),
                relation_lemma=said.lemma,
                object=Slot(text=said.object, canonical=said.object, entity_id=hash_id(said.object)),
                polarity=said.polarity,
                modality=said.modality,
                cue="not" if said.polarity is Polarity.NEGATIVE else None,
                attribution=said.attribution,
                attribution_vague=said.vague,
                sentence=text[left:right],
                sentence_start=left,
                sentence_end=right,
                start=start,
                end=start + len(said.words),
                confidence=0.9,
                rule="active",
            )
        )
    return ClaimReading(claims=tuple(claims), sentences=text.count("."), words=len(text.split()))


def _signals(leaf: Leaf, page_text: str) -> tuple[Signal, ...]:
    signals = [
        Signal(
            name=name,
            value=float(-points),
            threshold=1.0,
            points=points,
            reason=reason,
            rule=f"{name}.1",
            source="our own measurement",
            spans=tuple(
                Span(start=page_text.index(quote), end=page_text.index(quote) + len(quote)) for quote in quotes
            ),
        )
        for name, points, reason, quotes in leaf.costs
    ]
    unknown = Signal(
        name="contradictions", value=None, threshold=1.0, points=0, reason="no claims", rule="contradictions.1"
    )
    return (*signals, unknown)


def grade(value: int) -> Grade:
    """Return the letter of a score."""
    return next(letter for letter, least in zip(Grade, (90, 75, 60, 45, 0), strict=True) if value >= least)


def read_leaf(leaf: Leaf) -> Reading:
    """Return what winnow would have read from the page."""
    blocks, page_text, text = place(leaf)
    body = repr((leaf.url, page_text)).encode()
    signals = _signals(leaf, page_text)
    lines = tuple(sorted((signal for signal in signals if signal.points), key=lambda signal: signal.points))
    value = 100 + sum(line.points for line in lines)
    dates = (
        DateCandidate(role="published", value=leaf.published or "", source="meta:article:published_time", chosen=True),
        DateCandidate(role="published", value="2026-11-02", source="text", path="html/body/main/p[2]"),
    )
    return Reading(
        capture=Capture(
            url=leaf.url,
            final_url=leaf.url,
            redirects=tuple(leaf.redirects),
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            body=body,
            fetched_at=BEGAN,
            sha256=sha256(body).hexdigest(),
            warc_file="winnow-20261122-0001.warc.gz",
            warc_offset=4711,
        ),
        article=Article(
            url=leaf.url,
            text=text,
            page_text=page_text,
            page_class=leaf.page_class,
            metadata=Metadata(
                title=leaf.title,
                title_source="h1",
                byline=leaf.byline,
                byline_source="meta",
                published=leaf.published,
                dates=dates if leaf.published else (),
                language="en",
                language_source="html@lang",
            ),
            blocks=blocks,
            authors=tuple(leaf.authors),
            encoding="utf-8",
            encoding_declared="utf-8",
            encoding_evidence="header",
        ),
        claims=_claims(leaf, text) if leaf.read else None,
        signals=signals,
        score=Score(value=value, grade=grade(value), lines=lines) if leaf.read else None,
    )


def fill(
    folder: Path,
    leaves: Sequence[Leaf],
    failures: Sequence[tuple[str, str, str]] = (),
    *,
    again: Sequence[Leaf] = (),
) -> Path:
    """Return the published snapshot of a warehouse that holds the pages; failures are (url, code, message).

    What `again` holds was read at a second crawl, a day later.
    """
    warehouse = WarehouseFolder(folder).make()
    readings = [read_leaf(leaf) for leaf in leaves]
    source = SourceRow(source_id="source-1", name="by hand", kind="urls", location="list.txt")
    run = RunRow(
        run_id="run-1",
        flow="demo",
        code_version="0.1.0",
        recipe_id="recipe",
        model_id="winnow_en",
        started_at=BEGAN,
        ended_at=BEGAN.replace(minute=2),
        status="done",
    )
    fetches = [_fetch(reading.capture) for reading in readings]
    failed = [
        FailureRow(
            failure_id=hash_id("run-1", url),
            run_id="run-1",
            source_id="source-1",
            url=url,
            stage="fetch",
            code=code,
            message=message,
            failed_at=BEGAN,
        )
        for url, code, message in failures
    ]
    write_part(
        warehouse.parts,
        "part-1",
        readings,
        recipe_id="recipe",
        key=b"k" * 32,
        runs=[run],
        sources=[source],
        fetches=fetches,
        failures=failed,
    )
    later = [read_leaf(leaf) for leaf in again]
    second = [replace(_fetch(reading.capture), fetch_id=hash_id("run-2", reading.capture.url)) for reading in later]
    second = [replace(fetch, fetched_at=fetch.fetched_at + timedelta(days=1)) for fetch in second]
    write_part(warehouse.parts, "part-2", later, recipe_id="recipe", key=b"k" * 32, fetches=second)
    connection = open_for_writing(warehouse)
    load_parts(connection, warehouse.parts)
    keep_rules(connection, (RULE,))
    derive(connection)
    return publish(connection, warehouse)


def _fetch(capture: Capture) -> FetchRow:
    return FetchRow(
        fetch_id=hash_id("run-1", capture.url),
        run_id="run-1",
        source_id="source-1",
        url=capture.url,
        final_url=capture.final_url,
        redirects=capture.redirects,
        fetched_at=capture.fetched_at.replace(minute=1),
        outcome="fetched",
        status=capture.status,
        reason="",
        robots_line=None,
        content_type="text/html",
        size_bytes=len(capture.body),
        body_sha256=capture.sha256,
        etag=None,
        last_modified=None,
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
        elapsed_ms=12,
    )


PROFILE = "Name: Maud Tilsen\nPhone: 555-0143-99\nEmail: maud.tilsen@mail.example"
FARM = Leaf(
    url="https://mapfarm.example/is-norvik-part-of-halland",
    title="Is Norvik Part Of Halland?",
    blocks=(
        ("navigation", "Home | Maps | Facts | Quizzes", "menu: 100 % of the characters are links"),
        ("heading", "Is Norvik Part Of Halland?", ""),
        ("byline", "By Maud Tilsen", "byline, kept as metadata"),
        (
            "content",
            (
                "Norvik is not part of Halland. Experts say the port may join Halland one day. "
                "Is Norvik part of Halland is a question that many people ask this week."
            ),
            "",
        ),
        ("caption", "A map of the port", "caption of a picture"),
        ("content", "The port of Norvik supplies Halland with salt. It is said to be far from safe.", ""),
        ("related", "Is Brenna Part Of Halland?", "list of links to other pages"),
        ("related", "Is Oster Part Of Halland?", "list of links to other pages"),
        ("generated_author", PROFILE, "author profile that a program filled in"),
    ),
    said=(
        Said(
            words="Norvik is not part of Halland",
            subject="Norvik",
            relation="is not part of",
            lemma="be part of",
            object="Halland",
            polarity=Polarity.NEGATIVE,
        ),
        Said(
            words="the port may join Halland one day",
            subject="the port",
            relation="may join",
            lemma="join",
            object="Halland",
            modality=Modality.HEDGED,
            attribution="Experts",
            vague=True,
        ),
        Said(
            words="The port of Norvik supplies Halland with salt",
            subject="The port of Norvik",
            relation="supplies",
            lemma="supply",
            object="Halland",
        ),
    ),
    costs=(
        ("generated_author", -30, "9 of 9 fields look filled in by a program.", (PROFILE,)),
        ("keyword_stuffing", -11, "The page's query stands 2 times in 45 words.", ("Is Norvik part of Halland is",)),
        ("undated_time", -8, "“this week” without a date.", ("this week",)),
        ("unattributed_claims", -20, "2 of 3 claims name no source.", ("Norvik is not part of Halland",)),
    ),
    byline="Maud Tilsen",
    published="2026-11-02",
    authors=(
        AuthorProfile(
            name="Maud Tilsen",
            verdict=AuthorVerdict.GENERATED,
            confidence=0.97,
            evidence=(
                Evidence(sign="reserved_domain", field="email", detail="a domain that no mail reaches", weight=2.4),
                Evidence(sign="fiction_number", field="phone", detail="a number kept for films", weight=1.8),
                Evidence(sign="name_matches", field="name", detail="signs other articles, too", weight=-0.6),
            ),
            blocks=(8,),
            fields=(("name", "Maud Tilsen"), ("phone", "555-0143-99"), ("email", "maud.tilsen@mail.example")),
            generator="FakerPHP en_US",
        ),
    ),
)
HERALD = Leaf(
    url="https://northherald.example/2026/11/norvik-vote",
    title="Norvik votes to stay in Halland",
    blocks=(
        ("heading", "Norvik votes to stay in Halland", ""),
        (
            "content",
            "Norvik is part of Halland, the electoral office said on 1 November 2026. Turnout was 61 percent.",
            "",
        ),
        ("quote", "“We counted every vote twice,” said Ines Rohde, who led the count.", ""),
        ("share", "Share this on Chirper", "share bar"),
    ),
    said=(
        Said(
            words="Norvik is part of Halland",
            subject="Norvik",
            relation="is part of",
            lemma="be part of",
            object="Halland",
            modality=Modality.ASSERTED,
            attribution="the electoral office",
        ),
    ),
    costs=(("short_text", -4, "27 words.", ()),),
    byline="Ines Rohde",
    published="2026-11-02T08:15:00+01:00",
    authors=(
        AuthorProfile(
            name="Tilde Marr",
            verdict=AuthorVerdict.PERSON,
            confidence=0.8,
            evidence=(Evidence(sign="own_page", field="page", detail="has a page with 41 articles", weight=-1.5),),
        ),
    ),
    redirects=("http://northherald.example/norvik",),
)
LONG_SENTENCE = (
    "The harbour master counted the ships of the eastern quay and wrote their names into the book of the port"
)
COPIED = " ".join(f"{LONG_SENTENCE} for the {day}th time." for day in range(4, 40))
FIRST = Leaf(
    url="https://northherald.example/2026/10/ships",
    title="Ships of the quay",
    blocks=(("content", COPIED, ""),),
    published="2026-10-01",
)
SECOND = Leaf(
    url="https://copyblog.example/ships",
    title="The ships of the quay",
    blocks=(("content", COPIED + " Read on.", ""),),
    published="2026-10-20",
)
WALL = Leaf(
    url="https://northherald.example/account",
    title=None,
    blocks=(("cookie_notice", "We value your privacy.", "cookie notice"),),
    page_class=PageClass.WALL,
    read=False,
)
FAILURES = (
    ("https://northherald.example/private/list", "robots", "robots.txt disallows /private/; nothing to do"),
    ("https://mapfarm.example/gone", "http_404", "HTTP 404; the address is gone"),
)
