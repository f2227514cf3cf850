"""What does a rule hand on? A claim in words of the parse, before polarity, entities and offsets are read."""

from dataclasses import dataclass

from extractors.claims.phrases import Part
from extractors.claims.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One relation as a construction states it."""

    rule: str
    chain: tuple[Node, ...]  # the verbs (or noun) whose polarity, modality and time are the claim's
    subject: Part
    relation: tuple[Node, ...]
    name: str  # normalised relation
    object: Part | None = None
    arguments: tuple[Part, ...] = ()
    negated: bool = False  # by the construction itself: "far from being allies"
    cue: str | None = None
    time: tuple[Node, ...] = ()  # where the construction itself says when: "former"
    hypothetical: bool = False
