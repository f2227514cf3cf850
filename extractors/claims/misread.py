"""Which words did the parser take for another part of speech, so that a clause lost its verb?

Each repair needs a shape that no correct parse has: a modal on a noun, "to" before an adjective under "expected", a
finite verb inside a name, two list members side by side.
"""

from collections.abc import Sequence

from extractors.claims.lemmas import is_known_verb, lemma
from extractors.claims.lexicon import cue_words
from extractors.claims.main_verb import as_verb, move
from extractors.claims.misread_names import join_name, name_first, name_member, name_object
from extractors.claims.predicates import rules_out
from extractors.claims.subjects import accused_of
from extractors.claims.timewords import is_time
from extractors.claims.tree import FINITE_TAGS, SUBJECT_DEPS, Node, child, children, is_noun, is_verb
from extractors.claims.voices import has_voice

SAY_VERBS = cue_words("attribution", "say_verbs")
THINK_VERBS = cue_words("attribution", "think_verbs")
# Verbs with an infinitive behind them, and adjectives that go with one.
INFINITIVE_VERBS = (
    cue_words("modality", "intent_verbs")
    | cue_words("modality", "passive_hedges")
    | cue_words("modality", "raising_verbs")
    | cue_words("polarity", "negative_verbs")
)
INFINITIVE_ADJECTIVES = cue_words("modality", "raising_adjectives") | cue_words("polarity", "negative_adjectives")
NAMING_VERBS = cue_words("verbs", "naming")
GERUND_PREPOSITIONS = frozenset({"without", "before", "after", "by", "despite"})
RELATIVES = frozenset({"that", "which", "whom"})
DO_FORMS = frozenset({"do", "does", "did"})
INVERTED = frozenset({"had", "should", "were"})


def mend_misread(words: Sequence[Node]) -> None:
    """Give words that were taken for another part of speech their own one, and hang them accordingly."""
    name_first(words)
    for at, node in enumerate(words):
        if at and node.text[0].isupper() and node.dep == "conj":
            name_member(node)
        if is_verb(node):
            _open_relative(node)
            _mend_verb(node, words[at - 1] if at else None)
        else:
            _mend_helper(node)
        if node.tag == "NNS":
            _mend_plural(node)
        after = words[at + 1] if at + 1 < len(words) else None
        if after is not None:
            _join_neighbours(node, after)
        if after is not None and node.lower == "to" and node.dep == "prep":
            _open_infinitive(node, after)
            _hang_infinitive(node)
        elif after is not None and node.dep == "conj":
            _mend_member(node, after)
    _raise_saying(words)


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
    _hang_remark(verb)
    _continue_chain(verb)
    _find_subject_in_compound(verb)
    _join_objects(verb)
    _open_whose(verb)
    _free_inverted(verb)
    _free_named(verb)


def _mend_helper(node: Node) -> None:
    if node.tag == "MD" and node.head is None:
        _hang_modal(node)
    elif node.children and child(node, "aux") is not None:
        _take_modal(node)
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
    _find_verb_before_object(noun)
    _open_gerund(noun)
    _open_participle(noun)
    if noun.dep == "appos" and child(noun, "compound") is not None:
        _find_remark(noun)


def _mend_member(node: Node, after: Node) -> None:
    """Mend a member of a list."""
    if is_noun(node):
        _join_gerunds(node)
        _join_compound(node, after)
        _join_verbs(node)
    elif node.tag == "VB" and node.lower.endswith("s") and not is_known_verb(node.lower):
        node.tag, node.lemma = "NNS", lemma(node.lower, "NNS")


def _open_relative(verb: Node) -> None:
    """Find the verb of "The dam that the ministry financed collapsed", read as a noun with one relative clause."""
    noun = verb.head
    if verb.dep != "relcl" or noun is None or noun.head is not None or verb.tag not in {"VBN", "VBD"}:
        return
    subject = child(verb, "nsubj")
    relative = next((each for each in children(verb, "dobj") if each.lower in RELATIVES), None)
    inner = child(subject, "acl") if subject is not None else None
    if subject is None or relative is None or inner is None or inner.tag not in {"VBN", "VBD"} or inner.i != verb.i - 1:
        return
    move(verb, None, noun.dep)
    move(noun, verb, "nsubj")
    move(inner, noun, "relcl")
    move(subject, inner, "nsubj")
    move(relative, inner, "dobj")
    for each in (inner, verb):
        each.tag, each.lemma = "VBD", lemma(each.lower, "VBD")


def _hang_remark(verb: Node) -> None:
    """Hang "the army claims" of "The drone, the army claims, came from Orsk" on the clause, not on the noun."""
    noun = verb.head
    if verb.dep not in {"appos", "amod"} or noun is None or noun.head is None:
        return
    if verb.lemma not in SAY_VERBS | THINK_VERBS:
        return
    if child(verb, "nsubj") is not None and is_verb(noun.head):
        move(verb, noun.head, "parataxis")


def _continue_chain(verb: Node) -> None:
    """Let "neglected to report", "ruled out selling" go on with the verb behind, read as a clause of its own."""
    above = verb.head
    if verb.tag == "VBG" and verb.dep in {"advcl", "pcomp"} and above is not None and rules_out(above):
        verb.dep = "xcomp" if child(verb, "nsubj", "mark") is None else verb.dep
    to = next((each for each in children(verb, "aux") if each.lower == "to"), None)
    if verb.dep == "advcl" and above is not None and to is not None and to.i == above.i + 1:
        verb.dep = "xcomp" if above.lemma in INFINITIVE_VERBS and is_verb(above) else verb.dep


def _find_subject_in_compound(verb: Node) -> None:
    """Make a subject of "treaty" in "The treaty bans landmines", read as part of a compound noun "treaty bans"."""
    if verb.tag not in FINITE_TAGS or any(each.dep in SUBJECT_DEPS or each.dep == "expl" for each in verb.children):
        return
    noun = next(
        (each for each in reversed(verb.children) if each.dep in {"compound", "amod"} and each.i < verb.i), None
    )
    if noun is None or not is_noun(noun):
        return
    noun.dep = "nsubj"
    infinitive = child(verb, "acl")
    if infinitive is not None and any(each.lower == "to" for each in children(infinitive, "aux")):
        infinitive.dep = "xcomp"  # "The firm claims to have sold ships"
    for each in [each for each in verb.children if each.i < noun.i and each.dep in {"det", "amod", "compound", "poss"}]:
        move(each, noun, each.dep)


def _join_objects(verb: Node) -> None:
    """Make a list of "lamps rather than cameras", read as two objects of one verb."""
    found = children(verb, "dobj")
    if len(found) != 2:  # noqa: PLR2004 - a pair
        return
    first, second = found
    _open_second_verb(verb, first, second)
    if second.head is not verb:
        return
    marks = [each for each in first.children if each.dep == "cc" and first.i < each.i < second.i]
    if not marks:
        return
    for word in [word for word in second.children if word.lower == "rather" and marks[-1].lower == "than"]:
        move(word, marks[-1], "advmod")
    move(second, first, "conj")


def _open_second_verb(verb: Node, first: Node, second: Node) -> None:
    """Find the verb of "blocked the road, burned tyres": a participle behind a comma, before a second object."""
    inner = next((each for each in second.children if each.dep == "amod" and each.tag in {"VBN", "VBD"}), None)
    if inner is None or verb.tag != "VBD" or inner is not second.children[0] or inner.children:
        return
    if not any(each.text == "," and first.i < each.i < inner.i for each in (*verb.children, *first.children)):
        return
    inner.tag, inner.lemma = "VBD", lemma(inner.lower, "VBD")
    move(inner, verb, "conj")
    move(second, inner, "dobj")


def _open_whose(verb: Node) -> None:
    """Mend "The widow, whose savings were lost, sued the adviser", read as one clause with two subjects."""
    subjects = [each for each in verb.children if each.dep in SUBJECT_DEPS]
    if len(subjects) != 2:  # noqa: PLR2004 - a pair
        return
    after = child(verb, "conj")
    if after is None or not is_verb(after) or child(verb, "cc") is not None:
        return
    owner, owned = subjects
    if not any(each.lower == "whose" for each in owned.children) or any(
        each.dep in SUBJECT_DEPS for each in after.children
    ):
        return
    above, dep = verb.head, verb.dep
    move(after, above, dep)
    move(owner, after, "nsubjpass" if child(after, "auxpass") is not None else "nsubj")
    move(verb, owner, "relcl")


def _free_inverted(verb: Node) -> None:
    """Make an auxiliary of "Had" in "Had the valve closed, …", read as the verb of the clause."""
    if verb.lower not in INVERTED or verb.dep != "advcl":
        return
    inner = child(verb, "ccomp")
    if inner is None or inner.tag not in {"VBN", "VBD"}:
        return
    subject = child(inner, "nsubj", "nsubjpass")
    if subject is None or not verb.i < subject.i < inner.i or child(inner, "aux", "mark") is not None:
        return
    move(inner, verb.head, "advcl")
    move(verb, inner, "aux")
    inner.tag, inner.lemma = "VBN", lemma(inner.lower, "VBN")


def _free_named(verb: Node) -> None:
    """Make an object predicate of "a disaster" in 'called the plan "a disaster"', read as an apposition."""
    target = child(verb, "dobj") if verb.lemma in NAMING_VERBS else None
    name = child(target, "appos") if target is not None else None
    if target is None or name is None or name.i < target.i:
        return
    marks = (*target.children, *name.children)
    if not any(each.text == "," and target.i < each.i < name.i for each in marks):
        move(name, verb, "oprd")


def _take_modal(node: Node) -> None:
    """Read a noun or adjective under a modal as a verb: "Should the dollar weaken", "does not own", "to lower"."""
    helper = next((each for each in node.children if each.dep == "aux" and _wants_verb(each)), None)
    if helper is None or child(node, "cop", "auxpass", "det") is not None or not is_known_verb(node.lower):
        return
    if child(node, "nsubj") is not None or helper.tag != "MD":
        node.tag, node.lemma = "VB", node.lower


def _wants_verb(helper: Node) -> bool:
    """Tell whether an auxiliary stands before the base form of a verb only: a modal, "to", "does"."""
    return helper.tag == "MD" or helper.lower in {"to", "do", "does", "did"}


def _open_infinitive(to: Node, word: Node) -> None:
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


def _hang_infinitive(to: Node) -> None:
    """Make an infinitive of "to be waking up", read as a preposition with a gerund."""
    verb, above = child(to, "pcomp"), to.head
    if verb is None or above is None or not is_verb(verb):
        return
    if verb.tag == "VB" or any(each.dep in {"aux", "auxpass"} and each.tag == "VB" for each in verb.children):
        move(verb, above, "xcomp")
        move(to, verb, "aux")


def _hang_modal(modal: Node) -> None:
    """Make an auxiliary of "ought" in "ought to close"."""
    verb = child(modal, "xcomp", "ccomp")
    if verb is None or not is_verb(verb):
        return
    move(verb, None, "ROOT")
    for each in list(modal.children):
        move(each, verb, each.dep)
    move(modal, verb, "aux")


def _find_verb_before_object(noun: Node) -> None:
    """Find the verb of "The hospital no longer treats burns", read as a compound noun with a subject."""
    if noun.head is not None:
        return
    subject, verb = child(noun, "nsubj"), child(noun, "compound")
    if subject is None or verb is None or not subject.i < verb.i < noun.i:
        return
    if verb.tag != "NNS" or not is_known_verb(lemma(verb.lower, "VBZ")):
        return
    verb.tag, verb.lemma = "VBZ", lemma(verb.lower, "VBZ")
    move(verb, None, "ROOT")
    for each in [each for each in noun.children if each.i < verb.i or each.dep in {"punct", "prep", "npadvmod"}]:
        move(each, verb, each.dep)
    move(noun, verb, "dobj")


def _open_gerund(noun: Node) -> None:
    """Read "hiding" of "accused the firm of hiding losses" as a verb, not as part of a compound."""
    gerund, mark = child(noun, "compound", "amod"), noun.head
    if gerund is None or gerund.tag != "VBG" or mark is None or gerund.i != mark.i + 1 or noun.dep != "pobj":
        return
    if accused_of(mark) is None and (mark.lower not in GERUND_PREPOSITIONS or gerund.dep != "compound"):
        return
    move(gerund, mark, "pcomp")
    move(noun, gerund, "dobj")


def _open_participle(noun: Node) -> None:
    """Mend "A bus carrying schoolchildren left": "a" goes with no plural, so it belongs to the first noun."""
    article, verb = child(noun, "det"), child(noun, "amod")
    if article is None or verb is None or article.lower not in {"a", "an"}:
        return
    first = child(noun, "compound") or child(verb, "compound")
    if first is None:
        return
    if verb.tag != "VBG" or first.i != verb.i - 1 or first.tag not in {"NN", "NNP"} or noun.head is None:
        return
    above, dep = noun.head, noun.dep
    move(first, above, dep)
    for each in [each for each in noun.children if each.i < first.i]:
        move(each, first, each.dep)
    move(verb, first, "acl")
    move(noun, verb, "dobj")


def _join_compound(node: Node, after: Node) -> None:
    """Make one noun of "night cameras" where both words were read as members of the list."""
    if after.dep == "conj" and after.head is node.head and is_noun(after) and node.tag in {"NN", "NNP"}:
        for each in list(node.children):
            if each.i < node.i:
                move(each, after, each.dep)
        move(node, after, "compound")


def _join_verbs(node: Node) -> None:
    """Read "house" in "can neither feed nor house the refugees" as a verb: it stands before the verbs' object."""
    verb = node.head
    if verb is not None and verb.tag == "VB" and child(node, "det", "amod", "prep") is None:
        last = child(node, "conj")
        if last is not None and last.tag == "VB" and is_known_verb(node.lower):
            node.tag, node.lemma = "VB", node.lower
            for each in [each for each in children(node, "dobj") if each.i > last.i]:
                move(each, last, "dobj")
            return
    target = child(verb, "dobj") if verb is not None and verb.tag == "VB" else None
    if target is None or verb is None or not verb.i < node.i < target.i or node.children:
        return
    if any(each.dep == "cc" and each.i == node.i - 1 for each in verb.children) and is_known_verb(node.lower):
        node.tag, node.lemma = "VB", node.lower
        move(target, node, "dobj")


def _find_remark(noun: Node) -> None:
    """Read "the magazine reports" after a single name as a remark: a plural is no apposition of it."""
    name = noun.head
    if name is None or name.tag != "NNP" or name.head is None or not is_verb(name.head):
        return
    if lemma(noun.lower, "VBZ") in SAY_VERBS | THINK_VERBS:
        as_verb(noun)
        move(noun, name.head, "parataxis")


def _join_gerunds(noun: Node) -> None:
    """Mend "chanting slogans and waving flags", where the second gerund was read as part of a noun."""
    verb, first = child(noun, "compound", "amod"), noun.head
    above = first.head if first is not None else None
    if verb is None or verb.tag != "VBG" or first is None or above is None or above.tag != "VBG" or first.dep != "dobj":
        return
    if noun.children[0] is verb and any(each.dep == "cc" and each.i == verb.i - 1 for each in first.children):
        move(verb, above, "conj")
        move(noun, verb, "dobj")


def _raise_saying(words: Sequence[Node]) -> None:
    """Find the verb of "Lawyers for the airline insist that …", read as a noun with a clause."""
    root = next((node for node in words if node.head is None), None)
    if root is None or not is_noun(root):
        return
    for node in words:
        if node.tag not in {"NN", "NNS"} or node.i < root.i or not _opens_clause(node):
            continue
        noun = next((each for each in reversed(node.children) if each.dep in {"compound", "nsubj"}), None)
        above, dep = node.head, node.dep
        if node is root:
            subject = noun
        elif noun is not None and above is not None:
            _leave_to(noun, node, above, dep)
            subject = root
        else:
            continue
        if subject is None:
            continue
        node.tag = "VBZ" if node.tag == "NNS" else "VBP"
        node.lemma = lemma(node.lower, node.tag)
        move(node, None, "ROOT")
        move(subject, node, "nsubj")
        return


def _leave_to(noun: Node, verb: Node, above: Node, dep: str) -> None:
    """Hang the first noun of a compound where the compound hung, with what stands before it."""
    for each in [each for each in children(verb, "det", "amod", "compound", "poss") if each.i < noun.i]:
        move(each, noun, each.dep)
    move(noun, above, dep)


def _opens_clause(node: Node) -> bool:
    verb = lemma(node.lower, "VBZ") if node.tag == "NNS" else node.lower
    clause = child(node, "ccomp", "acl", "relcl")
    if verb not in SAY_VERBS | THINK_VERBS or clause is None:
        return False
    if child(node, "det", "poss") is not None and child(node, "compound") is None:
        return False
    mark = child(clause, "mark")
    return mark is not None and mark.lower == "that" and child(clause, "nsubj", "nsubjpass", "expl") is not None
