"""Which claims does a clause make? What its verb does is read by `actions`, what it says that something is by `being`.

`find_claims` gives claims as a reader would list them: one for each member of a list, further arguments kept beside
the object. `split_arguments` gives one claim for each argument instead, as open information extraction counts facts.
"""

from collections.abc import Iterator

from extractors.claims.actions import intransitive, transitive
from extractors.claims.attribution import is_putting
from extractors.claims.being import copular, existential
from extractors.claims.complements import find_complements
from extractors.claims.drafts import Draft
from extractors.claims.nominal import COPULAS
from extractors.claims.phrases import opens_far_from
from extractors.claims.predicates import Predicate, is_clause_head, read_predicate, verb_chain
from extractors.claims.subjects import CARRYING_VERBS, find_subjects, is_cleft, is_short_of, kept_from
from extractors.claims.tree import Node, child, children


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
    if predicate.verb.lemma in CARRYING_VERBS and any(kept_from(each) for each in children(head, "prep")):
        return True
    ofs = [of for each in head.children for of in (each, *each.children) if of.lower == "of"]
    if any(map(is_short_of, ofs)):
        return True
    if any(map(is_cleft, children(predicate.verb, "attr"))):
        return True
    quality = head.lemma in COPULAS or head.tag == "VBN"
    if quality and head.dep == "pcomp" and head.head is not None and opens_far_from(head.head):
        return True  # the rule for "far from being", "far from ruined" reads it
    return is_putting(head) or _has_empty_object(predicate.verb) or _completes_be(head) or _is_let(head)


def _is_let(head: Node) -> bool:
    """Tell whether a clause stands under "let me" or "let us"."""
    above = head.head
    return above is not None and above.lemma == "let" and head.dep in {"ccomp", "xcomp"} and not find_subjects(above)


def _completes_be(head: Node) -> bool:
    """Tell whether an infinitive only says what a noun is: "The aim is to win" does not say that the aim wins."""
    above = head if head.dep == "xcomp" else head.head if head.dep == "conj" else None
    if child(head, "nsubj", "nsubjpass") is not None:
        return False  # "It is impossible for the fund to pay"
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
