"""Which verb is the sentence's main one, where the parser took its subject for the root?

A sentence that ends in a full stop has a finite verb. Where the root is a noun and the only finite verb stands inside
its relative clause or as its participle, that verb is the main one: "The dam that the ministry financed collapsed."
"""

from collections.abc import Sequence

from extractors.claims.lemmas import is_known_verb, lemma
from extractors.claims.tree import (
    FINITE_TAGS,
    PLACE,
    SUBJECT_DEPS,
    Node,
    ancestors,
    child,
    children,
    conjuncts,
    is_noun,
    is_verb,
    subtree,
)

RAISED_DEPS = frozenset({"acl", "xcomp", "ccomp", "dep", "advcl", "conj", "dobj", "oprd", "parataxis"})


def move(node: Node, head: Node | None, dep: str) -> None:
    """Hang a word on another head, or on none, with a new label; never on a word below it."""
    if head is node or (head is not None and node in ancestors(head)):
        return
    if node.head is not None:
        node.head.children.remove(node)
    node.head, node.dep = head, dep
    if head is not None:
        head.children.append(node)
        head.children.sort(key=PLACE)


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
    """Make a verb the root of a sentence whose root is a noun or a bare gerund."""
    root = next((node for node in words if node.head is None), None)
    if root is None or words[-1].text not in {".", "!", "\u201d", '"'}:
        return
    if root.tag == "VBG":
        _raise_over_gerund(root, words)
    if root.tag == "CD":
        _raise_participle(root)
    if not is_noun(root):
        return
    _name_relatives(root)
    clause = child(root, "relcl")
    if clause is None:
        _raise_finite(root) or _raise_written_alike(root) or _raise_joined(root) or _raise_aside(
            root
        ) or _raise_participle(root)
    elif not (
        _split_subject(root, clause)
        or _split_participle(root, clause)
        or _raise_object(root, clause)
        or _raise_bare(root, clause, words)
    ):
        _raise_clause(root, clause)


def _raise_over_gerund(root: Node, words: Sequence[Node]) -> None:
    """Mend "Workers protesting against layoffs occupied the foundry", where the participle was read as the verb."""
    subject = child(root, "nsubj")
    if subject is None or child(root, "aux", "auxpass", "expl") is not None:
        return
    inner = child(root, "ccomp")
    target = child(inner, "nsubj") if inner is not None else None
    if inner is not None and target is not None and inner.tag == "VBD" and child(inner, "mark") is None:
        if root.i < target.i < inner.i and child(root, "dobj") is None:
            move(target, root, "dobj")
            move(inner, None, "ROOT")
            move(subject, inner, "nsubj")
            move(root, subject, "acl")
        return
    for node in words:
        if node.i > root.i and node.tag == "VBD" and node.dep == "acl" and _stands_bare(node):
            move(node, None, "ROOT")
            move(subject, node, "nsubj")
            move(root, subject, "acl")
            return


def _name_relatives(root: Node) -> None:
    """Label "that the ministry financed" a relative clause where it was read as a participle, or its verb as a noun."""
    for each in root.children:
        name_relative(each)
        if each.dep == "relcl" and not is_verb(each) and child(each, "nsubj") is not None:
            each.tag, each.lemma = "VBD", lemma(each.lower, "VBD")


def name_relative(clause: Node) -> None:
    """Label a participle with a relative word and a subject a relative clause."""
    if clause.dep != "acl" or child(clause, "nsubj", "nsubjpass") is None:
        return
    relatives = {"that", "which", "who", "whom", "where"}
    if any(below.lower in relatives and below.dep != "mark" for below in clause.children):
        clause.dep = "relcl"


def _crown(verb: Node, root: Node) -> None:
    if verb.tag == "VBN" and child(verb, "aux", "auxpass") is None:
        verb.tag = "VBD"
    move(verb, None, "ROOT")
    move(root, verb, "nsubjpass" if child(verb, "auxpass") is not None else "nsubj")


def _raise_without_clause(root: Node) -> None:
    for mended in (_raise_finite, _raise_written_alike, _raise_joined, _raise_aside, _raise_participle):
        if mended(root):
            return


def _raise_finite(root: Node) -> bool:
    """Mend "Doctors fear that …", where the verb was hung on its subject as an object."""
    verb = child(root, "dobj")
    if verb is None or verb.tag not in FINITE_TAGS or not _stands_bare(verb):
        return False
    _crown(verb, root)
    return True


def _raise_written_alike(root: Node) -> bool:
    """Mend "The rocket rose, turned and fell", where "rocket rose" was read as one noun."""
    verb, subject = child(root, "conj"), child(root, "compound")
    if verb is None or subject is None or verb.tag != "VBD" or any(each.dep in SUBJECT_DEPS for each in verb.children):
        return False
    base = lemma(root.lower, "VBD")
    if root.tag != "NN" or base == root.lower or not is_known_verb(base):
        return False
    root.tag, root.lemma = "VBD", base
    subject.dep = "nsubj"
    for each in [each for each in root.children if each.i < subject.i and each.dep in {"det", "amod", "poss"}]:
        move(each, subject, each.dep)
    return True


def _raise_joined(root: Node) -> bool:
    """Mend "The mayor and her deputy resigned", read as a noun joined with a clause."""
    verb = child(root, "conj")
    subject = child(verb, "nsubj", "nsubjpass") if verb is not None else None
    if verb is None or subject is None or not is_verb(verb) or child(root, "cc") is None or not is_noun(subject):
        return False
    move(subject, root, "conj")
    _crown(verb, root)
    return True


def _raise_aside(root: Node) -> bool:
    """Mend "The Rail Agency (ERA) closed its office", where the brackets cut the sentence."""
    verb = child(root, "parataxis")
    if verb is None or verb.tag not in FINITE_TAGS:
        return False
    subjects = [each for each in verb.children if each.dep in SUBJECT_DEPS]
    bracketed = all(any(below.text in {")", "-RRB-"} for below in each.children) for each in subjects)
    if not bracketed:
        return False
    for each in subjects:
        move(each, root, "appos")
    _crown(verb, root)
    return True


def _raise_participle(root: Node) -> bool:
    """Mend "The clinic closed without a word", read as a noun with a participle."""
    members = [*conjuncts(root), *(each for each in root.children if each.dep == "appos")]
    if root.tag == "CD":  # "Not one of the ships returned"
        members += [inner for of in children(root, "prep") if of.lower == "of" for inner in children(of, "pobj")]
    found = [each for member in members for each in member.children if each.dep == "acl" and each.i > root.i]
    verb = found[0] if found else None
    if verb is None or verb.tag not in {"VBD", "VBN"} or child(verb, "agent", "auxpass", "aux") is not None:
        return False
    others = set(subtree(root)) - set(conjuncts(verb))
    if any(is_verb(each) and each.tag in FINITE_TAGS for each in others):
        return False
    _crown(_behind_participle(verb, root) or verb, root)
    return True


def _behind_participle(verb: Node, root: Node) -> Node | None:
    """Return "closed" of "The observatory, founded in 1904, closed in 1973", read as a second participle."""
    later = child(verb, "conj")
    if later is None or not is_verb(later) or child(verb, "cc") is not None:
        return None
    if child(later, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return None
    return later if any(each.text == "," and each.i == verb.i - 1 for each in root.children) else None


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


def _split_participle(root: Node, clause: Node) -> bool:
    """Mend "The report that the agency published contains errors", where "published" was read as a participle."""
    subject = child(clause, "nsubj")
    inner = child(subject, "acl") if subject is not None else None
    if subject is None or inner is None or clause.tag not in {"VBZ", "VBP", "VBD"} or inner.i > clause.i:
        return False
    if inner.tag not in {"VBD", "VBN"} or child(inner, "agent", "dobj", "prep") is not None:
        return False
    move(inner, root, "relcl")
    inner.tag = "VBD"
    for each in [each for each in clause.children if each.i < inner.i]:
        move(each, inner, "dobj" if each.lower == "that" else each.dep)
    _crown(clause, root)
    return True


def _raise_object(root: Node, clause: Node) -> bool:
    """Mend "The man who stole the painting lives in Lisbon", where "painting lives" was read as one noun."""
    noun = child(clause, "dobj", "pobj")
    if noun is None or noun.tag != "NNS" or child(noun, "compound") is None:
        return False
    behind = [each for each in children(clause, "prep") if each.i > noun.i]
    if child(noun, "prep") is None and not behind:
        return False
    as_verb(noun)
    for each in behind:
        move(each, noun, "prep")
    subject = child(noun, "nsubj")
    if subject is not None:
        move(subject, clause, "dobj")
    _crown(noun, root)
    return True


def _raise_bare(root: Node, clause: Node, words: Sequence[Node]) -> bool:
    """Mend a main verb without subject that was hung inside the relative clause."""
    for node in words:
        if node.i > clause.i and node.dep in RAISED_DEPS and _stands_bare(node):
            if node.tag == "NNS":
                as_verb(node)
                for each in [each for each in children(clause, "prep") if each.i > node.i]:
                    move(each, node, "prep")
            _crown(node, root)
            return True
        if node.i > clause.i and node.tag == "VB" and node.dep == "conj" and _lacks_conjunction(node):
            node.tag = "VBP"
            _crown(node, root)
            return True
    return False


def _lacks_conjunction(node: Node) -> bool:
    """Tell whether a verb was read as a member of a list though neither "and" nor a comma joins it."""
    head = node.head
    if head is None or child(node, "aux", "auxpass", "nsubj", "nsubjpass") is not None:
        return False
    return not any(head.i < each.i < node.i and (each.dep == "cc" or each.text == ",") for each in head.children)


def _stands_bare(node: Node) -> bool:
    """Tell whether a verb is finite, or looks so, and has neither subject nor conjunction of its own."""
    if any(each.dep in SUBJECT_DEPS or each.dep in {"mark", "cc"} for each in node.children):
        return False
    if node.tag in FINITE_TAGS or any(
        each.tag in FINITE_TAGS for each in node.children if each.dep in {"aux", "auxpass"}
    ):
        return True
    if node.tag == "NNS" and (node.head is None or child(node.head, "auxpass") is None or node.dep == "xcomp"):
        return node.dep == "xcomp" and child(node, "det") is None
    return node.tag in {"VBN", "NNS"} and child(node, "aux", "auxpass", "det", "agent") is None


def _raise_clause(root: Node, clause: Node) -> None:
    """Mend "The nurse who found the child called the police": the child was found, and the nurse called."""
    inner = child(clause, "ccomp")
    subject = child(inner, "nsubj") if inner is not None else None
    if inner is None or subject is None or child(inner, "mark") is not None or child(clause, "dobj") is not None:
        return
    if inner.tag in FINITE_TAGS and clause.i < subject.i < inner.i and is_noun(subject):
        move(subject, clause, "dobj")
        _crown(inner, root)
