"""How do the parts of a clause become a draft? What the rules for doing and for being share."""

from extractors.claims.complements import Adjunct, Complements
from extractors.claims.drafts import Draft
from extractors.claims.phrases import RELATIONAL, Part
from extractors.claims.predicates import Predicate
from extractors.claims.tree import Node, child, children


def draft_clause(
    predicate: Predicate,
    subject: Part,
    target: Part | None,
    *,
    rule: str,
    preposition: tuple[Node, ...] = (),
    arguments: tuple[Part, ...] = (),
) -> Draft:
    """Return the claim that a verb makes of its subject and an object, with the preposition drawn into the relation."""
    name = " ".join([predicate.name, *(each.lower for each in preposition)])
    negated = subject.negated ^ (target.negated if target is not None else False)
    return Draft(
        rule=rule,
        chain=predicate.chain,
        subject=subject,
        relation=(*predicate.words, *preposition),
        verbs=predicate.words,
        name=name,
        object=target,
        arguments=arguments,
        negated=negated,
        cue=(target.cue if target is not None else None) or subject.cue,
    )


def other_arguments(found: Complements, *, used: Adjunct | None) -> tuple[Part, ...]:
    """Return the remaining arguments, each with its preposition, in text order."""
    parts = [
        Part(head=each.objects[0].head, words=each.words) for each in found.adjuncts if each is not used and each.words
    ]
    parts += found.extra
    if found.clause is not None and (found.objects or found.attributes):
        parts.append(found.clause)
    parts.sort(key=lambda part: part.words[0].i)
    return tuple(parts)


def complement_of(noun: Node) -> tuple[Node, Node] | None:
    """Return preposition and noun of "ally of Israel", "heir to the throne"."""
    for each in children(noun, "prep"):
        inner = child(each, "pobj")
        if each.i > noun.i and each.lower == "of" and inner is not None and inner.tag not in {"WDT", "WP"}:
            return each, inner
        if each.i > noun.i and each.lower == "to" and noun.lemma in RELATIONAL and inner is not None:
            return each, inner
    return None


def compound_name(noun: Node, *, number: bool = False) -> str:
    """Return "space agency", "prime minister": the noun with what makes it a compound."""
    parts = [each.lower for each in noun.children if _names_kind(each) and each.i < noun.i]
    return " ".join([*parts, noun.lower if number else noun.lemma])


def _names_kind(node: Node) -> bool:
    return (node.dep == "compound" and not node.entity) or node.lower in {
        "prime",
        "vice",
        "deputy",
        "chief",
        "founding",
    }
