"""What does a rule hand on? A claim in words of the parse, before polarity, entities and offsets are read."""

from typing import NamedTuple

from extractors.claims.phrases import Part
from extractors.claims.tree import Node


class Draft(NamedTuple):
    """One relation as a construction states it."""

    rule: str
    chain: tuple[Node, ...]  # the verbs (or noun) whose polarity, modality and time are the claim's
    subject: Part
    relation: tuple[Node, ...]
    name: str  # normalised relation
    object: Part | None = None
    arguments: tuple[Part, ...] = ()
    verbs: tuple[Node, ...] = ()  # the relation without a preposition or noun drawn into it; empty: the relation itself
    whole: Part | None = None  # the object before a noun was drawn out of it: "an ally of Israel"
    negated: bool = False  # by the construction itself: "far from being allies"
    cue: str | None = None
    time: tuple[Node, ...] = ()  # where the construction itself says when: "former"
    trust: float = 1.0  # share of the construction's confidence that is left
