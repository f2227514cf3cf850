"""Which words did the parser take for another part of speech, so that a clause lost its verb?

Each repair needs a shape that no correct parse has: a modal on a noun, "to" before an adjective under "expected", a
finite verb inside a name, two list members side by side. This module says which repair is tried on which word.
"""

from collections.abc import Sequence

from extractors.claims.hidden_verbs import (
    find_remark,
    find_verb_before_object,
    join_compound,
    join_gerunds,
    join_verbs,
    open_participle,
    raise_saying,
)
from extractors.claims.lemmas import is_known_verb, lemma
from extractors.claims.main_verb import move
from extractors.claims.misread_clauses import (
    find_subject_in_compound,
    free_inverted,
    free_named,
    hang_remark,
    join_objects,
    open_relative,
    open_whose,
)
from extractors.claims.misread_infinitives import (
    continue_chain,
    hang_infinitive,
    hang_modal,
    open_gerund,
    open_infinitive,
    take_modal,
)
from extractors.claims.misread_names import join_name, name_first, name_member, name_object
from extractors.claims.timewords import is_time
from extractors.claims.tree import VERB_TAGS, Node, child, is_noun, is_verb
from extractors.claims.voices import has_voice

DO_FORMS = frozenset({"do", "does", "did"})
# Labels under which a word without children may be misread, too.
HELPING_DEPS = frozenset({"prep", "aux"})


def mend_misread(words: Sequence[Node]) -> None:
    """Give words that were taken for another part of speech their own one, and hang them accordingly."""
    name_first(words)
    for before, node, after in zip((None, *words), words, (*words[1:], None), strict=False):
        if node.dep == "conj" and before is not None and node.text[0].isupper():
            name_member(node)
        if node.tag in VERB_TAGS:
            open_relative(node)
            _mend_verb(node, before)
        elif node.children or node.dep in HELPING_DEPS or node.tag == "MD" or node.lower == "far":
            _mend_helper(node)
        if node.tag == "NNS":
            _mend_plural(node)
        if after is not None:
            _mend_before(node, after)
    raise_saying(words)


def _mend_before(node: Node, after: Node) -> None:
    """Mend a word by the one behind it."""
    if node.lower == "neither" or node.lemma == "have":
        _join_neighbours(node, after)
    if node.dep == "prep":
        if node.lower == "to":
            open_infinitive(node, after)
            hang_infinitive(node)
    elif node.dep == "conj":
        _mend_member(node, after)


def _join_neighbours(node: Node, after: Node) -> None:
    """Hang "neither" on the verb behind it, and "yet" on the "has" of "has yet to be signed"."""
    if node.lower == "neither" and is_verb(after) and node.head is not after:
        move(node, after, "preconj")
    elif node.lemma == "have" and after.lower == "yet" and after.head is not node:
        move(after, node, "advmod")


def _mend_verb(verb: Node, before: Node | None) -> None:
    if verb.tag != "VB" and any(each.dep == "aux" and each.lower in DO_FORMS for each in verb.children):
        verb.tag, verb.lemma = "VB", verb.lower  # "does not sing": nothing else stands behind "does"
    if before is not None:
        join_name(before, verb)
    hang_remark(verb)
    continue_chain(verb)
    find_subject_in_compound(verb)
    join_objects(verb)
    open_whose(verb)
    free_inverted(verb)
    free_named(verb)


def _mend_helper(node: Node) -> None:
    if node.tag == "MD" and node.head is None:
        hang_modal(node)
    elif node.children and child(node, "aux") is not None:
        take_modal(node)
    if node.tag == "IN" and node.dep == "prep" and node.text[0].isupper():
        name_object(node)
    if is_noun(node) and node.dep == "aux" and node.head is not None and child(node.head, "nsubj") is None:
        node.dep = "nsubj"  # "Bats can hear": a noun is no auxiliary
    if node.dep == "prep" and node.lower == "by":
        _name_agent(node)
    elif node.lower == "far":
        _turn_far(node)


def _turn_far(far: Node) -> None:
    """Hang "from" on "far" in "Far from being allies, …", where it was hung the other way round."""
    mark = far.head
    if mark is not None and mark.lower == "from" and mark.i == far.i + 1 and mark.head is not None:
        move(far, mark.head, "advmod")
        move(mark, far, "prep")


def _name_agent(preposition: Node) -> None:
    """Label "by a dealer" of "was returned to the monastery by a dealer" the agent."""
    verb, target = preposition.head, child(preposition, "pobj")
    if verb is None or verb.tag != "VBN" or child(verb, "auxpass") is None or child(verb, "agent") is not None:
        return
    if target is not None and has_voice(target) and not is_time(target) and child(target, "nummod") is None:
        preposition.dep = "agent"


def _mend_plural(noun: Node) -> None:
    find_verb_before_object(noun)
    open_gerund(noun)
    open_participle(noun)
    if noun.dep == "appos" and child(noun, "compound") is not None:
        find_remark(noun)


def _mend_member(node: Node, after: Node) -> None:
    """Mend a member of a list."""
    if is_noun(node):
        join_gerunds(node)
        join_compound(node, after)
        join_verbs(node)
    elif node.tag == "VB" and node.lower.endswith("s") and not is_known_verb(node.lower):
        node.tag, node.lemma = "NNS", lemma(node.lower, "NNS")
