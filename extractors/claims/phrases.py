"""Which words belong to a noun phrase, and what does a coordinated one list?"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.claims.denied_members import (
    NO_DETERMINERS,
    counter_nouns,
    denial,
    denied_beside,
    is_rather_than,
)
from extractors.claims.lexicon import cue_words
from extractors.claims.tree import PLACE, Node, child, children, is_noun, is_verb, subtree

# Branches that state something of their own become claims, not parts of the phrase.
OWN_CLAUSES = frozenset({"relcl", "appos", "parataxis", "advcl", "intj", "meta"})
COORDINATION = frozenset({"conj", "cc", "preconj"})
# A list of more than this many members is a table or a broken parse.
MAX_MEMBERS = 24
# Adverbs that hang on a noun phrase but belong to the clause.
LOOSE_ADVERBS = frozenset({"too", "also", "however", "therefore", "instead", "longer", "indeed"})
COLLECTIVES = cue_words("nouns", "measure")
RELATIONAL = cue_words("nouns", "relational") | cue_words("nouns", "symmetric")
OPENING = frozenset({'"', "“", "\u2018", "``", "(", "[", "«", "'", "`", "-LRB-", "-LSB-"})
CLOSING = {
    "”": "“",
    "\u2019": "\u2018",
    "''": "``",
    ")": "(",
    "]": "[",
    "»": "«",
    '"': '"',
    "'": "'",
    "-RRB-": "-LRB-",
    "-RSB-": "-LSB-",
}
# Punctuation that goes where the words beside it are left out.
GAP_MARKS = frozenset({",", "(", ")", "-", "\u2013", "—", ";", ":"})
# Case markers between the members of one name: "Johnson and Johnson".
NAME_TYPES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "FAC", "PRODUCT", "EVENT", "LAW", "GPE", "LOC"})


class Part(NamedTuple):
    """A phrase as one slot of a claim will quote it.

    The records that rules hand on are named tuples: frozen dataclasses take three times as long to make, and a clause
    makes dozens.
    """

    head: Node
    words: tuple[Node, ...]  # in the order in which they are quoted
    negated: bool = False  # the phrase denies its claim: "no army", "not an ally"
    cue: str | None = None


def phrase(node: Node) -> tuple[Node, ...]:
    """Return the words of the phrase under a noun, without coordinated members and clauses of its own."""
    if node.phrase is None:
        words = [node]
        for each in node.children:
            if not _is_apart(each):
                words += _inner(each)
        words.sort(key=PLACE)
        while words[-1].dep == "prep" and words[-1] is not node:
            words.pop()
        node.phrase = trim(words) or (node,)
    return node.phrase


def _is_apart(node: Node) -> bool:
    if node.dep == "det":  # "that powers agree": a conjunction taken for an article
        return (node.lower == "that" and node.head is not None and node.head.tag == "NNS") or node.lower == "whose"
    if node.dep == "advmod" and (node.lower in LOOSE_ADVERBS or is_far_from(node)):
        return True
    if node.dep in COORDINATION:
        return not _inside_name(node)
    if is_rather_than(node) or node.lower == "whose" or (node.dep == "prep" and not node.children):
        return True
    return node.dep in OWN_CLAUSES or _is_participle(node) or _lists_members(node) or node.dep == "case"


def is_far_from(node: Node) -> bool:
    """Tell whether a word opens "far from …", which denies what follows and is part of no phrase."""
    return node.lower == "far" and any(each.lower == "from" for each in node.children)


def opens_far_from(mark: Node) -> bool:
    """Tell whether "from" is that of "far from", whichever of the two words was hung on the other."""
    if mark.lower != "from":
        return False
    return (mark.head is not None and mark.head.lower == "far") or any(each.lower == "far" for each in mark.children)


def _exception(node: Node) -> Node | None:
    """Return "poor" of "anything but poor", "a pretext" of "nothing but a pretext"."""
    but = next((each for each in node.children if each.lower == "but" and each.i > node.i), None)
    if but is None or node.lower not in {"anything", "nothing"}:
        return None
    behind = [*but.children, *(each for each in node.children if each.i > but.i)]
    return next((each for each in behind if each.i > but.i and each.dep != "punct"), None)


def _inside_name(node: Node) -> bool:
    """Tell whether a coordination stands inside one name: "Johnson and Johnson"."""
    head = node.head
    if head is None or not node.entity or node.entity != head.entity or node.entity not in NAME_TYPES:
        return False
    if node.entity == "WORK_OF_ART" and not any(each.text in OPENING for each in (*head.children, *node.children)):
        return False
    between = [each for each in head.children if each.dep == "cc" and head.i < each.i]
    return bool(between) and all(each.entity == head.entity for each in between)


def _is_participle(node: Node) -> bool:
    """Tell whether a branch is a participle that makes a claim of its own: "forces backed by Iran"."""
    return node.dep == "acl" and is_verb(node) and child(node, "aux") is None and node.tag in {"VBN", "VBG"}


def _lists_members(node: Node) -> bool:
    """Tell whether a branch lists members: "including Chad", "such as Chad"."""
    if node.dep != "prep":
        return False
    return node.lower == "including" or (node.lower == "as" and any(each.lower == "such" for each in node.children))


def _inner(node: Node) -> list[Node]:
    """Return everything under a kept branch, without clauses that become claims."""
    found = [node]
    for each in found:
        if each.children:
            found += [below for below in each.children if not _opens_own(below)]
    return found


def _opens_own(node: Node) -> bool:
    """Tell whether a branch inside a phrase makes claims of its own."""
    if node.dep in {"relcl", "appos", "parataxis"} or (node.lower in {"than", "instead"} and is_rather_than(node)):
        return True
    return _is_participle(node) if node.dep == "acl" else node.dep == "prep" and _lists_members(node)


def written(words: Sequence[Node]) -> str:
    """Return words with the spaces of the text: "Port-au-Prince" stays whole."""
    out = words[0].text
    for before, node in pairwise(words):
        out += node.text if node.start == before.end else f" {node.text}"
    return out


def trim(words: Sequence[Node]) -> tuple[Node, ...]:
    """Return the words in text order without punctuation at the edges or around gaps, brackets and quotes balanced."""
    kept = list(words)
    while kept and _is_edge(kept[0], kept):
        kept = kept[1:]
    while kept and _is_edge(kept[-1], kept):
        kept = kept[:-1]
    marks = [each for each in kept if each.dep == "punct" and each.text in GAP_MARKS]
    if not marks:
        return tuple(kept)
    places = {each.i for each in kept}
    loose = [each for each in marks if not (each.i - 1 in places and each.i + 1 in places)]
    return tuple([each for each in kept if each not in loose] if loose else kept)


def _is_edge(node: Node, words: Sequence[Node]) -> bool:
    if node.dep != "punct" and node.lower not in {",", ";", ":", "-", "--", "\u2013", "—"}:
        return False
    if node.text in CLOSING and node is words[-1]:
        return not any(each.text == CLOSING[node.text] for each in words[:-1])
    if node.text in OPENING and node is words[0]:
        return not any(CLOSING.get(each.text) == node.text for each in words[1:])
    return node.text not in {"$", "%", "€", "£", "#"}


def members(node: Node, *, nested: bool = True) -> list[Part]:
    """Return one part for each thing that a coordinated noun phrase lists.

    "not X but Y", "X rather than Y" and "no X" give negated parts. With `nested`, a coordination under the last
    preposition of a single noun is listed as well: "regulators in Norway and Denmark".
    """
    heads = _listed(node)
    if len(heads) == 1 and nested:
        inner = _nested_members(node)
        if inner:
            return inner
    return [part for each in heads[:MAX_MEMBERS] for part in _with_examples(each, heads)]


def _with_examples(node: Node, heads: Sequence[Node]) -> list[Part]:
    """Return the members that "including", "such as" name instead of an indefinite whole: "powers such as Chad"."""
    whole = _part(node, heads)
    listed = examples(node)
    if not listed or core_noun(node).lemma in RELATIONAL:
        return [whole]
    shown = [Part(head=each.head, words=each.words, negated=whole.negated, cue=whole.cue) for each in listed]
    return [whole, *shown] if is_definite(node) else shown


def examples(node: Node) -> list[Part]:
    """Return what a list after "including" or "such as" names."""
    for each in node.children:
        inner = child(each, "pobj") if each.i > node.i and _lists_members(each) else None
        if inner is not None:
            return [_part(member, []) for member in _listed(inner)[:MAX_MEMBERS]]
    return []


def is_definite(node: Node) -> bool:
    """Tell whether a noun phrase means one known thing: "the bloc", "Iran's allies"."""
    return any(
        each.dep == "poss" or (each.dep == "det" and each.lower in {"the", "this", "these"}) for each in node.children
    )


def core_noun(node: Node) -> Node:
    """Return "allies" for "a network of allies"."""
    for each in node.children:
        inner = child(each, "pobj") if each.dep == "prep" and each.lower == "of" else None
        if inner is not None and node.lemma in COLLECTIVES:
            return inner
    return node


def _listed(node: Node) -> list[Node]:
    found = [node]
    for each in found:
        joined = children(each, "conj")
        if joined:
            found += [below for below in joined if not _inside_name(below) and not _is_foreign(below)]
        found += [inner for below in each.children if is_rather_than(below) for inner in counter_nouns(below)]
    if len(found) > 1:
        found.sort(key=PLACE)
    return found


def _is_foreign(node: Node) -> bool:
    """Tell whether a conjunct is a clause that was hung on a noun by mistake."""
    if node.head is not None and is_noun(node.head) and node.tag in {"VB", "VBP", "VBZ", "VBD", "RB", "IN"}:
        return True
    return is_verb(node) and child(node, "nsubj", "nsubjpass", "aux", "auxpass") is not None


def _part(node: Node, heads: Sequence[Node]) -> Part:
    meant = _exception(node)
    if meant is not None:
        denied = "anything but" if node.lower == "anything" else None
        return Part(head=meant, words=phrase(meant), negated=denied is not None, cue=denied)
    words = phrase(node)
    cue = denial(node) or denied_beside(node, heads)
    return Part(head=node, words=without_denial(words, node), negated=cue is not None, cue=cue)


def without_denial(words: tuple[Node, ...], node: Node) -> tuple[Node, ...]:
    """Return the words of a phrase without those that deny it: the claim has its polarity for them."""
    apart = {each for each in node.children if each.dep in {"neg", "preconj"} or each.lower in NO_DETERMINERS}
    if not apart:
        return words
    return trim([each for each in words if each not in apart]) or words


def _nested_members(node: Node) -> list[Part]:
    """Return "regulators in Norway" and "regulators in Denmark" for one noun with a coordinated complement."""
    preps = [each for each in children(node, "prep") if each.i > node.i and not _lists_members(each)]
    if not preps or preps[-1].lower in {"between", "among", "by", "with", "as"}:
        return []
    inner = child(preps[-1], "pobj")
    if inner is None or len(listed := _listed(inner)) < 2 or not all(is_noun(each) for each in listed):  # noqa: PLR2004
        return []
    stem = [each for each in phrase(node) if each not in set(subtree(inner))]
    cue = denial(node)
    parts = []
    for each in listed[:MAX_MEMBERS]:
        denied = cue or denied_beside(each, listed)
        parts.append(Part(head=node, words=trim([*stem, *phrase(each)]), negated=denied is not None, cue=denied))
    return parts
