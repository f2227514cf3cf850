"""How does a claim with several arguments become one claim for each, as open information extraction counts facts?"""

from collections.abc import Iterator
from dataclasses import replace

from extractors.claims.drafts import Draft
from extractors.claims.phrases import Part
from extractors.claims.tree import Node


def split_arguments(draft: Draft) -> Iterator[Draft]:
    """Yield the claim without its further arguments, then one claim for each of them.

    (Ann, handed, the key, to Bo) gives (Ann, handed, the key) and (Ann, handed the key to, Bo).
    """
    if draft.object is not None or not draft.arguments:
        yield replace(draft, arguments=())
    for argument in draft.arguments:
        preposition, rest = _split(argument)
        if rest:
            middle = draft.object.words if draft.object is not None else ()
            relation = (*draft.relation, *middle, *preposition)
            name = " ".join([draft.name, *(node.lower for node in preposition)])
            target = Part(head=argument.head, words=rest)
            yield replace(draft, relation=relation, name=name, object=target, arguments=())


def _split(part: Part) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return the leading preposition of an argument and the rest."""
    at = 0
    while (
        at < len(part.words)
        and part.words[at].dep in {"prep", "agent", "dative"}
        and part.words[at].tag in {"IN", "TO"}
    ):
        at += 1
    return part.words[:at], part.words[at:]
