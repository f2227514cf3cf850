"""Who or what is a clause about? Finds subjects that stand elsewhere: shared, relative, participial, controlled."""

from extractors.claims.denied_members import denial, is_rather_than
from extractors.claims.lexicon import cue_words
from extractors.claims.phrases import Part, is_definite, members, opens_far_from, phrase
from extractors.claims.tree import (
    FINITE_TAGS,
    SUBJECT_DEPS,
    Node,
    ancestors,
    child,
    children,
    conjuncts,
    is_name,
    is_noun,
    is_verb,
)

# Following shared subjects further than this means that the parse is broken.
MAX_STEPS = 12
# Prepositions whose gerund says something of the subject: "resigned after losing the vote".
CIRCUMSTANCES = frozenset({"without", "after", "before", "by", "since", "despite", "upon", "instead"})
RAISING_VERBS = cue_words("modality", "raising_verbs")
REFRAINING_VERBS = cue_words("polarity", "refraining_verbs")
BALKING_VERBS = cue_words("polarity", "balking_verbs")
PREVENTING_VERBS = cue_words("polarity", "preventing_verbs")
DECIDING_VERBS = cue_words("polarity", "deciding_verbs")
ACCUSING_VERBS = cue_words("attribution", "accusing_verbs")
WITHDRAWING_VERBS = cue_words("polarity", "withdrawing_verbs")
NEGATIVE_ADJECTIVES = cue_words("polarity", "negative_adjectives")
REFUSAL_NOUNS = cue_words("polarity", "refusal_nouns")
CHOICE_NOUNS = cue_words("polarity", "choice_nouns")
# Verbs by the preposition of the gerund that they deny.
KEEPING_VERBS = {
    "from": REFRAINING_VERBS | PREVENTING_VERBS,
    "against": DECIDING_VERBS,
    "at": BALKING_VERBS,
}
# Of these, verbs that say nothing but that the gerund is not done.
CARRYING_VERBS = REFRAINING_VERBS | BALKING_VERBS | WITHDRAWING_VERBS
SUMMARIES = cue_words("nouns", "summaries")
RELATIVE_WORDS = frozenset({"who", "which", "that", "whom", "whose"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})


def find_subjects(head: Node, *, steps: int = MAX_STEPS) -> list[Part]:
    """Return the subjects of the clause that a verb heads, one part each; empty where it has none."""
    own = [each for each in head.children if each.dep in SUBJECT_DEPS]
    if own:
        return _own_subjects(own[0] if len(own) == 1 else _nearest(own, head), head)
    offered = _offered(head)
    if offered or child(head, "expl") is not None or head.head is None or steps == 0:
        return offered
    return _borrowed(head, steps=steps - 1)


def _offered(head: Node) -> list[Part]:
    """Return the subject of "for the bank to lend"."""
    mark = offering_word(head)
    inner = child(mark, "pobj") if mark is not None else None
    return [as_named(part) for part in members(inner)] if inner is not None else []


def offering_word(head: Node) -> Node | None:
    """Return the "for" that gives an infinitive its subject, on the verb itself or on the adjective above it."""
    if not _is_infinitive(head):
        return None
    above = head.head
    adjective = child(above, "oprd", "acomp") if above is not None else None
    around = [
        *head.children,
        *(adjective.children if adjective is not None else []),
        *(above.children if above else []),
    ]
    before = [each for each in around if each.lower == "for" and each.i < head.i]
    return before[-1] if before and (before[-1] in head.children or _is_judged(adjective, above)) else None


def _is_judged(adjective: Node | None, above: Node | None) -> bool:
    return adjective is not None or (above is not None and above.tag.startswith("JJ"))


def _nearest(own: list[Node], head: Node) -> Node:
    before = [each for each in own if each.i < head.i]
    return (before or own)[-1]


def _own_subjects(subject: Node, head: Node) -> list[Part]:
    if is_relative(subject) and (anchor := relative_anchor(head)) is not None:
        return antecedent(anchor)
    if (nobody := _none_of_which(subject)) is not None and (anchor := relative_anchor(head)) is not None:
        return [part._replace(negated=True, cue=nobody) for part in antecedent(anchor)]
    if subject.tag in {"WP", "WDT", "WRB", "EX"} or is_expletive(subject):
        return []
    if subject.dep.startswith("csubj"):
        return [Part(head=subject, words=phrase(subject))]
    return [named for part in members(subject) for named in all_named(part)]


def _none_of_which(subject: Node) -> str | None:
    """Return "none" of "the villages, none of which had a doctor": what is said is denied of the villages."""
    of = next((each for each in children(subject, "prep") if each.lower == "of"), None)
    whom = child(of, "pobj") if of is not None else None
    return denial(subject) if whom is not None and is_relative(whom) else None


def is_expletive(pronoun: Node) -> bool:
    """Tell whether "it" stands for nothing or for a clause: "it is clear that", "it is believed that"."""
    if pronoun.dep == "expl":
        return True
    head = pronoun.head
    if pronoun.lower != "it" or head is None or pronoun.dep not in SUBJECT_DEPS:
        return False
    if (child(head, "auxpass") is not None or head.lemma in RAISING_VERBS) and child(head, "ccomp") is not None:
        return True
    adjective = child(head, "acomp", "attr")
    below = [*head.children, *(adjective.children if adjective is not None else [])]
    return adjective is not None and any(
        each.dep in {"ccomp", "xcomp", "csubj"} and each.i > adjective.i for each in below
    )


def is_cleft(noun: Node) -> bool:
    """Tell whether a noun is what "It was the mayor who closed the bridge" brings forward: the clause is the claim."""
    be = noun.head
    if noun.dep != "attr" or be is None or be.lemma != "be" or not (is_name(noun) or is_definite(noun)):
        return False
    clause, it = child(noun, "relcl"), child(be, "nsubj")
    who = child(clause, "nsubj", "nsubjpass") if clause is not None else None
    return it is not None and it.lower == "it" and who is not None and is_relative(who)


def is_relative(node: Node) -> bool:
    """Tell whether a word is a relative pronoun."""
    return node.lower in RELATIVE_WORDS and (
        node.tag in RELATIVE_TAGS or (node.lower == "that" and node.tag in {"IN", "DT"})
    )


def relative_anchor(head: Node) -> Node | None:
    """Return the noun that a relative clause hangs on; conjuncts of the clause share it."""
    above: Node | None = head
    for _ in range(MAX_STEPS):
        if above is None:
            return None
        if above.dep == "relcl":
            return above.head
        if above.dep not in {"conj", "xcomp", "ccomp"}:
            return None
        above = above.head
    return None


def antecedent(noun: Node) -> list[Part]:
    """Return what a relative or participial clause speaks of: the name where the noun only describes it."""
    if is_verb(noun) or noun.tag in RELATIVE_TAGS:
        return []
    if noun.lemma in SUMMARIES:
        return [Part(head=noun, words=phrase(noun))]
    if noun.dep == "appos" and noun.head is not None and is_name(noun.head) and not is_name(noun):
        return [Part(head=noun.head, words=phrase(noun.head))]
    return [as_named(Part(head=noun, words=phrase(noun)))]


def all_named(part: Part) -> list[Part]:
    """Return the names of "Chad's allies, Mali and Niger,", else the part itself by its name."""
    named = as_named(part)
    if named is part or len(conjuncts(named.head)) == 1:
        return [named]
    return [Part(head=each, words=phrase(each), negated=part.negated, cue=part.cue) for each in conjuncts(named.head)]


def as_named(part: Part) -> Part:
    """Return the name for "India's space agency, ISRO", "Its president, Raf Mertens"."""
    if is_name(part.head):
        return part
    for each in children(part.head, "appos"):
        if each.tag in {"NNP", "NNPS"} and each.i > part.head.i and not _is_abbreviation(each):
            return Part(head=each, words=phrase(each), negated=part.negated, cue=part.cue)
    return part


def _is_abbreviation(node: Node) -> bool:
    """Tell whether an apposition stands in brackets: "a Very Large Array (VLA)"."""
    return any(each.dep == "punct" and each.text in {"(", "[", "-LRB-"} for each in node.children)


def _borrowed(head: Node, *, steps: int) -> list[Part]:
    governor = head.head
    assert governor is not None
    if head.dep == "conj":
        return find_subjects(governor, steps=steps) if is_verb(governor) else []
    if head.dep == "ccomp" and (anchor := _relative_above(head, governor)) is not None:
        return antecedent(anchor)
    if head.dep in {"xcomp", "ccomp"}:
        return _controlled(head, governor, steps=steps)
    if head.dep in {"acl", "relcl"} and (is_noun(governor) or governor.tag in {"CD", "DT", "PRP"}):
        return _refusers(head, governor) if _is_infinitive(head) else antecedent(governor)
    if head.dep == "pcomp":
        return _under_preposition(governor, steps=steps)
    bare = head.tag in {"VBG", "VBN"} or any(is_rather_than(each) for each in head.children)
    beside = head.dep in {"advcl", "parataxis", "dep"} and bare and is_verb(governor)
    return find_subjects(governor, steps=steps) if beside else []


def denies_infinitive(noun: Node, infinitive: Node) -> bool:
    """Tell whether a noun says that something is not done: "its refusal to sign", "its decision not to sign"."""
    if infinitive.dep != "acl" or not _is_infinitive(infinitive):
        return False
    if noun.lemma in REFUSAL_NOUNS:
        return True
    return noun.lemma in CHOICE_NOUNS and any(each.dep == "neg" for each in infinitive.children)


def _refusers(infinitive: Node, noun: Node) -> list[Part]:
    """Return who does not do it: the owner of the refusal, "the refusal of the bank to lend"."""
    if not denies_infinitive(noun, infinitive):
        return []
    owner = child(noun, "poss")
    of = next((each for each in children(noun, "prep") if each.lower in {"of", "by"}), None)
    owner = owner or (child(of, "pobj") if of is not None else None)
    return [as_named(part) for part in members(owner)] if owner is not None else []


def _under_preposition(mark: Node, *, steps: int) -> list[Part]:
    """Return the subject of a gerund: "after losing the vote", "abstained from voting", "far from helping"."""
    if (verb := kept_from(mark)) is not None:
        return _kept(verb, steps=steps)
    if (verb := accused_of(mark)) is not None:
        accused = child(verb, "dobj", "nsubjpass")
        return [as_named(part) for part in members(accused)] if accused is not None else []
    if (verb := incapable_of(mark)) is not None:
        return find_subjects(verb, steps=steps)
    if opens_far_from(mark):
        return _beside_far(mark, steps=steps)
    if mark.lower in CIRCUMSTANCES and mark.head is not None and is_verb(mark.head):
        return find_subjects(mark.head, steps=steps)
    return []


def kept_from(mark: Node) -> Node | None:
    """Return the verb of "refrained from voting", "balked at signing", "stopped short of it": it denies them."""
    verb = mark.head
    if is_short_of(mark):
        return verb if verb is not None and is_verb(verb) else verb.head if verb is not None else None
    if verb is None or not is_verb(verb):
        return None
    if mark.lower == "of" and verb.lemma in WITHDRAWING_VERBS:  # "opted out of joining"
        return verb if any(each.lower == "out" and each.i == mark.i - 1 for each in verb.children) else None
    return verb if verb.lemma in KEEPING_VERBS.get(mark.lower, frozenset()) else None


def incapable_of(mark: Node) -> Node | None:
    """Return the verb of "is incapable of paying": its adjective denies the gerund."""
    adjective = mark.head
    if mark.lower != "of" or adjective is None or adjective.dep != "acomp" or child(mark, "pcomp") is None:
        return None
    return adjective.head if adjective.lower in NEGATIVE_ADJECTIVES else None


def accused_of(mark: Node) -> Node | None:
    """Return the verb of "accused the firm of hiding losses": the gerund is what somebody says of its object."""
    verb = mark.head if mark.head is None or is_verb(mark.head) else mark.head.head
    if mark.lower != "of" or verb is None or verb.lemma not in ACCUSING_VERBS:
        return None
    return verb if is_verb(verb) else None


def is_short_of(mark: Node) -> bool:
    """Tell whether "of" is that of "stop short of", wherever it was hung."""
    above = mark.head
    if mark.lower != "of" or above is None:
        return False
    short = above if above.lower == "short" else next((each for each in above.children if each.lower == "short"), None)
    verb = short.head if short is not None else None
    return short is not None and short.i == mark.i - 1 and verb is not None and verb.lemma in {"stop", "fall"}


def _kept(verb: Node, *, steps: int) -> list[Part]:
    """Return who is kept from doing: the object of "prevent", the subject of "refrain"."""
    target = child(verb, "dobj", "dative")
    if target is not None and not is_relative(target):
        return [as_named(part) for part in members(target)]
    return find_subjects(verb, steps=steps)


def _relative_above(head: Node, governor: Node) -> Node | None:
    """Return the noun of "the letter that the minister says was forged": its pronoun was hung on the saying."""
    pronoun = child(governor, "dobj")
    finite = head.tag in FINITE_TAGS or any(each.tag in FINITE_TAGS for each in head.children)
    if not finite or pronoun is None or not is_relative(pronoun) or pronoun.i > governor.i:
        return None
    return relative_anchor(governor)


def _beside_far(mark: Node, *, steps: int) -> list[Part]:
    """Return the subject of "Far from helping farmers, the subsidy …"."""
    above = next((each for each in ancestors(mark) if is_verb(each)), None)
    return find_subjects(above, steps=steps) if above is not None else []


def _is_infinitive(head: Node) -> bool:
    return any(each.dep == "aux" and each.lower == "to" for each in head.children)


def _controlled(head: Node, governor: Node, *, steps: int) -> list[Part]:
    """Return the subject of an infinitive: the governor's object ("warned X to go") or its subject."""
    target = child(governor, "dobj", "dative")
    if target is not None and target.i < head.i and target.tag != "IN":
        return [as_named(part) for part in members(target)]
    if is_verb(governor):
        return find_subjects(governor, steps=steps)
    if governor.head is not None and is_verb(governor.head):
        return find_subjects(governor.head, steps=steps)
    return []
