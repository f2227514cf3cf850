"""Which nouns did a small parser hang in the wrong place, or take for nouns though they are verbs?

Lists, appositions and objects; each repair needs a shape that no correct parse has.
"""

from collections.abc import Sequence

from extractors.claims.lemmas import lemma
from extractors.claims.lexicon import cue_words
from extractors.claims.main_verb import as_verb, move
from extractors.claims.saying import VOICING_VERBS
from extractors.claims.timewords import is_time
from extractors.claims.tree import SUBJECT_DEPS, Node, child, conjuncts, is_name, is_noun, is_verb, subtree

INTENT_VERBS = cue_words("modality", "intent_verbs")
# Labels of a noun that the parser did not know where to hang.
LOOSE_DEPS = frozenset({"parataxis", "npadvmod", "dep", "appos"})
INDEFINITE = frozenset({"a", "an"})


def mend_noun(noun: Node, words: Sequence[Node]) -> None:
    """Change label and head of a noun that stands in an impossible place."""
    if noun.tag == "NNS":
        _find_verb_in_noun(noun)
    if noun.tag == "NNS":
        _turn_named_list(noun, words)
    if noun.dep in {"conj", "appos"} and _is_denied_description(noun, words):
        noun.dep = "appos"
        return
    if noun.dep == "conj":
        _turn_description(noun)
        _hang_member(noun)
    elif noun.dep in LOOSE_DEPS:
        _hang_contrast(noun, words)
        _hang_listed(noun)
    if noun.dep == "appos":
        _turn_list(noun)
        _join_title(noun)


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


def _is_denied_description(node: Node, words: Sequence[Node]) -> bool:
    """Tell whether a noun between commas says what the subject is not: "Dravik, never a friend of the premier,"."""
    head, negation, article = node.head, child(node, "neg"), child(node, "det")
    if head is None or negation is None or article is None or article.lower not in INDEFINITE or negation.i > node.i:
        return False
    if head.dep not in SUBJECT_DEPS or any(each.lower in INDEFINITE for each in head.children):
        return False  # "a hare, not a rabbit,": a contrast
    after = next((each for each in words if each.i > subtree(node)[-1].i), None)
    return subtree(node)[-1].text == "," or (after is not None and after.text == ",")


def _turn_named_list(noun: Node, words: Sequence[Node]) -> None:
    """Make an apposition of "Chad's allies, Mali and Niger, agreed": a list that a comma closes."""
    if noun.dep == "conj" or is_name(noun) or child(noun, "det", "poss") is None:
        return
    listed = [each for each in conjuncts(noun) if each is not noun]
    if len(listed) < 2 or not all(is_name(each) for each in listed):  # noqa: PLR2004 - two names at least
        return
    after = next((each for each in words if each.i > subtree(listed[-1])[-1].i), None)
    between = next((each for each in words if noun.i < each.i < listed[0].i), None)
    last = subtree(listed[-1])[-1].text
    if between is not None and between.text == "," and (last == "," or (after is not None and after.text == ",")):
        move(listed[0], noun, "appos")


def _hang_member(node: Node) -> None:
    """Hang the second object of "influencing trade, sharing and defence" on the first, not on the verb."""
    head = node.head
    if head is None or not is_verb(head) or node.tag not in {"NN", "NNS", "NNP", "NNPS"}:
        return
    if child(node, "nsubj", "aux") is not None:
        return
    target = child(head, "dobj", "attr") or _last_complement(head, node)
    if target is not None and head.i < target.i < node.i:
        for each in [each for each in head.children if each.dep == "cc" and target.i < each.i < node.i]:
            move(each, target, "cc")
            for word in [word for word in node.children if word.lower == "rather" and each.lower == "than"]:
                move(word, each, "advmod")
        move(node, conjuncts(target)[-1], "conj")


def _last_complement(verb: Node, member: Node) -> Node | None:
    """Return "Brunn" of "fly to Brunn or Sadow", where only the conjunction stands between."""
    before = [each for each in verb.children if each.dep == "prep" and each.i < member.i]
    target = child(before[-1], "pobj") if before else None
    if target is None or subtree(target)[-1].i < subtree(member)[0].i - 2:
        return None
    return target


def _hang_listed(node: Node) -> None:
    """Hang "two judges and a sheriff" on "a mayor": a list that the parser left as an adverb of the verb."""
    head, joined = node.head, child(node, "conj")
    target = child(head, "dobj", "attr") if head is not None else None
    if target is None or joined is None or is_time(node) or child(node, "cc") is None:
        return
    if subtree(node)[0].i - subtree(target)[-1].i <= 2 and target.i < node.i:  # noqa: PLR2004 - only a comma between
        move(node, conjuncts(target)[-1], "conj")


def _join_title(name: Node) -> None:
    """Make one name of "the biscuit maker Dellow", read as an apposition: no comma stands between."""
    kind = name.head
    if kind is None or name.tag != "NNP" or kind.tag != "NN" or is_name(kind) or subtree(name)[0].i != kind.i + 1:
        return
    above, dep = kind.head, kind.dep
    if above is None or any(each.text == "," for each in name.children if each.i < name.i):
        return
    move(name, above, dep)
    for each in list(kind.children):
        if each.dep in {"det", "appos", "relcl", "punct", "conj", "cc"}:
            move(each, name, each.dep)
    move(kind, name, "compound")


def _turn_list(node: Node) -> None:
    """Make a list of "its arms, its record and its trade", where the second member was read as an apposition."""
    head = node.head
    if head is None or not is_noun(node) or is_name(node) != is_name(head) or not is_noun(head):
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
        if node.dep == "appos" and node.head is not None and is_name(target) and not is_name(node):
            target = node.head
        move(node, target.head if target.dep == "compound" and target.head is not None else target, "conj")


def _find_verb_in_noun(noun: Node) -> None:
    """Read a plural noun as a verb where it heads a clause or an infinitive alone would have a subject."""
    if noun.head is None and child(noun, "nsubj", "nsubjpass") is not None:
        as_verb(noun)
        return
    if child(noun, "compound") is None:
        return
    if noun.head is None:
        _find_root_verb(noun)
    elif noun.dep in {"advcl", "ccomp", "relcl"} and (child(noun, "mark") is not None or _is_said(noun)):
        as_verb(noun)
    elif any(each.lower == "whose" for each in noun.children) and (owner := _before_whose(noun)) is not None:
        as_verb(noun)
        move(noun, owner, "relcl")
    elif noun.dep == "nsubj":
        _find_intending_verb(noun)


def _is_said(noun: Node) -> bool:
    """Tell whether "dates" of "believe the mosaic dates from" is a verb: no noun is the clause of a verb of saying."""
    above = noun.head
    if noun.dep != "ccomp" or above is None or not is_verb(above) or noun.i < above.i:
        return False
    return above.lemma in VOICING_VERBS


def _find_root_verb(noun: Node) -> None:
    """Read the root of "The drug cures migraine", "The tour visits Prague", "Kenya plans to close" as a verb."""
    target = child(noun, "appos")
    if child(noun, "dobj") is not None:
        as_verb(noun)
    elif target is not None and target.i == noun.i + 1:
        as_verb(noun)
        target.dep = "dobj"
    elif lemma(noun.lower, "VBZ") in INTENT_VERBS:
        _open_infinitive(noun)


def _before_whose(noun: Node) -> Node | None:
    """Return the noun that "whose" refers to: the head of an apposition, or the subject before this one."""
    if noun.head is None or noun.dep == "appos":
        return noun.head
    before = [each for each in noun.head.children if each.dep in SUBJECT_DEPS and each.i < noun.i]
    return before[-1] if before else None


def _open_infinitive(noun: Node) -> None:
    """Give "Kenya plans to close the camp" its main verb: a bare name before it, an infinitive behind."""
    infinitive = child(noun, "acl")
    subject = child(noun, "compound")
    if infinitive is None or infinitive.tag != "VB" or subject is None or subject.tag != "NNP":
        return
    if child(noun, "det", "poss", "amod", "nummod") is None:
        as_verb(noun)
        infinitive.dep = "xcomp"


def _find_intending_verb(noun: Node) -> None:
    """Give "Vietnam plans to build" its main verb: an infinitive alone has no subject."""
    infinitive = noun.head
    if infinitive is None or infinitive.head is not None or infinitive.tag != "VB" or child(noun, "compound") is None:
        return
    helpers = [each.lower for each in infinitive.children if each.dep in {"aux", "auxpass"}]
    if helpers != ["to"]:
        return
    as_verb(noun)
    move(noun, None, "ROOT")
    for each in [each for each in infinitive.children if each.i < noun.i]:
        move(each, noun, each.dep)
    move(infinitive, noun, "xcomp")
