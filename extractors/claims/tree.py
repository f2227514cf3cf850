"""How do the rules walk a sentence's parse?

A `Node` is a plain copy of one spaCy token with its children in text order: rules that walk it are about four times
faster than over `Token`, can be tested without a pipeline, and cannot run into a token of another sentence.
Nodes of a sentence are made together and only read afterwards.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from extractors.claims.lemmas import lemma

# A chain of dependencies longer than this is a broken parse, not a sentence.
MAX_DEPTH = 200
TYPOGRAPHIC = "\u2019"
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


class TokenLike(Protocol):
    """What a node is made of: the part of spaCy's `Token` that the rules use."""

    @property
    def i(self) -> int:
        """Return the place in the document."""

    @property
    def idx(self) -> int:
        """Return the first character's place in the document."""

    @property
    def text(self) -> str:
        """Return the word."""

    @property
    def tag_(self) -> str:
        """Return the Penn tag."""

    @property
    def dep_(self) -> str:
        """Return the dependency label."""

    @property
    def ent_type_(self) -> str:
        """Return the entity type or ""."""

    @property
    def ent_iob_(self) -> str:
        """Return B at the start of an entity, I inside, O outside."""


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """One word of a sentence with its place in the text and in the parse."""

    i: int  # in the sentence
    text: str
    tag: str  # Penn
    dep: str  # CLEAR-style
    entity: str  # OntoNotes type or ""
    start: int  # code points into the document
    end: int
    lower: str = ""
    lemma: str = ""
    head: "Node | None" = None  # None at a root
    children: list["Node"] = field(default_factory=list)
    token: int = 0  # in the document
    entity_start: bool = False  # opens an entity

    def __repr__(self) -> str:
        """Return the word and its place, for failing tests."""
        return f"{self.text}/{self.tag}/{self.dep}@{self.i}"


def grow_tree(tokens: Iterable[TokenLike], *, heads: Iterable[int]) -> list[Node]:
    """Return the nodes of one sentence in text order, without white-space tokens.

    `heads` are positions in the sentence. A head that is outside it, is itself, or closes a circle makes a root.
    """
    nodes = [_copy_token(i, token) for i, token in enumerate(tokens)]
    for node, head in zip(nodes, heads, strict=True):
        if head != node.i and 0 <= head < len(nodes) and nodes[head].text.strip():
            node.head = nodes[head]
    for node in nodes:
        if node.head is not None and _is_in_circle(node):
            node.head = None
    words = [node for node in nodes if node.text.strip()]
    for node in words:
        if node.head is not None:
            node.head.children.append(node)
    return words


def _copy_token(i: int, token: TokenLike) -> Node:
    text, tag = token.text, token.tag_
    node = Node(i, text, tag, token.dep_, token.ent_type_, token.idx, token.idx + len(text), token=token.i)
    node.lower = text.lower().replace(TYPOGRAPHIC, "'")
    node.lemma = lemma(node.lower, tag)
    node.entity_start = token.ent_iob_ == "B"
    return node


def _is_in_circle(node: Node) -> bool:
    above = node.head
    for _ in range(MAX_DEPTH):
        if above is None:
            return False
        above = above.head
    return True


def child(node: Node, *deps: str) -> Node | None:
    """Return the first child with one of the labels."""
    return next((each for each in node.children if each.dep in deps), None)


def children(node: Node, *deps: str) -> list[Node]:
    """Return the children with one of the labels, in text order."""
    return [each for each in node.children if each.dep in deps]


def subtree(node: Node, *, without: frozenset[str] = frozenset()) -> list[Node]:
    """Return the node and everything under it in text order, leaving out branches with these labels."""
    found = [node]
    for each in found:
        found.extend(below for below in each.children if below.dep not in without)
    found.sort(key=lambda each: each.i)
    return found


def conjuncts(node: Node) -> list[Node]:
    """Return the node and what is coordinated with it, in text order.

    The official convention hangs each conjunct on the one before; all on the first is understood too.
    """
    found = [node]
    for each in found:
        found.extend(below for below in each.children if below.dep == "conj")
    found.sort(key=lambda each: each.i)
    return found


def first_conjunct(node: Node) -> Node:
    """Return the head of the coordination that the node is part of."""
    while node.dep == "conj" and node.head is not None:
        node = node.head
    return node


def ancestors(node: Node) -> Iterator[Node]:
    """Yield the heads from the nearest to the root."""
    above = node.head
    while above is not None:
        yield above
        above = above.head


def is_verb(node: Node) -> bool:
    """Tell whether the word is tagged as a verb."""
    return node.tag in VERB_TAGS


def is_noun(node: Node) -> bool:
    """Tell whether the word is tagged as a noun or name."""
    return node.tag in NOUN_TAGS


def is_name(node: Node) -> bool:
    """Tell whether the word is a name: tagged so, or inside an entity that is one."""
    return node.tag in {"NNP", "NNPS"} or node.entity in {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"}
