"""What does a clause say that somebody does, or that is done to somebody? One small function per construction."""

from collections.abc import Iterator

from extractors.claims.clause_drafts import complement_of, compound_name, draft_clause, other_arguments
from extractors.claims.complements import Adjunct, Complements
from extractors.claims.drafts import Draft
from extractors.claims.lexicon import cue_words
from extractors.claims.phrases import RELATIONAL, Part, members, phrase
from extractors.claims.predicates import Predicate, is_particle
from extractors.claims.saying import SAY_VERBS, SHOWING_VERBS, THINK_VERBS
from extractors.claims.tree import Node, child, children, is_name, is_noun

LIGHT_VERBS = cue_words("verbs", "light")
INCLUDE_VERBS = cue_words("verbs", "include")
SHOWING_OR_THINKING = SHOWING_VERBS | THINK_VERBS
TELLING_VERBS = SAY_VERBS | SHOWING_OR_THINKING
EMPTY_ALONE = SAY_VERBS | {"be", "do", "have"}
# Verbs of saying that say something by themselves: "declined to comment".
SILENT_VERBS = frozenset(
    {"comment", "testify", "respond", "protest", "confess", "answer", "reply", "swear", "complain", "rule", "signal"}
)
LIGHT_PREPOSITIONS = frozenset({"on", "with", "to", "against", "toward", "towards", "over"})


def transitive(predicate: Predicate, found: Complements, subjects: list[Part]) -> Iterator[Draft]:
    """Yield subject, verb, object for each member of both lists."""
    members_of = _relational_subject(predicate, subjects)
    if members_of is not None and predicate.verb.lemma in INCLUDE_VERBS:
        yield from listed_members(predicate, found.objects, members_of)
        return
    arguments = other_arguments(found, used=None)
    for target in found.objects:
        light = _light_object(predicate, target) if len(found.objects) == 1 else None
        for subject in subjects:
            if light is not None:
                yield from _light_claims(predicate, subject, target, light, arguments)
            else:
                yield draft_clause(
                    predicate, subject, target, arguments=arguments, rule="passive" if predicate.passive else "active"
                )


def _relational_subject(predicate: Predicate, subjects: list[Part]) -> tuple[Part, Node] | None:
    """Return the subject and its possessor for "Iran's allies include …"."""
    if len(subjects) != 1 or subjects[0].head.lemma not in RELATIONAL or predicate.passive:
        return None
    owner = child(subjects[0].head, "poss")
    if owner is None and (of := complement_of(subjects[0].head)) is not None:
        owner = of[1]
    return (subjects[0], owner) if owner is not None else None


def listed_members(predicate: Predicate, targets: tuple[Part, ...], owned: tuple[Part, Node]) -> Iterator[Draft]:
    """Yield (Russia, be ally of, Iran) for "Iran's allies include Russia"."""
    subject, owner = owned
    for target in targets:
        yield Draft(
            rule="possessive",
            chain=predicate.chain,
            subject=target,
            relation=(subject.head, *predicate.words),
            name=f"be {subject.head.lemma} of",
            object=Part(head=owner, words=phrase(owner)),
            negated=target.negated or subject.negated,
            cue=target.cue or subject.cue,
        )


def _light_object(predicate: Predicate, target: Part) -> tuple[Node, list[Part]] | None:
    """Return preposition and its parts for "launch attacks on targets", "have ties with nations"."""
    noun = target.head
    if predicate.verb.lemma not in LIGHT_VERBS or not is_noun(noun) or is_name(noun) or child(noun, "poss") is not None:
        return None
    after = [each for each in children(noun, "prep") if each.i > noun.i]
    # A phrase right behind the noun belongs to it even where the parser hung it on the verb; "to" may be a receiver.
    after += [each for each in children(predicate.verb, "prep") if each.i == noun.i + 1 and each.lower != "to"]
    if not after or after[0].lower not in LIGHT_PREPOSITIONS:
        return None
    inner = child(after[0], "pobj")
    return (after[0], members(inner)) if inner is not None else None


def _light_claims(
    predicate: Predicate, subject: Part, target: Part, light: tuple[Node, list[Part]], arguments: tuple[Part, ...]
) -> Iterator[Draft]:
    preposition, inner = light
    noun = target.head
    left = tuple(each for each in target.words if each.i <= noun.i)
    for part in inner:
        yield Draft(
            rule="light_verb",
            chain=predicate.chain,
            subject=subject,
            relation=(*predicate.words, *left, preposition),
            verbs=predicate.words,
            whole=target,
            name=f"{predicate.name} {compound_name(noun, number=True)} {preposition.lower}",
            object=part,
            arguments=arguments,
            negated=target.negated ^ part.negated ^ subject.negated,
            cue=target.cue or part.cue or subject.cue,
        )


def intransitive(predicate: Predicate, found: Complements, subjects: list[Part]) -> Iterator[Draft]:
    """Yield verbs without object: their clause, agent or first prepositional argument stands in its place."""
    if found.clause is not None:
        yield from _clausal(predicate, found, subjects)
        return
    if predicate.head.dep == "parataxis" and predicate.verb.lemma in TELLING_VERBS:
        return  # "…, the association said in a statement"
    chosen = _chosen(found.adjuncts)
    if chosen is None:
        if _stands_alone(predicate):
            arguments = other_arguments(found, used=None)
            yield from (
                draft_clause(predicate, subject, None, arguments=arguments, rule=_rule(predicate))
                for subject in subjects
            )
        return
    arguments = other_arguments(found, used=chosen)
    for target in chosen.objects:
        for subject in subjects:
            yield draft_clause(
                predicate,
                subject,
                target,
                preposition=chosen.preposition,
                arguments=arguments,
                rule=_rule(predicate, chosen),
            )


def _stands_alone(predicate: Predicate) -> bool:
    """Tell whether a verb without object states something: "it is", "it did not" and "she said" do not."""
    verb = predicate.verb
    if predicate.passive or verb.lemma in SILENT_VERBS or any(is_particle(each, verb) for each in verb.children):
        return True
    if verb.lemma in SHOWING_OR_THINKING and child(verb, "ccomp") is not None:
        return False  # "Half of the patients recovered, the study found"
    return verb.lemma not in EMPTY_ALONE


def _clausal(predicate: Predicate, found: Complements, subjects: list[Part]) -> Iterator[Draft]:
    arguments = other_arguments(found, used=None)
    for subject in subjects:
        yield draft_clause(predicate, subject, found.clause, arguments=arguments, rule="clause")


def _rule(predicate: Predicate, chosen: Adjunct | None = None) -> str:
    if predicate.passive:
        return "passive_agent" if chosen is not None and chosen.agent else "passive"
    return "intransitive" if chosen is None else "prepositional"


def _chosen(adjuncts: tuple[Adjunct, ...]) -> Adjunct | None:
    """Return the adjunct that stands in for an object: the agent, else the first behind the verb that is no time."""
    agents = [each for each in adjuncts if each.agent]
    behind = [each for each in adjuncts if not (each.before or each.temporal or each.circumstance)]
    return next(iter(agents or behind), None)
