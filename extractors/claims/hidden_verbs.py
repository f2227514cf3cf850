"""Which verbs did the parser take for nouns, or for parts of a compound noun?

Each repair needs a shape that no correct parse has: a plural with an object behind it, a noun with a clause that "that"
opens and no article before it, two list members side by side.
"""

from collections.abc import Sequence

from extractors.claims.lemmas import is_known_verb, lemma
from extractors.claims.main_verb import as_verb, move
from extractors.claims.saying import VOICING_VERBS
from extractors.claims.tree import Node, child, children, is_noun, is_verb


def find_verb_before_object(noun: Node) -> None:
    """Find the verb of "The hospital no longer treats burns", read as a compound noun with a subject."""
    if noun.head is not None:
        return
    subject, verb = child(noun, "nsubj"), child(noun, "compound")
    if subject is None or verb is None or not subject.i < verb.i < noun.i:
        return
    if verb.tag != "NNS" or not is_known_verb(lemma(verb.lower, "VBZ")):
        return
    verb.tag, verb.lemma = "VBZ", lemma(verb.lower, "VBZ")
    move(verb, None, "ROOT")
    for each in [each for each in noun.children if each.i < verb.i or each.dep in {"punct", "prep", "npadvmod"}]:
        move(each, verb, each.dep)
    move(noun, verb, "dobj")


def open_participle(noun: Node) -> None:
    """Mend "A bus carrying schoolchildren left": "a" goes with no plural, so it belongs to the first noun."""
    article, verb = child(noun, "det"), child(noun, "amod")
    if article is None or verb is None or article.lower not in {"a", "an"}:
        return
    first = child(noun, "compound") or child(verb, "compound")
    if first is None:
        return
    if verb.tag != "VBG" or first.i != verb.i - 1 or first.tag not in {"NN", "NNP"} or noun.head is None:
        return
    above, dep = noun.head, noun.dep
    move(first, above, dep)
    for each in [each for each in noun.children if each.i < first.i]:
        move(each, first, each.dep)
    move(verb, first, "acl")
    move(noun, verb, "dobj")


def join_compound(node: Node, after: Node) -> None:
    """Make one noun of "night cameras" where both words were read as members of the list."""
    if after.dep == "conj" and after.head is node.head and is_noun(after) and node.tag in {"NN", "NNP"}:
        for each in list(node.children):
            if each.i < node.i:
                move(each, after, each.dep)
        move(node, after, "compound")


def join_verbs(node: Node) -> None:
    """Read "house" in "can neither feed nor house the refugees" as a verb: it stands before the verbs' object."""
    verb = node.head
    if verb is not None and verb.tag == "VB" and child(node, "det", "amod", "prep") is None:
        last = child(node, "conj")
        if last is not None and last.tag == "VB" and is_known_verb(node.lower):
            node.tag, node.lemma = "VB", node.lower
            for each in [each for each in children(node, "dobj") if each.i > last.i]:
                move(each, last, "dobj")
            return
    target = child(verb, "dobj") if verb is not None and verb.tag == "VB" else None
    if target is None or verb is None or not verb.i < node.i < target.i or node.children:
        return
    if any(each.dep == "cc" and each.i == node.i - 1 for each in verb.children) and is_known_verb(node.lower):
        node.tag, node.lemma = "VB", node.lower
        move(target, node, "dobj")


def find_remark(noun: Node) -> None:
    """Read "the magazine reports" after a single name as a remark: a plural is no apposition of it."""
    name = noun.head
    if name is None or name.tag != "NNP" or name.head is None or not is_verb(name.head):
        return
    if lemma(noun.lower, "VBZ") in VOICING_VERBS:
        as_verb(noun)
        move(noun, name.head, "parataxis")


def join_gerunds(noun: Node) -> None:
    """Mend "chanting slogans and waving flags", where the second gerund was read as part of a noun."""
    verb, first = child(noun, "compound", "amod"), noun.head
    above = first.head if first is not None else None
    if verb is None or verb.tag != "VBG" or first is None or above is None or above.tag != "VBG" or first.dep != "dobj":
        return
    if noun.children[0] is verb and any(each.dep == "cc" and each.i == verb.i - 1 for each in first.children):
        move(verb, above, "conj")
        move(noun, verb, "dobj")


def raise_saying(words: Sequence[Node]) -> None:
    """Find the verb of "Lawyers for the airline insist that …", read as a noun with a clause."""
    root = next((node for node in words if node.head is None), None)
    if root is None or not is_noun(root):
        return
    for node in words:
        if node.tag not in {"NN", "NNS"} or node.i < root.i or not _opens_clause(node):
            continue
        noun = next((each for each in reversed(node.children) if each.dep in {"compound", "nsubj"}), None)
        above, dep = node.head, node.dep
        if node is root:
            subject = noun
        elif noun is not None and above is not None:
            _leave_to(noun, node, above, dep)
            subject = root
        else:
            continue
        if subject is None:
            continue
        node.tag = "VBZ" if node.tag == "NNS" else "VBP"
        node.lemma = lemma(node.lower, node.tag)
        move(node, None, "ROOT")
        move(subject, node, "nsubj")
        return


def _leave_to(noun: Node, verb: Node, above: Node, dep: str) -> None:
    """Hang the first noun of a compound where the compound hung, with what stands before it."""
    for each in [each for each in children(verb, "det", "amod", "compound", "poss") if each.i < noun.i]:
        move(each, noun, each.dep)
    move(noun, above, dep)


def _opens_clause(node: Node) -> bool:
    verb = lemma(node.lower, "VBZ") if node.tag == "NNS" else node.lower
    clause = child(node, "ccomp", "acl", "relcl")
    if verb not in VOICING_VERBS or clause is None:
        return False
    if child(node, "det", "poss") is not None and child(node, "compound") is None:
        return False
    mark = child(clause, "mark")
    return mark is not None and mark.lower == "that" and child(clause, "nsubj", "nsubjpass", "expl") is not None
