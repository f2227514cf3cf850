"""Which mistakes does a small parser make so often that they are worth mending before the rules run?

Each repair needs a shape that no correct parse has (two subjects on one verb, a finite verb as participle), so a good
parse passes unchanged.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.claims.lemmas import lemma
from extractors.claims.lexicon import cue_words
from extractors.claims.main_verb import as_verb, find_main_verb, move
from extractors.claims.timewords import is_time
from extractors.claims.tree import SUBJECT_DEPS, Node, ancestors, child, conjuncts, is_name, is_noun, is_verb, subtree

SAY_VERBS = cue_words("attribution", "say_verbs")
INTENT_VERBS = cue_words("modality", "intent_verbs")
QUOTES = frozenset({'"', "\u201d", "\u2019", "''", "'"})
CONDITIONS = frozenset({"if", "unless"})
# Labels of a noun that the parser did not know where to hang.
LOOSE_DEPS = frozenset({"parataxis", "npadvmod", "dep", "appos"})


def mend_tree(words: Sequence[Node]) -> None:
    """Change labels and heads of unmistakably wrong places."""
    for node in words:
        if child(node, "auxpass") is not None and node.tag in {"JJ", "VBD", "NN"}:
            node.tag, node.lemma = "VBN", lemma(node.lower, "VBN")
        if node.dep in {"aux", "auxpass"} and node.head is not None:
            _lift_subject(node, node.head)
        if is_verb(node):
            _mend_verb(node, words)
        elif is_noun(node):
            _mend_noun(node, words)
        elif node.lower in CONDITIONS:
            _find_condition_verb(node)
        elif node.lower in {"longer", "than"}:
            _hang_on_clause(node)
    find_main_verb(words)


def _mend_verb(verb: Node, words: Sequence[Node]) -> None:
    _join_subjects(verb)
    _turn_speaker(verb)
    _free_speaker(verb, words)
    _hang_agent_place(verb)
    _hang_who_clause(verb, words)
    _turn_told_clause(verb)
    _turn_attribute(verb)
    _hang_participle(verb, words)
    _free_modifier(verb)


def _lift_subject(helper: Node, verb: Node) -> None:
    """Hang a subject on the verb instead of its auxiliary."""
    for each in [each for each in helper.children if each.dep in SUBJECT_DEPS]:
        move(each, verb, "nsubjpass" if helper.dep == "auxpass" else each.dep)


def _mend_noun(noun: Node, words: Sequence[Node]) -> None:
    if noun.tag == "NNS":
        _find_verb_in_noun(noun)
    if noun.tag == "NNS":
        _turn_named_list(noun, words)
    if noun.dep == "conj":
        _turn_description(noun)
        _hang_member(noun)
    elif noun.dep in LOOSE_DEPS:
        _hang_contrast(noun, words)
        _hang_listed(noun)
    if noun.dep == "appos":
        _turn_list(noun)


def _join_subjects(verb: Node) -> None:
    """Make one subject of two: "X and Y" becomes a coordination, "X, the mayor" an apposition."""
    _take_loose_subject(verb)
    before = [each for each in verb.children if each.dep in SUBJECT_DEPS and each.i < verb.i and is_noun(each)]
    for first, second in pairwise(before):
        if second.i - first.i == 1 + len([each for each in subtree(second) if each.i < second.i]) and is_name(second):
            if not is_name(first):  # "Former minister Diego Paz": a title was taken for a subject of its own
                move(first, second, "compound")
            continue
        clause = child(first, "relcl")
        if clause is not None and clause.i < second.i and _lacks_object(clause):
            move(second, clause, "dobj")
            continue
        last = conjuncts(first)[-1]
        marks = [each for member in conjuncts(first) for each in member.children if each.dep == "cc"]
        if any(last.i < each.i < second.i for each in marks) or _opens_list(last, second):
            move(second, last, "conj")
        elif _is_described_name(first, second):
            move(second, first, "appos")


def _take_loose_subject(verb: Node) -> None:
    """Read a bare name before the subject as its first part: "Ghana, Togo and Benin", "Aino Kallas, the president"."""
    subject = next((each for each in verb.children if each.dep in SUBJECT_DEPS and each.i < verb.i), None)
    loose = next((each for each in verb.children if each.dep == "npadvmod" and is_name(each)), None)
    if subject is None or loose is None or is_time(loose) or loose.i > subject.i or not is_noun(subject):
        return
    if _opens_list(loose, subject) or (not is_name(subject) and child(subject, "det", "poss") is not None):
        loose.dep = subject.dep


def _lacks_object(clause: Node) -> bool:
    """Tell whether a relative clause about its subject has no object: "the ship that rescued"."""
    subject = child(clause, "nsubj")
    return subject is not None and subject.lower in {"who", "that", "which"} and child(clause, "dobj", "prep") is None


def _opens_list(first: Node, second: Node) -> bool:
    """Tell whether a comma alone stands between two subjects and the second goes on with "and": a list of three."""
    if is_name(first) != is_name(second) or subtree(second)[0].i - subtree(first)[-1].i > 2:  # noqa: PLR2004
        return False
    return any(each.dep == "cc" for each in second.children) and child(second, "conj") is not None


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


def _turn_named_list(noun: Node, words: Sequence[Node]) -> None:
    """Make an apposition of "Chad's allies, Mali and Niger, agreed": a list that a comma closes."""
    listed = [each for each in conjuncts(noun) if each is not noun]
    if noun.dep == "conj" or is_name(noun) or child(noun, "det", "poss") is None:
        return
    if len(listed) < 2 or not all(is_name(each) for each in listed):  # noqa: PLR2004 - two names at least
        return
    after = next((each for each in words if each.i > subtree(listed[-1])[-1].i), None)
    between = next((each for each in words if noun.i < each.i < listed[0].i), None)
    last = subtree(listed[-1])[-1].text
    if between is not None and between.text == "," and (last == "," or (after is not None and after.text == ",")):
        move(listed[0], noun, "appos")


def _free_speaker(verb: Node, words: Sequence[Node]) -> None:
    """Free the saying verb of "…, and we see it," said Ms Ruiz from the quotation: what follows is the speaker."""
    before = next((each for each in reversed(words) if each.i < verb.i), None)
    behind = [each for each in verb.children if each.i > verb.i]
    speaker = next((each for each in behind if each.dep in {"dobj", "attr", "oprd"}), None)
    if verb.lemma not in SAY_VERBS or before is None or before.text not in QUOTES or speaker is None:
        return
    if not is_noun(speaker) or any(each.dep in SUBJECT_DEPS for each in behind):
        return
    quoted = next((each for each in (verb, *ancestors(verb)) if each.head is None), verb)
    speaker.dep = "nsubj"
    for each in [each for each in verb.children if each.i < before.i and quoted is not verb]:
        move(each, quoted, "dep" if each.dep in SUBJECT_DEPS else each.dep)
    if quoted is not verb:
        move(verb, None, "ROOT")
        move(quoted, verb, "ccomp")


def _turn_attribute(verb: Node) -> None:
    """Make an apposition of a second predicate noun: "is the seat of the Forum, a body of mayors"."""
    found = [each for each in verb.children if each.dep == "attr" and each.i > verb.i and is_noun(each)]
    for first, second in pairwise(found):
        inside = [each for each in subtree(first) if is_noun(each) and each.i < second.i]
        nearest = inside[-1]
        target = nearest if is_name(nearest) and not is_name(second) else first
        move(second, target, "appos")


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
        move(verb, noun, "acl")


def _hang_agent_place(verb: Node) -> None:
    """Hang "in Norway" of "approved by regulators in Norway" on the regulators: names have no such place, kinds do."""
    agent = child(verb, "agent")
    noun = child(agent, "pobj") if agent is not None else None
    if noun is None or noun.tag not in {"NN", "NNS"}:
        return
    for each in [each for each in verb.children if each.dep == "prep" and each.i == noun.i + 1]:
        place = child(each, "pobj")
        if each.lower in {"in", "from", "of"} and place is not None and not is_time(place):
            move(each, noun, "prep")


def _hang_who_clause(verb: Node, words: Sequence[Node]) -> None:
    """Hang "who had run the fund" on the noun before its comma."""
    who = next((each for each in verb.children if each.lower in {"who", "which"} and each.dep in SUBJECT_DEPS), None)
    if who is None or verb.dep not in {"ccomp", "advcl", "acl", "dep", "parataxis", "conj"}:
        return
    before = [each for each in words if each.i < who.i][-2:]
    if len(before) == 2 and before[1].text == "," and is_noun(before[0]):  # noqa: PLR2004 - noun and comma
        move(verb, before[0], "relcl")


def _turn_told_clause(verb: Node) -> None:
    """Make a clause of "told investigators that the valve was broken", read as a relative clause with two subjects."""
    that = next((each for each in verb.children if each.lower == "that" and each.dep in SUBJECT_DEPS | {"mark"}), None)
    noun = verb.head
    if that is None or verb.dep != "relcl" or noun is None or noun.head is None or noun.head.lemma not in SAY_VERBS:
        return
    inner = [each for below in verb.children if below.i > that.i for each in (below, *below.children)]
    subject = next((each for each in inner if each.dep in SUBJECT_DEPS and that.i < each.i < verb.i), None)
    if subject is not None and noun.dep in {"dobj", "dative"}:
        move(subject, verb, "nsubjpass" if child(verb, "auxpass") is not None else "nsubj")
        that.dep = "mark"
        move(verb, noun.head, "ccomp")


def _hang_member(node: Node) -> None:
    """Hang the second object of "influencing trade, sharing and defence" on the first, not on the verb."""
    head = node.head
    if head is None or not is_verb(head) or node.tag not in {"NN", "NNS", "NNP", "NNPS"}:
        return
    if child(node, "nsubj", "aux") is not None:
        return
    target = child(head, "dobj", "attr")
    if target is not None and head.i < target.i < node.i:
        move(node, conjuncts(target)[-1], "conj")


def _hang_listed(node: Node) -> None:
    """Hang "two judges and a sheriff" on "a mayor": a list that the parser left as an adverb of the verb."""
    head, joined = node.head, child(node, "conj")
    target = child(head, "dobj", "attr") if head is not None else None
    if target is None or joined is None or is_time(node) or child(node, "cc") is None:
        return
    if subtree(node)[0].i - subtree(target)[-1].i <= 2 and target.i < node.i:  # noqa: PLR2004 - only a comma between
        move(node, conjuncts(target)[-1], "conj")


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
        move(node, target.head if target.dep == "compound" and target.head is not None else target, "conj")


def _find_condition_verb(mark: Node) -> None:
    """Give "If the dam breaks" its verb: "if" and "unless" never stand before a mere noun phrase."""
    noun = child(mark, "pobj")
    if noun is None or noun.tag != "NNS" or child(noun, "compound") is None or mark.head is None:
        return
    above = mark.head
    as_verb(noun)
    move(noun, above, "advcl")
    move(mark, noun, "mark")


def _find_verb_in_noun(noun: Node) -> None:
    """Read a plural noun as a verb where it heads a clause or an infinitive alone would have a subject."""
    if noun.head is None and child(noun, "nsubj", "nsubjpass") is not None:
        as_verb(noun)
        return
    if child(noun, "compound") is None:
        return
    if noun.head is None:
        _find_root_verb(noun)
    elif noun.dep in {"advcl", "ccomp", "relcl"} and child(noun, "mark") is not None:
        as_verb(noun)
    elif any(each.lower == "whose" for each in noun.children) and (owner := _before_whose(noun)) is not None:
        as_verb(noun)
        move(noun, owner, "relcl")
    elif noun.dep == "nsubj":
        _find_intending_verb(noun)


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


def _hang_on_clause(node: Node) -> None:
    """Hang "no longer" on the verb behind its noun, and "rather than" on the object before it."""
    head = node.head
    if head is None:
        return
    if (
        node.lower == "longer"
        and is_noun(head)
        and head.dep in SUBJECT_DEPS
        and head.head is not None
        and node.i > head.i
    ):
        move(node, head.head, "advmod")
    elif node.lower == "than" and is_verb(head) and any(each.lower == "rather" for each in node.children):
        target = child(head, "dobj", "attr")
        if target is not None and target.i < node.i:
            move(node, target, "prep")


def _free_modifier(verb: Node) -> None:
    """Give "The storm damaged roofs" its verb back: a participle before a noun has no subject of its own."""
    noun = verb.head
    if verb.dep != "amod" or noun is None or child(verb, "nsubj") is None:
        return
    if noun.head is not None:
        if noun.dep == "nsubj" and noun.head.lemma in SAY_VERBS:  # '"Exports doubled," Nila Perera told parliament'
            move(verb, noun.head, "ccomp")
        return
    move(verb, None, "ROOT")
    verb.tag = "VBD"
    move(noun, verb, "dobj")
