"""What are the last labels of a converted tree, and where does its punctuation hang?"""

# ruff: noqa: RUF001 - typographic marks are what these rules are about

from extractors.training.trees import ROOT, Tree
from extractors.training.words import words

SAME = words(
    "nsubj amod det nummod advmod advcl acl ccomp xcomp csubj appos conj cc mark aux compound expl parataxis "
    "punct dep case nmod"
)
RENAMED = {
    "root": "ROOT",
    "obj": "dobj",
    "iobj": "dative",
    "nsubj:pass": "nsubjpass",
    "nsubj:outer": "nsubj",
    "csubj:pass": "csubjpass",
    "csubj:outer": "csubj",
    "aux:pass": "auxpass",
    "acl:relcl": "relcl",
    "advcl:relcl": "relcl",
    "compound:prt": "prt",
    "nmod:poss": "poss",
    "nmod:desc": "compound",
    "nmod:unmarked": "npadvmod",
    "obl:unmarked": "npadvmod",
    "obl:agent": "npadvmod",
    "vocative": "npadvmod",
    "list": "parataxis",
    "goeswith": "dep",
    "reparandum": "dep",
    "dislocated": "dep",
    "orphan": "dep",
    "det:predet": "predet",
    "cc:preconj": "preconj",
    "cop": "aux",
    "fixed": "advmod",
    "flat": "compound",
    "=prep*": "prep",
    "=prep-object": "attr",
}
NEGATIONS = frozenset({"not", "n't", "n’t", "nt", "never"})


def relabel(tree: Tree) -> None:
    """Give every token its final label, without the mark of finished ones."""
    tree.deps = [_final_label(tree, token) for token in range(len(tree))]


def _final_label(tree: Tree, token: int) -> str:
    dep = tree.deps[token]
    if dep in RENAMED and dep != "iobj":
        return RENAMED[dep]
    if dep.startswith("="):
        return dep[1:]
    special = _SPECIAL.get(dep)
    if special is not None:
        return special(tree, token)
    base = dep.split(":")[0]
    return base if base in SAME else "dep"


def _indirect_object(tree: Tree, token: int) -> str:
    return "dative" if tree.child(tree.heads[token], "obj", "dobj") is not None else "dobj"


def _adverb(tree: Tree, token: int) -> str:
    head = tree.heads[token]
    if tree.lower(token) in NEGATIONS:
        return "neg"
    if head != ROOT and tree.tags[head] in ("CD", "$") and token < head:
        return "quantmod"
    return "prep" if tree.tags[token] == "IN" and tree.upos[token] == "ADP" else "advmod"


def _interjection(tree: Tree, token: int) -> str:
    return "advmod" if tree.tags[token] == "RB" else "intj"


def _mark(tree: Tree, token: int) -> str:
    return "aux" if tree.tags[token] == "TO" or tree.lower(token) == "na" else "mark"


def _oblique(tree: Tree, token: int) -> str:
    return "prep" if tree.tags[token] in ("IN", "TO", "RP") else "npadvmod"


def _adjective(tree: Tree, token: int) -> str:
    return "compound" if tree.tags[token] in ("NN", "NNS", "NNP", "NNPS") else "amod"


def _noun_modifier(tree: Tree, token: int) -> str:
    return "prep" if tree.tags[token] in ("IN", "TO") else "nmod"


_SPECIAL = {
    "iobj": _indirect_object,
    "advmod": _adverb,
    "discourse": _interjection,
    "mark": _mark,
    "obl": _oblique,
    "amod": _adjective,
    "nmod": _noun_modifier,
}


def place_punctuation(tree: Tree) -> None:
    """Move punctuation out of the left edge of phrases, then up until no arc crosses it."""
    for token in range(len(tree)):
        if tree.deps[token] == "punct":
            _leave_left_edge(tree, token)
    for token in range(len(tree)):
        if tree.deps[token] == "punct":
            _lift_until_projective(tree, token)


def _leave_left_edge(tree: Tree, token: int) -> None:
    while True:
        head = tree.heads[token]
        if head == ROOT or tree.heads[head] == ROOT or tree.left_edge(head) < token:
            return
        tree.attach(token, tree.heads[head])


def _lift_until_projective(tree: Tree, token: int) -> None:
    while tree.heads[token] != ROOT:
        head = tree.heads[token]
        if tree.heads[head] == ROOT or not _crosses(tree, token):
            return
        tree.attach(token, tree.heads[head])


def _crosses(tree: Tree, token: int) -> bool:
    low, high = sorted((token, tree.heads[token]))
    for other, head in enumerate(tree.heads):
        if head == ROOT or other == token:
            continue
        other_low, other_high = min(other, head), max(other, head)
        if low < other_low < high < other_high or other_low < low < other_high < high:
            return True
    return False
