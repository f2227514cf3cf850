"""What does a clause say about its subject? Objects, predicate nouns, clauses and prepositional arguments of a verb."""

from typing import NamedTuple

from extractors.claims.denied_members import denial, denied_beside
from extractors.claims.lexicon import cue_words
from extractors.claims.phrases import RELATIONAL, Part, core_noun, is_definite, members, phrase, trim
from extractors.claims.predicates import Predicate
from extractors.claims.saying import SAY_VERBS, VOICING_VERBS
from extractors.claims.subjects import CIRCUMSTANCES, MAX_STEPS, all_named, antecedent, is_relative, relative_anchor
from extractors.claims.timewords import MEASURED_VERBS, is_time
from extractors.claims.tree import Node, child, children, conjuncts, is_noun, is_verb, subtree

# A clause quoted as an object is cut off here: longer ones are whole paragraphs of a broken parse.
MAX_CLAUSE_WORDS = 60
# Prepositional phrases that connect sentences and say nothing of the subject (preposition, noun).
CONNECTIVES = cue_words("verbs", "connectives")
ASKING = frozenset({"ask", "wonder", "know", "see", "doubt", "decide", "question", "check", "determine", "test", "say"})
PREDICATE_ADVERBS = cue_words("verbs", "predicate_adverbs")
# Sources and lists: no arguments of the verb.
APART_PREPOSITIONS = frozenset({"according", "per", "including"})
ARGUMENT_TAGS = frozenset({"IN", "TO", "VBG", "VBN", "RB", "JJ", "RP", "CC", "VBP"})


class Adjunct(NamedTuple):
    """A prepositional phrase or a bare time of a clause."""

    preposition: tuple[Node, ...]  # empty for a bare "last week"
    objects: tuple[Part, ...]
    words: tuple[Node, ...]  # the whole phrase
    temporal: bool
    agent: bool = False
    before: bool = False  # stands before the verb
    circumstance: bool = False  # "without informing patients": a clause of its own, no object


class Complements(NamedTuple):
    """Everything that a verb says of its subject."""

    objects: tuple[Part, ...] = ()
    attributes: tuple[Part, ...] = ()  # after a copula: noun or adjective
    clause: Part | None = None
    adjuncts: tuple[Adjunct, ...] = ()
    extra: tuple[Part, ...] = ()  # datives, object predicates


def find_complements(predicate: Predicate) -> Complements:
    """Return the complements of a predicate; those of the earlier verbs of its chain are adjuncts too."""
    verb = predicate.verb
    objects = _direct_objects(verb, passive=predicate.passive)
    clause = _clause(verb, objects)
    if (
        clause is not None
        and objects
        and objects[-1].words
        and clause.words[0].i > objects[-1].words[-1].i
        and _is_controlled(clause.head)
    ):
        joined = trim([*objects[-1].words, *clause.words])
        denied = objects[:-1] if objects[-1].negated else []  # "neither the money nor the will to build"
        objects, clause = [*denied, objects[-1]._replace(words=joined)], None
    return Complements(
        objects=tuple(objects),
        attributes=tuple(_attributes(verb)),
        clause=clause,
        adjuncts=tuple(_adjuncts(predicate)),
        extra=tuple(_extra(verb)),
    )


def _direct_objects(verb: Node, *, passive: bool) -> list[Part]:
    own = child(verb, "dobj")
    if own is not None and not is_relative(own):
        if own.tag in {"WP", "WDT"} or _is_when(own):
            return []
        return _with_list(verb, own, [named for part in members(own) for named in all_named(part)])
    if own is not None or (not passive and _has_object_gap(verb)):
        # "the letter that he says he received": received, not said
        anchor = relative_anchor(verb) if own is None or not _passes_down(verb) else None
        return antecedent(anchor) if anchor is not None else []
    if (anchor := _anchor_above(verb)) is not None:
        return antecedent(anchor)
    measured = [each for each in children(verb, "npadvmod") if each.i > verb.i and _is_measure_of(verb, each)]
    if measured:
        return members(measured[0])
    return _shared_objects(verb) if not passive else []


def _passes_down(verb: Node) -> bool:
    """Tell whether a relative pronoun belongs to the clause below a saying verb: "that he says he received"."""
    below = child(verb, "ccomp") if verb.lemma in VOICING_VERBS else None
    return below is not None and is_verb(below)


def _anchor_above(verb: Node) -> Node | None:
    """Return the noun whose relative pronoun was hung on the saying verb above, though it is this verb's object."""
    above = verb.head
    if verb.dep != "ccomp" or above is None or not _passes_down(above) or child(verb, "nsubj") is None:
        return None
    pronoun = child(above, "dobj")
    if pronoun is None or not is_relative(pronoun) or child(verb, "ccomp", "xcomp", "acomp", "attr", "auxpass"):
        return None
    return relative_anchor(above)


def _is_when(node: Node) -> bool:
    """Tell whether a bare time was taken for an object: "resigned last week"."""
    return is_time(node) and any(each.lower in {"last", "next", "this", "every", "each"} for each in node.children)


def _with_list(verb: Node, own: Node, parts: list[Part]) -> list[Part]:
    """Return the members named by an "including" that was hung on the verb instead of the object."""
    listing = next((each for each in verb.children if each.lower == "including" and each.i > own.i), None)
    inner = child(listing, "pobj") if listing is not None else None
    if inner is None:
        return parts
    named = members(inner)
    return [*parts, *named] if is_definite(own) or core_noun(own).lemma in RELATIONAL else named


def _is_measure_of(verb: Node, node: Node) -> bool:
    return _is_measured(node) and (verb.lemma in MEASURED_VERBS or not is_time(node))


def _is_measured(node: Node) -> bool:
    return any(each.dep in {"nummod", "quantmod"} for each in node.children) or node.tag == "CD"


def _has_object_gap(verb: Node) -> bool:
    """Tell whether a relative clause is about its own missing object: "the dam the ministry financed"."""
    subject = child(verb, "nsubj")
    if verb.dep != "relcl" or subject is None or is_relative(subject):
        return False
    if any(each.lower == "whose" for each in subject.children):
        return False
    busy = {"dobj", "ccomp", "xcomp", "acomp", "attr", "advmod"}
    if any(each.dep in busy and (each.dep != "advmod" or each.tag == "WRB") for each in verb.children):
        return False
    return not any(
        child(each, "pobj") is None or is_relative(child(each, "pobj") or each) for each in children(verb, "prep")
    )


def _shared_objects(verb: Node) -> list[Part]:
    """Return the object of the last verb of "drafted, debated and adopted the charter"."""
    busy = {"dobj", "prep", "ccomp", "xcomp", "acomp", "attr", "advmod", "agent", "prt", "advcl", "npadvmod", "oprd"}
    if any(each.dep in busy and each.i > verb.i for each in verb.children):
        return []
    later = [each for each in conjuncts(verb) if each.i > verb.i]
    if (
        not later
        or any(child(each, "nsubj", "nsubjpass") is not None for each in later)
        or not _is_tight(verb, later[0])
    ):
        return []
    shared = next((child(each, "dobj") for each in later if child(each, "dobj") is not None), None)
    return members(shared) if shared is not None else []


def _is_tight(verb: Node, other: Node) -> bool:
    """Tell whether only commas, a conjunction and auxiliaries stand between two verbs."""
    return other.i - verb.i <= 3  # noqa: PLR2004 - "drafted , and adopted" at most


def _attributes(verb: Node) -> list[Part]:
    found = [each for each in children(verb, "attr", "acomp", "oprd") if each.tag not in {"WP", "WDT", "WRB"}]
    if not found and verb.lemma == "be":
        found = [
            each for each in children(verb, "advmod", "prt") if each.lower in PREDICATE_ADVERBS and each.i > verb.i
        ]
    if not found or (child(verb, "dobj") is not None and found[0].dep != "attr"):
        return []
    node = found[0]
    if is_verb(node) and child(node, "nsubj", "nsubjpass", "mark", "aux") is not None:
        return []
    return members(node)


def _extra(verb: Node) -> list[Part]:
    found = [each for each in children(verb, "dative") if each.tag not in {"IN", "TO"}]
    if child(verb, "dobj") is not None:
        found += [each for each in children(verb, "oprd", "acomp") if each.i > verb.i]
    return [Part(head=each, words=phrase(each)) for each in found]


def _clause(verb: Node, objects: list[Part]) -> Part | None:
    for each in children(verb, "ccomp", "xcomp"):
        if each.i < verb.i and each.dep == "ccomp" and verb.lemma in SAY_VERBS:
            words = trim([below for below in subtree(each) if below.i < verb.i][:MAX_CLAUSE_WORDS])
            return Part(head=each, words=words) if words else None
        if _is_aside(each, verb):
            continue
        if each.i < verb.i or (each.dep == "xcomp" and not objects and verb.lemma != "be" and is_verb(each)):
            continue
        below = subtree(each)
        if below[0].i < verb.i:
            return None  # "The crane, police said, was found": the saying stands in its own clause
        words = trim(below[:MAX_CLAUSE_WORDS])
        if words:
            return Part(head=each, words=words)
    return None


def _is_aside(clause: Node, verb: Node) -> bool:
    """Tell whether a clause only says when, why or on what condition, though it was read as an object."""
    marks = {each.lower for each in clause.children if each.dep in {"mark", "advmod"}}
    return bool(marks & {"unless", "because", "although", "though", "while", "since", "after", "before", "until"}) or (
        "if" in marks and verb.lemma not in ASKING
    )


def _is_controlled(node: Node) -> bool:
    return node.dep == "xcomp" or any(each.dep == "aux" and each.lower == "to" for each in node.children)


def _adjuncts(predicate: Predicate) -> list[Adjunct]:
    found: list[Adjunct] = []
    for link in predicate.chain:
        for each in link.children:
            adjunct = _adjunct(each, link)
            if adjunct is not None:
                found.append(adjunct)
    adverb = _relative_place(predicate.head)
    return found + adverb


def _relative_place(head: Node) -> list[Adjunct]:
    """Return the antecedent of "where" or "when" as an adjunct without preposition."""
    adverb = next((each for each in head.children if each.lower in {"where", "when"} and each.dep == "advmod"), None)
    anchor = relative_anchor(head) if adverb is not None else None
    if anchor is None or not (is_noun(anchor)) or head.dep != "relcl":
        return []
    found = antecedent(anchor)
    return (
        [Adjunct(preposition=(), objects=tuple(found), words=found[0].words, temporal=is_time(anchor))] if found else []
    )


def _adjunct(node: Node, verb: Node) -> Adjunct | None:
    if node.dep in {"npadvmod", "dobj"} and is_time(node) and _is_bare_time(node, verb):
        words = phrase(node)
        part = Part(head=node, words=words)
        return Adjunct(preposition=(), objects=(part,), words=words, temporal=True, before=node.i < verb.i)
    if node.dep not in {"prep", "agent", "dative"} or node.tag not in ARGUMENT_TAGS:
        return None
    preposition, objects = _read_preposition(node)
    if not objects or f"{node.lower} {objects[0].head.lemma}" in CONNECTIVES or node.lower in APART_PREPOSITIONS:
        return None
    words = trim(subtree(node, without=frozenset({"relcl", "parataxis"})))
    return Adjunct(
        preposition=preposition,
        objects=tuple(objects),
        words=words,
        temporal=is_time(objects[0].head) or node.lower in {"during", "until", "till", "since"},
        agent=node.dep == "agent",
        before=node.i < verb.i,
        circumstance=node.lower in CIRCUMSTANCES and child(node, "pcomp") is not None,
    )


def _is_bare_time(node: Node, verb: Node) -> bool:
    """Tell whether a time hangs on a verb without preposition: "left last week", not "lasted six weeks"."""
    if node.dep == "npadvmod":
        return not (verb.lemma in MEASURED_VERBS and _is_measure_of(verb, node))
    return node.dep == "dobj" and _is_when(node)


def _read_preposition(node: Node) -> tuple[tuple[Node, ...], list[Part]]:
    """Return the words of a preposition ("because of", "out of") and the parts of its object."""
    words, last = [node], node
    for _ in range(MAX_STEPS):
        target = child(last, "pobj")
        if target is not None:
            break
        inner = next(
            (each for each in last.children if each.dep in {"prep", "pcomp"} and each.tag in {"IN", "TO"}), None
        )
        if inner is None:
            break
        words.append(inner)
        last = inner
    words += [each for each in node.children if each.dep == "pcomp" and each.tag in {"IN", "TO"} and each not in words]
    target = child(last, "pobj") or child(node, "pobj")
    words.sort(key=lambda each: each.i)
    if target is None:
        return tuple(words), _gerund(node)
    if is_relative(target):
        anchor = relative_anchor(node.head) if node.head is not None else None
        return tuple(words), antecedent(anchor) if anchor is not None else []
    if target.tag in {"WP", "WRB", "WDT"}:
        return tuple(words), []
    if node.lower in {"between", "among"}:
        parts = [Part(head=target, words=trim(subtree(target)))]
    else:
        parts = [_denied_by(part, denial(node)) for part in members(target)] + _repeated(node)
    return tuple(words), [named for part in parts for named in all_named(part)]


def _denied_by(part: Part, cue: str | None) -> Part:
    """Return a part of "not by lightning" as one that is denied."""
    return part if cue is None else part._replace(negated=not part.negated, cue=part.cue or cue)


def _repeated(first: Node) -> list[Part]:
    """Return Sadow of "in Brunn and in Sadow", "not in Brunn but in Sadow": the preposition is said again."""
    found: list[Part] = []
    for each in children(first, "conj"):
        target = child(each, "pobj")
        if each.lower == first.lower and target is not None:
            cue = denial(each) or denied_beside(each, [first, each])
            found += [_denied_by(part, cue) for part in members(target)]
    return found


def _gerund(preposition: Node) -> list[Part]:
    """Return "hoarding grain" for "of hoarding grain"."""
    inner = child(preposition, "pcomp")
    if inner is None or inner.tag != "VBG":
        return []
    return [Part(head=each, words=_gerund_words(each)) for each in conjuncts(inner) if each.tag == "VBG"]


def _gerund_words(verb: Node) -> tuple[Node, ...]:
    kept = [verb]
    for each in verb.children:
        if each.dep not in {"conj", "cc", "relcl", "advcl"}:
            kept.extend(subtree(each, without=frozenset({"relcl"})))
    kept.sort(key=lambda each: each.i)
    return trim(kept[:MAX_CLAUSE_WORDS])
