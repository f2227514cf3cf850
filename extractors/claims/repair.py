"""Which mistakes does a small parser make so often that they are worth mending before the rules run?

Each repair needs a shape that no correct parse has (two subjects on one verb, a finite verb as participle), so a good
parse passes unchanged.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.claims.lemmas import lemma
from extractors.claims.lexicon import cue_words
from extractors.claims.tree import FINITE_TAGS, SUBJECT_DEPS, Node, child, conjuncts, is_name, is_noun, is_verb, subtree

SAY_VERBS = cue_words("attribution", "say_verbs")
CONDITIONS = frozenset({"if", "unless"})
# Labels of a noun that the parser did not know where to hang.
LOOSE_DEPS = frozenset({"parataxis", "npadvmod", "dep", "appos"})


def mend_tree(words: Sequence[Node]) -> None:
    """Change labels and heads of unmistakably wrong places."""
    for node in words:
        if is_verb(node):
            _join_subjects(node)
            _turn_speaker(node)
            _turn_attribute(node)
            _hang_participle(node, words)
        elif node.dep == "conj":
            _turn_description(node)
            _hang_member(node)
        elif node.dep == "appos":
            _turn_list(node)
        elif node.dep in LOOSE_DEPS and is_noun(node):
            _hang_contrast(node, words)
        elif node.lower in CONDITIONS:
            _find_condition_verb(node)
        elif node.tag == "NNS" and node.dep == "nsubj":
            _find_intending_verb(node)
    _promote_main_verb(words)


def _move(node: Node, head: Node | None, dep: str) -> None:
    if node.head is not None:
        node.head.children.remove(node)
    node.head, node.dep = head, dep
    if head is not None:
        head.children.append(node)
        head.children.sort(key=lambda each: each.i)


def _join_subjects(verb: Node) -> None:
    """Make one subject of two: "X and Y" becomes a coordination, "X, the mayor" an apposition."""
    before = [each for each in verb.children if each.dep in SUBJECT_DEPS and each.i < verb.i and is_noun(each)]
    for first, second in pairwise(before):
        last = conjuncts(first)[-1]
        if any(
            each.dep == "cc" and last.i < each.i < second.i for member in conjuncts(first) for each in member.children
        ):
            _move(second, last, "conj")
        elif _is_described_name(first, second):
            _move(second, first, "appos")


def _is_described_name(first: Node, second: Node) -> bool:
    if subtree(second)[0].i - first.i > 2 and not first.children:  # noqa: PLR2004 - name, comma, description
        return False
    return is_name(first) != is_name(second) and child(second if is_name(first) else first, "det", "poss") is not None


def _turn_description(node: Node) -> None:
    """Make an apposition of "Nila Perera, the minister," where it was read as a list of two without "and"."""
    head = node.head
    if head is None or not is_noun(head) or not is_noun(node) or is_name(head) == is_name(node):
        return
    if child(node if is_name(head) else head, "det", "poss") is None or any(
        each.dep == "cc" for each in (*head.children, *node.children)
    ):
        return
    if child(node, "conj") is None and head.dep != "conj":
        node.dep = "appos"


def _turn_speaker(verb: Node) -> None:
    """Make the subject of "…, said Ms Ruiz": what follows a saying verb behind its clause is the speaker."""
    if verb.lemma not in SAY_VERBS or any(each.dep in SUBJECT_DEPS for each in verb.children):
        return
    clause, target = child(verb, "ccomp"), child(verb, "dobj")
    if clause is not None and target is not None and clause.i < verb.i < target.i and is_noun(target):
        target.dep = "nsubj"


def _turn_attribute(verb: Node) -> None:
    """Make an apposition of a second predicate noun: "is the seat of the Forum, a body of mayors"."""
    found = [each for each in verb.children if each.dep == "attr" and each.i > verb.i and is_noun(each)]
    for first, second in pairwise(found):
        inside = [each for each in subtree(first) if is_noun(each) and each.i < second.i]
        nearest = inside[-1]
        target = nearest if is_name(nearest) and not is_name(second) else first
        _move(second, target, "appos")


def _hang_participle(verb: Node, words: Sequence[Node]) -> None:
    """Hang "aimed at" in "a network aimed at stability" on the noun: no comma stands between."""
    if (
        verb.tag != "VBN"
        or verb.dep != "advcl"
        or verb.head is None
        or child(verb, "mark", "aux", "auxpass") is not None
    ):
        return
    before = next((node for node in reversed(words) if node.i < verb.i), None)
    noun = child(verb.head, "dobj", "attr")
    if before is None or noun is None or not is_noun(before) or verb.i - before.i > 1:
        return
    if before in subtree(noun) and subtree(verb)[0] is verb:
        _move(verb, noun, "acl")


def _hang_member(node: Node) -> None:
    """Hang the second object of "influencing trade, sharing and defence" on the first, not on the verb."""
    head = node.head
    if head is None or not is_verb(head) or node.tag not in {"NN", "NNS", "NNP", "NNPS"}:
        return
    if child(node, "nsubj", "aux") is not None:
        return
    target = child(head, "dobj", "attr")
    if target is not None and head.i < target.i < node.i:
        _move(node, conjuncts(target)[-1], "conj")


def _turn_list(node: Node) -> None:
    """Make a list of "its arms, its record and its trade", where the second member was read as an apposition."""
    head = node.head
    if head is None or not is_noun(node) or is_name(node) or is_name(head) or not is_noun(head):
        return
    later = [each for each in conjuncts(node) if each is not node]
    joined = any(each.dep == "cc" for member in conjuncts(node) for each in member.children)
    if joined and later and subtree(head)[0].i < node.i and any(each.dep == "punct" for each in head.children):
        node.dep = "conj"


def _hang_contrast(node: Node, words: Sequence[Node]) -> None:
    """Make a denied member of "the plan, not the budget"."""
    negation = child(node, "neg")
    if negation is None or negation.i > node.i:
        return
    before = [each for each in words if each.i < negation.i and is_noun(each)]
    if before and negation.i - before[-1].i <= 2:  # noqa: PLR2004 - noun, comma, not
        target = before[-1]
        _move(node, target.head if target.dep == "compound" and target.head is not None else target, "conj")


def _promote_main_verb(words: Sequence[Node]) -> None:
    """Give "The dam that the ministry financed collapsed" its main verb, where a noun was taken for the root."""
    root = next((node for node in words if node.head is None), None)
    if root is None or not is_noun(root):
        return
    clause = child(root, "relcl")
    if clause is None:
        return
    for node in words:
        if node.i > clause.i and node.dep in {"acl", "xcomp", "ccomp", "dep", "advcl", "conj"} and _stands_bare(node):
            if node.tag == "NNS":
                _as_verb(node)
            _move(node, None, "ROOT")
            _move(root, node, "nsubjpass" if child(node, "auxpass") is not None else "nsubj")
            return


def _as_verb(noun: Node) -> None:
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
        _move(each, subject, each.dep)


def _find_condition_verb(mark: Node) -> None:
    """Give "If the dam breaks" its verb: "if" and "unless" never stand before a mere noun phrase."""
    noun = child(mark, "pobj")
    if noun is None or noun.tag != "NNS" or child(noun, "compound") is None or mark.head is None:
        return
    above = mark.head
    _as_verb(noun)
    _move(noun, above, "advcl")
    _move(mark, noun, "mark")


def _find_intending_verb(noun: Node) -> None:
    """Give "Vietnam plans to build" its main verb: an infinitive alone has no subject."""
    infinitive = noun.head
    if infinitive is None or infinitive.head is not None or infinitive.tag != "VB" or child(noun, "compound") is None:
        return
    helpers = [each.lower for each in infinitive.children if each.dep in {"aux", "auxpass"}]
    if helpers != ["to"]:
        return
    _as_verb(noun)
    _move(noun, None, "ROOT")
    for each in [each for each in infinitive.children if each.i < noun.i]:
        _move(each, noun, each.dep)
    _move(infinitive, noun, "xcomp")


def _stands_bare(node: Node) -> bool:
    """Tell whether a verb is finite, or looks so, and has neither subject nor conjunction of its own."""
    if any(each.dep in SUBJECT_DEPS or each.dep in {"mark", "cc"} for each in node.children):
        return False
    if node.tag in FINITE_TAGS or any(
        each.tag in FINITE_TAGS for each in node.children if each.dep in {"aux", "auxpass"}
    ):
        return True
    return node.tag in {"VBN", "NNS"} and node.dep == "xcomp" and child(node, "aux", "auxpass", "det") is None
