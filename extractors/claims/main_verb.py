"""Which verb is the sentence's main one, where the parser took its subject for the root?

A sentence that ends in a full stop has a finite verb. Where the root is a noun and the only finite verb stands inside
its relative clause or as its participle, that verb is the main one: "The dam that the ministry financed collapsed."
"""

from collections.abc import Sequence

from extractors.claims.lemmas import lemma
from extractors.claims.tree import FINITE_TAGS, SUBJECT_DEPS, Node, child, conjuncts, is_noun, is_verb, subtree


def move(node: Node, head: Node | None, dep: str) -> None:
    """Hang a word on another head, or on none, with a new label."""
    if node.head is not None:
        node.head.children.remove(node)
    node.head, node.dep = head, dep
    if head is not None:
        head.children.append(node)
        head.children.sort(key=lambda each: each.i)


def as_verb(noun: Node) -> None:
    """Read a plural noun as the verb that is written the same: "plans", "breaks"."""
    noun.tag = "VBZ"
    noun.lemma = lemma(noun.lower, "VBZ")
    names = [each for each in noun.children if each.dep == "compound"]
    if not names:
        return
    subject = names[-1]
    subject.dep = "nsubj"
    for each in [
        each for each in noun.children if each.i < subject.i and each.dep in {"det", "amod", "compound", "poss"}
    ]:
        move(each, subject, each.dep)


def find_main_verb(words: Sequence[Node]) -> None:
    """Make a verb the root of a sentence whose root is a noun."""
    root = next((node for node in words if node.head is None), None)
    if root is None or not is_noun(root) or words[-1].text not in {".", "!", "\u201d", '"'}:
        return
    clause = child(root, "relcl")
    if clause is None:
        _raise_participle(root)
    elif not (_split_subject(root, clause) or _raise_object(root, clause) or _raise_bare(root, clause, words)):
        _raise_clause(root, clause)


def _crown(verb: Node, root: Node) -> None:
    move(verb, None, "ROOT")
    move(root, verb, "nsubjpass" if child(verb, "auxpass") is not None else "nsubj")


def _raise_participle(root: Node) -> None:
    """Mend "The clinic closed without a word", read as a noun with a participle."""
    found = [each for member in conjuncts(root) for each in member.children if each.dep == "acl" and each.i > root.i]
    verb = found[0] if found else None
    if verb is None or verb.tag not in {"VBD", "VBN"} or child(verb, "agent", "auxpass", "aux") is not None:
        return
    if any(is_verb(each) and each.tag in FINITE_TAGS and each is not verb for each in subtree(root)):
        return
    verb.tag = "VBD"
    _crown(verb, root)


def _split_subject(root: Node, clause: Node) -> bool:
    """Mend "The bridge that the army built was washed away", where "built" was read as a subject of "washed"."""
    found = [each for each in clause.children if each.dep in SUBJECT_DEPS]
    inner = found[-1] if found else None
    if inner is None or child(inner, "nsubj") is None:
        return False
    if not is_verb(inner):
        inner.tag, inner.lemma = "VBD", lemma(inner.lower, "VBD")
    move(inner, root, "relcl")
    for each in [each for each in clause.children if each.i < inner.i]:
        move(each, inner, each.dep)
    _crown(clause, root)
    return True


def _raise_object(root: Node, clause: Node) -> bool:
    """Mend "The man who stole the painting lives in Lisbon", where "painting lives" was read as one noun."""
    noun = child(clause, "dobj", "pobj")
    if noun is None or noun.tag != "NNS" or child(noun, "compound") is None or child(noun, "prep") is None:
        return False
    as_verb(noun)
    subject = child(noun, "nsubj")
    if subject is not None:
        move(subject, clause, "dobj")
    _crown(noun, root)
    return True


def _raise_bare(root: Node, clause: Node, words: Sequence[Node]) -> bool:
    """Mend a main verb without subject that was hung inside the relative clause."""
    for node in words:
        if node.i > clause.i and node.dep in {"acl", "xcomp", "ccomp", "dep", "advcl", "conj"} and _stands_bare(node):
            if node.tag == "NNS":
                as_verb(node)
            _crown(node, root)
            return True
    return False


def _stands_bare(node: Node) -> bool:
    """Tell whether a verb is finite, or looks so, and has neither subject nor conjunction of its own."""
    if any(each.dep in SUBJECT_DEPS or each.dep in {"mark", "cc"} for each in node.children):
        return False
    if node.tag in FINITE_TAGS or any(
        each.tag in FINITE_TAGS for each in node.children if each.dep in {"aux", "auxpass"}
    ):
        return True
    return node.tag in {"VBN", "NNS"} and node.dep == "xcomp" and child(node, "aux", "auxpass", "det") is None


def _raise_clause(root: Node, clause: Node) -> None:
    """Mend "The nurse who found the child called the police": the child was found, and the nurse called."""
    inner = child(clause, "ccomp")
    subject = child(inner, "nsubj") if inner is not None else None
    if inner is None or subject is None or child(inner, "mark") is not None or child(clause, "dobj") is not None:
        return
    if inner.tag in FINITE_TAGS and clause.i < subject.i < inner.i and is_noun(subject):
        move(subject, clause, "dobj")
        _crown(inner, root)
