"""Which clauses did a small parser fail to see because words stand in an unusual order?

"The tax, said Ms Brun, has hurt small shops": the speaker behind her verb. "Had the alarm worked, …", "Should the
glacier melt, …": a condition without "if". Each repair needs its marks and commas, and leaves a good parse alone.
"""

from collections.abc import Sequence

from extractors.claims.lemmas import is_known_verb, lemma
from extractors.claims.main_verb import move
from extractors.claims.saying import MAX_SPEAKER_WORDS, SAY_VERBS, SPEAKER_TAGS, VOICING_VERBS
from extractors.claims.tree import FINITE_TAGS, SUBJECT_DEPS, Node, ancestors, child, children, is_noun, is_verb
from extractors.claims.voices import has_voice

INVERTED = frozenset({"had", "should", "were"})
QUOTES = frozenset({'"', "\u201d", "''"})
COMMAS = frozenset({",", "\u2014", "\u2013", "--", '"', "\u201d", "''"})
SPOKEN_TAGS = SPEAKER_TAGS | {"VBN"}
# What belongs to the clause that a remark stands in, and not to the remark.
CARRIED_DEPS = SUBJECT_DEPS | {"mark", "advmod", "prep", "npadvmod", "advcl"}


def mend_order(words: Sequence[Node]) -> None:
    """Mend remarks with the speaker last, and conditions without a conjunction."""
    for at, node in enumerate(words):
        if node.dep in SUBJECT_DEPS and node.tag in FINITE_TAGS:
            _raise_sayer(node)
        if node.tag in {"VBD", "VBZ", "VBP", "VBN"} and node.lemma in SAY_VERBS and 0 < at < len(words) - 1:
            _free_remark(words, at)
        elif node.tag == "NNS" and lemma(node.lower, "VBZ") in SAY_VERBS:
            _find_remark_verb(words, at)
        elif node.lower == "let" and words[at + 1 : at + 2] and words[at + 1].lower == "alone":
            _join_let_alone(node)
        elif node.lower in INVERTED and (at == 0 or words[at - 1].text in {",", ";", "but", "and", '"'}):
            _open_condition(words, at)


def _raise_sayer(verb: Node) -> None:
    """Put "claim" of "Some claim the pyramid was built by giants" above its clause: a finite verb is no subject."""
    clause, sayer = verb.head, child(verb, "nsubj")
    if clause is None or sayer is None or verb.lemma not in VOICING_VERBS or not is_verb(clause):
        return
    if child(clause, "mark") is not None or not any(
        each.dep in SUBJECT_DEPS and each.i > verb.i for each in clause.children
    ):
        return
    above, dep = clause.head, clause.dep
    move(verb, above, dep)
    move(clause, verb, "ccomp")


def _free_remark(words: Sequence[Node], at: int) -> None:
    """Hang ", said Ms Brun," on the clause that it stands in; the clause gets its own subject back."""
    verb, close = words[at], _closing(words, at)
    if not _closes_clause(words, at - 1) or close is None or close == len(words) - 1:
        return
    speaker = _speaker(words[at + 1 : close])
    clause = _clause_around(verb, words, close)
    if speaker is None or clause is None:
        return
    above, dep = verb.head, verb.dep
    if clause in verb.children or any(each is verb for each in ancestors(clause)):
        move(clause, None if above is None else above, "ROOT" if above is None else dep)
    move(verb, clause, "parataxis")
    for each in [each for each in verb.children if each.i < verb.i and each.dep != "punct"]:
        passive = each.dep == "nsubj" and child(clause, "auxpass") is not None
        if each.dep in CARRIED_DEPS:
            move(each, clause, "nsubjpass" if passive else each.dep)
    move(speaker, verb, "nsubj")
    split = next((each for each in children(verb, "ccomp", "dep") if each.i < verb.i and is_noun(each)), None)
    if split is not None and child(clause, "nsubj", "nsubjpass", "expl") is None:  # '"The dam," said Korn, "is safe."'
        move(split, clause, "nsubjpass" if child(clause, "auxpass") is not None else "nsubj")


def _closes_clause(words: Sequence[Node], at: int) -> bool:
    """Tell whether a comma ends here, or a quotation with its own stop: 'the concept of "allies" implies' has none."""
    if words[at].text not in QUOTES:
        return words[at].text in COMMAS
    return at > 0 and words[at - 1].text in {",", ".", "!", "?", "\u2026"}


def _find_remark_verb(words: Sequence[Node], at: int) -> None:
    """Read "reports" of "Vuk, the magazine reports, owns a villa" as the verb of a remark between commas."""
    noun = words[at]
    opening = next(
        (place for place in range(at - 1, max(-1, at - MAX_SPEAKER_WORDS), -1) if words[place].text == ","), 0
    )
    if opening < 1 or at + 2 >= len(words) or words[at + 1].text != ",":
        return
    inside = words[opening + 1 : at]
    speaker = next((each for each in reversed(inside) if is_noun(each)), None)
    main = next((each for each in words[at + 2 :] if is_verb(each) and each.head not in {each, noun}), None)
    if speaker is None or not has_voice(speaker) or main is None or any(each.tag not in SPOKEN_TAGS for each in inside):
        return
    if noun.dep not in SUBJECT_DEPS or noun.head is not main:
        return
    before = [each for each in noun.children if each.i < opening and each.dep != "punct"]
    if len(before) != 1 or not is_noun(before[0]):
        return
    move(before[0], main, noun.dep)
    noun.tag, noun.lemma = "VBZ", lemma(noun.lower, "VBZ")
    for each in [
        each for each in noun.children if each.i < speaker.i and each.dep in {"det", "amod", "poss", "compound"}
    ]:
        move(each, speaker, each.dep)
    move(speaker, noun, "nsubj")
    move(noun, main, "parataxis")


def _closing(words: Sequence[Node], at: int) -> int | None:
    """Return the place of the comma behind a speaker, None where a verb comes first."""
    for place in range(at + 1, min(len(words), at + 2 + MAX_SPEAKER_WORDS)):
        if words[place].text in COMMAS:
            return place if place > at + 1 else None
        if words[place].tag not in SPOKEN_TAGS:
            return None
    return None


def _speaker(inside: Sequence[Node]) -> Node | None:
    """Return the head of a speaker's phrase: the noun whose head stands outside of it."""
    own = set(inside)
    found = [each for each in inside if (is_noun(each) or each.tag == "PRP") and each.head not in own]
    return found[0] if found else None


def _clause_around(verb: Node, words: Sequence[Node], close: int) -> Node | None:
    """Return the verb of the clause that goes on behind the remark."""
    behind = words[close + 1 :]
    for node in behind:
        if is_verb(node) and node.dep not in {"aux", "auxpass", "amod", "acl", "relcl", "pcomp", "xcomp", "advcl"}:
            return node if node.head in {verb, None} or node is verb.head else None
    return None


def _open_condition(words: Sequence[Node], at: int) -> None:
    """Read "Had the alarm worked," as a condition of the clause behind its comma."""
    helper = words[at]
    if words[-1].text.startswith("?") or any(node.text == "?" for node in words):
        return
    comma = next((place for place in range(at + 2, len(words)) if words[place].text == ","), None)
    inside = words[at + 1 : comma] if comma is not None else []
    main = _main_behind(words, comma) if comma is not None else None
    verb = _verb_inside(inside, helper)
    if main is None or verb is None or verb is main:
        return
    if helper is not verb:
        _leave(helper, verb, main)
        move(helper, verb, "aux")
    above = main.head
    if main.head is not None and (main.head is verb or any(each is verb for each in ancestors(main))):
        above = None
    if helper.lower == "were" and child(verb, "nsubj") is None:
        _find_conditional_subject(inside, verb)
    if above in {helper, verb} or main.dep in {"parataxis", "ccomp", "conj"}:
        move(main, None, "ROOT")
    move(verb, main, "advcl")


def _find_conditional_subject(inside: Sequence[Node], verb: Node) -> None:
    """Make a subject of "Pell" in "Were Pell to join"."""
    to = next((at for at, each in enumerate(inside) if each.lower == "to"), 0)
    subject = inside[to - 1] if to else None
    if subject is None or subject in ancestors(verb):
        return
    if subject.text[0].isupper() and not is_noun(subject):
        subject.tag, subject.lemma = "NNP", subject.lower
    move(subject, verb, "nsubj")


def _join_let_alone(let: Node) -> None:
    """Make a member of the list of what follows "let alone": "did not shake hands, let alone sign a treaty"."""
    above = let.head
    behind = child(let, "ccomp", "xcomp", "dobj")
    if above is None or behind is None:
        return
    let.dep, let.tag = "cc", "CC"
    if is_verb(behind):
        move(behind, above, "conj")
        return
    target = child(above, "dobj", "attr") if is_verb(above) else above
    move(behind, target or above, "conj")


def _leave(helper: Node, verb: Node, main: Node) -> None:
    """Take the condition and its main clause from under an auxiliary that was read as the root."""
    if any(each is helper for each in ancestors(main)):
        move(main, None, "ROOT")
    for each in list(helper.children):
        if each is not verb:
            move(each, verb if each.i < verb.i else main, each.dep)
    move(verb, main, "advcl")


def _main_behind(words: Sequence[Node], comma: int) -> Node | None:
    """Return the verb of the main clause: one with a modal, behind the comma."""
    for node in words[comma + 1 :]:
        if is_verb(node) and any(each.tag == "MD" for each in children(node, "aux")):
            return node
    return None


def _verb_inside(inside: Sequence[Node], helper: Node) -> Node | None:
    """Return the verb of the condition; a noun that a modal wants as its verb becomes one."""
    verbs = [each for each in inside if is_verb(each) and each.dep not in {"amod", "acl", "relcl", "aux", "auxpass"}]
    if verbs:
        found = verbs[0]
        if helper.lower == "had" and found.tag == "VBD":
            found.tag, found.lemma = "VBN", lemma(found.lower, "VBN")
        return found
    last = inside[-1] if inside else None
    if last is None or helper.lower != "should" or not is_noun(last) or not is_known_verb(last.lower):
        return None
    subject = child(last, "compound")
    if subject is None:
        return None
    for each in [each for each in last.children if each.i < subject.i and each is not helper]:
        move(each, subject, each.dep)
    subject.dep = "nsubj"
    last.tag, last.lemma = "VB", last.lower
    return last
