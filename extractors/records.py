"""The records that pass between the stages, and the words that are the same everywhere.

All offsets count code points and are half-open, so `text[start:end]` is the quoted string. `Block.start` and
author evidence point into `Page.text`; mentions and claims point into `Article.text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BlockLabel(StrEnum):
    """What a block is to the reader; the values are public (tables, JSON, report)."""

    CONTENT = "content"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    CAPTION = "caption"
    BYLINE = "byline"
    AUTHOR_PROFILE = "author_profile"
    GENERATED_AUTHOR = "generated_author"
    DATE_LINE = "date_line"
    NAVIGATION = "navigation"
    TOC = "toc"
    RELATED = "related"
    COMMENTS = "comments"
    SHARE = "share"
    CALL_TO_ACTION = "call_to_action"
    ADVERT = "advert"
    COOKIE_NOTICE = "cookie_notice"
    LEGAL = "legal"
    PAYWALL = "paywall"
    HIDDEN = "hidden"
    DUPLICATE = "duplicate"
    OTHER = "other"


class PageClass(StrEnum):
    """What a page is as a whole."""

    ARTICLE = "article"
    FORUM = "forum"
    DOCUMENTATION = "documentation"
    PRODUCT = "product"
    LISTING = "listing"
    INDEX = "index"
    WALL = "wall"
    TEASER = "teaser"
    ERROR = "error"
    OTHER = "other"


class Polarity(StrEnum):
    """Whether a claim is affirmed or denied."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class TimeKind(StrEnum):
    """How the dates of a claim's time are known."""

    ABSOLUTE = "absolute"  # "in May 2019"
    RELATIVE = "relative"  # "last week", read with the article's date
    UNANCHORED = "unanchored"  # "this week" in an article without a date, or words with no date in them
    EVENT = "event"  # "after the war"
    VAGUE = "vague"  # "former", "no longer", "now"


class Modality(StrEnum):
    """How sure a claim is said to be; reported wins over hypothetical over hedged over asserted."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    HYPOTHETICAL = "hypothetical"
    REPORTED = "reported"


class AuthorVerdict(StrEnum):
    """Who stands behind a byline or profile."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GENERATED = "generated"
    ABSENT = "absent"
    UNSURE = "unsure"


class MentionKind(StrEnum):
    """How a text names an entity."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    METONYM = "metonym"


class Grade(StrEnum):
    """A score as a letter: A from 90, B from 75, C from 60, D from 45, E below."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of characters, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response as it was received."""

    url: str  # as asked for
    final_url: str  # after redirects
    redirects: tuple[str, ...] = ()  # every hop, the asked url first, without the final one
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()  # in order, as received
    body: bytes = b""
    fetched_at: datetime  # UTC, aware
    sha256: str  # hex, of the body
    warc_file: str | None = None  # name of the WARC file that keeps this response
    warc_offset: int | None = None  # bytes into it


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The decoded text of a capture's body, with the encoding and how it was known."""

    url: str
    html: str
    encoding: str  # Python codec name that was used
    encoding_declared: str | None  # what header or meta said, lower case
    encoding_evidence: str  # bom | utf-8 | header | meta | detector | fallback
    replaced: int = 0  # U+FFFD put in for bytes that did not decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of text that a reader sees as one piece; judged once `label` is set.

    `path` is the element path, like `html/body/main/article[1]/p[3]`. `text_start` and `text_end` are the block's
    place in `Article.text`, None for a removed block.
    """

    text: str
    start: int  # into Page text (all blocks joined by a blank line)
    end: int
    path: str
    order: int
    link_text: str = ""  # the part of the text inside links
    tag: str = "div"  # the innermost block-level element: p, li, h2, td, figcaption …
    attrs: str = ""  # class, id, role, itemprop words of the element and its ancestors, lower case, nearest first
    hidden: bool = False  # a browser would not show it
    label: BlockLabel = BlockLabel.OTHER
    kept: bool = False
    reason: str = ""  # why it was kept or removed, in words
    score: float = 0.0  # 0 surely boilerplate … 1 surely article
    rule: str = ""  # name of the rule that decided
    text_start: int | None = None
    text_end: int | None = None
    hrefs: tuple[str, ...] = ()  # addresses of the links that begin in it, as written, the first 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for an author verdict, tied to characters of the page text or to an element path."""

    sign: str  # name of the sign: lorem_bio, zip_state_mismatch, handles_unlike_name …
    field: str  # name, username, email, birthdate, address, phone, company, job, bio, social, page
    detail: str  # in words, without clear personal data
    start: int | None = None  # into the page text
    end: int | None = None
    path: str | None = None  # for markup evidence (JSON-LD, meta)
    weight: float = 0.0  # positive: generated; negative: genuine


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDatum:
    """Characters of an author profile that must be masked outside the WARC."""

    kind: str  # email | phone | address | birthdate | handle
    start: int  # into the page text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorProfile:
    """A byline or author block as printed, and what winnow thinks of it."""

    name: str | None
    verdict: AuthorVerdict
    confidence: float  # 0 to 1, of the verdict
    evidence: tuple[Evidence, ...] = ()
    blocks: tuple[int, ...] = ()  # `Block.order` of the blocks it stands in
    spans: tuple[Span, ...] = ()  # its characters in the page text; several when cut by other text
    fields: tuple[tuple[str, str], ...] = ()  # (field, value) as printed, clear text
    personal: tuple[PersonalDatum, ...] = ()
    generator: str | None = None  # "FakerPHP en_US" where the evidence names it
    jsonld: bool = False  # stands in JSON-LD, not in visible text
    path: str | None = None  # element path for markup profiles


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """A date that the page offers for itself."""

    role: str  # published | modified
    value: str  # ISO 8601, as precise as the source
    source: str  # meta:article:published_time, jsonld:datePublished, time@datetime, text, url …
    path: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says about itself, each field with where it was read."""

    title: str | None = None
    title_source: str | None = None
    byline: str | None = None  # the names as printed, without "By"; several joined by ", "
    byline_source: str | None = None
    published: str | None = None  # ISO 8601
    modified: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    language: str | None = None  # ISO 639-1
    language_source: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one text: the kept blocks of a page, joined by a blank line."""

    url: str
    text: str
    page_text: str
    page_class: PageClass
    metadata: Metadata
    blocks: tuple[Block, ...]
    authors: tuple[AuthorProfile, ...] = ()
    encoding: str = "utf-8"
    encoding_declared: str | None = None
    encoding_evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The canonical thing that mentions name."""

    entity_id: str  # hash of the canonical name: the same in every article
    name: str  # canonical: "United States"
    type: str  # OntoNotes label of most of its mentions: GPE, ORG, PERSON, NORP …


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Characters of the article that name something."""

    text: str
    start: int
    end: int
    type: str  # OntoNotes label, or "" for pronouns and nominals
    kind: MentionKind
    entity_id: str | None = None  # None: not resolved, and `reason` says why
    canonical: str | None = None
    reason: str = ""  # gazetteer, abbreviation, surname, demonym, capital_for_government, pronoun …


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One part of a claim: its words and where they stand.

    `text` is the quoted spans joined by single spaces. An implied word (a shared subject's preposition) has no span.
    """

    text: str
    spans: tuple[Span, ...] = ()
    canonical: str | None = None
    entity_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One relation between two things, as the text states it, tied to the characters that state it."""

    claim_id: str  # hash of the sentence and slots with their offsets: the same text gives the same id
    proposition_id: str  # hash of canonical subject, relation, object: no polarity, modality or time
    subject: Slot
    relation: Slot  # the words of the text with auxiliaries and negation
    relation_lemma: str  # normalised: "be ally of"
    object: Slot | None
    arguments: tuple[Slot, ...] = ()  # further ones, with their prepositions
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    cue: str | None = None  # the words that decided polarity or modality: "far from", "may"
    attribution: str | None = None  # who says so, nested sources nearest first, "; " between
    attribution_vague: bool = False  # "analysts", "sources", "it is believed"
    time: str | None = None  # the words
    time_value: str | None = None  # the dates they mean: "2019-05", "2003/2011", open ends ".."
    time_kind: TimeKind | None = None  # None: no time stands there
    tense: str | None = None  # past | present | future
    checkable: bool = True
    sentence: str = ""
    sentence_start: int = 0
    sentence_end: int = 0
    start: int = 0  # the claim's own characters, within the sentence
    end: int = 0
    confidence: float = 1.0
    rule: str = ""  # the construction: active, passive, copula, apposition …


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReading:
    """Everything that the spaCy stages found in one article text."""

    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    sentences: int = 0
    words: int = 0


# What the rule of a signal ends with that a user's rules ignore.
IGNORED = ".ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A measured property of an article, and what it costs.

    `spans` point into the page text and show the characters that the reason speaks of. `points` is 0 or negative.
    """

    name: str  # generated_author, keyword_stuffing, unattributed_claims …
    value: float | None  # None: not measurable here (no claims read, say)
    threshold: float | None
    points: int
    reason: str  # in words, with its numbers
    rule: str  # rule id with version, "keyword_stuffing.1"; ".own-…" behind it where a user changed that
    source: str = ""  # where the method or threshold comes from
    spans: tuple[Span, ...] = ()

    @property
    def is_ignored(self) -> bool:
        """Return whether a user's rules leave the signal out of the score."""
        return self.rule.endswith(IGNORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """100 plus the points of its lines; `lines` add up exactly to `value`."""

    value: int
    grade: Grade
    lines: tuple[Signal, ...]  # signals with points, worst first, then ignored ones; a floor at 0 is a line of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that winnow knows of one page: what becomes rows."""

    capture: Capture
    article: Article
    claims: ClaimReading | None = None  # None: spaCy did not read it
    signals: tuple[Signal, ...] = ()
    score: Score | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
