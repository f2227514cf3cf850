"""Which parts did the parser hang wrongly on a verb that it found?

Relative clauses, remarks, subjects, objects and inverted conditions; each repair needs a shape that no correct parse
has.
"""

from extractors.claims.asides import INVERTED
from extractors.claims.lemmas import lemma
from extractors.claims.lexicon import cue_words
from extractors.claims.main_verb import move
from extractors.claims.saying import VOICING_VERBS
from extractors.claims.tree import FINITE_TAGS, SUBJECT_DEPS, Node, child, children, is_noun, is_verb

NAMING_VERBS = cue_words("verbs", "naming")
RELATIVES = frozenset({"that", "which", "whom"})


def open_relative(verb: Node) -> None:
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


def hang_remark(verb: Node) -> None:
    """Hang "the army claims" of "The drone, the army claims, came from Orsk" on the clause, not on the noun."""
    noun = verb.head
    if verb.dep not in {"appos", "amod"} or noun is None or noun.head is None:
        return
    if verb.lemma not in VOICING_VERBS:
        return
    if child(verb, "nsubj") is not None and is_verb(noun.head):
        move(verb, noun.head, "parataxis")


def find_subject_in_compound(verb: Node) -> None:
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


def join_objects(verb: Node) -> None:
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


def open_whose(verb: Node) -> None:
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


def free_inverted(verb: Node) -> None:
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


def free_named(verb: Node) -> None:
    """Make an object predicate of "a disaster" in 'called the plan "a disaster"', read as an apposition."""
    target = child(verb, "dobj") if verb.lemma in NAMING_VERBS else None
    name = child(target, "appos") if target is not None else None
    if target is None or name is None or name.i < target.i:
        return
    marks = (*target.children, *name.children)
    if not any(each.text == "," and target.i < each.i < name.i for each in marks):
        move(name, verb, "oprd")
