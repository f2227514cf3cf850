"""Which verbs behind a modal, "to" or a preposition did the parser take for something else?

Each repair needs a shape that no correct parse has: a modal on a noun, "to" as a preposition before a verb.
"""

from extractors.claims.lemmas import is_known_verb
from extractors.claims.lexicon import cue_words
from extractors.claims.main_verb import move
from extractors.claims.predicates import FORBIDDING_VERBS, gives_up
from extractors.claims.subjects import accused_of
from extractors.claims.tree import Node, child, children, is_verb, subtree

# Verbs with an infinitive behind them, and adjectives that go with one.
INFINITIVE_VERBS = (
    cue_words("modality", "intent_verbs")
    | cue_words("modality", "passive_hedges")
    | cue_words("modality", "raising_verbs")
    | cue_words("polarity", "negative_verbs")
)
INFINITIVE_ADJECTIVES = cue_words("modality", "raising_adjectives") | cue_words("polarity", "negative_adjectives")
RAISED_OBJECT_VERBS = cue_words("verbs", "raised_object")
OBJECT_CONTROL_VERBS = cue_words("verbs", "object_control")
GERUND_PREPOSITIONS = frozenset({"without", "before", "after", "by", "despite"})


def continue_chain(verb: Node) -> None:
    """Let "neglected to report", "ruled out selling" go on with the verb behind, read as a clause of its own."""
    above = verb.head
    if verb.tag == "VBG" and verb.dep in {"advcl", "pcomp"} and above is not None and gives_up(above):
        verb.dep = "xcomp" if child(verb, "nsubj", "mark") is None else verb.dep
    to = next((each for each in children(verb, "aux") if each.lower == "to"), None)
    if verb.dep == "advcl" and above is not None and to is not None and to.i == above.i + 1:
        verb.dep = "xcomp" if above.lemma in INFINITIVE_VERBS and is_verb(above) else verb.dep


def take_modal(node: Node) -> None:
    """Read a noun or adjective under a modal as a verb: "Should the dollar weaken", "does not own", "to lower"."""
    helper = next((each for each in node.children if each.dep == "aux" and _wants_verb(each)), None)
    if helper is None or child(node, "cop", "auxpass", "det") is not None or not is_known_verb(node.lower):
        return
    if child(node, "nsubj") is not None or helper.tag != "MD":
        node.tag, node.lemma = "VB", node.lower


def _wants_verb(helper: Node) -> bool:
    """Tell whether an auxiliary stands before the base form of a verb only: a modal, "to", "does"."""
    return helper.tag == "MD" or helper.lower in {"to", "do", "does", "did"}


def open_infinitive(to: Node, word: Node) -> None:
    """Read "fine" in "expected to fine Corvane" as a verb."""
    above = to.head
    if above is None or (above.lemma not in INFINITIVE_VERBS and above.lower not in INFINITIVE_ADJECTIVES):
        return
    if word.tag not in {"JJ", "NN", "NNP"} or not is_known_verb(word.lower) or word.text[0].isupper():
        return
    target = child(to, "pobj")
    if target is None or (word is not target and word.head is not target):
        return
    word.tag, word.lemma = "VB", word.lower
    move(word, above, "xcomp")
    move(to, word, "aux")
    if target is not word:
        move(target, word, "dobj")


def hang_infinitive(to: Node) -> None:
    """Make an infinitive of "to be waking up", read as a preposition with a gerund."""
    verb, above = child(to, "pcomp"), to.head
    if verb is None or above is None or not is_verb(verb):
        return
    if verb.tag == "VB" or any(each.dep in {"aux", "auxpass"} and each.tag == "VB" for each in verb.children):
        move(verb, above, "xcomp")
        move(to, verb, "aux")


def hang_modal(modal: Node) -> None:
    """Make an auxiliary of "ought" in "ought to close"."""
    verb = child(modal, "xcomp", "ccomp")
    if verb is None or not is_verb(verb):
        return
    move(verb, None, "ROOT")
    for each in list(modal.children):
        move(each, verb, each.dep)
    move(modal, verb, "aux")


def open_gerund(noun: Node) -> None:
    """Read "hiding" of "accused the firm of hiding losses" as a verb, not as part of a compound."""
    gerund, mark = child(noun, "compound", "amod"), noun.head
    if gerund is None or gerund.tag != "VBG" or mark is None or gerund.i != mark.i + 1 or noun.dep != "pobj":
        return
    if accused_of(mark) is None and (mark.lower not in GERUND_PREPOSITIONS or gerund.dep != "compound"):
        return
    move(gerund, mark, "pcomp")
    move(noun, gerund, "dobj")


def free_infinitive(verb: Node) -> None:
    """Give "expect the crown to fall" its clause: the infinitive is what is expected, not what the crown is for."""
    target = child(verb, "dobj")
    infinitive = child(target, "acl") or _right_behind(target, verb) if target is not None else None
    if target is None or infinitive is None or not any(each.lower == "to" for each in children(infinitive, "aux")):
        return
    if verb.lemma in RAISED_OBJECT_VERBS:
        move(infinitive, verb, "ccomp")
        move(target, infinitive, "nsubjpass" if child(infinitive, "auxpass") is not None else "nsubj")
    elif verb.lemma in OBJECT_CONTROL_VERBS:
        move(infinitive, verb, "xcomp")


def _right_behind(noun: Node, verb: Node) -> Node | None:
    """Return "to sell" of "forbids shops to sell", read as a purpose of the law: nothing stands before it."""
    purpose = child(verb, "advcl")
    if purpose is None or verb.lemma not in FORBIDDING_VERBS or child(purpose, "mark", "nsubj") is not None:
        return None
    return purpose if subtree(purpose)[0].i == subtree(noun)[-1].i + 1 else None
