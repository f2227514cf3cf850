"""How does a claim with several arguments become one claim for each, as open information extraction counts facts?"""

from collections.abc import Iterator

from extractors.claims.drafts import Draft
from extractors.claims.phrases import Part, members, phrase
from extractors.claims.tree import Node, child, children

# "was killed in a feud in the county of Kent": facts are drawn out of a phrase this many steps deep.
MAX_STEPS = 2
# Shares of the confidence of a plain claim, so that a reader can set the split and the inner ones apart: the inner ones
# of a short sentence stay behind the whole ones of a long one (0.5 costs 1.4 points of F1 on CaRB's development part).
SPLIT_TRUST = 0.8
INNER_TRUST = 0.25


def split_arguments(draft: Draft) -> Iterator[Draft]:
    """Yield the claim without its further arguments, one claim for each of them, and those inside its phrases.

    (Ann, handed, the key of the house, to Bo) gives (Ann, handed, the key of the house), (Ann, handed the key of, the
    house) and (Ann, handed the key of the house to, Bo). Claims without a relation word or an object are no facts.
    """
    plain = draft
    if draft.whole is not None:
        plain = draft._replace(relation=draft.verbs, object=draft.whole, whole=None)
    if plain.object is not None and plain.relation:
        plain = plain._replace(arguments=())
        yield plain
        yield from _inner(plain, steps=MAX_STEPS if draft.rule != "clause" else 0)
    for argument in draft.arguments:
        preposition, rest = _split(argument)
        if rest:
            yield from _with_argument(draft, preposition, Part(head=argument.head, words=rest))


def _with_argument(draft: Draft, preposition: tuple[Node, ...], target: Part) -> Iterator[Draft]:
    """Yield the claim that an argument makes, with the object drawn into the relation, and those inside it."""
    relation = draft.relation if draft.object is None else _relation_with_object(draft)
    for each in members(target.head) if preposition else [target]:
        claim = draft._replace(
            relation=(*relation, *preposition),
            name=_name(draft, preposition),
            object=each,
            arguments=(),
            whole=None,
            trust=SPLIT_TRUST,
        )
        yield claim
        yield from _inner(claim, steps=MAX_STEPS - 1)


def _relation_with_object(draft: Draft) -> tuple[Node, ...]:
    if draft.whole is not None:
        return (*draft.verbs, *draft.whole.words)
    if draft.verbs and draft.verbs != draft.relation:  # the object hangs on a preposition: it is an argument itself
        return draft.verbs
    return (*draft.relation, *(draft.object.words if draft.object is not None else ()))


def _name(draft: Draft, preposition: tuple[Node, ...]) -> str:
    return " ".join([draft.name, *(node.lower for node in preposition)])


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


def _inner(draft: Draft, *, steps: int) -> Iterator[Draft]:
    """Yield (Ann, handed the key of, the house) for the object "the key of the house"."""
    target = draft.object
    if target is None or steps == 0:
        return
    inside = set(target.words)
    first = min(
        (each.i for each in children(target.head, "prep") if each in inside and each.i > target.head.i), default=0
    )
    left = tuple(each for each in target.words if each.i < first)
    for preposition in children(target.head, "prep"):
        noun = child(preposition, "pobj")
        if preposition not in inside or noun is None or noun not in inside or not left:
            continue
        relation = (*draft.relation, *left, preposition)
        claim = draft._replace(
            relation=relation,
            name=_name(draft, (*left, preposition)),
            object=Part(head=noun, words=phrase(noun)),
            trust=INNER_TRUST,
        )
        yield claim
        yield from _inner(claim, steps=steps - 1)
