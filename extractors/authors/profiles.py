"""Which profiles does a page hold, and which fields does each give?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.authors.anchors import (
    ABOUT,
    MIN_BIOGRAPHY,
    STRONG,
    is_anchor,
    is_biography,
    is_named_card,
    is_named_text,
    is_whole_page,
    may_tell,
)
from extractors.authors.borders import cut_at_borders
from extractors.authors.cards import common_path, extent_of
from extractors.authors.jobs import read_job
from extractors.authors.labelling import mark_loose, mark_unknown, pair_labels
from extractors.authors.lines import BARE_HANDLE, ISO_DATE, Line, Value, is_name, read_lines
from extractors.authors.lists import label_words, phrase_set
from extractors.authors.prose import prose_sign
from extractors.authors.runs import reach_around, with_card_before, with_socials
from extractors.authors.sentences import read_sentences
from extractors.records import Block

MIN_HANDLE = 4
# The longest generated profile of the development pages has 56 lines; what is longer is a directory or a list of links.
MAX_LINES = 150


@dataclass(slots=True, kw_only=True)
class Draft:
    """A profile as found: its lines, first and last inclusive, and what they say."""

    lines: list[Line]
    name: Value | None = None
    fields: list[Value] = field(default_factory=list)
    headed: bool = False

    def all(self, *kinds: str) -> list[Value]:
        """Return the values of these kinds in order."""
        return [value for value in self.fields if value.kind in kinds]


def find_drafts(blocks: Sequence[Block]) -> list[Draft]:
    """Return the page's profiles in order, without lines in common."""
    lines = read_lines(blocks)
    mark_loose(lines)
    pair_labels(lines)
    mark_unknown(lines)
    drafts = []
    done = -1
    for at, line in enumerate(lines):
        if at <= done or not may_tell(line):
            continue
        text = is_biography(lines, at) or is_named_text(lines, at)
        if not text and not is_anchor(line):
            continue
        first, last = reach_around(lines, at, done)
        if line.role not in STRONG and not text and not is_named_card(lines[first : last + 1]):
            continue
        first, last = with_card_before(lines, first, done), with_socials(lines, last)
        done = last
        path = common_path(lines[first].path, lines[last].path)
        card = extent_of(lines, first, last, path) == (first, last) and not is_whole_page(path)
        parts = cut_at_borders(lines[first : last + 1], in_card=card)
        drafts += [_draft(part) for part in parts if len(part) <= MAX_LINES]
    return drafts


def _draft(lines: list[Line]) -> Draft:
    while lines and lines[-1].role in {"heading", "label", "colon"}:
        lines = lines[:-1]
    draft = Draft(lines=lines)
    social = False
    for line in lines:
        draft.headed = draft.headed or line.role == "heading"
        social = social or line.role == "social"
        if line.role == "heading" and line.kind != "social":
            _name_from_heading(draft, line)
        for value in line.values:
            # A text that addresses others is no list of the person's accounts.
            if line.role != "mixed" or value.kind != "handle":
                add_value(draft, value, nested=social)
        if line.role in {"text", "prose", "mixed"}:
            _add_text(draft, line)
    return draft


def _name_from_heading(draft: Draft, line: Line) -> None:
    bare = ABOUT.sub("", line.text).strip(" :")
    known = line.text.strip(" :").lower() in phrase_set("headings", "author")
    if draft.name is None and not known and bare != line.text and is_name(bare):
        draft.name = _value("name", bare, line.end - len(bare), line.end)


def _value(kind: str, text: str, start: int, end: int) -> Value:
    return Value(kind=kind, text=text, start=start, end=end)


def add_value(draft: Draft, value: Value, *, nested: bool = False) -> None:
    """Add what a label or shape told to the profile; `nested` values stand under the name of a network."""
    kind = value.kind
    if nested and kind in {"username", "name"} and draft.name is not None:
        kind = "handle"
    elif nested and kind == "bio":
        kind = "social_bio"
    elif kind in {"url", "website", "social"}:
        kind = "social_url" if _network(value.text) else "website"
    elif kind == "date":
        kind = "iso_date" if ISO_DATE.fullmatch(value.text.strip()) else "date"
    elif kind == "name" and (draft.name is not None or _is_handle(value.text)) and " " not in value.text.strip():
        kind = "username"
    changed = Value(kind=kind, text=value.text, start=value.start, end=value.end, labelled=value.labelled)
    if kind == "name" and draft.name is None:
        draft.name = changed
    draft.fields.append(changed)


def _is_handle(text: str) -> bool:
    return any(char.isdigit() or char in "._@" for char in text) and BARE_HANDLE.match(text.strip()) is not None


def _network(url: str) -> bool:
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().lower()).partition("/")
    return host[0] in label_words("networks", "hosts") and bool(host[2])


def _add_text(draft: Draft, line: Line) -> None:
    text = line.text
    bare = ABOUT.sub("", text)
    known = text.strip(" :").lower() in phrase_set("headings", "author")
    if draft.name is None and not known and is_name(bare) and line.role == "text":
        draft.name = _value("name", bare, line.end - len(bare), line.end)
        draft.fields.append(draft.name)
        return
    if line.role != "text" or len(text) >= MIN_BIOGRAPHY:
        for value in read_sentences(text, line.start):
            if value.kind != "name" or draft.name is None:
                add_value(draft, value)
    kind = _kind_of_text(text)
    if kind is not None:
        draft.fields.append(_value(kind, text, line.start, line.end))


def _kind_of_text(text: str) -> str | None:
    marked = any(char.isdigit() or char in "._" for char in text) or text.islower()
    if marked and len(text) >= MIN_HANDLE and BARE_HANDLE.match(text):
        return "username"
    if read_job(text)[1]:
        return "job"
    if prose_sign(text) is not None:
        return "bio"
    return "text"
