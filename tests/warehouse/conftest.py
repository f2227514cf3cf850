"""Readings of invented pages, built by hand, and warehouses that hold them."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

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
    Entity,
    Evidence,
    Grade,
    Mention,
    MentionKind,
    Metadata,
    Modality,
    PageClass,
    PersonalDatum,
    Polarity,
    Reading,
    Score,
    Signal,
    Slot,
    Span,
    TimeKind,
)
from warehouse.derive import derive
from warehouse.layout import WarehouseFolder
from warehouse.loader import load_parts
from warehouse.open import open_for_writing
from warehouse.parts import write_part
from warehouse.records import FailureRow, FetchRow, RunRow, SourceRow
from warehouse.snapshot import publish

KEY = b"k" * 32
RECIPE = "recipe-1"
MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
PROFILE = "Author: Mira Quell\nmira.quell77@post.example\n(555) 014-2290\n@mira_quell77"
GRADES = ((90, Grade.A), (75, Grade.B), (60, Grade.C), (45, Grade.D))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim to be: three slots that stand in one sentence of the article."""

    subject: str
    relation: str
    object: str
    sentence: str
    lemma: str
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    attribution: str | None = None
    vague: bool = False
    tense: str = "present"
    time: str | None = None
    time_value: str | None = None
    time_kind: TimeKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """An invented page: kept paragraphs, removed blocks, claims and what its score loses."""

    url: str
    paragraphs: Sequence[str]
    title: str = "A bridge"
    removed: Sequence[tuple[str, BlockLabel]] = (("Home News Sport", BlockLabel.NAVIGATION),)
    statements: Sequence[Statement] = ()
    verdict: AuthorVerdict = AuthorVerdict.PERSON
    profile: str | None = None  # text of an author block
    published: str | None = "2026-03-01"
    penalty: int = 0
    page_class: PageClass = PageClass.ARTICLE


def build_reading(spec: PageSpec, *, fetched_at: datetime = MONDAY) -> Reading:
    """Return the reading that winnow would make of such a page."""
    blocks = _blocks(spec)
    text = "\n\n".join(block.text for block in blocks if block.kept)
    page_text = "\n\n".join(block.text for block in blocks)
    signals = _signals(spec, page_text)
    body = page_text.encode()
    value = 100 + sum(signal.points for signal in signals)
    return Reading(
        capture=Capture(
            url=spec.url,
            final_url=spec.url,
            headers=(("Content-Type", "text/html"),),
            body=body,
            fetched_at=fetched_at,
            sha256=sha256(body).hexdigest(),
        ),
        article=Article(
            url=spec.url,
            text=text,
            page_text=page_text,
            page_class=spec.page_class,
            metadata=Metadata(
                title=spec.title,
                byline="Mira Quell",
                published=spec.published,
                language="en",
                dates=(DateCandidate(role="published", value=spec.published or "", source="meta", chosen=True),),
            ),
            blocks=blocks,
            authors=(_author(spec, page_text, blocks),),
        ),
        claims=_claims(spec, text),
        signals=signals,
        score=Score(
            value=value,
            grade=next((grade for least, grade in GRADES if value >= least), Grade.E),
            lines=tuple(signal for signal in signals if signal.points),
        ),
    )


def _blocks(spec: PageSpec) -> tuple[Block, ...]:
    pieces = [(text, label, False) for text, label in spec.removed]
    pieces += [(text, BlockLabel.CONTENT, True) for text in spec.paragraphs]
    if spec.profile:
        pieces.append((spec.profile, BlockLabel.GENERATED_AUTHOR, False))
    blocks: list[Block] = []
    start = text_start = 0
    for order, (text, label, kept) in enumerate(pieces):
        blocks.append(
            Block(
                text=text,
                start=start,
                end=start + len(text),
                path=f"html/body/p[{order + 1}]",
                order=order,
                label=label,
                kept=kept,
                reason=f"looks like {label}",
                text_start=text_start if kept else None,
                text_end=text_start + len(text) if kept else None,
            )
        )
        start += len(text) + 2
        text_start += len(text) + 2 if kept else 0
    return tuple(blocks)


def _author(spec: PageSpec, page_text: str, blocks: Sequence[Block]) -> AuthorProfile:
    if spec.profile is None:
        return AuthorProfile(name="Mira Quell", verdict=spec.verdict, confidence=0.8)
    profile = blocks[-1]
    _, email, phone, handle = spec.profile.split("\n")
    found = [(kind, page_text.index(value), value) for kind, value in _private(email, phone, handle)]
    return AuthorProfile(
        name="Mira Quell",
        verdict=AuthorVerdict.GENERATED,
        confidence=0.97,
        evidence=(
            Evidence(
                sign="handles",
                field="social",
                detail="unlike the name",
                start=profile.start,
                end=profile.end,
                weight=2.0,
            ),
        ),
        blocks=(profile.order,),
        spans=(Span(start=profile.start, end=profile.end),),
        fields=(("name", "Mira Quell"), ("email", email), ("phone", phone), ("username", handle)),
        personal=tuple(PersonalDatum(kind=kind, start=at, end=at + len(value)) for kind, at, value in found),
        generator="FakerPHP en_US",
    )


def _private(email: str, phone: str, handle: str) -> tuple[tuple[str, str], ...]:
    return ("email", email), ("phone", phone), ("handle", handle)


def _signals(spec: PageSpec, page_text: str) -> tuple[Signal, ...]:
    generated = spec.profile is not None
    return (
        Signal(
            name="generated_author",
            value=float(generated),
            threshold=0.5,
            points=-30 if generated else 0,
            reason="9 of 9 fields look made up" if generated else "no generated author",
            rule="generated_author.1",
            spans=(Span(start=page_text.index(spec.profile), end=len(page_text)),) if spec.profile else (),
        ),
        Signal(name="filler", value=0.2, threshold=0.1, points=-spec.penalty, reason="filler", rule="filler.1"),
    )


def _entity(name: str) -> Entity | None:
    return Entity(entity_id=hash_id(name), name=name, type="ORG") if name[:1].isupper() else None


def _claims(spec: PageSpec, text: str) -> ClaimReading:
    claims = tuple(_claim(statement, text) for statement in spec.statements)
    names = {name for s in spec.statements for name in (s.subject, s.object) if _entity(name)}
    mentions = tuple(
        Mention(
            text=name,
            start=text.index(name),
            end=text.index(name) + len(name),
            type="ORG",
            kind=MentionKind.NAME,
            entity_id=hash_id(name),
            canonical=name,
        )
        for name in sorted(names)
    )
    entities = tuple(entity for name in sorted(names) if (entity := _entity(name)))
    return ClaimReading(
        claims=claims, mentions=mentions, entities=entities, sentences=len(spec.paragraphs), words=len(text.split())
    )


def _claim(statement: Statement, text: str) -> Claim:
    at = text.index(statement.sentence)
    subject, relation, thing = (
        _slot(words, statement.sentence, at) for words in (statement.subject, statement.relation, statement.object)
    )
    return Claim(
        claim_id=hash_id(statement.sentence, str(at), statement.subject, statement.relation, statement.object),
        proposition_id=hash_id(statement.subject, statement.lemma, statement.object),
        subject=subject,
        relation=relation,
        relation_lemma=statement.lemma,
        object=thing,
        polarity=statement.polarity,
        modality=statement.modality,
        attribution=statement.attribution,
        attribution_vague=statement.vague,
        time=statement.time,
        time_value=statement.time_value,
        time_kind=statement.time_kind,
        tense=statement.tense,
        sentence=statement.sentence,
        sentence_start=at,
        sentence_end=at + len(statement.sentence),
        start=at,
        end=at + len(statement.sentence),
        confidence=0.9,
        rule="active",
    )


def _slot(words: str, sentence: str, at: int) -> Slot:
    start = at + sentence.index(words)
    entity = _entity(words)
    return Slot(
        text=words,
        spans=(Span(start=start, end=start + len(words)),),
        canonical=words,
        entity_id=entity.entity_id if entity else None,
    )


def fetch_of(reading: Reading, *, run_id: str = "run-1", outcome: str = "fetched") -> FetchRow:
    """Return the row of the fetch that returned or confirmed a page."""
    capture = reading.capture
    return FetchRow(
        fetch_id=hash_id(run_id, capture.url, capture.fetched_at.isoformat()),
        run_id=run_id,
        source_id="source-1",
        url=capture.url,
        final_url=capture.final_url,
        redirects=(),
        fetched_at=capture.fetched_at,
        outcome=outcome,
        status=capture.status,
        reason="",
        robots_line=None,
        content_type="text/html",
        size_bytes=len(capture.body),
        body_sha256=capture.sha256,
        etag='"1"',
        last_modified=None,
        warc_file="a.warc.gz" if outcome == "fetched" else None,
        warc_offset=17 if outcome == "fetched" else None,
        elapsed_ms=5,
    )


def build_run(
    run_id: str = "run-1", *, started_at: datetime = MONDAY, ended: bool = True, recipe: str = RECIPE
) -> RunRow:
    """Return the row of a run, ended a minute later or still going."""
    return RunRow(
        run_id=run_id,
        flow="run",
        code_version="1",
        recipe_id=recipe,
        model_id="m",
        started_at=started_at,
        ended_at=started_at + timedelta(minutes=1) if ended else None,
        status="done" if ended else "running",
    )


NEWS = (
    "Quell Bank closed the old bridge at Tarn on Monday after an inspection found cracks in two of its piers. "
    "Quell Bank is an owner of Tarn Bridge. Engineers will look at the third pier in the coming week, the town said."
)
COPY = NEWS.replace("on Monday", "this Monday")
OWNS = Statement(
    subject="Quell Bank",
    relation="is an owner of",
    object="Tarn Bridge",
    sentence="Quell Bank is an owner of Tarn Bridge.",
    lemma="be owner of",
)
DENIAL = "The magazine has looked at the land register of the county. Quell Bank is not an owner of Tarn Bridge."
OWNS_NOT = replace(
    OWNS,
    relation="is not an owner of",
    sentence="Quell Bank is not an owner of Tarn Bridge.",
    polarity=Polarity.NEGATIVE,
)
SAMPLE = (
    PageSpec(url="https://herald.example/bridge", paragraphs=(NEWS, "A second paragraph."), statements=(OWNS,)),
    PageSpec(
        url="https://copier.example/b", paragraphs=(COPY,), statements=(OWNS,), published="2026-03-02", penalty=12
    ),
    PageSpec(url="https://magazine.example/land", paragraphs=(DENIAL,), statements=(OWNS_NOT,), title="The land"),
    PageSpec(
        url="https://farm.example/tarn",
        paragraphs=("Tarn Bridge is one of the best bridges. Everybody loves Tarn Bridge.",),
        title="Who Owns Tarn Bridge",
        profile=PROFILE,
        penalty=20,
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> WarehouseFolder:
    """Return an empty warehouse folder."""
    return WarehouseFolder(tmp_path / "warehouse").make()


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty warehouse with its schema: copying it is ten times quicker than making it."""
    folder = WarehouseFolder(tmp_path_factory.mktemp("schema")).make()
    open_for_writing(folder).close()
    return folder.database


@pytest.fixture
def connection(folder: WarehouseFolder, schema: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to an empty warehouse with its schema."""
    shutil.copyfile(schema, folder.database)
    with open_for_writing(folder) as opened:
        yield opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What tests build pages from."""

    sample: tuple[PageSpec, ...] = SAMPLE
    page: type[PageSpec] = PageSpec
    statement: type[Statement] = Statement
    read: Callable[..., Reading] = build_reading
    fetch: Callable[..., FetchRow] = fetch_of
    run: Callable[..., RunRow] = build_run
    owns: Statement = OWNS
    owns_not: Statement = OWNS_NOT
    news: str = NEWS
    denial: str = DENIAL
    monday: datetime = MONDAY
    profile: str = PROFILE
    recipe: str = RECIPE
    key: bytes = KEY
    source: SourceRow = field(
        default_factory=lambda: SourceRow(source_id="source-1", name="samples", kind="urls", location="here")
    )
    failure: FailureRow = field(
        default_factory=lambda: FailureRow(
            failure_id="f1",
            run_id="run-1",
            source_id="source-1",
            url="https://herald.example/gone",
            stage="fetch",
            code="http_404",
            message="not found",
            failed_at=MONDAY,
        )
    )


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Builders of invented pages and of what runs say of them."""
    return Kit()


@pytest.fixture(scope="session")
def fill(kit: Kit) -> Callable[..., dict[str, int]]:
    """Return what loads pages into a warehouse as one run would, and derives; it returns the new rows by table."""

    def fill_warehouse(
        connection: duckdb.DuckDBPyConnection,
        folder: WarehouseFolder,
        specs: Sequence[PageSpec] = kit.sample,
        *,
        run_id: str = "run-1",
        at: datetime = kit.monday,
        recipe: str = kit.recipe,
    ) -> dict[str, int]:
        readings = [build_reading(spec, fetched_at=at) for spec in specs]
        write_part(
            folder.parts,
            f"chunk-{run_id}",
            readings,
            recipe_id=recipe,
            key=kit.key,
            runs=[kit.run(run_id, started_at=at, recipe=recipe)],
            sources=[kit.source],
            fetches=[fetch_of(reading, run_id=run_id) for reading in readings],
            failures=[kit.failure],
        )
        counts = load_parts(connection, folder.parts)
        derive(connection)
        return dict(counts)

    return fill_warehouse


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, fill: Callable[..., dict[str, int]]) -> WarehouseFolder:
    """Return a folder that holds the sample, published; tests of all files read it, and none writes to it."""
    folder = WarehouseFolder(tmp_path_factory.mktemp("filled")).make()
    with open_for_writing(folder) as connection:
        fill(connection, folder)
        publish(connection, folder)
    return folder
