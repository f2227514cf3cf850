"""What does a clause say that something is, or that there is? One small function per construction."""

from collections.abc import Iterator
from itertools import combinations

from extractors.claims.clause_drafts import complement_of, compound_name, draft_clause, other_arguments
from extractors.claims.complements import Adjunct, Complements
from extractors.claims.drafts import Draft
from extractors.claims.lexicon import cue_words
from extractors.claims.nominal import SYMMETRIC, between_pair
from extractors.claims.phrases import RELATIONAL, Part, members, phrase
from extractors.claims.predicates import Predicate
from extractors.claims.subjects import incapable_of
from extractors.claims.tree import Node, child, children, is_name, is_noun

PLACE_PREPOSITIONS = frozenset({"in", "at", "on", "near", "inside", "outside", "under", "behind"})
OPEN_NOUNS = cue_words("modality", "hedging_nouns") | {"evidence", "proof", "sign", "indication", "doubt", "reason"}


def copular(predicate: Predicate, found: Complements, subjects: list[Part]) -> Iterator[Draft]:
    """Yield what a subject is: "is an ally of Israel", "are rivals", "remains toxic"."""
    arguments = other_arguments(found, used=None)
    for attribute in found.attributes:
        if any(map(incapable_of, attribute.head.children)):
            continue  # "is incapable of paying": the gerund is the claim
        if pairs := _reciprocal(attribute, subjects):
            yield from _pair_claims(predicate, attribute, pairs)
            continue
        for subject in subjects:
            related = _related(attribute)
            if related is not None:
                yield from _related_claims(predicate, subject, attribute, related, arguments)
            else:
                yield _attribute_claim(predicate, subject, attribute, arguments)


def _attribute_claim(predicate: Predicate, subject: Part, attribute: Part, arguments: tuple[Part, ...]) -> Draft:
    turned = _turned_possessive(subject, attribute)
    if turned is not None:
        return Draft(
            rule="possessive",
            chain=predicate.chain,
            subject=attribute,
            relation=(subject.head, *predicate.words),
            name=f"be {compound_name(subject.head)} of",
            object=turned,
            arguments=arguments,
            negated=attribute.negated,
            cue=attribute.cue,
        )
    return draft_clause(predicate, subject, attribute, arguments=arguments, rule="copula")


def _turned_possessive(subject: Part, attribute: Part) -> Part | None:
    """Return the possessor for "Iran's allies are Russia and China"."""
    if subject.head.lemma not in RELATIONAL or attribute.head.entity == "NORP":
        return None
    if attribute.head.tag not in {"NNP", "NNPS"} or is_name(subject.head):
        return None
    owner = child(subject.head, "poss")
    if owner is None and (of := complement_of(subject.head)) is not None:
        owner = of[1]
    return Part(head=owner, words=phrase(owner)) if owner is not None else None


def _reciprocal(attribute: Part, subjects: list[Part]) -> list[tuple[Part, Part]]:
    """Return the pairs for "X and Y are allies"."""
    noun = attribute.head
    if len(subjects) < 2 or noun.lemma not in SYMMETRIC or noun.tag != "NNS" or _related(attribute) is not None:  # noqa: PLR2004
        return []
    return list(combinations(subjects, 2))


def _pair_claims(predicate: Predicate, attribute: Part, pairs: list[tuple[Part, Part]]) -> Iterator[Draft]:
    for left, right in pairs:
        yield Draft(
            rule="reciprocal",
            chain=predicate.chain,
            subject=left,
            relation=(*predicate.words, *attribute.words),
            name=f"be {compound_name(attribute.head)} of",
            object=right,
            negated=attribute.negated,
            cue=attribute.cue,
        )


def _related(attribute: Part) -> tuple[tuple[Node, ...], list[Part]] | None:
    """Return relation words and other side for "an ally of Israel", "Israel's ally"."""
    noun = attribute.head
    if not is_noun(noun):
        return None
    of = complement_of(noun)
    if of is not None and (noun.lemma in RELATIONAL or is_name(of[1])):
        preposition, inner = of
        left = tuple(each for each in attribute.words if each.i <= noun.i)
        return (*left, preposition), members(inner)
    owner = child(noun, "poss")
    if owner is not None and noun.lemma in RELATIONAL:
        rest = tuple(each for each in attribute.words if each not in set(phrase(owner)) and each.dep != "case")
        return rest, [Part(head=owner, words=phrase(owner))]
    return None


def _related_claims(
    predicate: Predicate,
    subject: Part,
    attribute: Part,
    related: tuple[tuple[Node, ...], list[Part]],
    arguments: tuple[Part, ...],
) -> Iterator[Draft]:
    words, others = related
    preposition = words[-1].lower if words and words[-1].dep == "prep" else "of"
    for other in others:
        yield Draft(
            rule="copula",
            chain=predicate.chain,
            subject=subject,
            relation=(*predicate.words, *words),
            verbs=predicate.words,
            whole=attribute,
            name=f"{predicate.name} {compound_name(attribute.head)} {preposition}",
            object=other,
            arguments=arguments,
            negated=attribute.negated ^ other.negated ^ subject.negated,
            cue=attribute.cue or other.cue or subject.cue,
        )


def existential(predicate: Predicate, found: Complements) -> Iterator[Draft]:
    """Yield (two explosions, be in, the port) for "There were two explosions in the port"."""
    for thing in (
        found.attributes or found.objects or tuple(members(child(predicate.head, "nsubj") or predicate.head)[:1])
    ):
        if thing.head is predicate.head:
            return
        if thing.head.lemma in OPEN_NOUNS and child(thing.head, "acl", "ccomp") is not None:
            continue  # "There is a chance that the ship will sink" speaks of the ship
        pair = between_pair(thing.head)
        if pair is not None:
            yield _between_claim(predicate, thing, pair)
            continue
        places = [each for each in found.adjuncts if not each.temporal]
        yield _placed(predicate, thing, places[0]) if places else _placed_inside(predicate, thing)


def _between_claim(predicate: Predicate, thing: Part, pair: tuple[Part, Part]) -> Draft:
    words = tuple(each for each in thing.words if each.i <= thing.head.i)
    return Draft(
        rule="between",
        chain=predicate.chain,
        subject=pair[0],
        relation=(*predicate.words, *words),
        name=f"have {compound_name(thing.head)} with",
        object=pair[1],
        negated=thing.negated,
        cue=thing.cue,
    )


def _placed(predicate: Predicate, subject: Part, place: Adjunct) -> Draft:
    return draft_clause(predicate, subject, place.objects[0], preposition=place.preposition, rule="existential")


def _placed_inside(predicate: Predicate, subject: Part) -> Draft:
    """Return the claim of "there were explosions in the port" where the place was hung on the noun."""
    for each in children(subject.head, "prep"):
        inner = child(each, "pobj")
        if each.lower in PLACE_PREPOSITIONS and inner is not None and each in subject.words:
            kept = tuple(word for word in subject.words if word.i < each.i)
            thing = Part(head=subject.head, words=kept, negated=subject.negated, cue=subject.cue)
            target = Part(head=inner, words=phrase(inner))
            return draft_clause(predicate, thing, target, preposition=(each,), rule="existential")
    return draft_clause(predicate, subject, None, rule="existential")
