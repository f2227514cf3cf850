"""Which mistakes does a small parser make so often that they are worth mending before the rules run?

Each repair needs a shape that no correct parse has (two subjects on one verb, a finite verb as participle), so a good
parse passes unchanged.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.claims.amount_repair import find_counted_subject, free_measure, free_time, hang_time, hang_verb_times
from extractors.claims.asides import mend_order
from extractors.claims.denied_members import counter_nouns, is_rather_than
from extractors.claims.lemmas import lemma
from extractors.claims.main_verb import as_verb, find_main_verb, move, name_relative
from extractors.claims.misread import mend_misread
from extractors.claims.misread_infinitives import free_infinitive
from extractors.claims.noun_repair import mend_noun
from extractors.claims.remarks import mend_remarks
from extractors.claims.report_nouns import REPORT_NOUNS
from extractors.claims.saying import ADDRESSING_VERBS, SAY_VERBS, VOICING_VERBS
from extractors.claims.timewords import is_time
from extractors.claims.tree import (
    NOUN_TAGS,
    SUBJECT_DEPS,
    VERB_TAGS,
    Node,
    ancestors,
    child,
    children,
    conjuncts,
    is_name,
    is_noun,
    is_verb,
    subtree,
)
from extractors.claims.voices import has_voice

QUOTES = frozenset({'"', "\u201d", "\u2019", "''", "'"})
CONDITIONS = frozenset({"if", "unless"})
INTERJECTIONS = frozenset(
    {"well", "yes", "no", "oh", "ok", "okay", "hey", "hi", "sure", "please", "alas", "sorry", "hello"}
)
THAT_DEPS = SUBJECT_DEPS | {"mark", "dobj"}
WHO_CLAUSES = frozenset({"ccomp", "advcl", "acl", "dep", "parataxis", "conj", "relcl"})
LOOSE_DEPS = frozenset({"npadvmod", "intj"})
# Nouns of which a clause behind "that" tells the content, unless somebody makes or spreads them.
HEARSAY = frozenset({"rumour", "rumor", "allegation", "accusation", "speculation", "suspicion"})
SPREADING = SAY_VERBS | {"spread", "hear", "start", "make", "level", "face", "raise", "circulate", "publish", "print"}


def mend_tree(words: Sequence[Node]) -> None:
    """Change labels and heads of unmistakably wrong places."""
    mend_misread(words)
    mend_order(words)
    mend_remarks(words)
    for node in words:
        if node.dep in {"acomp", "prep", "agent"}:
            _mend_times(node)
    for node in words:
        _mend_word(node, words)
    find_main_verb(words)


def _mend_word(node: Node, words: Sequence[Node]) -> None:
    if node.children and node.tag in {"JJ", "VBD", "NN"} and child(node, "auxpass") is not None:
        node.tag, node.lemma = "VBN", lemma(node.lower, "VBN")
    if node.dep in {"aux", "auxpass"} and node.head is not None:
        _lift_subject(node, node.head)
    if node.lower == "according":  # tagged as a verb
        _free_according(node)
    elif node.tag in VERB_TAGS:
        _mend_verb(node, words)
    elif node.tag in NOUN_TAGS:
        mend_noun(node, words)
    elif node.lower in CONDITIONS:
        _find_condition_verb(node)
    elif node.lower in {"longer", "than", "instead", "to"}:
        _hang_on_clause(node)


def _mend_times(node: Node) -> None:
    if node.dep == "acomp":
        hang_time(node)
    else:
        free_time(node)


def _mend_verb(verb: Node, words: Sequence[Node]) -> None:
    name_relative(verb)
    _join_subjects(verb)
    _turn_speaker(verb)
    _free_speaker(verb, words)
    _hang_agent_place(verb)
    _hang_who_clause(verb, words)
    _turn_told_clause(verb)
    _turn_content_clause(verb)
    _turn_attribute(verb)
    _hang_participle(verb, words)
    _free_modifier(verb)
    free_infinitive(verb)
    free_measure(verb)
    hang_verb_times(verb)
    find_counted_subject(verb)


def _lift_subject(helper: Node, verb: Node) -> None:
    """Hang a subject on the verb instead of its auxiliary."""
    for each in [each for each in helper.children if each.dep in SUBJECT_DEPS]:
        move(each, verb, "nsubjpass" if helper.dep == "auxpass" else each.dep)


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


def _turn_bare_clause(verb: Node, noun: Node) -> None:
    """Make a clause of "told investors it had sold the mine": a relative clause would lack its object."""
    teller = noun.head
    if teller is None or teller.lemma not in ADDRESSING_VERBS or noun.dep not in {"dobj", "dative"}:
        return
    full = child(verb, "dobj", "attr", "acomp", "auxpass", "prep") is not None
    subject = child(verb, "nsubj", "nsubjpass")
    if full and subject is not None and subject.tag not in {"WP", "WDT"} and has_voice(noun):
        move(verb, teller, "ccomp")


def _take_loose_subject(verb: Node) -> None:
    """Read a bare name before the subject as its first part: "Ghana, Togo and Benin", "Aino Kallas, the president"."""
    loose = next((each for each in verb.children if each.dep in LOOSE_DEPS and _is_loose_name(each)), None)
    if loose is None:
        return
    subject = next((each for each in verb.children if each.dep in SUBJECT_DEPS and each.i < verb.i), None)
    if subject is None or is_time(loose) or loose.i > subject.i or not is_noun(subject):
        return
    if _opens_list(loose, subject) or (not is_name(subject) and child(subject, "det", "poss") is not None):
        loose.dep = subject.dep


def _is_loose_name(node: Node) -> bool:
    """Tell whether a bare name stands beside the clause: "Torp" of "Torp, a port in the north, has …"."""
    if node.dep == "intj" and node.text[0].isupper() and node.lower not in INTERJECTIONS:
        node.tag, node.lemma = "NNP", node.lower
    return is_name(node)


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


def _turn_speaker(verb: Node) -> None:
    """Make the subject of "…, said Ms Ruiz": what follows a saying verb behind its clause is the speaker."""
    if verb.lemma not in SAY_VERBS or any(each.dep in SUBJECT_DEPS for each in verb.children):
        return
    clause, target = child(verb, "ccomp"), child(verb, "dobj")
    if clause is not None and target is not None and clause.i < verb.i < target.i and is_noun(target):
        target.dep = "nsubj"


def _free_speaker(verb: Node, words: Sequence[Node]) -> None:
    """Free the saying verb of "…, and we see it," said Ms Ruiz from the quotation: what follows is the speaker."""
    if verb.lemma not in SAY_VERBS:
        return
    before = next((each for each in reversed(words) if each.i < verb.i), None)
    behind = [each for each in verb.children if each.i > verb.i]
    speaker = next((each for each in behind if each.dep in {"dobj", "attr", "oprd"}), None)
    if before is None or before.text not in QUOTES or speaker is None:
        return
    if not is_noun(speaker) or any(each.dep in SUBJECT_DEPS for each in behind):
        return
    if any(each.dep in SUBJECT_DEPS and before in subtree(each) for each in verb.children):
        return  # 'the concept of "allies" implies': the quoted word belongs to the subject
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
    if verb.dep not in WHO_CLAUSES:
        return
    who = next((each for each in verb.children if each.lower in {"who", "which"} and each.dep in SUBJECT_DEPS), None)
    before = [each for each in words if each.i < who.i][-2:] if who is not None else []
    if verb.dep == "relcl" and len(before) == 2 and (verb.head is None or before[0] not in conjuncts(verb.head)):  # noqa: PLR2004
        return
    told = verb.head
    if told is not None and verb.dep == "ccomp" and told.dep == "relcl" and told.lemma in VOICING_VERBS:
        return  # "the pipeline, which critics say is unsafe"
    if who is None:
        return
    if len(before) == 2 and before[1].text == "," and is_noun(before[0]):  # noqa: PLR2004 - noun and comma
        move(verb, before[0], "relcl")


def _turn_told_clause(verb: Node) -> None:
    """Make a clause of "told investigators that the valve was broken", read as a relative clause with two subjects."""
    noun = verb.head
    if verb.dep not in {"relcl", "acl"} or noun is None or noun.head is None or noun.head.lemma not in SAY_VERBS:
        return
    if verb.dep == "acl" and (noun.head.lemma not in ADDRESSING_VERBS or noun.lemma in REPORT_NOUNS):
        return  # "repeated the claim that": the clause is the claim
    that = next((each for each in verb.children if each.lower == "that" and each.dep in THAT_DEPS), None)
    if that is None:
        if verb.dep == "relcl":
            _turn_bare_clause(verb, noun)
        return
    if that.dep == "dobj" and len(children(verb, "dobj")) > 1:
        that.dep = "mark"  # "that her brother had warned her": the verb has its object
    if that.dep == "dobj" and (noun.head.lemma not in ADDRESSING_VERBS or not has_voice(noun)):
        return
    inner = [each for below in verb.children if below.i > that.i for each in (below, *below.children)]
    subject = next((each for each in inner if each.dep in SUBJECT_DEPS and that.i < each.i < verb.i), None)
    if subject is not None and noun.dep in {"dobj", "dative"}:
        move(subject, verb, "nsubjpass" if child(verb, "auxpass") is not None else "nsubj")
        that.dep = "mark"
        move(verb, noun.head, "ccomp")


def _turn_content_clause(verb: Node) -> None:
    """Make a content clause of "The claim that Pell invaded Sadow", read as a relative clause that lacks nothing."""
    noun = verb.head
    if verb.dep != "relcl" or noun is None or noun.lemma not in REPORT_NOUNS:
        return
    that = next((each for each in verb.children if each.lower == "that" and each.i < verb.i), None)
    subject = child(verb, "nsubj", "nsubjpass")
    full = (
        any(each.i > verb.i for each in children(verb, "dobj", "attr", "acomp")) or child(verb, "auxpass") is not None
    )
    full = full or (noun.lemma in HEARSAY and verb.lemma not in SPREADING)
    if that is not None and that.dep not in SUBJECT_DEPS and subject is not None and full:
        that.dep, verb.dep = "mark", "acl"


def _find_condition_verb(mark: Node) -> None:
    """Give "If the dam breaks" its verb: "if" and "unless" never stand before a mere noun phrase."""
    noun = child(mark, "pobj")
    if noun is None or noun.tag != "NNS" or child(noun, "compound") is None or mark.head is None:
        return
    above = mark.head
    as_verb(noun)
    move(noun, above, "advcl")
    move(mark, noun, "mark")


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
    elif is_verb(head) and is_rather_than(node):
        target = _contrasted(head, node)
        if target is not None and target.i < node.i and all(is_noun(each) for each in counter_nouns(node)):
            move(node, target, "prep")


def _contrasted(verb: Node, mark: Node) -> Node | None:
    """Return what "rather than" and "instead of" set their noun against: the object, or the noun of a preposition."""
    target = child(verb, "dobj", "attr")
    if target is not None:
        return target
    before = [each for each in children(verb, "prep", "agent") if each.i < mark.i]
    return child(before[-1], "pobj") if before else None


def _free_according(node: Node) -> None:
    """Hang "according to her publisher" of "Astrid Vane, according to her publisher, has …" on the clause."""
    head = node.head
    if head is None or not is_noun(head):
        return
    clause = next((each for each in ancestors(head) if is_verb(each)), None)
    if clause is not None:
        move(node, clause, "prep")


def _free_modifier(verb: Node) -> None:
    """Give "The storm damaged roofs" its verb back: a participle before a noun has no subject of its own."""
    noun = verb.head
    if verb.dep != "amod" or noun is None:
        return
    if child(verb, "nsubjpass") is not None and child(verb, "auxpass") is not None:  # "was elected president"
        above, dep = noun.head, noun.dep
        move(verb, above, dep)
        move(noun, verb, "oprd")
        return
    if child(verb, "nsubj") is None:
        return
    if noun.head is not None:
        if noun.dep == "nsubj" and noun.head.lemma in SAY_VERBS:  # '"Exports doubled," Nila Perera told parliament'
            move(verb, noun.head, "ccomp")
        return
    move(verb, None, "ROOT")
    verb.tag = "VBD"
    move(noun, verb, "dobj")
