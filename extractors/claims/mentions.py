"""What does an article name, and which names mean the same thing?

Names come from the pipeline's entities, corrected by the gazetteer. One canonical name per thing: from the gazetteer,
an abbreviation that the text introduces, a surname after the full name, a short form after the long one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from extractors.claims.gazetteer import Place, first_words, look_up
from extractors.claims.lexicon import cue_words
from extractors.claims.phrases import written
from extractors.claims.tree import Node
from extractors.ids import hash_id
from extractors.records import Entity, Mention, MentionKind

NAME_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
# Words that a pipeline may leave at the edges of a name but that are no part of it.
LOOSE_WORDS = frozenset({"the", "The", "a", "A", "an", "'s", "\u2019s", "'", "\u2019", '"', "“", "”", ",", ".", "-"})
TITLES = frozenset(
    {
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "prof",
        "prof.",
        "sir",
        "lord",
        "lady",
        "president",
        "minister",
        "senator",
    }
)
TELLING_WORDS = {
    "FAC": cue_words("names", "facilities"),
    "ORG": cue_words("names", "organisations"),
    "LOC": cue_words("names", "landforms"),
}
# Names whose ids stay known: more than an article has, and a few of every article before.
REMEMBERED_NAMES = 10_000
ABBREVIATION = re.compile(r"[A-Z][A-Za-z&.]{1,9}")
# Verbs whose subject decides and speaks: with them a capital stands for its government.
# Countries and capitals that are also names of persons: with a person's label they stay persons.
GIVEN_NAMES = frozenset({"Chad", "Jordan", "Georgia", "Paris", "Sofia", "Santiago", "Lima", "Kingston"})
LOCATIVE = frozenset(
    {"in", "at", "near", "around", "outside", "inside", "through", "via", "of", "into", "across", "from"}
)


class Name(NamedTuple):
    """A name at its place, as the parse has it."""

    nodes: tuple[Node, ...]
    text: str
    type: str
    place: Place | None = None

    @property
    def last(self) -> Node:
        """Return the word that most likely heads the name."""
        return self.nodes[-1]


@dataclass(slots=True)
class Names:
    """The names that an article has used so far; later sentences are read against it."""

    canonical: dict[str, str] = field(default_factory=dict)  # name as written → canonical
    types: dict[str, str] = field(default_factory=dict)  # canonical → type
    surnames: dict[str, set[str]] = field(default_factory=dict)  # last word of a person's name → full names
    shorts: dict[str, set[str]] = field(default_factory=dict)  # first word of an organisation's name → long names


def find_names(words: Sequence[Node]) -> list[Name]:
    """Return the names of a sentence in text order; gazetteer names win over the pipeline's borders and types."""
    found = _gazetteer_names(words)
    taken = {node.i for name in found for node in name.nodes}
    for run in _entity_runs(words):
        nodes = _without_loose(run)
        if nodes and not any(node.i in taken for node in nodes):
            titled = any(node.lower in TITLES for node in run[: len(run) - len(nodes)])
            found.append(Name(nodes=nodes, text=written(nodes), type="PERSON" if titled else _kind_of(nodes)))
    found.sort(key=lambda name: name.nodes[0].i)
    return found


def _kind_of(nodes: Sequence[Node]) -> str:
    """Return the type that a telling word of the name gives away ("Brenholt Bridge"), else the pipeline's."""
    if len(nodes) > 1:
        for kind, words in TELLING_WORDS.items():
            if nodes[-1].lower in words or (kind == "LOC" and nodes[0].lower in words):
                return kind
    return nodes[-1].entity


def _entity_runs(words: Sequence[Node]) -> Iterable[list[Node]]:
    run: list[Node] = []
    for node in words:
        if run and (node.entity != run[-1].entity or node.i != run[-1].i + 1 or node.entity_start):
            yield run
            run = []
        if node.entity in NAME_TYPES:
            run.append(node)
    if run:
        yield run


def _without_loose(run: list[Node]) -> tuple[Node, ...]:
    nodes = list(run)
    while nodes and (nodes[0].text in LOOSE_WORDS or (len(nodes) > 1 and _is_before_name(nodes[0]))):
        nodes.pop(0)
    while nodes and nodes[-1].text in LOOSE_WORDS:
        nodes.pop()
    return tuple(nodes)


def _is_before_name(node: Node) -> bool:
    """Tell whether a word of a person's entity is a title or a country: "US President Donald Trump"."""
    if node.lower in TITLES:
        return True
    place = look_up(node.text) if node.entity in {"PERSON", "ORG"} and _is_title_behind(node) else None
    return place is not None and place.reason != "capital" and node.text not in GIVEN_NAMES


def _is_title_behind(node: Node) -> bool:
    head = node.head
    if node.entity == "PERSON" or head is None:
        return node.entity == "PERSON"
    return head.lower in TITLES or any(each.lower in TITLES for each in head.children)


def _gazetteer_names(words: Sequence[Node]) -> list[Name]:
    found: list[Name] = []
    longest = first_words()
    skip = -1
    for at, node in enumerate(words):
        if node.i <= skip or node.text not in longest or (node.entity == "PERSON" and node.text in GIVEN_NAMES):
            continue
        for length in range(longest[node.text], 0, -1):
            nodes = tuple(words[at : at + length])
            place = look_up(written(nodes)) if _is_whole(words, at, nodes) else None
            if place is not None:
                found.append(Name(nodes=nodes, text=written(nodes), type=_type(place, nodes), place=place))
                skip = nodes[-1].i
                break
    return found


def _type(place: Place, nodes: tuple[Node, ...]) -> str:
    return "GPE" if place.reason == "capital" else place.type or nodes[-1].entity


def _is_whole(words: Sequence[Node], at: int, nodes: tuple[Node, ...]) -> bool:
    """Tell whether the words stand as a name of their own: no pronoun or verb, not inside a longer name."""
    first, last = nodes[0], nodes[-1]
    if first.tag in {"PRP", "VBP", "VBZ", "MD", "UH"}:
        return False
    before = words[at - 1] if at else None
    after = words[at + len(nodes)] if at + len(nodes) < len(words) else None
    if before is not None and before.entity == first.entity in {"ORG", "PERSON", "FAC"} and before.tag == "NNP":
        return False
    return not (after is not None and after.entity == last.entity in {"ORG", "PERSON", "FAC"} and after.tag == "NNP")


def note_names(names: Names, found: Sequence[Name], words: Sequence[Node]) -> None:
    """Take in the names of a sentence: full persons, long organisations, introduced abbreviations."""
    by_place = {node.i: node for node in words} if found else {}
    for name in found:
        canonical = name.place.name if name.place is not None else _known(names, name)
        names.canonical.setdefault(name.text, canonical)
        names.types.setdefault(canonical, "GPE" if name.type == "NORP" and name.place is not None else name.type)
        parts = name.text.split()
        if name.type == "PERSON" and len(parts) > 1:
            names.surnames.setdefault(parts[-1], set()).add(canonical)
        elif name.type == "ORG" and len(parts) > 1:
            names.shorts.setdefault(parts[0], set()).add(canonical)
        abbreviation = _introduced(name, by_place)
        if abbreviation is not None:
            names.canonical[abbreviation] = canonical


def _known(names: Names, name: Name) -> str:
    if name.text in names.canonical:
        return names.canonical[name.text]
    table = {"PERSON": names.surnames, "ORG": names.shorts}.get(name.type, {})
    full = table.get(name.text, set())
    return next(iter(full)) if len(full) == 1 else name.text


def _introduced(name: Name, by_place: Mapping[int, Node]) -> str | None:
    """Return "UAE" for "United Arab Emirates (UAE)"."""
    opening, inner, closing = (by_place.get(name.last.i + step) for step in (1, 2, 3))
    if (
        opening is None
        or inner is None
        or closing is None
        or opening.text not in {"(", "-LRB-"}
        or closing.text not in {")", "-RRB-"}
    ):
        return None
    if not ABBREVIATION.fullmatch(inner.text):
        return None
    initials = "".join(part[0] for part in re.split(r"[\s-]+", name.text) if part)
    letters = [letter for letter in inner.text if letter.isupper()]
    return inner.text if letters and letters[0] == initials[0] and set(letters) <= set(name.text.upper()) else None


def to_mention(name: Name, names: Names, *, shift: int) -> Mention:
    """Return the mention of a name in a block that starts at `shift`, with its canonical form and the reason for it."""
    canonical = names.canonical.get(name.text, name.text)
    kind, reason = MentionKind.NAME, "name"
    if name.place is not None:
        reason = name.place.reason
        if reason == "capital":
            governs = stands_for_government(name)
            canonical = name.place.name if governs else name.text
            reason = "capital_for_government" if governs else "name"
        if reason in {"capital_for_government", "palace_for_government"}:
            kind = MentionKind.METONYM
    elif canonical != name.text:
        reason = "surname" if name.type == "PERSON" else "abbreviation" if name.text.isupper() else "short_form"
    return Mention(
        text=name.text, start=name.nodes[0].start + shift, end=name.nodes[-1].end + shift, type=name.type, kind=kind,
        entity_id=entity_id(canonical), canonical=canonical, reason=reason,
    )  # fmt: skip


def stands_for_government(name: Name) -> bool:
    """Tell whether a capital means the government: it acts, or relates to another, and is no place in the sentence."""
    last = name.last
    above = last.head
    if above is None or any(each.text == "," for each in last.children):
        return False
    if last.dep in {"nsubj", "nsubjpass", "agent", "poss", "dobj"}:
        return last.dep != "dobj" or above.lemma in {
            "accuse",
            "blame",
            "urge",
            "warn",
            "ask",
            "press",
            "tell",
            "criticize",
        }
    if last.dep == "conj" and above.entity == "GPE":
        return _relates(above)
    return _relates(last)


def _relates(node: Node) -> bool:
    above = node.head
    return (
        node.dep == "pobj"
        and above is not None
        and above.lower in {"between", "with", "by", "against", "to"}
        and above.lower not in LOCATIVE
    )


@lru_cache(maxsize=REMEMBERED_NAMES)
def entity_id(canonical: str) -> str:
    """Return the id of a thing: the same for every spelling of its case and in every article."""
    return hash_id("entity", canonical.casefold())


def to_entities(mentions: Iterable[Mention], names: Names) -> list[Entity]:
    """Return the things that mentions were resolved to, in order of first mention."""
    found: dict[str, Entity] = {}
    for mention in mentions:
        if mention.entity_id is None or mention.canonical is None:
            continue
        kind = names.types.get(mention.canonical) or mention.type
        entity = found.setdefault(
            mention.entity_id, Entity(entity_id=mention.entity_id, name=mention.canonical, type=kind)
        )
        if not entity.type and mention.type:
            found[mention.entity_id] = replace(entity, type=mention.type)
    return list(found.values())
