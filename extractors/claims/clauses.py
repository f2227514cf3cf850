"""Which claims does a clause make? One small function per construction.

`find_claims` gives claims as a reader would list them: one for each member of a list, further arguments kept beside
the object. `split_arguments` gives one claim for each argument instead, as open information extraction counts facts.
"""

from collections.abc import Iterator
from itertools import combinations

from extractors.claims.attribution import is_putting
from extractors.claims.complements import Adjunct, Complements, find_complements
from extractors.claims.drafts import Draft
from extractors.claims.lexicon import cue_words
from extractors.claims.nominal import between_pair
from extractors.claims.phrases import Part, members, opens_far_from, phrase
from extractors.claims.predicates import SAY_VERBS, Predicate, is_clause_head, is_particle, read_predicate, verb_chain
from extractors.claims.subjects import REFRAINING_VERBS, find_subjects, is_short_of, kept_from
from extractors.claims.tree import Node, child, children, is_name, is_noun

SYMMETRIC = cue_words("nouns", "symmetric")
RELATIONAL = cue_words("nouns", "relational") | SYMMETRIC
LIGHT_VERBS = cue_words("verbs", "light")
INCLUDE_VERBS = cue_words("verbs", "include")
SHOWING_VERBS = cue_words("attribution", "showing_verbs") | cue_words("attribution", "think_verbs")
COPULAS = cue_words("verbs", "copulas")
PLACE_PREPOSITIONS = frozenset({"in", "at", "on", "near", "inside", "outside", "under", "behind"})
# Verbs of saying that say something by themselves: "declined to comment".
SILENT_VERBS = frozenset(
    {"comment", "testify", "respond", "protest", "confess", "answer", "reply", "swear", "complain", "rule", "signal"}
)
OPEN_NOUNS = cue_words("modality", "hedging_nouns") | {"evidence", "proof", "sign", "indication", "doubt", "reason"}
LIGHT_PREPOSITIONS = frozenset({"on", "with", "to", "against", "toward", "towards", "over"})


def find_claims(words: list[Node]) -> Iterator[Draft]:
    """Yield the claims of every clause of a sentence, in text order."""
    for node in words:
        if is_clause_head(node):
            yield from clause_claims(node)


def clause_claims(head: Node) -> Iterator[Draft]:
    """Yield the claims of the clause that a verb heads."""
    predicate = read_predicate(head)
    found = find_complements(predicate)
    expletive = child(head, "expl")
    if expletive is not None and expletive.lower == "there":
        yield from existential(predicate, found)
        return
    subjects = [each for each in find_subjects(head) if each.head.lower != "one" or len(each.words) > 1]
    if not subjects or _says_nothing(predicate):
        return
    if found.attributes and not found.objects:
        yield from copular(predicate, found, subjects)
    elif found.objects:
        yield from transitive(predicate, found, subjects)
    else:
        yield from intransitive(predicate, found, subjects)


def _says_nothing(predicate: Predicate) -> bool:
    """Tell whether a clause only carries another: "as he put it", "abstained from voting", "let us"."""
    head = predicate.head
    if predicate.verb.lemma in REFRAINING_VERBS and any(kept_from(each) for each in children(head, "prep")):
        return True
    if any(is_short_of(of) for each in head.children for of in (each, *each.children)):
        return True
    if head.lemma in COPULAS and head.dep == "pcomp" and head.head is not None and opens_far_from(head.head):
        return True  # the rule for "far from being" reads it
    return is_putting(head) or _has_empty_object(predicate.verb) or _completes_be(head) or _is_let(head)


def _is_let(head: Node) -> bool:
    """Tell whether a clause stands under "let me" or "let us"."""
    above = head.head
    return above is not None and above.lemma == "let" and head.dep in {"ccomp", "xcomp"} and not find_subjects(above)


def _completes_be(head: Node) -> bool:
    """Tell whether an infinitive only says what a noun is: "The aim is to win" does not say that the aim wins."""
    above = head if head.dep == "xcomp" else head.head if head.dep == "conj" else None
    if above is None or above.dep != "xcomp" or above.head is None or above.head.lemma != "be":
        return False
    return above not in verb_chain(above.head)


def _has_empty_object(verb: Node) -> bool:
    """Tell whether the object is the empty "it" of "making it impossible for X to": the clause below is the claim."""
    target = child(verb, "dobj")
    if target is None or target.lower != "it" or child(verb, "oprd", "acomp") is None:
        return False
    judged = child(verb, "oprd", "acomp") or verb
    return any(
        each.dep in {"xcomp", "ccomp", "advcl"} and each.i > judged.i for each in (*verb.children, *judged.children)
    )


def transitive(predicate: Predicate, found: Complements, subjects: list[Part]) -> Iterator[Draft]:
    """Yield subject, verb, object for each member of both lists."""
    members_of = _relational_subject(predicate, subjects)
    if members_of is not None and predicate.verb.lemma in INCLUDE_VERBS:
        yield from listed_members(predicate, found.objects, members_of)
        return
    arguments = _arguments(found, used=None)
    for target in found.objects:
        light = _light_object(predicate, target) if len(found.objects) == 1 else None
        for subject in subjects:
            if light is not None:
                yield from _light_claims(predicate, subject, target, light, arguments)
            else:
                yield _draft(
                    predicate, subject, target, arguments=arguments, rule="passive" if predicate.passive else "active"
                )


def _relational_subject(predicate: Predicate, subjects: list[Part]) -> tuple[Part, Node] | None:
    """Return the subject and its possessor for "Iran's allies include …"."""
    if len(subjects) != 1 or subjects[0].head.lemma not in RELATIONAL or predicate.passive:
        return None
    owner = child(subjects[0].head, "poss")
    if owner is None and (of := _complement_of(subjects[0].head)) is not None:
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
            name=f"{predicate.name} {_noun_name(noun, number=True)} {preposition.lower}",
            object=part,
            arguments=arguments,
            negated=target.negated ^ part.negated ^ subject.negated,
            cue=target.cue or part.cue or subject.cue,
        )


def _noun_name(noun: Node, *, number: bool = False) -> str:
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


def copular(predicate: Predicate, found: Complements, subjects: list[Part]) -> Iterator[Draft]:
    """Yield what a subject is: "is an ally of Israel", "are rivals", "remains toxic"."""
    arguments = _arguments(found, used=None)
    for attribute in found.attributes:
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
            name=f"be {_noun_name(subject.head)} of",
            object=turned,
            arguments=arguments,
            negated=attribute.negated,
            cue=attribute.cue,
        )
    return _draft(predicate, subject, attribute, arguments=arguments, rule="copula")


def _turned_possessive(subject: Part, attribute: Part) -> Part | None:
    """Return the possessor for "Iran's allies are Russia and China"."""
    if subject.head.lemma not in RELATIONAL or attribute.head.entity == "NORP":
        return None
    if attribute.head.tag not in {"NNP", "NNPS"} or is_name(subject.head):
        return None
    owner = child(subject.head, "poss")
    if owner is None and (of := _complement_of(subject.head)) is not None:
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
            name=f"be {_noun_name(attribute.head)} of",
            object=right,
            negated=attribute.negated,
            cue=attribute.cue,
        )


def _related(attribute: Part) -> tuple[tuple[Node, ...], list[Part]] | None:
    """Return relation words and other side for "an ally of Israel", "Israel's ally"."""
    noun = attribute.head
    if not is_noun(noun):
        return None
    of = _complement_of(noun)
    if of is not None and (noun.lemma in RELATIONAL or is_name(of[1])):
        preposition, inner = of
        left = tuple(each for each in attribute.words if each.i <= noun.i)
        return (*left, preposition), members(inner)
    owner = child(noun, "poss")
    if owner is not None and noun.lemma in RELATIONAL:
        rest = tuple(each for each in attribute.words if each not in set(phrase(owner)) and each.dep != "case")
        return rest, [Part(head=owner, words=phrase(owner))]
    return None


def _complement_of(noun: Node) -> tuple[Node, Node] | None:
    for each in children(noun, "prep"):
        inner = child(each, "pobj")
        if each.i > noun.i and each.lower == "of" and inner is not None and inner.tag not in {"WDT", "WP"}:
            return each, inner
        if each.i > noun.i and each.lower == "to" and noun.lemma in RELATIONAL and inner is not None:
            return each, inner
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
            name=f"{predicate.name} {_noun_name(attribute.head)} {preposition}",
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
        name=f"have {_noun_name(thing.head)} with",
        object=pair[1],
        negated=thing.negated,
        cue=thing.cue,
    )


def _placed(predicate: Predicate, subject: Part, place: Adjunct) -> Draft:
    return _draft(predicate, subject, place.objects[0], preposition=place.preposition, rule="existential")


def _placed_inside(predicate: Predicate, subject: Part) -> Draft:
    """Return the claim of "there were explosions in the port" where the place was hung on the noun."""
    for each in children(subject.head, "prep"):
        inner = child(each, "pobj")
        if each.lower in PLACE_PREPOSITIONS and inner is not None and each in subject.words:
            kept = tuple(word for word in subject.words if word.i < each.i)
            thing = Part(head=subject.head, words=kept, negated=subject.negated, cue=subject.cue)
            target = Part(head=inner, words=phrase(inner))
            return _draft(predicate, thing, target, preposition=(each,), rule="existential")
    return _draft(predicate, subject, None, rule="existential")


def intransitive(predicate: Predicate, found: Complements, subjects: list[Part]) -> Iterator[Draft]:
    """Yield verbs without object: their clause, agent or first prepositional argument stands in its place."""
    if found.clause is not None:
        yield from _clausal(predicate, found, subjects)
        return
    if predicate.head.dep == "parataxis" and predicate.verb.lemma in SAY_VERBS | SHOWING_VERBS:
        return  # "…, the association said in a statement"
    chosen = _chosen(found.adjuncts)
    if chosen is None:
        if _stands_alone(predicate):
            arguments = _arguments(found, used=None)
            yield from (
                _draft(predicate, subject, None, arguments=arguments, rule=_rule(predicate)) for subject in subjects
            )
        return
    arguments = _arguments(found, used=chosen)
    for target in chosen.objects:
        for subject in subjects:
            yield _draft(
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
    if verb.lemma in SHOWING_VERBS and child(verb, "ccomp") is not None:
        return False  # "Half of the patients recovered, the study found"
    return verb.lemma not in SAY_VERBS | {"be", "do", "have"}


def _clausal(predicate: Predicate, found: Complements, subjects: list[Part]) -> Iterator[Draft]:
    arguments = _arguments(found, used=None)
    for subject in subjects:
        yield _draft(predicate, subject, found.clause, arguments=arguments, rule="clause")


def _rule(predicate: Predicate, chosen: Adjunct | None = None) -> str:
    if predicate.passive:
        return "passive_agent" if chosen is not None and chosen.agent else "passive"
    return "intransitive" if chosen is None else "prepositional"


def _chosen(adjuncts: tuple[Adjunct, ...]) -> Adjunct | None:
    """Return the adjunct that stands in for an object: the agent, else the first behind the verb that is no time."""
    agents = [each for each in adjuncts if each.agent]
    behind = [each for each in adjuncts if not (each.before or each.temporal or each.circumstance)]
    return next(iter(agents or behind), None)


def _arguments(found: Complements, *, used: Adjunct | None) -> tuple[Part, ...]:
    """Return the remaining arguments, each with its preposition, in text order."""
    parts = [
        Part(head=each.objects[0].head, words=each.words) for each in found.adjuncts if each is not used and each.words
    ]
    parts += found.extra
    if found.clause is not None and (found.objects or found.attributes):
        parts.append(found.clause)
    parts.sort(key=lambda part: part.words[0].i)
    return tuple(parts)


def _draft(
    predicate: Predicate,
    subject: Part,
    target: Part | None,
    *,
    rule: str,
    preposition: tuple[Node, ...] = (),
    arguments: tuple[Part, ...] = (),
) -> Draft:
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
