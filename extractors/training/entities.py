"""Which names does a treebank or a name corpus mark, in OntoNotes labels?

A name that the tables cannot map is missing, not outside: it gives no gradient.
"""

# ruff: noqa: RUF001 - typographic marks are what these rules are about

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.training.gazetteers import (
    AMBIGUOUS_DEMONYMS,
    DEMONYMS,
    EVENT_WORDS,
    FACILITY_WORDS,
    LANGUAGES,
    LAW_WORDS,
    LOCATION_WORDS,
    LOCATIONS,
    TITLES,
)
from extractors.training.quantities import Span, find_quantities
from extractors.training.trees import ROOT, Tree

MISSING = "missing"
PROPER = frozenset({"NNP", "NNPS"})
# A corpus label to an OntoNotes label; "place" is split by gazetteers; what is not here is missing.
CORPUS_LABELS = {
    "person": "PERSON",
    "politician": "PERSON",
    "writer": "PERSON",
    "musicalartist": "PERSON",
    "scientist": "PERSON",
    "researcher": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "university": "ORG",
    "band": "ORG",
    "magazine": "ORG",
    "academicjournal": "ORG",
    "country": "GPE",
    "location": "place",
    "event": "EVENT",
    "election": "EVENT",
    "conference": "EVENT",
    "book": "WORK_OF_ART",
    "poem": "WORK_OF_ART",
    "song": "WORK_OF_ART",
    "album": "WORK_OF_ART",
    "award": "WORK_OF_ART",
    "product": "PRODUCT",
    "astronomicalobject": "LOC",
    "nationality": "NORP",
    "per": "PERSON",
    "org": "ORG",
    "loc": "place",
}
# Corpus labels whose spans the rule function decides.
RULED = frozenset({"temporal", "money", "quantity", "time"})
_OPEN = re.compile(r"\((\d+)-([a-z]+)-([^()]*)(\)?)|(\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A mention as the treebank has it: tokens [start, end), its type, and whether it has an identity."""

    start: int
    end: int
    kind: str
    identity: str


def place_label(words: Sequence[str]) -> str:
    """Return GPE, LOC or FAC for the words of a place name."""
    lower = [word.lower() for word in words]
    if " ".join(lower) in LOCATIONS or lower[0] in LOCATION_WORDS or lower[-1] in LOCATION_WORDS:
        return "LOC"
    if lower[-1] in FACILITY_WORDS and len(lower) > 1:
        return "FAC"
    return "GPE"


def gum_mentions(tree: Tree) -> list[Mention]:
    """Return the entity mentions of a GUM sentence, by their `Entity=` marks."""
    open_: dict[str, list[tuple[int, str, str]]] = {}
    mentions = []
    for token, misc in enumerate(tree.miscs):
        value = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for match in _OPEN.finditer(value):
            number, kind, rest, closed, closing = match.groups()
            if number:
                fields = rest.split("-")
                identity = "-".join(fields[5:])
                open_.setdefault(number, []).append((token, kind, identity))
            if closed or closing:
                stack = open_.get(number or closing)
                if stack:
                    start, kind, identity = stack.pop()
                    mentions.append(Mention(start=start, end=token + 1, kind=kind, identity=identity))
    return mentions


def _head_of(tree: Tree, mention: Mention) -> int:
    for token in range(mention.start, mention.end):
        head = tree.heads[token]
        if (head == ROOT or not mention.start <= head < mention.end) and tree.deps[token] != "punct":
            return token
    return mention.end - 1


def _is_name_part(tree: Tree, token: int) -> bool:
    form = tree.forms[token]
    return tree.tags[token] in PROPER or (form[:1].isupper() and tree.tags[token] not in ("DT", "PRP$", "PRP", "IN"))


def name_span(tree: Tree, mention: Mention) -> tuple[int, int] | None:
    """Return the tokens of the name inside a mention: titles, articles and modifiers off; None if there is none."""
    head = _head_of(tree, mention)
    if tree.tags[head] not in PROPER:
        return None
    start, end = head, head + 1
    while start > mention.start and _goes_left(tree, start - 1, mention.start):
        start -= 1
    while end < mention.end and _is_name_part(tree, end):
        end += 1
    if mention.kind != "person":
        end = _across_of(tree, end, mention.end)
    elif end - start == 1 and tree.lower(start) in TITLES:
        return None
    else:
        while start < end - 1 and tree.forms[start].lower() in TITLES:
            start += 1
    while start < end - 1 and tree.tags[start] in ("HYPH", "POS", ",", "``", "''", ":"):
        start += 1
    return start, end


def _goes_left(tree: Tree, token: int, floor: int) -> bool:
    if _is_name_part(tree, token):
        return True
    joins = tree.tags[token] in ("HYPH", "POS") or tree.forms[token] in ("&", "'", "’")
    return joins and token > floor and _is_name_part(tree, token - 1)


def _across_of(tree: Tree, end: int, limit: int) -> int:
    """Return the end of the name when `of (the) Name`, `for Name` or `and Name` follows."""
    while True:
        token = end
        while token < limit and tree.lower(token) in ("of", "for", "the", "and", "&", "-"):
            token += 1
        if token == end or token >= limit or not _is_name_part(tree, token):
            return end
        while token < limit and _is_name_part(tree, token):
            token += 1
        end = token


def mention_label(tree: Tree, mention: Mention, span: tuple[int, int]) -> str:
    """Return the OntoNotes label of a named mention, MISSING if its type has none."""
    words = [form.lower() for form in tree.forms[span[0] : span[1]]]
    if len(words) == 1 and words[0] in DEMONYMS:
        return "LANGUAGE" if mention.kind == "abstract" and words[0] in LANGUAGES else "NORP"
    if mention.kind == "place":
        return place_label(words)
    if mention.kind == "person":
        return "NORP" if tree.tags[span[1] - 1] == "NNPS" and len(words) == 1 else "PERSON"
    if mention.kind in ("abstract", "object"):
        return _thing_label(mention, words)
    return {"organization": "ORG", "event": "EVENT"}.get(mention.kind, MISSING)


def _thing_label(mention: Mention, words: list[str]) -> str:
    """Return the label of a named abstract or object."""
    abstract = mention.kind == "abstract"
    if abstract and words[0] in LANGUAGES:
        return "LANGUAGE"
    if LAW_WORDS.intersection(words) and (abstract or mention.identity):
        return "LAW"
    if not mention.identity or (abstract and len(words) == 1):
        return MISSING
    return "WORK_OF_ART" if abstract else "PRODUCT"


def gum_entities(tree: Tree) -> list[Span]:
    """Return the names, peoples and quantities of a GUM sentence; unmapped names carry MISSING."""
    names = []
    for mention in gum_mentions(tree):
        span = name_span(tree, mention)
        if span is not None and mention.kind != "time":
            names.append(Span(span[0], span[1], mention_label(tree, mention, span)))
    return complete(tree.forms, names, tree.tags)


def bare_entities(tree: Tree) -> list[Span]:
    """Return peoples and quantities of a sentence without entity marks; every other possible name is MISSING.

    A flat name (the treebank says that it has no inner structure) is one MISSING span, other words are one each.
    """
    flat = [
        Span(first, max(rest) + 1, MISSING)
        for first in range(len(tree))
        if tree.tags[first] in PROPER and (rest := tree.with_label(first, "flat"))
    ]
    return bare_spans(tree.forms, tree.tags, flat)


def bare_spans(forms: Sequence[str], tags: Sequence[str], names: list[Span]) -> list[Span]:
    """Return the names given (NONE: outside), peoples and quantities; other tokens that may be names are MISSING."""
    outside = {token for span in names if span.label == "NONE" for token in range(span.start, span.end)}
    taken = complete(forms, [span for span in names if span.label != "NONE"], tags)
    unknown = [
        Span(token, token + 1, MISSING)
        for token, (form, tag) in enumerate(zip(forms, tags, strict=True))
        if token not in outside and _may_be_name(form, tag, token)
    ]
    return without_overlaps([*taken, *unknown])


def _may_be_name(form: str, tag: str, token: int) -> bool:
    if tag in (*PROPER, "ADD", "FW", "GW", "AFX"):
        return True
    return token > 0 and form[:1].isupper() and tag not in ("PRP", "UH", ".")


def complete(forms: Sequence[str], names: list[Span], tags: Sequence[str] | None = None) -> list[Span]:
    """Return the names, longest first, with peoples and quantities where no name is."""
    longest = sorted(names, key=lambda span: (span.start - span.end, span.label == MISSING))
    peoples = [
        Span(token, token + 1, "NORP")
        for token, form in enumerate(forms)
        if form[:1].isupper() and form.lower() in DEMONYMS - AMBIGUOUS_DEMONYMS
    ]
    return without_overlaps([*longest, *find_quantities(forms, tags), *peoples])


def without_overlaps(spans: list[Span]) -> list[Span]:
    """Return the spans in text order, dropping each that overlaps an earlier one of the list."""
    taken: set[int] = set()
    kept = []
    for span in spans:
        tokens = range(span.start, span.end)
        if not taken.intersection(tokens):
            taken.update(tokens)
            kept.append(span)
    return sorted(kept)


def corpus_entities(forms: Sequence[str], marked: list[Span]) -> list[Span]:
    """Return the spans of a name corpus in OntoNotes labels; `marked` carries the corpus's own labels."""
    names = []
    for span in marked:
        kind = span.label.lower()
        if kind not in RULED:
            names.extend(_mapped(forms, span, kind))
    return complete(forms, names)


def _mapped(forms: Sequence[str], span: Span, kind: str) -> list[Span]:
    start, end = span.start, span.end
    while start < end - 1 and (
        forms[start].lower() in ("the", "a", "an") or (kind == "person" and forms[start].lower() in TITLES)
    ):
        start += 1
    words = forms[start:end]
    if not words[-1][:1].isupper() and not words[0][:1].isupper():
        return []  # a common noun: no name
    if kind in ("misc", "event") and len(words) == 1 and words[0].lower() in DEMONYMS:
        return [Span(start, end, "NORP")]
    label = CORPUS_LABELS.get(kind, MISSING)
    if kind == "misc" and EVENT_WORDS.intersection(word.lower() for word in words) and words[-1][:1].isupper():
        label = "EVENT"
    if kind == "misc" and LAW_WORDS.intersection(word.lower() for word in words):
        label = "LAW"
    if label == "place":
        return _places(forms, start, end)
    return [Span(start, end, label)]


def _places(forms: Sequence[str], start: int, end: int) -> list[Span]:
    """Return one span for each place of `Cibolo , Texas`."""
    spans, first = [], start
    for token in range(start, end + 1):
        if token == end or forms[token] == ",":
            if token > first:
                spans.append(Span(first, token, place_label(forms[first:token])))
            first = token + 1
    return spans
