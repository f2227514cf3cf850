"""What does each page of the report show? Everything is ready to print: templates loop and compute nothing.

Records that a page has hundreds of are named tuples: a frozen data class takes five times as long to make.
"""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way to another page of the report, or out of it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """A score as a ring: its number ("?" when unknown), letter and length of arc."""

    number: str
    grade: str
    tone: str  # a b c d e, or u for unknown
    arc: str  # the stroke-dasharray of a ring of circumference 100
    label: str  # in words, for readers who do not see the ring


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A horizontal bar of 0 to 100."""

    width: str
    tone: str = "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One part of a stacked bar."""

    x: str
    width: str
    tone: str
    label: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A row of small bars, oldest first; in words for readers who do not see it."""

    path: str  # one stroke up from the ground for each
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A headline number with what it counts."""

    label: str
    value: str
    note: str = ""
    href: str | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The head of a table column."""

    name: str
    css: str = ""  # num: right-aligned figures; wide: takes the room that is left
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table."""

    text: str
    href: str | None = None
    css: str = ""
    note: str = ""
    order: str | None = None  # what a script may sort by, where the text would sort wrongly
    gauge: Gauge | None = None
    bar: Bar | None = None
    spark: Spark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    words: str = ""  # what a filter finds beside what is printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of cells."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One side of a contradiction: the sentence, with the claim's own words apart."""

    before: str
    words: str
    after: str
    negative: bool
    who: str
    note: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims that cannot both hold."""

    about: str
    left: Quote
    right: Quote
    again: bool = False  # it stands under the heading of the one before


class Stretch(NamedTuple):
    """Words of a passage that stand in the other text as well, or only here."""

    text: str
    differs: bool


class Beside(NamedTuple):
    """Two passages beside each other, one alone, or a number of passages that stand in both texts."""

    left: tuple[Stretch, ...] = ()
    right: tuple[Stretch, ...] = ()
    same: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two texts side by side."""

    left: Link
    right: Link
    rows: tuple[Beside, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a page: a heading with its count, one sentence of explanation, and rows."""

    anchor: str
    title: str
    count: str
    lead: str
    empty: str
    table: Table | None = None
    pairs: tuple[Pair, ...] = ()
    comparison: Comparison | None = None
    more: Link | None = None
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where a page stands among the parts of a long list or text."""

    label: str
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What frames every page: its title, the way up, and when the report was made."""

    title: str
    root: str  # "" or "../": the way to the report's folder
    crumbs: tuple[Link, ...]
    generated_at: str
    run: str
    run_id: str
    before: str | None = None  # the page that the key [ leads to
    after: str | None = None  # the page that the key ] leads to


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """All sources at a glance."""

    tiles: tuple[Tile, ...]
    grades: tuple[Slice, ...]
    grades_label: str
    sources: Section
    sections: tuple[Section, ...]  # those that found something
    clean: tuple[Section, ...]  # those that found nothing: a line each


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One audit in full."""

    section: Section
    pager: Pager | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for an author verdict."""

    field: str
    detail: str
    weight: str
    tone: str  # against | for | neither
    href: str | None = None
    place: str = ""  # element path of markup evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An author as a page prints it, masked, with the evidence field by field."""

    anchor: str
    initials: str
    name: str
    verdict: str
    tone: str
    confidence: str
    generator: str
    note: str
    fields: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    reasons_note: str
    unfolded: bool = False
    articles: tuple[Link, ...] = ()
    articles_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one signal costs a source."""

    name: str
    points: str
    note: str
    bar: Bar
    example: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One source: its score, what costs points, who writes, which articles."""

    gauge: Gauge
    site: str
    tiles: tuple[Tile, ...]
    grades: tuple[Slice, ...]
    grades_label: str
    costs: tuple[Cost, ...]
    no_costs: str  # why there are none
    identities: tuple[Identity, ...]
    identities_note: str
    articles: Section
    sections: tuple[Section, ...]
    pager: Pager | None


class Ref(NamedTuple):
    """What begins at a place of the text: a claim by its number, or characters of a signal by its letter."""

    anchor: str
    number: int  # 0: a signal
    letter: str = ""
    negative: bool = False


class Marker(NamedTuple):
    """What shows where claims and signals begin, or only where to arrive: then it has no `href`."""

    anchor: str
    text: str
    href: str = ""
    label: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbouring blocks that were all kept, or all removed."""

    kept: bool
    title: str  # the labels of removed blocks, most frequent first, with their counts
    preview: str
    unfolded: bool
    html: str  # its passages, escaped


class QuietLine(NamedTuple):
    """A signal that costs nothing."""

    name: str
    value: str
    reason: str
    rule: str


class LedgerLine(NamedTuple):
    """One line of the score: points, why, and where."""

    letter: str  # what marks its characters in the text
    points: str
    name: str
    reason: str
    rule: str
    source: str
    value: str
    why: str = ""  # it costs that much, in the rule's words
    rule_href: str = ""  # empty: the warehouse does not know the rule's words
    places: tuple[Link, ...] = ()
    more_places: str = ""


class Fact(NamedTuple):
    """A named value with where it comes from."""

    name: str
    value: str
    note: str = ""
    href: str | None = None  # a live address, http or https only
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """One article: the points and why, the text with what was removed, the claims, the evidence."""

    title: str
    address: Link | None  # None: the address is not http(s); `url` shows it as text
    url: str
    language: str
    gauge: Gauge
    byline: str
    facts: tuple[Fact, ...]
    ledger: tuple[LedgerLine, ...]
    quiet: tuple[QuietLine, ...]
    total: str
    no_ledger: str  # what stands in place of an empty ledger
    first: bool  # the first part, which holds ledger, authors and evidence
    first_href: str
    dispute_href: str  # a mail to nobody yet, that names the page
    runs: tuple[Run, ...]
    text_note: str
    claims: str  # rows of the table, as HTML
    claims_note: str
    identities: tuple[Identity, ...]
    dates: Table | None
    evidence: tuple[Fact, ...]
    sections: tuple[Section, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryPage:
    """Every table and view of the warehouse, column by column."""

    relations: tuple[tuple[str, str, Table], ...]  # name, comment, columns
